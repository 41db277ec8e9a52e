"""Further statements for a brief: what was found and not taken up, what a search brings, and those that are picked."""

from collections.abc import Iterable, Iterator, Sequence

from ingest.errors import BadRequestError
from service.briefs.edit import place
from service.briefs.gather import Candidate, Sought, candidates, one, statements
from service.briefs.make import distinct
from service.briefs.records import Brief, Item

PASSAGES = 12
MOST_OFFERED = 60


def offered(sought: Sought, brief: Brief, query: str) -> list[Item]:
    """Statements that the brief does not show: on its topic, or of the passages that a query finds.

    Raises:
        LibraryError: no index or model is ready.
        BadRequestError: the query cannot be used.
    """
    found = list(searched(sought, query)) if query else distinct(candidates(sought))
    shown = {place(item) for item in brief.items if not item.dropped}
    return [each.item for each in found if place(each.item) not in shown][:MOST_OFFERED]


def searched(sought: Sought, query: str) -> Iterator[Candidate]:
    """All statements of the passages that a query finds."""
    for rank, hit in enumerate(sought.desk.search(query, limit=PASSAGES).hits):
        document = sought.desk.document(hit.passage.document_id)
        for span in statements(document, hit.passage):
            candidate = one(sought, document, hit.passage, span, rank)
            if candidate:
                yield candidate


def mark(item: Item) -> str:
    """How a form names a statement."""
    return f"{item.quote.passage_id}:{item.quote.start}:{item.quote.end}"


def picked(sought: Sought, marks: Sequence[str]) -> list[Item]:
    """The statements that a form names, read and frozen anew.

    Raises:
        NotFoundError: the library has no such passage.
        BadRequestError: a name is none, or its span is no statement of its passage.
    """
    return [picked_one(sought, written) for written in dict.fromkeys(marks)]


def picked_one(sought: Sought, written: str) -> Item:
    """One statement by its name in a form."""
    name, *ends = written.rsplit(":", 2)
    if len(ends) != 2 or not all(end.isascii() and end.isdigit() for end in ends):
        raise BadRequestError(f"{written[:80]}: this names no statement. Open the page of quotes again.")
    passage = sought.desk.passage(name)
    document = sought.desk.document(passage.document_id)
    span = (int(ends[0]), int(ends[1]))
    candidate = (
        one(sought, document, passage, span, 0) if span in set(statements(document, passage)) else None
    )
    if candidate is None:
        raise BadRequestError(
            "A statement that was picked is not in the library any more. Search for it again."
        )
    return candidate.item


def passages_of(marks: Iterable[str]) -> tuple[str, ...]:
    """The ids of passages, each once, blanks left out."""
    return tuple(dict.fromkeys(each.strip() for each in marks if each.strip()))
