"""What the service makes: answers, their statements and citations."""

from dataclasses import dataclass
from enum import StrEnum

from index.records import Hit


class AnswerStatus(StrEnum):
    """Every way in which a question can end."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NO_EVIDENCE = "no_evidence"
    NEEDS_FACTS = "needs_facts"
    CONFLICTING = "conflicting"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Citation:
    """The place that bears a statement out: ``quote == document.text[start:end]``, always.

    ``place`` is for people ("p. 12, Annex 1"); ``page`` is the page index from 1 where the document has pages.
    ``doubt`` says why the words may have been read wrongly ("read by OCR with low confidence (61 %)"), else None.
    """

    number: int
    document_id: str
    passage_id: str
    title: str
    publisher: str | None
    year: int | None
    place: str
    page: int | None
    label: str | None
    quote: str
    start: int
    end: int
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with the numbers of the citations that bear it out."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One point of a comparison: its name, and for each column the numbers of the citations that speak of it."""

    name: str
    cells: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Statements side by side. ``columns`` are the titles of what is compared; an empty cell says nothing."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question's ending. ``message`` is our own wording (never a fact) for endings that need one.

    ``understood`` is the question as it was searched where that differs from what was typed; ``choices`` are
    offered where the question must be narrowed; ``hits`` are the passages found, best first; ``table`` sets the
    statements of a comparison side by side.
    """

    id: str
    question: str
    understood: str | None
    status: AnswerStatus
    message: str | None
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    choices: tuple[str, ...]
    hits: tuple[Hit, ...]
    as_of: str
    index_id: str
    table: Table | None = None

    @property
    def text(self) -> str:
        """The whole answer as plain text: its statements, or the message where there are none."""
        return " ".join(s.text for s in self.statements) or (self.message or "")
