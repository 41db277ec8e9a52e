"""Languages that leave every text as it is, for tests that put questions in the library's own words."""


class Plain:
    """Knows no glossary and no other names."""

    def english(self, text: str) -> str:
        """The text itself."""
        return text

    def placed(self, text: str) -> str:
        """The text itself."""
        return text

    def other_names(self, text: str) -> tuple[str, ...]:
        """None."""
        return ()
