"""Addresses of our own pages. They are always made here, from values that we hold, never taken from a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from index.records import Filters

CITED = "cited"


@dataclass(frozen=True, slots=True)
class Cite:
    """One cited place: ``text[start:end]`` of a document, and the passage that it lies in where that is known."""

    document_id: str
    start: int
    end: int
    passage_id: str | None


def document(document_id: str) -> str:
    """The page of one document."""
    return f"/documents/{quote(document_id, safe='')}"


def place(document_id: str, start: int, end: int, passage_id: str | None = None) -> str:
    """The page of a document with ``text[start:end]`` marked.

    ``passage_id`` lets the page notice that the document was read again since the link was made.
    """
    query: dict[str, str | int] = {"start": start, "end": end}
    if passage_id:
        query["passage"] = passage_id
    return f"{document(document_id)}?{urlencode(query)}#{CITED}"


def cited(cite: Cite, among: Sequence[Cite] = ()) -> str:
    """The page of a document with the cited words marked; the address carries the citations beside it."""
    return f"{document(cite.document_id)}?{_place(cite, among)}#{CITED}"


def view(cite: Cite, among: Sequence[Cite] = ()) -> str:
    """The original at the page of the cited words; the text view where there is no original to look at."""
    return f"{document(cite.document_id)}/view?{_place(cite, among)}"


def view_page(document_id: str, page: int | None = None) -> str:
    """The original at one of its pages."""
    return f"{document(document_id)}/view" + (f"?page={page}" if page else "")


def words(document_id: str) -> str:
    """The places of the words of a scanned page, for a program; the page is still to be added."""
    return f"/api/v1{document(document_id)}/words"


def _place(cite: Cite, among: Sequence[Cite]) -> str:
    pairs = [("start", str(cite.start)), ("end", str(cite.end))]
    if cite.passage_id:
        pairs.append(("passage", cite.passage_id))
    if len(among) > 1:
        pairs += [("cite", f"{c.start}-{c.end}.{c.passage_id or ''}@{c.document_id}") for c in among]
    return urlencode(pairs)


def original(document_id: str, page: int | None = None) -> str:
    """The file that a document was read from, opened at a page where the browser can."""
    fragment = f"#page={page}" if page else ""
    return f"/api/v1{document(document_id)}/original{fragment}"


def ask(question: str, history: Sequence[str] = (), filters: Filters = Filters()) -> str:
    """The page that answers a question."""
    return "/?" + urlencode(
        [("q", question), *(("history", turn) for turn in history), *filter_pairs(filters)]
    )


def search(query: str, filters: Filters = Filters()) -> str:
    """The page that lists passages for a query."""
    return "/search?" + urlencode([("q", query), *filter_pairs(filters)])


def query(pairs: Sequence[tuple[str, str]]) -> str:
    """Parameters as they stand in an address, after the question mark."""
    return urlencode(pairs)


def filter_pairs(filters: Filters) -> list[tuple[str, str]]:
    """The filters as parameters of an address, in a fixed order."""
    pairs = [("kind", value) for value in filters.kinds]
    pairs += [("state", value) for value in filters.states]
    pairs += [("sector", value) for value in filters.sectors]
    pairs += [("document", value) for value in filters.document_ids]
    if filters.year_from is not None:
        pairs.append(("year_from", str(filters.year_from)))
    if filters.year_to is not None:
        pairs.append(("year_to", str(filters.year_to)))
    return pairs
