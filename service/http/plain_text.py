"""Text that is not Markdown into pieces: paragraphs with their lines, headings that the passages know, tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.http.manuscript import Heading, Piece, Run, Tag

_LINE = re.compile(r"[^\r\n\f]*(?:\r\n?|\n|\f|$)")
_CELL = re.compile(r"(?:[^|\\]|\\.)+")
_RULE = re.compile(r"[\s|:-]+")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_BULLET = re.compile(r"\s*(?:[-*•▪●◦‣–]|\(?[0-9ivx]{1,4}[.)]|[a-z][.)])\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source; ``text`` is without its end."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.start + len(self.text)


def pieces(
    source: str, start: int, end: int, headings: frozenset[str], contents: list[Heading]
) -> Iterator[Piece]:
    """Take ``source[start:end]`` apart; headings met are added to ``contents``."""
    lines = [
        Line(start + found.start(), found.group().rstrip("\r\n\f"))
        for found in _LINE.finditer(source[start:end])
        if found.group()
    ]
    at = 0
    while at < len(lines):
        block = _block(lines, at, headings)
        first = lines[at]
        if is_heading(first, headings):
            yield from _heading(first, contents)
        elif first.text.lstrip().startswith("|"):
            yield from _table(block)
        elif first.text.strip():
            yield from _paragraph(block)
        at += len(block)


def is_heading(line: Line, headings: frozenset[str]) -> bool:
    """Whether the line is a heading: marked as one, or known as one from the passages."""
    text = line.text.strip()
    return bool(text) and (_HEADING.match(text) is not None or text in headings)


def _block(lines: list[Line], at: int, headings: frozenset[str]) -> list[Line]:
    """The lines from ``at`` on that belong together: a heading or an empty line alone, a table, or a paragraph."""
    first = lines[at]
    if not first.text.strip() or is_heading(first, headings):
        return [first]
    table = first.text.lstrip().startswith("|")
    last = at + 1
    while (
        last < len(lines)
        and lines[last].text.strip()
        and not is_heading(lines[last], headings)
        and lines[last].text.lstrip().startswith("|") == table
    ):
        last += 1
    return lines[at:last]


def _heading(line: Line, contents: list[Heading]) -> Iterator[Piece]:
    mark = _HEADING.match(line.text.lstrip())
    skipped = len(line.text) - len(line.text.lstrip()) + (mark.end() if mark else 0)
    run = Run(line.start + skipped, line.end, line.text[skipped:])
    contents.append(Heading(f"h-{run.start}", 2, run.text.strip()))
    yield Tag(f'<h3 id="h-{run.start}">')
    yield run
    yield Tag("</h3>")


def _paragraph(block: list[Line]) -> Iterator[Piece]:
    yield Tag("<p>")
    for number, line in enumerate(block):
        if number:
            before = block[number - 1]
            yield (
                Run(before.end, line.start, "\n")
                if breaks(before, line)
                else Run(before.end, line.start, " ")
            )
        if number and breaks(block[number - 1], line):
            yield Tag("<br>")
        yield Run(line.start, line.end, line.text)
    yield Tag("</p>")


def breaks(before: Line, line: Line) -> bool:
    """Whether a new line begins by intent: after a short line or before a bullet. Others were only wrapped."""
    return len(before.text.strip()) < 60 or _BULLET.match(line.text) is not None


def _table(block: list[Line]) -> Iterator[Piece]:
    yield Tag('<div class="table" tabindex="0" role="region" aria-label="Table"><table>')
    headed = len(block) > 1 and _RULE.fullmatch(block[1].text) is not None
    for number, line in enumerate(block):
        if _RULE.fullmatch(line.text):
            continue
        cell = 'th scope="col"' if headed and number == 0 else "td"
        yield Tag("<tr>")
        for found in cells(line):
            yield Tag(f"<{cell}>")
            yield found
            yield Tag(f"</{cell[:2]}>")
        yield Tag("</tr>")
    yield Tag("</table></div>")


def cells(line: Line) -> Iterator[Run]:
    """The cells of a table's row, without their outer blanks."""
    for found in _CELL.finditer(line.text):
        text = found.group()
        if not text.strip() and (found.start() == 0 or found.end() == len(line.text)):
            continue  # what stands before the first bar or after the last is no cell
        shown = text.strip()
        start = line.start + found.start() + (len(text) - len(text.lstrip()))
        yield Run(start, start + len(shown), shown)
