"""What is cited: works of the corpus, the originals that its records rest on, and texts held in the library."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a work was brought out, as reference managers tell works apart."""

    ARTICLE = "article"
    BOOK = "book"
    CHAPTER = "chapter"
    CONFERENCE = "conference"
    WORKING_PAPER = "working_paper"
    REPORT = "report"
    NEWS = "news"
    WEB = "web"
    OTHER = "other"


class Origin(StrEnum):
    """How Samuh knows of a work: described in the corpus, named as a source by its records, or held as a text."""

    WORK = "work"
    ORIGINAL = "original"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Name:
    """A person, or a body that signs as one: then ``family`` is its whole name and ``given`` is empty."""

    family: str
    given: str = ""
    body: bool = False

    @property
    def said(self) -> str:
        """The name as it is said: ``Khalid Nadvi``."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement and where it can be read: ``address`` is a page of ours, ``by`` the record that states it."""

    text: str
    address: str
    by: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One work that can be cited. Empty texts and None mean that the source does not say.

    ``kind`` is the record's own word for it, ``published`` its whole statement of where it appeared; ``container``,
    ``volume``, ``issue``, ``pages`` and ``number`` are read from that statement. ``basis`` tells how much of the work
    was read. ``document_id`` is the text held in the library, ``address`` the page that shows the work.
    """

    id: str
    origin: Origin
    form: Form
    kind: str
    title: str
    address: str
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    year: int | None = None
    published: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    number: str = ""
    publisher: str = ""
    url: str | None = None
    region: str = ""
    subjects: tuple[str, ...] = ()
    basis: str = ""
    note: str = ""
    document_id: str | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def credited(self) -> str:
        """Who signs for it, in a row; else who edited it; empty where no one is named."""
        return ", ".join(name.said for name in self.authors or self.editors)
