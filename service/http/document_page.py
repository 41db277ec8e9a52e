"""The page that shows one document, with the cited words marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from markupsafe import Markup

from ingest.errors import NotFoundError
from ingest.records import Document, Page, Passage
from ingest.whereabouts import own_place
from service.desk import Desk
from service.http import cites, files, links
from service.http.cites import CiteNav
from service.http.links import Cite
from service.http.manuscript import Heading, Span
from service.http.reading import excerpt, read
from service.http.templates import external
from service.http.views import page_range, passage_place, reference
from service.http.words import KIND_NAMES, LANGUAGES, plain_name

GONE = (
    "These words are no longer where this link points: the document was read again since. "
    "Look for them in the text below, or ask again."
)
LONGEST_QUOTE = 2_000
LONGEST_CONTENTS = 30
NOWHERE = "This link points to a place that the document does not have. The whole text is below."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for. All None: the document from its beginning; ``cites`` are the answer's citations."""

    start: int | None = None
    end: int | None = None
    passage_id: str | None = None
    part: int = 1
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """The marked words, for the card above the text; ``quote`` and ``reference`` are for copying."""

    html: Markup
    quote: str
    reference: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is known about the document; ``href`` where it leads somewhere."""

    name: str
    value: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One document, or one part of a long one."""

    template: ClassVar[str] = "document.html"
    section: ClassVar[str] = "/documents"

    id: str
    title: str
    subtitle: str
    facts: tuple[Fact, ...]
    original: str | None
    original_page: int | None
    view: str | None
    url: str | None
    cited: Cited | None
    nav: CiteNav | None
    notice: str | None
    newer: Fact | None
    html: Markup
    contents: tuple[Heading, ...]
    repeats_title: bool
    part: int
    parts: int
    previous: str | None
    following: str | None
    language: str | None
    ask_href: str


def document_page(desk: Desk, document_id: str, wanted: Wanted) -> DocumentPage:
    """Build the page.

    Raises:
        NotFoundError: there is no such document.
    """
    document = desk.document(document_id)
    passages = desk.passages(document_id)
    span, notice = marked(document, passages, wanted)
    reading = read(document, passages, span, wanted.part)
    home = next((p for p in passages if span and p.start <= span[0] < p.end), None)
    page = home.page_from if home else None
    has_original = desk.original(document_id) is not None
    return DocumentPage(
        id=document.id,
        title=document.title,
        subtitle=KIND_NAMES[document.kind.value],
        facts=facts(desk, document, len(passages)),
        original=links.original(document.id, page) if has_original else None,
        original_page=page,
        view=view_href(desk, document, wanted, span),
        url=external(document.url),
        cited=cited(document, span, home) if span else None,
        nav=cites.nav(wanted.cites, document.id, wanted.start, view=False),
        notice=notice,
        newer=newer_edition(desk, document.id),
        html=reading.html,
        contents=shortened(reading.contents, document.title),
        repeats_title=any(heading.text == document.title for heading in reading.contents[:1]),
        part=reading.part,
        parts=reading.parts,
        previous=part_address(document.id, reading.part - 1) if reading.part > 1 else None,
        following=part_address(document.id, reading.part + 1) if reading.part < reading.parts else None,
        language=document.language,
        ask_href="/?" + links.query([("document", document.id)]),
    )


def view_href(desk: Desk, document: Document, wanted: Wanted, span: Span | None) -> str | None:
    """The same place in the viewer of originals, or None where there is nothing to look at."""
    if files.viewable(desk, document) is None:
        return None
    if span is None:
        return links.view_page(document.id)
    return links.view(Cite(document.id, span[0], span[1], wanted.passage_id), wanted.cites)


def shortened(contents: Sequence[Heading], title: str) -> tuple[Heading, ...]:
    """The list of contents without the title, and without its deepest headings where it would be very long."""
    kept = [heading for heading in contents if heading.text != title]
    if len(kept) > LONGEST_CONTENTS:
        top = min(heading.level for heading in kept)
        kept = [heading for heading in kept if heading.level <= top + 1]
    return tuple(kept)


def marked(document: Document, passages: Sequence[Passage], wanted: Wanted) -> tuple[Span | None, str | None]:
    """The span to mark, and what to say where the address does not fit the document as it is now.

    A passage's id comes from its content: where it is no longer there, the offsets of the link mean other words,
    and marking those would be a false citation.
    """
    passage = next((p for p in passages if p.id == wanted.passage_id), None)
    if wanted.passage_id and passage is None:
        return None, GONE
    if wanted.start is None or wanted.end is None:
        return ((passage.start, passage.end), None) if passage else (None, None)
    if not 0 <= wanted.start < wanted.end <= len(document.text):
        return None, NOWHERE
    return (wanted.start, wanted.end), None


def cited(document: Document, span: Span, home: Passage | None) -> Cited:
    """The marked words with their reference."""
    place = span_place(document, span, home)
    end = min(span[1], span[0] + LONGEST_QUOTE)
    html, quote = excerpt(document, span[0], end), " ".join(document.text[span[0] : end].split())
    if end < span[1]:
        html, quote = html + Markup("<p>[…]</p>"), f"{quote} […]"
    return Cited(html, quote, reference(document.publisher, document.title, document.cited_year, place))


def span_place(document: Document, span: Span, home: Passage | None) -> str:
    """Where the marked words stand: on pages that may be fewer than the passage's, and what is printed on those."""
    if home is None:
        return ""
    pages = [page for page in document.pages if page.start < span[1] and span[0] < page.end and page.number]
    own = own_place(document, span[0])
    if own or not pages:
        return passage_place(home, document.title, own)
    place = passage_place(replace(home, page_from=pages[0].number, page_to=pages[-1].number), document.title)
    first, printed = page_range(pages[0].number, pages[-1].number), printed_range(pages)
    return place.replace(first, f"{first} (printed {printed})", 1) if printed else place


def printed_range(pages: Sequence[Page]) -> str:
    """The numbers printed on the first and last of some pages, or nothing where they are the pages' own."""
    first, last = pages[0], pages[-1]
    if (
        not first.label
        or not last.label
        or (first.label, last.label) == (str(first.number), str(last.number))
    ):
        return ""
    return first.label if first.label == last.label else f"{first.label}-{last.label}"


def facts(desk: Desk, document: Document, passages: int) -> tuple[Fact, ...]:
    """What is known about the document; what the source does not say is left out."""
    known = [
        Fact("Publisher", document.publisher or ""),
        Fact("Year" if document.as_of_year in (None, document.year) else "Edition", str(document.year or "")),
        Fact("As of", str(document.as_of_year or "")),
        Fact("State", document.state or ""),
        Fact("Sector", plain_name(document.sector or "")),
        Fact("Language", LANGUAGES.get(document.language or "", document.language or "")),
        Fact("Pages", str(len(document.pages) or "")),
        Fact("Passages", str(passages)),
        Fact("Licence", document.licence or ""),
    ]
    return (
        *(fact for fact in known if fact.value),
        *older_edition(desk, document),
        *near_copies(desk, document),
    )


def near_copies(desk: Desk, document: Document) -> tuple[Fact, ...]:
    """The documents with nearly the same text, as links to what differs."""
    rows = desk.documents()
    similar = next((row.similar_to for row in rows if row.id == document.id), ())
    titles = {row.id: row.title for row in rows}
    return tuple(Fact("Nearly the same text as", titles[name], links.document(name)) for name in similar)


def older_edition(desk: Desk, document: Document) -> tuple[Fact, ...]:
    """The edition that this one replaces, as a link where the library has it."""
    if document.supersedes is None:
        return ()
    try:
        older = desk.document(document.supersedes)
    except NotFoundError:
        return (Fact("Replaces", document.supersedes),)
    return (Fact("Replaces", older.title, links.document(older.id)),)


def newer_edition(desk: Desk, document_id: str) -> Fact | None:
    """The edition that replaces this one, where the library has it."""
    row = next((row for row in desk.documents() if row.supersedes == document_id), None)
    return Fact("Replaced by", row.title, links.document(row.id)) if row else None


def part_address(document_id: str, part: int) -> str:
    """The address of one part of a long document."""
    return links.document(document_id) + "?" + links.query([("part", str(part))]) + "#text"
