"""A document's text as HTML that still knows where every character stands, so that a span can be marked exactly.

The text is taken apart into *pieces*: tags that we made, and runs of shown text with their span in the source::

    "- Pays 70%"  ->  <li>  Run(2, 10, "Pays 70%")  </li>

A run that lies partly in the marked span is cut where the span begins and ends. Everything shown is escaped, and no
tag, attribute or address is taken from the text, apart from plain web addresses.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from service.http.links import CITED
from service.http.templates import external

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that we made; ``markup`` is safe as it is."""

    markup: str


@dataclass(frozen=True, slots=True)
class Run:
    """Shown text: ``text == source[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that was met: for the list of contents."""

    anchor: str
    level: int
    text: str


Piece = Tag | Run

_HEADING_TAG = re.compile(r"<(/?)h[1-6]\b")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]*[^\s<>\"'`|\\^{}\[\].,;:!?)]")


def html(pieces: Iterable[Piece], span: Span | None) -> Markup:
    """Write the pieces out, those inside the span within ``<mark>``; the first mark is the target of the link."""
    written: list[str] = []
    first = f'<mark id="{CITED}">'
    opening = first
    for piece in pieces:
        if isinstance(piece, Tag):
            written.append(piece.markup)
            continue
        for text, inside in cut(piece, span):
            if inside and (text.strip() or opening != first):
                written.append(f"{opening}{escape(text)}</mark>")
                opening = "<mark>"
            else:
                written.append(str(escape(text)))
    return Markup("".join(written))  # noqa: S704 -- every part is our own tag or escaped


def without_headings(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Headings as paragraphs: an excerpt must not add to the headings of the page that it stands on."""
    for piece in pieces:
        if isinstance(piece, Tag) and (found := _HEADING_TAG.match(piece.markup)):
            yield Tag("</p>" if found[1] else '<p class="heading">')
        else:
            yield piece


def cut(run: Run, span: Span | None) -> Iterator[tuple[str, bool]]:
    """Cut a run where the span begins and ends; yield each part and whether it lies inside."""
    if span is None or run.end <= span[0] or run.start >= span[1]:
        yield run.text, False
        return
    begin, end = max(span[0] - run.start, 0), min(span[1] - run.start, len(run.text))
    for text, inside in ((run.text[:begin], False), (run.text[begin:end], True), (run.text[end:], False)):
        if text:
            yield text, inside


def link_addresses(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Make plain web addresses in the text into links, except within a link."""
    within = False
    for piece in pieces:
        if isinstance(piece, Tag):
            within = piece.markup.startswith("<a ") or (within and piece.markup != "</a>")
            yield piece
        elif within or "://" not in piece.text:
            yield piece
        else:
            yield from _linked(piece)


def _linked(run: Run) -> Iterator[Piece]:
    at = 0
    for found in _ADDRESS.finditer(run.text):
        opening = link_tag(found.group())
        if opening is None:
            continue
        yield _part(run, at, found.start())
        yield opening
        yield _part(run, found.start(), found.end())
        yield Tag("</a>")
        at = found.end()
    yield _part(run, at, len(run.text))


def _part(run: Run, start: int, end: int) -> Run:
    return Run(run.start + start, run.start + end, run.text[start:end])


def link_tag(url: str) -> Tag | None:
    """The opening tag of a link to another site, or None for anything but http and https."""
    safe = external(url)
    return Tag(f'<a href="{escape(safe)}" rel="noreferrer nofollow">') if safe else None
