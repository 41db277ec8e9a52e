"""Ruled tables of a PDF page: the lines that it draws become grids of cells, and each grid a table of rows.

The geometry is pdfplumber's (its strategy "lines"), fed with the lines that pypdf meets on the way, so that pages
without a grid cost nothing more. A frame around text or boxes side by side are no table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ingest.readers.visible import FILLING, Box, Matrix, apply
from ingest.tables import HEAD_END, START

Words = Callable[[Box], str]  # the text inside a box of the page
Segment = tuple[float, float, float, float]
STROKING = (b"S", b"s", b"B", b"B*", b"b", b"b*")
THIN = 3.0  # points; a filled shape that is no thicker is a line
SNAP = 3.0  # points within which two lines are one, as pdfplumber has it
LEANING = 0.01  # of its length, by which a line may lean
SHORT = 6.0  # points; shorter lines are ticks and underlines of single letters
MOST_LINES = 6000  # a page that draws more is a map or a drawing
LONG_CELL = 120  # words; a cell of so many in a table of two rows is a column of a page
HEAD_WORDS = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its box, its first row and column and those after its last."""

    box: Box
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the box around it in points from the lower left corner, its rows of cells, and how many are its head.

    A cell that was merged over rows is said in each of them, so that each row reads alone; one that was merged over
    columns is said in each where it is part of the head, else in the first.
    """

    box: Box
    rows: tuple[tuple[str, ...], ...]
    heads: int = 0

    def text(self) -> str:
        """Write the table with pipes, and the marks by which ``ingest.tables`` knows its start and its head."""
        lines = ["| " + " | ".join(row) + " |" for row in self.rows]
        below = [HEAD_END] if self.heads else []
        return "\n".join([START, *lines[: self.heads], *below, *lines[self.heads :]])


class Rules:
    """Gathers the straight lines that a page draws. ``before`` is pypdf's operator visitor."""

    def __init__(self) -> None:
        self.lines: list[Segment] = []
        self.shades: list[Box] = []
        self.paths: list[list[tuple[float, float]]] = []
        self.depth = 0

    def before(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        """Take note of one drawing operation."""
        if operator == b"Do":
            self.depth += 1
        elif self.depth or len(self.lines) > MOST_LINES:
            return
        elif operator in (b"m", b"l") and len(operands) >= 2:
            point = (float(operands[0]), float(operands[1]))
            if operator == b"m" or not self.paths:
                self.paths.append([])
            self.paths[-1].append(point)
        elif operator == b"re" and len(operands) >= 4:
            x, y, wide, high = (float(number) for number in operands[:4])
            self.paths.append([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)])
        elif operator in (b"c", b"v", b"y"):
            self.paths.append([])  # round corners join no cells
        elif operator == b"h" and self.paths and self.paths[-1]:
            self.paths[-1].append(self.paths[-1][0])
        else:
            self.paint(operator, cm)

    def after(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        """Leave a form or image that was entered."""
        if operator == b"Do":
            self.depth -= 1

    def paint(self, operator: bytes, cm: Matrix) -> None:
        """Keep what was painted: straight strokes, thin filled shapes as lines, other filled shapes as shades."""
        if operator not in (*STROKING, *FILLING, b"n"):
            return
        for path in self.paths if operator != b"n" else ():
            placed = [apply(cm, x, y) for x, y in path]
            if operator in STROKING:
                self.lines += [(*a, *b) for a, b in pairwise(placed)]
            if operator in FILLING and len(placed) > 2:
                self.fill(placed)
        self.paths = []

    def fill(self, placed: Sequence[tuple[float, float]]) -> None:
        """Keep one filled shape."""
        left, right = min(x for x, _ in placed), max(x for x, _ in placed)
        low, high = min(y for _, y in placed), max(y for _, y in placed)
        if high - low <= THIN:
            self.lines.append((left, (low + high) / 2, right, (low + high) / 2))
        elif right - left <= THIN:
            self.lines.append(((left + right) / 2, low, (left + right) / 2, high))
        else:
            self.shades.append((left, low, right, high))

    def might_rule(self) -> bool:
        """Tell cheaply whether there could be a table: two level lines and an upright one."""
        upright = sum(is_level(y0, x0, y1, x1) for x0, y0, x1, y1 in self.lines)
        level = sum(is_level(*line) for line in self.lines)
        return upright >= 1 and level >= 2 and len(self.lines) <= MOST_LINES

    def edges(self) -> list[dict[str, Any]]:
        """Give the level and upright lines as pdfplumber's edges (which count from the top: y is turned over)."""
        made: list[dict[str, Any]] = []
        for x0, y0, x1, y1 in self.lines:
            x, y = (x0 + x1) / 2, -(y0 + y1) / 2
            if is_level(x0, y0, x1, y1):
                made.append(edge("h", min(x0, x1), y, max(x0, x1), y))
            elif is_level(y0, x0, y1, x1):
                made.append(edge("v", x, -max(y0, y1), x, -min(y0, y1)))
        return made


def is_level(x0: float, y0: float, x1: float, y1: float) -> bool:
    """Tell a level line, also one that was drawn by hand and leans a little."""
    long = abs(x1 - x0)
    return long > 1 and abs(y1 - y0) <= max(1.0, LEANING * long)


def edge(orientation: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    """Make an edge as pdfplumber has it."""
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "width": x1 - x0,
        "height": bottom - top,
    }


def grids(rules: Rules, words: Callable[[Box], Words], bold: Callable[[Box], bool]) -> list[Grid]:
    """Find the tables of a page, from top to bottom.

    Args:
        rules: The lines that the page draws.
        words: Gives, for the area of a table, what reads the text inside a box of it.
        bold: Tells whether the text inside a box is set in bold.
    """
    edges = rules.edges() if rules.might_rule() else []
    found = (grid(cells, rules, words(around(cells)), bold) for cells in tables(edges) if could_be(cells))
    return sorted((made for made in found if made is not None), key=lambda made: -made.box[3])


def could_be(boxes: Sequence[Box]) -> bool:
    """Tell cells that could be a table: two rows that have two cells."""
    cells = placed(boxes)
    high = max(cell.bottom for cell in cells)
    return sum(sum(c.top <= row < c.bottom for c in cells) >= 2 for row in range(high)) >= 2


def around(boxes: Sequence[Box]) -> Box:
    """Give the box around all boxes."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def tables(edges: list[dict[str, Any]]) -> list[list[Box]]:
    """Give the boxes of the cells of each table that the lines make."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    merged = [e for e in merge_edges(edges, SNAP, SNAP, SNAP, SNAP) if max(e["width"], e["height"]) >= SHORT]
    merged += frames(merged)
    cells = intersections_to_cells(edges_to_intersections(merged, SNAP, SNAP))
    return [[(x0, -bottom, x1, -top) for x0, top, x1, bottom in table] for table in cells_to_tables(cells)]


def frames(edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the sides that a table without an outer border lacks.

    A side is added where two lines or more end level with each other beyond the last line that crosses them.
    """
    added: list[dict[str, Any]] = []
    for held in clusters(edges):
        level = [e for e in held if e["orientation"] == "h"]
        upright = [e for e in held if e["orientation"] == "v"]
        if len(level) < 1 or len(upright) < 1 or len(held) < 3:
            continue
        left, right = min(e["x0"] for e in held), max(e["x1"] for e in held)
        top, bottom = min(e["top"] for e in held), max(e["bottom"] for e in held)
        for x, side in ((left, "x0"), (right, "x1")):
            ends = sum(abs(e[side] - x) <= SNAP for e in level)
            if ends >= 2 and all(abs(e["x0"] - x) > SNAP for e in upright):
                added.append(edge("v", x, top, x, bottom))
        for y, side in ((top, "top"), (bottom, "bottom")):
            ends = sum(abs(e[side] - y) <= SNAP for e in upright)
            if (ends >= 2 or (added and ends)) and all(abs(e["top"] - y) > SNAP for e in level):
                added.append(edge("h", left, y, right, y))
    return added


def clusters(edges: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Gather lines that cross or touch, directly or through others."""
    groups: list[list[dict[str, Any]]] = []
    for this in edges:
        touching = [group for group in groups if any(touch(this, held) for held in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([this, *(held for group in touching for held in group)])
    return groups


def touch(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether two lines of different direction meet."""
    return bool(
        one["orientation"] != other["orientation"]
        and one["x0"] <= other["x1"] + SNAP
        and other["x0"] <= one["x1"] + SNAP
        and one["top"] <= other["bottom"] + SNAP
        and other["top"] <= one["bottom"] + SNAP
    )


def grid(boxes: Sequence[Box], rules: Rules, words: Words, bold: Callable[[Box], bool]) -> Grid | None:
    """Make a table of the boxes of its cells; None where it is no table."""
    cells = placed(boxes)
    wide, high = max(cell.right for cell in cells), max(cell.bottom for cell in cells)
    said = {cell: " ".join(words(cell.box).split()).replace("|", "¦") for cell in cells}
    longest = max(len(text.split()) for text in said.values())
    if (longest > LONG_CELL and high < 4) or sum(bool(text) for text in said.values()) < 3:
        return None
    heads = head_rows(cells, said, rules, bold)
    rows = [row_of(cells, said, row, wide, row < heads) for row in range(high)]
    kept = [(at, row) for at, row in enumerate(rows) if any(row)]
    return Grid(around(boxes), tuple(row for _, row in kept), sum(at < heads for at, _ in kept))


def placed(boxes: Sequence[Box]) -> list[Cell]:
    """Number the rows from the top and the columns from the left, and say which each cell spans."""
    xs = levels([edge for box in boxes for edge in (box[0], box[2])])
    ys = levels([-edge for box in boxes for edge in (box[1], box[3])])
    return [
        Cell(box, nearest(ys, -box[3]), nearest(xs, box[0]), nearest(ys, -box[1]), nearest(xs, box[2]))
        for box in boxes
    ]


def levels(values: Sequence[float]) -> list[float]:
    """Draw values together that differ by less than two lines may."""
    made: list[float] = []
    for value in sorted(values):
        if not made or value - made[-1] > SNAP:
            made.append(value)
    return made


def nearest(made: Sequence[float], value: float) -> int:
    """Give the number of the level that a value belongs to."""
    return min(range(len(made)), key=lambda at: abs(made[at] - value))


def row_of(cells: Sequence[Cell], said: dict[Cell, str], row: int, wide: int, head: bool) -> tuple[str, ...]:
    """Give the texts of one row."""
    texts = [""] * wide
    for cell in cells:
        if cell.top <= row < cell.bottom:
            for column in range(cell.left, cell.right if head else cell.left + 1):
                texts[column] = said[cell]
    return tuple(texts)


def head_rows(cells: Sequence[Cell], said: dict[Cell, str], rules: Rules, bold: Callable[[Box], bool]) -> int:
    """Count the rows at the top that name the columns; 0 where it is not sure that there are any.

    Names are short and hold no figures. With two columns, where a form looks like a table, they must also differ
    from the row below by bold type or a shade.
    """
    first = [cell for cell in cells if cell.top == 0]
    names = [said[cell] for cell in first if said[cell]]
    wide = max(cell.right for cell in cells)
    depth = max(cell.bottom for cell in first)
    if (
        len(names) < min(2, len(first))
        or depth >= max(cell.bottom for cell in cells)
        or not all(map(is_name, names))
    ):
        return 0
    below = [cell for cell in cells if cell.top == depth and said[cell]]
    stands_out = differs(first, below, said, bold) or is_shaded(first, below, rules.shades)
    if not stands_out and (wide < 3 or len(names) < wide - 1):
        return 0
    spans = any(cell.right - cell.left > 1 for cell in first)
    second = [said[cell] for cell in cells if cell.top == 1 and said[cell]]
    return 2 if depth == 1 and spans and second and all(map(is_name, second)) else depth


def is_name(text: str) -> bool:
    """Tell the name of a column: few words, and no figure at its start."""
    short = len(text.split()) <= HEAD_WORDS and not text[0].isdigit()
    return short and (not text.endswith(".") or len(text) <= len("Sr. No."))


def differs(
    first: Sequence[Cell], below: Sequence[Cell], said: dict[Cell, str], bold: Callable[[Box], bool]
) -> bool:
    """Tell that the first row is set in bold and the next is not."""
    top = [bold(cell.box) for cell in first if said[cell]]
    return all(top) and not all(bold(cell.box) for cell in below) if below else all(top)


def is_shaded(first: Sequence[Cell], below: Sequence[Cell], shades: Sequence[Box]) -> bool:
    """Tell that the first row has a shade behind it and the next has none, or another one."""

    def behind(cells: Sequence[Cell]) -> set[int]:
        return {at for cell in cells for at, shade in enumerate(shades) if holds(shade, cell.box)}

    top, next_row = behind(first), behind(below)
    return bool(top - next_row) and not next_row - top


def holds(outer: Box, inner: Box) -> bool:
    """Tell whether the middle of a box lies in another one."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]
