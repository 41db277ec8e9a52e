"""The page that says what Samuh is, and what it is not."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class AboutPage:
    """Fixed words; the sizes of the library come from the status that every page has."""

    template: ClassVar[str] = "about.html"
    section: ClassVar[str] = "/about"

    title: str = "About Samuh"
