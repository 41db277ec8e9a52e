"""A document made readable: which part of it to show, its pages marked, its headings listed, the cited span marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from ingest.records import Document, Page, Passage
from service.http import manuscript, paragraphs
from service.http.manuscript import Heading, Piece, Span, Tag

PART_CHARS = 60_000  # about 25 printed pages: quick to make and to scroll
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Reading:
    """One part of a document as HTML. Parts count from 1."""

    html: Markup
    contents: tuple[Heading, ...]
    part: int
    parts: int


def read(document: Document, passages: Sequence[Passage], span: Span | None, part: int) -> Reading:
    """Show the part that holds the span, or else part number ``part`` (the nearest there is)."""
    bounds = part_bounds(document)
    first = last = min(max(part, 1), len(bounds))
    if span is not None:
        first = part_of(bounds, span[0])
        last = part_of(bounds, span[1] - 1)
    contents: list[Heading] = []
    shown = bounds[first - 1][0], bounds[last - 1][1]
    pieces = manuscript.link_addresses(document_pieces(document, passages, shown, contents))
    return Reading(manuscript.html(pieces, span), tuple(contents), first, len(bounds))


def excerpt(document: Document, start: int, end: int, headings: Sequence[str] = ()) -> Markup:
    """A quote as it reads in its document: items as items, rows of a table as a table, lines known as headings bold."""
    found = paragraphs.pieces(document.text, start, end, dict.fromkeys(headings, 0), [])
    return manuscript.html(manuscript.without_headings(found), None)


def part_of(bounds: Sequence[Span], offset: int) -> int:
    """The number of the part, from 1, that holds a character."""
    return next((n for n, (_, end) in enumerate(bounds, 1) if offset < end), len(bounds))


def part_bounds(document: Document, longest: int = PART_CHARS) -> list[Span]:
    """Cut the text into parts at pages, or else at blank lines; only what cannot be cut there is longer."""
    cuts = cut_places(document)
    edges = [0]
    for place, following in pairwise([*cuts, len(document.text)]):
        if following - edges[-1] > longest and place > edges[-1]:
            edges.append(place)
    return list(pairwise([*edges, len(document.text)])) or [(0, 0)]


def cut_places(document: Document) -> list[int]:
    """Where the text may be cut into parts, in order."""
    if document.pages:
        return [page.start for page in document.pages]
    return [found.end() for found in _BLANK_LINE.finditer(document.text)]


def document_pieces(
    document: Document, passages: Sequence[Passage], shown: Span, contents: list[Heading]
) -> Iterator[Piece]:
    """The pieces of ``text[shown]``, page by page where the document has pages."""
    levels = paragraphs.heading_levels(passages)
    for (start, end), page in sheets(document, shown):
        if page is not None:
            yield page_mark(page)
        yield from paragraphs.pieces(document.text, start, end, levels, contents)


def sheets(document: Document, shown: Span) -> Iterator[tuple[Span, Page | None]]:
    """Cut the part shown at its pages; text that lies on no page keeps its place between them."""
    at = shown[0]
    for page in document.pages:
        start, end = max(page.start, shown[0]), min(page.end, shown[1])
        if end <= shown[0] or start >= shown[1]:
            continue
        if at < start:
            yield (at, start), None
        yield (start, end), page
        at = end
    if at < shown[1]:
        yield (at, shown[1]), None


def page_mark(page: Page) -> Tag:
    """The line that says where a page begins: its number, and what is printed on it where that differs."""
    name = page_name(page)
    anchor = f' id="page-{page.number}"' if page.number is not None else ""
    return Tag(f'<p class="page-mark"{anchor}><span>{escape(name)}</span></p>')


def page_name(page: Page) -> str:
    """A page as people call it: ``Page 12``, ``Page 4 (printed iv)``."""
    if page.number is None:
        return f"Page {page.label}" if page.label else "Page"
    printed = f" (printed {page.label})" if page.label and page.label != str(page.number) else ""
    return f"Page {page.number}{printed}"
