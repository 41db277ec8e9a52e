"""The one object behind all renderings, made from an answer: nothing is decided or worded anew here."""

import re
from collections.abc import Sequence

from prompts.wording import ending
from service.helpline.renderings.records import Compared, Content, Language, Point, Source
from service.helpline.renderings.wording import wording
from service.records import Answer, AnswerStatus, Citation, Statement, Table

_LAST_BRACKET = re.compile(r"\s*\((?P<inside>(?:[^()]|\([^()]*\))*)\)(?P<end>[.!?]?)$")
_SOURCES = re.compile(r"^(?:.+?, (?:\d{4}|undated))(?:; .+?, (?:\d{4}|undated))*$")
_ROW = re.compile(r"^\d{1,3}\.$")
_KNOWN = frozenset((AnswerStatus.ANSWERED, AnswerStatus.PARTLY_ANSWERED, AnswerStatus.CONFLICTING))

_REFUSALS = ("known_gap", "no_date")
"""Endings without an answer that have a wording of their own for the ear; the page's says what is listed below it."""


def content_of(answer: Answer) -> Content:
    """An answer as content: each statement is a point; an ending without statements is a lead without points."""
    known = answer.status in _KNOWN and bool(answer.statements)
    points = tuple(_point(statement, answer.citations) for statement in answer.statements)
    return Content(
        question=answer.question,
        status=answer.status.value,
        lead=None if known else answer.message,
        points=points,
        warning=answer.message if known else None,
        sources=tuple(_source(citation) for citation in answer.citations),
        choices=answer.choices,
        as_of=answer.as_of,
        index_id=answer.index_id,
        known=known,
        compared=_compared(answer.table, points) if answer.table else None,
        refusal=next((name for name in _REFUSALS if not known and answer.message == ending(name)), ""),
    )


def why_untold(content: Content, language: Language) -> str:
    """Why nothing is told, for who sees no page: the reason that the answer gives, else the one for its status."""
    return wording(f"status_{content.refusal or content.status}", language)


def _compared(table: Table, points: Sequence[Point]) -> Compared:
    """The points of a table in its cells; the title of a column without what explains it."""
    cited = {number: point for point in reversed(points) for number in point.sources}
    rows = tuple(
        tuple(tuple(dict.fromkeys(cited[number] for number in cell if number in cited)) for cell in row.cells)
        for row in table.rows
    )
    return Compared(tuple(title.partition(": ")[0] for title in table.columns), rows)


def _point(statement: Statement, citations: Sequence[Citation]) -> Point:
    doubts = dict.fromkeys(c.doubt for c in citations if c.number in statement.citations and c.doubt)
    return Point(_unbarred(statement.text), statement.citations, "; ".join(doubts) or None)


def _source(citation: Citation) -> Source:
    return Source(
        citation.number,
        citation.document_id,
        citation.passage_id,
        citation.title,
        citation.publisher,
        citation.year,
        citation.place,
        citation.quote,
    )


def _unbarred(text: str) -> str:
    """A row of a table as a sentence: "| 1. | Slab | 5 crore | 80% |" → "Slab: 5 crore; 80%."; its number goes."""
    if not (text.startswith("|") and text.rstrip(" .").endswith("|")):
        return text
    cells = [cell.strip() for cell in text.strip("| .").split("|")]
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and _ROW.match(filled[0]):
        filled = filled[1:]
    if not filled:
        return text
    first, *others = filled
    return f"{first}: {'; '.join(others)}." if others else f"{first}."


def without_sources(text: str) -> tuple[str, str]:
    """A sheet's sentence and the sources in brackets at its end: ("The grant is 80%.", "PIB, 2023").

    The second is empty where the last bracket is none of sources ("Rs 8 crore (worked out)").
    """
    bracket = _LAST_BRACKET.search(text)
    if bracket is None or not _SOURCES.match(bracket["inside"]):
        return text, ""
    return text[: bracket.start()] + (bracket["end"] or "."), bracket["inside"]
