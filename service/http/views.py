"""The parts that several pages show: found passages and the form of filters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from index.records import Filters, Hit
from ingest.records import Document, Passage
from ingest.whereabouts import own_place
from service.desk import Desk, DocumentSummary
from service.http import links
from service.http.reading import excerpt
from service.http.words import KIND_NAMES, plain_name


@dataclass(frozen=True, slots=True)
class HitView:
    """A found passage with the document that it stands in."""

    rank: int
    title: str
    source: str
    html: Markup
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select box."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address of the same page without it."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class FilterForm:
    """The filters of a page as form fields. ``others`` are those that the form has no field for."""

    kinds: tuple[Option, ...]
    states: tuple[Option, ...]
    sectors: tuple[Option, ...]
    year_from: int | None
    year_to: int | None
    chips: tuple[Chip, ...]
    others: tuple[tuple[str, str], ...]


def hit_views(desk: Desk, hits: Sequence[Hit]) -> tuple[HitView, ...]:
    """Hits with the titles of their documents."""
    documents = {name: desk.document(name) for name in {hit.passage.document_id for hit in hits}}
    return tuple(hit_view(hit, documents[hit.passage.document_id]) for hit in hits)


def hit_view(hit: Hit, document: Document) -> HitView:
    """One hit with the title of its document."""
    passage = hit.passage
    return HitView(
        rank=hit.rank,
        title=document.title,
        source=source_line(
            document.publisher,
            document.cited_year,
            KIND_NAMES[document.kind.value],
            passage_place(passage, document.title, own_place(document, passage.start)),
        ),
        html=excerpt(document, passage.start, passage.end, passage.headings),
        why=hit.why,
        href=links.place(document.id, passage.start, passage.end, passage.id),
    )


def source_line(*parts: str | int | None) -> str:
    """What is known of a source, in one line."""
    return " · ".join(str(part) for part in parts if part)


def reference(publisher: str | None, title: str, year: int | None, where: str) -> str:
    """A reference for people: ``Ministry of MSME, MSE-CDP guidelines (2022), p. 12``."""
    dated = f"{title} ({year})" if year and str(year) not in title else title
    return ", ".join(part for part in (publisher, dated, where) if part)


def passage_place(passage: Passage, title: str, own: str = "") -> str:
    """Where a passage stands, for people: ``p. 12-13 · Annex 1 › Costs · Q23``; the title is said elsewhere.

    ``own`` is its place in a format without printed pages: a slide, a row of a sheet, a paragraph.
    """
    headings = " › ".join(heading for heading in passage.headings if heading != title)
    return source_line(own or page_range(passage.page_from, passage.page_to), headings, passage.label)


def page_range(first: int | None, last: int | None) -> str:
    """Pages as a reference names them: ``p. 12``, ``p. 12-13``, or nothing where the document has none."""
    if first is None:
        return ""
    return f"p. {first}" if last is None or last == first else f"p. {first}-{last}"


def filter_form(documents: Sequence[DocumentSummary], filters: Filters, base: str) -> FilterForm:
    """The filters as form fields; ``base`` is the page's address without any, ending in ``?`` or ``&``."""
    sectors = {row.sector for row in documents if row.sector} | set(filters.sectors)
    return FilterForm(
        kinds=options({row.kind for row in documents}, filters.kinds, KIND_NAMES),
        states=options({row.state for row in documents if row.state}, filters.states),
        sectors=options(sectors, filters.sectors, {sector: plain_name(sector) for sector in sectors}),
        year_from=filters.year_from,
        year_to=filters.year_to,
        chips=chips(documents, filters, base),
        others=tuple(("document", name) for name in filters.document_ids),
    )


def options(
    values: Iterable[str], chosen: Sequence[str], names: dict[str, str] | None = None
) -> tuple[Option, ...]:
    """All values by name, those chosen among them even if the library has no such document."""
    named = {value: (names or {}).get(value, value) for value in {*values, *chosen}}
    return tuple(
        Option(value, name, value in chosen)
        for value, name in sorted(named.items(), key=lambda pair: pair[1])
    )


def chips(documents: Sequence[DocumentSummary], filters: Filters, base: str) -> tuple[Chip, ...]:
    """One chip for each value that is filtered by."""
    titles = {row.id: row.title for row in documents}
    kinds, states, sectors, ids = filters.kinds, filters.states, filters.sectors, filters.document_ids
    made = [
        Chip(KIND_NAMES[kind], _address(base, replace(filters, kinds=_less(kinds, kind)))) for kind in kinds
    ]
    made += [Chip(state, _address(base, replace(filters, states=_less(states, state)))) for state in states]
    made += [
        Chip(plain_name(name), _address(base, replace(filters, sectors=_less(sectors, name))))
        for name in sectors
    ]
    made += [
        Chip(
            f"Only in: {titles.get(name, name)}",
            _address(base, replace(filters, document_ids=_less(ids, name))),
        )
        for name in ids
    ]
    if filters.year_from is not None:
        made.append(Chip(f"From {filters.year_from}", _address(base, replace(filters, year_from=None))))
    if filters.year_to is not None:
        made.append(Chip(f"Until {filters.year_to}", _address(base, replace(filters, year_to=None))))
    return tuple(made)


def _less(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(kept for kept in values if kept != value)


def _address(base: str, filters: Filters) -> str:
    return base + links.query(links.filter_pairs(filters))
