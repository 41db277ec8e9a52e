"""The grant over the cost as an SVG picture: no script and no style attribute, so that it stands under a strict policy.

Text and axes take the colour of the text around (``currentColor``); the parts bear classes, so that a page may colour
them otherwise: ``plot-line``, ``plot-range``, ``plot-jump``, ``plot-mark``, ``plot-yours``.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from service.eligibility.curve import Mark, MarkKind, Point
from service.eligibility.wording import rupees

WIDTH, PLOT_HEIGHT = 480, 300
LEFT, RIGHT, TOP, BOTTOM = 76, 16, 26, 46
_LINE, _LETTERS = 18, 58
"""Height of a line of the legend, in units of the picture, and how many letters it takes."""
_BLUE, _RED = "#0b4f9e", "#a33b00"


@dataclass(frozen=True, slots=True)
class _Frame:
    """From rupees to places in the picture."""

    cost_inr: int
    grant_inr: int

    def x(self, cost_inr: int) -> float:
        """Where a cost stands, from the left."""
        return round(LEFT + (WIDTH - LEFT - RIGHT) * cost_inr / self.cost_inr, 1)

    def y(self, grant_inr: int) -> float:
        """Where a grant stands, from the top."""
        return round(PLOT_HEIGHT - BOTTOM - (PLOT_HEIGHT - TOP - BOTTOM) * grant_inr / self.grant_inr, 1)


def grant_plot(
    points: Sequence[Point],
    marks: Sequence[Mark],
    title: str = "Grant over cost",
    cost_name: str = "Cost",
    name: str = "grant-plot",
) -> str:
    """Draw a curve with its marks, numbered in the picture and told below it.

    Args:
        points: By cost, ascending, as ``service.eligibility.curve.curve`` gives them.
        marks: What to point out, as ``service.eligibility.curve.marks`` gives it.
        title: What the picture shows, for those who do not see it.
        cost_name: What the cost is called, below the picture.
        name: The start of the ids in it; another one for each picture on a page.

    Returns:
        The picture as an ``svg`` element, or an empty text where no grant can be drawn.
    """
    top = max((point.high_inr or 0 for point in points), default=0)
    if not top:
        return ""
    frame = _Frame(points[-1].cost_inr, int(top * 1.08))
    legend = [line for number, mark in enumerate(marks, 1) for line in _legend(number, mark)]
    height = PLOT_HEIGHT + _LINE * len(legend) + (8 if legend else 0)
    said = ". ".join(mark.text for mark in marks) or "The grant grows with the cost"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{escape(name)}-title {escape(name)}-desc" font-family="inherit" font-size="13">',
        f'<title id="{escape(name)}-title">{escape(title)}</title>',
        f'<desc id="{escape(name)}-desc">{escape(said)}.</desc>',
        *_axes(frame, cost_name),
        *_ranges(points, frame),
        *_lines(points, frame),
        *(_mark(number, mark, frame) for number, mark in enumerate(marks, 1)),
        *(_text(8, PLOT_HEIGHT + _LINE * row, line) for row, line in enumerate(legend, 1)),
        "</svg>",
    ]
    return "".join(parts)


# ---------------------------------------------------------------- axes


def _axes(frame: _Frame, cost_name: str) -> Iterator[str]:
    left, bottom = LEFT, PLOT_HEIGHT - BOTTOM
    for value in ticks(frame.grant_inr):
        y = frame.y(value)
        yield _rule(left, y, WIDTH - RIGHT, y, faint=True)
        yield _text(left - 6, y + 4, rupees(value) if value else "0", "end")
    for value in ticks(frame.cost_inr, most=4):
        x = frame.x(value)
        yield _rule(x, bottom, x, bottom + 5)
        yield _text(x, bottom + 18, rupees(value) if value else "0", "middle")
    yield _rule(left, bottom, WIDTH - RIGHT, bottom)
    yield _rule(left, TOP, left, bottom)
    yield _text(left, TOP - 10, "Grant, ₹", "start")
    yield _text(WIDTH - RIGHT, bottom + 36, f"{cost_name}, ₹", "end")


def ticks(end: int, most: int = 6) -> list[int]:
    """Round values from 0 to at most ``end``: steps of 1, 2 or 5 times a power of ten."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if end // step <= most:
                return list(range(0, end + 1, step))
        size *= 10


def _rule(x1: float, y1: float, x2: float, y2: float, faint: bool = False) -> str:
    pale = ' stroke-opacity="0.18"' if faint else ""
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="currentColor"{pale}/>'


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="currentColor">{escape(text)}</text>'


# ---------------------------------------------------------------- the curve


def _pieces(points: Sequence[Point]) -> Iterator[list[Point]]:
    """The points in rows that may be joined by a line: a row ends where nothing is paid, and at a jump."""
    row: list[Point] = []
    for point in points:
        if point.high_inr is None or (row and _jumps(row[-1], point)):
            if row:
                yield row
            row = []
        if point.high_inr is not None:
            row.append(point)
    if row:
        yield row


def _jumps(before: Point, after: Point) -> bool:
    """Whether the grant moves by more than a cost one rupee higher can explain."""
    if after.cost_inr - before.cost_inr != 1 or before.high_inr is None or after.high_inr is None:
        return False
    return abs(after.high_inr - before.high_inr) > 2


def _lines(points: Sequence[Point], frame: _Frame) -> Iterator[str]:
    pieces = list(_pieces(points))
    for before, after in pairwise(pieces):
        if after[0].cost_inr - before[-1].cost_inr == 1:
            x, high, low = frame.x(before[-1].cost_inr), before[-1].high_inr or 0, after[0].high_inr or 0
            yield (
                f'<line class="plot-jump" x1="{x}" y1="{frame.y(high)}" x2="{x}" y2="{frame.y(low)}" '
                f'stroke="{_RED}" stroke-width="2" stroke-dasharray="4 3"/>'
            )
    for row in pieces:
        at = " ".join(f"{frame.x(p.cost_inr)},{frame.y(p.high_inr or 0)}" for p in row)
        yield f'<polyline class="plot-line" points="{at}" fill="none" stroke="{_BLUE}" stroke-width="2.5"/>'


def _ranges(points: Sequence[Point], frame: _Frame) -> Iterator[str]:
    """The band between the least and the most, where facts are open."""
    for row in _pieces(points):
        if any((p.low_inr or 0) < (p.high_inr or 0) and p.low_inr is not None for p in row):
            upper = [f"{frame.x(p.cost_inr)},{frame.y(p.high_inr or 0)}" for p in row]
            lower = [f"{frame.x(p.cost_inr)},{frame.y(p.low_inr or 0)}" for p in reversed(row)]
            at = " ".join([*upper, *lower])
            yield f'<polygon class="plot-range" points="{at}" fill="{_BLUE}" fill-opacity="0.15"/>'


# ---------------------------------------------------------------- marks


def _mark(number: int, mark: Mark, frame: _Frame) -> str:
    x, y = frame.x(mark.cost_inr), frame.y(mark.grant_inr)
    yours = mark.kind is MarkKind.YOURS
    class_, colour, size = ("plot-yours", _BLUE, 6) if yours else ("plot-mark", _RED, 4)
    # Above and to the left: there a rising line leaves room.
    label = f'<text x="{x - 6}" y="{y - 8}" text-anchor="end" font-weight="bold" fill="{colour}">'
    return f'<circle class="{class_}" cx="{x}" cy="{y}" r="{size}" fill="{colour}"/>{label}{number}</text>'


def _legend(number: int, mark: Mark) -> list[str]:
    return textwrap.wrap(f"{number}  {mark.text}", _LETTERS, subsequent_indent="\u2003")
