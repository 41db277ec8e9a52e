"""Editions: a document that a newer one in the library replaces answers only for its own time."""

import re
from collections.abc import Sequence

from index.records import Filters, Hit
from ingest.records import Document, DocumentKind, Sentence
from service.answers.background import Background
from service.answers.question import Question

_FIGURE_OF = re.compile(r"In (?P<year>(?:19|20)\d\d)(?:-\d\d)?, (?P<what>the .+? (?:was|were|had)) ")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def newer(document: Document, known: Background) -> Document | None:
    """The edition that replaces a document, where the library has it."""
    return next((other for other in known.documents.values() if other.supersedes == document.id), None)


def current(question: Question, hits: Sequence[Hit], filters: Filters, known: Background) -> list[Hit]:
    """The hits without those of replaced editions, unless the question asks for their time or for them alone.

    Sheets of ours are left to their weights: they say themselves what replaced what.
    """
    replaced = {other.supersedes for other in known.documents.values() if other.supersedes}
    years = set(YEAR.findall(question.asked))
    return [
        hit
        for hit in hits
        if (name := hit.passage.document_id) not in replaced
        or question.wants_past
        or name in filters.document_ids
        or is_meant(known.documents[name], years)
    ]


def is_meant(document: Document, years: set[str]) -> bool:
    """Whether a document is a sheet, or its year is among those that a question names."""
    return document.kind is DocumentKind.SHEET or str(document.year) in years


def newest_first(question: Question, quoted: list[tuple[Hit, Sentence]]) -> list[tuple[Hit, Sentence]]:
    """The statements with the figures of one thing newest first, in the places that they have together.

    What stands first is what is read out, and a turnover of ten years ago would be taken for today's. A question that
    names a year or asks for the past keeps the order.
    """
    if question.wants_past or YEAR.search(question.asked):
        return quoted
    places: dict[tuple[str, str], list[int]] = {}
    years: dict[int, str] = {}
    for place, (hit, sentence) in enumerate(quoted):
        if found := _FIGURE_OF.match(sentence.text):
            places.setdefault((hit.passage.document_id, found["what"]), []).append(place)
            years[place] = found["year"]
    ordered = list(quoted)
    for held in places.values():
        newest = sorted(held, key=lambda place: years[place], reverse=True)
        for place, taken in zip(held, newest, strict=True):
            ordered[place] = quoted[taken]
    return ordered
