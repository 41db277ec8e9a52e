"""What ingestion makes: documents, their pages and passages, and the report on each file.

Offsets count characters of ``Document.text``; an end is exclusive. ``None`` means that the source does not say.
"""

from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    """What sort of work a document is."""

    SCHEME_GUIDELINE = "scheme_guideline"
    DIAGNOSTIC_REPORT = "diagnostic_report"
    CASE_STUDY = "case_study"
    POLICY_PAPER = "policy_paper"
    FAQ = "faq"
    NEWS = "news"
    SHEET = "sheet"
    OTHER = "other"


class PassageKind(StrEnum):
    """How a passage reads: running prose, a question with its answer, or rows of a table."""

    PROSE = "prose"
    QUESTION = "question"
    TABLE = "table"


class ReadStatus(StrEnum):
    """How reading one file ended."""

    READ = "read"
    PARTLY_READ = "partly_read"
    NEEDS_OCR = "needs_ocr"
    REFUSED = "refused"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REMOVED = "removed"
    SKIPPED = "skipped"
    UNPACKED = "unpacked"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document: its number from 1, its printed label, and the span of its text.

    ``doubt`` says why the reading of the page is doubtful, None where it is not; ``confidence`` is what text
    recognition itself says of the words of a scanned page, from 0 to 1, None where the text was not recognised.
    """

    number: int | None
    label: str | None
    start: int
    end: int
    doubt: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class WordBox:
    """Where one printed word of a scanned page stands: its span in ``Document.text`` and its rectangle.

    The edges are fractions (0 to 1) of the width and height of the page, counted from its top left corner.
    """

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Section:
    """Where a part of a document begins, and its own heading (empty where it has none). It ends at the next one."""

    heading: str
    start: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that people can find in the file itself ("row 12", "paragraph 3"). It ends where the next one starts."""

    words: str
    start: int


@dataclass(frozen=True, slots=True)
class Document:
    """One read document. ``text`` is what is quoted; ``pages`` are in reading order and may be empty.

    ``aliases`` are other names under which people ask for what the document describes; ``anchors`` are the places in
    formats that have finer ones than pages; ``sketch`` is what ``ingest.duplicates`` compares texts by. ``year`` is the
    work's or the edition's; ``as_of_year`` is that of the newest source of a sheet, which may be later.
    """

    id: str
    title: str
    publisher: str | None
    year: int | None
    kind: DocumentKind
    language: str | None
    state: str | None
    sector: str | None
    path: str
    sha256: str
    licence: str | None
    url: str | None
    supersedes: str | None
    text: str
    pages: tuple[Page, ...] = ()
    aliases: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    sketch: str = ""
    as_of_year: int | None = None

    @property
    def cited_year(self) -> int | None:
        """The year that a citation names: that of what a sheet knows, else the document's own."""
        return self.as_of_year or self.year


@dataclass(frozen=True, slots=True)
class Passage:
    """An exact slice of a document: ``text == document.text[start:end]``, always.

    ``context`` holds words that belong to the passage but stand elsewhere (the header row of a table that was
    cut in two). It is indexed with the passage and never quoted from it. ``language`` is that of its own script, which
    may be another than the document's.
    """

    id: str
    document_id: str
    start: int
    end: int
    text: str
    headings: tuple[str, ...]
    label: str | None
    kind: PassageKind
    page_from: int | None
    page_to: int | None
    context: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement that can be quoted alone: a span of the document inside one passage."""

    passage_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What happened to one file. ``why`` says in plain words what was not read and what to do about it."""

    path: str
    status: ReadStatus
    document_id: str | None = None
    why: str | None = None
    pages: int = 0
    passages: int = 0
