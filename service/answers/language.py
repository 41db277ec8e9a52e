"""Puts a question into the words of the library: other languages, misspellings, and other names of a thing."""

from dataclasses import dataclass

from service.answers.glossary import Glossary
from service.answers.spelling import Speller
from service.answers.words import words


@dataclass(frozen=True, slots=True)
class Languages:
    """The bilingual glossary of the field and a speller over the library's own words."""

    glossary: Glossary
    speller: Speller

    def english(self, text: str) -> str:
        """The text in English words as far as known, misspelt ones put right; plain English comes back unchanged."""
        return self.spelt(self.glossary.understand(text).english)

    def spelt(self, text: str) -> str:
        """The text with words that the library does not hold replaced by the ones meant, where that is clear."""
        kept = []
        for token in text.split():
            bare = words(token)
            right = self.speller.correct(bare[0]) if len(bare) == 1 else None
            kept.append(token if right is None else right + ("?" if token.endswith("?") else ""))
        return " ".join(kept)

    def other_names(self, text: str) -> tuple[str, ...]:
        """Expansions of acronyms and synonyms of the field for the words of a text."""
        return self.glossary.expand(text.split())
