"""A document's text into pieces: headings, paragraphs, lists and tables, as ingestion writes them out.

Blocks stand between empty lines. The lines of a block are prose, items (``- item``, ``3. item``) or the rows of a table
(``| cell | cell |``); a heading is a line alone that the passages name as one of theirs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from ingest.records import Passage
from ingest.tables import is_header
from service.http.manuscript import Heading, Piece, Run, Tag

_LINE = re.compile(r"[^\n]+|\n")
_BULLET = re.compile(r"\s*[-*•▪●◦‣○■□➢✓–—]\s+(?=\S)")
_ENUMERATED = re.compile(
    r"\s*(?:\(?(?:\d{1,2}|[ivxIVX]{1,5}|[A-Za-z])[.)]|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?)\s+(?=\S)"
)
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_FIGURE = re.compile(r"[\d₹%.,–\s-]*\d[\d₹%.,–\s-]*")


class Sort(Enum):
    """What a line is."""

    PROSE = auto()
    BULLET = auto()
    ENUMERATED = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source, without its end."""

    start: int
    text: str

    @property
    def sort(self) -> Sort:
        """What the line is, by its first signs."""
        if self.text.lstrip().startswith("|") and self.text.count("|") > 1:
            return Sort.ROW
        if _BULLET.match(self.text):
            return Sort.BULLET
        return Sort.ENUMERATED if _ENUMERATED.match(self.text) else Sort.PROSE

    def run(self, skipped: int = 0) -> Run:
        """The line as shown, but for its first characters."""
        return Run(self.start + skipped, self.start + len(self.text), self.text[skipped:])


def heading_levels(passages: Sequence[Passage]) -> dict[str, int]:
    """How deep each heading lies that a passage names, from 0."""
    levels: dict[str, int] = {}
    for passage in passages:
        for level, heading in enumerate(passage.headings):
            levels.setdefault(heading, level)
    return levels


def pieces(
    source: str, start: int, end: int, levels: Mapping[str, int], contents: list[Heading]
) -> Iterator[Piece]:
    """Take ``source[start:end]`` apart; the headings met are added to ``contents``."""
    for block in blocks(source, start, end):
        level = heading_level(block, levels)
        if level is not None:
            yield from _heading(block[0], level, contents)
            continue
        for sort, lines in groupby(block, lambda line: line.sort):
            yield from _WRITERS[sort](list(lines))


def blocks(source: str, start: int, end: int) -> Iterator[list[Line]]:
    """The lines between empty lines."""
    lines = (
        Line(start + found.start(), found.group())
        for found in _LINE.finditer(source[start:end])
        if found.group() != "\n"
    )
    held: list[Line] = []
    for line in lines:
        apart = held and source[held[-1].start + len(held[-1].text) : line.start].count("\n") > 1
        if held and (apart or not line.text.strip()):
            yield held
            held = []
        if line.text.strip():
            held.append(line)
    if held:
        yield held


def heading_level(block: Sequence[Line], levels: Mapping[str, int]) -> int | None:
    """How deep the heading lies that the block is, or None for any other block."""
    text = block[0].text.strip()
    if len(block) != 1:
        return None
    if found := _HEADING.match(text):
        return found.group().count("#") - 1
    return levels.get(text)


def _heading(line: Line, level: int, contents: list[Heading]) -> Iterator[Piece]:
    marks = _HEADING.match(line.text)
    run = line.run(marks.end() if marks else 0)
    tag = f"h{min(level + 2, 6)}"  # the page's title is its only h1
    contents.append(Heading(f"h-{run.start}", level, run.text.strip()))
    yield Tag(f'<{tag} id="h-{run.start}">')
    yield run
    yield Tag(f"</{tag}>")


def _paragraph(lines: Sequence[Line]) -> Iterator[Piece]:
    yield Tag("<p>")
    for number, line in enumerate(lines):
        if number:
            yield Run(line.start - 1, line.start, "\n")
            yield Tag("<br>")
        yield line.run()
    yield Tag("</p>")


def _bullets(lines: Sequence[Line]) -> Iterator[Piece]:
    yield Tag("<ul>")
    for line in lines:
        mark = _BULLET.match(line.text)
        yield Tag("<li>")
        yield line.run(mark.end() if mark else 0)
        yield Tag("</li>")
    yield Tag("</ul>")


def _enumerated(lines: Sequence[Line]) -> Iterator[Piece]:
    """Items with their own numbers, which are part of what the source says."""
    yield Tag('<ul class="enumerated">')
    for line in lines:
        yield Tag("<li>")
        yield line.run()
        yield Tag("</li>")
    yield Tag("</ul>")


def _table(lines: Sequence[Line]) -> Iterator[Piece]:
    rows = [list(cells(line)) for line in lines if not _RULE.fullmatch(line.text)]
    headed = len(rows) > 1 and (len(rows) < len(lines) or is_header([run.text for run in rows[0]]))
    # A wide table scrolls by itself; with tabindex a keyboard can do it.
    yield Tag('<div class="table" tabindex="0" role="region" aria-label="Table"><table>')
    for number, row in enumerate(rows):
        yield Tag("<tr>")
        for run in row:
            yield from _cell(run, "th" if headed and number == 0 else "td")
        yield Tag("</tr>")
    yield Tag("</table></div>")


def _cell(run: Run, tag: str) -> Iterator[Piece]:
    if tag == "th":
        yield Tag('<th scope="col">')
    else:
        yield Tag('<td class="right">' if _FIGURE.fullmatch(run.text) else "<td>")
    yield run
    yield Tag(f"</{tag}>")


def cells(line: Line) -> Iterator[Run]:
    """The cells of a row without their outer blanks; what stands before the first bar or after the last is none."""
    first = line.text.index("|") + 1
    last = line.text.rstrip().removesuffix("|")
    at = first
    for part in re.split(r"(?<!\\)\|", last[first:]):
        shown = part.strip()
        start = line.start + at + len(part) - len(part.lstrip())
        yield Run(start, start + len(shown), shown)
        at += len(part) + 1


_WRITERS = {
    Sort.PROSE: _paragraph,
    Sort.BULLET: _bullets,
    Sort.ENUMERATED: _enumerated,
    Sort.ROW: _table,
}
