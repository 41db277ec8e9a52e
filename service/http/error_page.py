"""The pages for what went wrong and for the time until everything is loaded."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """One error, in words."""

    template: ClassVar[str] = "error.html"
    section: ClassVar[str] = ""

    title: str
    detail: str
    status: int


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """Nothing can be answered yet; the page asks again by itself after ``seconds``."""

    template: ClassVar[str] = "waiting.html"
    section: ClassVar[str] = ""

    detail: str
    seconds: int
    title: str = "Samuh is getting ready"
