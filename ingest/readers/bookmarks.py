"""The outline that a PDF file carries (its bookmarks): which titles stand on which page, and how deep."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pypdf import PdfReader

from ingest.reading import RawPage

FEWEST, MOST = 3, 2000  # titles; fewer say nothing of the document, more are no outline
DEEPEST = 6
TITLE_LINES = 3

Titles = dict[int, list[tuple[str, int]]]


def titles_of(reader: PdfReader) -> Titles:
    """Give the titles of a file's outline with their levels (from 1), by page number from 1; none where it has none."""
    try:
        found = list(flat(reader, reader.outline, 1))
    except Exception:  # a damaged outline is not worth a document
        return {}
    titles: Titles = {}
    for page, title, level in found if FEWEST <= len(found) <= MOST else ():
        titles.setdefault(page, []).append((title, level))
    return titles


def flat(reader: PdfReader, items: Sequence[Any], level: int) -> Iterator[tuple[int, str, int]]:
    """Give page number, title and level of each entry, in order; a list inside holds what is below the entry before."""
    for item in items:
        if isinstance(item, list):
            yield from flat(reader, item, min(DEEPEST, level + 1))
            continue
        page = reader.get_destination_page_number(item)
        if page is not None and page >= 0 and str(item.title).strip():
            yield page + 1, str(item.title), level


def with_headings(page: RawPage, titles: Sequence[tuple[str, int]]) -> RawPage:
    """Note which lines of a page are titles of the outline; a title on several lines becomes one line."""
    lines, sizes = page.text.split("\n"), list(page.sizes)
    found: list[tuple[int, int]] = []
    start = 0
    for title, level in titles:
        place = next(
            ((a, b) for a, b in stretches(lines, start) if bare(" ".join(lines[a:b])) == bare(title)), None
        )
        if place is None or not bare(title):
            continue
        a, b = place
        lines[a:b] = [" ".join(line.strip() for line in lines[a:b])]
        sizes[a:b] = sizes[a : a + 1]
        found.append((a, level))
        start = a + 1
    return replace(page, text="\n".join(lines), sizes=tuple(sizes), headings=tuple(found)) if found else page


def stretches(lines: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
    """Give the stretches of one to three lines that could be a title, from a line on."""
    for at in range(start, len(lines)):
        if lines[at].strip():
            yield from ((at, end) for end in range(at + 1, min(at + TITLE_LINES, len(lines)) + 1))


def bare(text: str) -> str:
    """Give the letters and figures of a text alone."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
