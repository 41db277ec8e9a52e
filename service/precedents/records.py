"""What a precedent is: a case with its problem, what was tried, who paid, what came of it, every cell with its source.

``None`` and an empty tuple both mean that the record holds nothing; the source itself may. Years are as the
record has them: a number, a span such as "2007-08", or None.
"""

from dataclasses import dataclass
from enum import StrEnum

Year = int | str | None


class Kind(StrEnum):
    """Where a case comes from: a sheet of a cluster, a sheet of a work, or passages of a document that was read."""

    CLUSTER = "cluster"
    WORK = "work"
    EXTRACTED = "extracted"


class Standing(StrEnum):
    """How far a case was looked at: written by an editor, or found by rules and then judged by a person."""

    EDITED = "edited"
    EXTRACTED = "extracted"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Result(StrEnum):
    """How what was tried ended, as an editor read the outcomes; UNKNOWN where none is known."""

    WORKED = "worked"
    MIXED = "mixed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Origin:
    """A source as a record names it: its key there ("s4"; empty for a work, which is its own source)."""

    key: str
    title: str
    publisher: str
    year: Year
    url: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """Exact words of a document of the library: ``quote == document.text[start:end]``. ``page`` counts from 1."""

    document_id: str
    passage_id: str
    start: int
    end: int
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a case: the words, the year they hold for, and what bears them out.

    ``origins`` are the record's own sources; ``inferred`` marks what is our own inference (no source says it).
    ``section`` is the part of the record's page that shows the cell ("problems", "trials", "results", "lessons",
    "group-1"); ``span`` is where the words stand in the library (``locate.placed`` finds it for a sheet), None where
    that is not known.
    """

    text: str
    origins: tuple[Origin, ...] = ()
    year: Year = None
    section: str = ""
    inferred: bool = False
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing that was tried. ``payers`` holds one cell for each payer ("members: 25%"); ``scheme`` as written."""

    what: Cell
    who: Cell | None = None
    year: Year = None
    scheme: Cell | None = None
    cost: Cell | None = None
    payers: tuple[Cell, ...] = ()
    status: Cell | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One outcome: what was measured, before, after, or the change; all three None where no figure is known."""

    metric: Cell
    before: Cell | None = None
    after: Cell | None = None
    change: Cell | None = None
    note: Cell | None = None
    year: Year = None


@dataclass(frozen=True, slots=True)
class Precedent:
    """One case. A cluster's record is one case with all of its trials; so is a work's, with its findings as lessons.

    ``document_id`` is the sheet (for an extracted case the document) that the cells are quoted from. ``place`` is for
    people; ``states`` are India's States, or the country of a case elsewhere; ``lat`` and ``lon`` are degrees.
    ``problems`` pair a theme of the record ("environment") with a cell. ``themes`` are keys of ``themes.yaml``,
    ``funding`` keys of ``facts.FUNDING``. ``gap_origins`` are the sources that each of ``gaps`` names; empty where the
    case names none. ``years`` are all years that the case speaks of, lowest first.
    """

    id: str
    kind: Kind
    standing: Standing
    title: str
    document_id: str
    place: str = ""
    country: str = ""
    states: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    sector: str = ""
    product: Cell | None = None
    problems: tuple[tuple[str, Cell], ...] = ()
    trials: tuple[Trial, ...] = ()
    changes: tuple[Change, ...] = ()
    lessons: tuple[Cell, ...] = ()
    figures: tuple[Cell, ...] = ()
    gaps: tuple[str, ...] = ()
    gap_origins: tuple[tuple[Origin, ...], ...] = ()
    confidence: str = ""
    themes: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    result: Result = Result.UNKNOWN
    gist: tuple[str, ...] = ()

    @property
    def outcome_known(self) -> bool:
        """Whether the case says what came of it."""
        return bool(self.changes)

    @property
    def address(self) -> str:
        """The page of the record; an extracted case has the page of its document."""
        folder = {Kind.CLUSTER: "/clusters", Kind.WORK: "/works", Kind.EXTRACTED: "/documents"}[self.kind]
        return f"{folder}/{self.document_id}"
