"""Editions: a document that a newer one in the library replaces answers only for its own time."""

import re
from collections.abc import Sequence

from index.records import Filters, Hit
from ingest.records import Document, DocumentKind
from service.answers.background import Background
from service.answers.question import Question

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
