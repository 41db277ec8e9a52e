"""Citations as an answer's page shows them: by document, each with its place and its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from service.desk import Desk
from service.http import links
from service.http.reading import excerpt
from service.http.views import reference, source_line
from service.records import Citation, Statement


@dataclass(frozen=True, slots=True)
class Marker:
    """The number that leads from a statement to its place in a document."""

    number: int
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement with its markers.

    ``last`` is its last word, which stays on one line with the markers; ``years`` says how old its sources are.
    """

    head: str
    last: str
    markers: tuple[Marker, ...]
    years: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One citation. ``repeated`` tells that its words are the statement's; ``quote``, ``reference`` are for copying.

    ``doubt`` says why its words may have been read wrongly.
    """

    number: int
    place: str
    href: str
    html: Markup
    repeated: bool
    quote: str
    reference: str
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One document with what is cited from it."""

    title: str
    line: str
    quotes: tuple[Quote, ...]


def statement_view(statement: Statement, cited: Mapping[int, Citation]) -> StatementView:
    """A statement with the markers that were handed out; a number without a citation leads nowhere and is left out."""
    among = tuple(cited.values())
    sources = [cited[number] for number in statement.citations if number in cited]
    years = sorted({citation.year for citation in sources if citation.year is not None})
    head, _, last = statement.text.rstrip().rpartition(" ")
    return StatementView(
        head=head,
        last=last,
        markers=tuple(
            Marker(c.number, address(c, among), f"Source: {source_line(c.title, c.place)}") for c in sources
        ),
        years=", ".join(str(year) for year in years),
    )


def sources(desk: Desk, citations: Sequence[Citation], statements: Sequence[Statement]) -> tuple[Source, ...]:
    """The cited documents in the order in which they are first cited."""
    said = {" ".join(statement.text.split()) for statement in statements}
    by_document: dict[str, list[Citation]] = {}
    for citation in citations:
        by_document.setdefault(citation.document_id, []).append(citation)
    return tuple(
        Source(
            title=held[0].title,
            line=source_line(held[0].publisher, held[0].year),
            quotes=tuple(quote_view(desk, citation, citations, said) for citation in held),
        )
        for held in by_document.values()
    )


def quote_view(desk: Desk, citation: Citation, among: Sequence[Citation], said: set[str]) -> Quote:
    """One citation of an answer that has those ``among``; ``said`` holds the statements of the answer."""
    words = " ".join(citation.quote.split())
    return Quote(
        number=citation.number,
        place=citation.place,
        href=address(citation, among),
        html=excerpt(desk.document(citation.document_id), citation.start, citation.end),
        repeated=words in said,
        quote=words,
        reference=reference(citation.publisher, citation.title, citation.year, citation.place),
        doubt=citation.doubt,
    )


def address(citation: Citation, among: Sequence[Citation] = ()) -> str:
    """The address of the cited words in their document, from which one comes to those ``among`` which they are."""
    return links.cited(cite(citation), [cite(other) for other in among])


def cite(citation: Citation) -> links.Cite:
    """A citation as an address carries it."""
    return links.Cite(citation.document_id, citation.start, citation.end, citation.passage_id)
