"""Lines of a PDF page with their place and type size, in reading order."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from ingest.readers.grids import Grid
from ingest.readers.visible import Box, Matrix

GAP = 1.45  # a step of so many line pitches parts paragraphs
BULLETS = frozenset("•▪◦‣●○■□➢✓-–")


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One line: its text, the size of its type and where it begins, in points from the lower left corner.

    A table is one such line, whose text holds one line per row; ``foot`` is then the y of its last row.
    """

    text: str
    size: float
    x: float
    y: float
    bold: bool = False
    foot: float | None = None

    @property
    def low(self) -> float:
        """The height at which it ends."""
        return self.y if self.foot is None else self.foot


class Collector:
    """Gathers the pieces of text that pypdf hands out into lines. ``take`` is pypdf's text visitor."""

    def __init__(self) -> None:
        self.lines: list[PlacedLine] = []
        self.parts: list[tuple[str, float, float, float, bool]] = []
        self.weights: list[
            tuple[float, float, bool]
        ] = []  # where a piece of text begins, and whether it is bold

    def take(self, text: str, cm: Matrix, tm: Matrix, font: Any, size: float | None) -> None:  # noqa: ANN401  pypdf's own
        """Take one piece of text with the matrices that place it."""
        scale = math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
        x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
        y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
        bold = is_bold(font)
        for part in text.splitlines(keepends=True):
            if part.strip():
                self.parts.append((part.strip("\r\n"), abs(float(size or 0) * scale), x, y, bold))
                self.weights.append((x, y, bold))
            elif self.parts and not part.endswith("\n"):
                self.parts.append((part, 0.0, x, y, bold))
            if part.endswith("\n"):
                self.close()

    def bold_in(self, box: Box) -> bool:
        """Tell whether the text inside a box is bold: that of the last piece which begins there or left of it."""
        _, bottom, right, top = box
        level = [(x, bold) for x, y, bold in self.weights if bottom - 1 <= y <= top and x <= right]
        return max(level)[1] if level else False

    def close(self) -> None:
        """End the current line."""
        if self.parts:
            _, size, x, y, _ = max(self.parts, key=lambda part: len(part[0].strip()))
            bold = all(part[4] for part in self.parts if part[0].strip())
            self.lines.append(PlacedLine("".join(part[0] for part in self.parts), size, x, y, bold))
        self.parts = []


def is_bold(font: Any) -> bool:  # noqa: ANN401  pypdf's font dictionary, or None
    """Tell a bold font by its name."""
    return "bold" in str(font.get("/BaseFont", "")).casefold() if font else False


def with_tables(lines: Sequence[PlacedLine], tables: Sequence[Grid]) -> list[PlacedLine]:
    """Put each table in the place of the lines that stand inside its box."""
    kept: list[PlacedLine] = []
    waiting = list(tables)
    for line in lines:
        table = next((table for table in tables if is_inside(line, table.box)), None)
        if table is None:
            kept.append(line)
        elif table in waiting:
            waiting.remove(table)
            kept.append(
                PlacedLine(table.text(), line.size, table.box[0], table.box[3] - line.size, foot=table.box[1])
            )
    return kept


def is_inside(line: PlacedLine, box: Box) -> bool:
    """Tell whether a line begins inside a box."""
    left, bottom, right, top = box
    return left - 3 <= line.x <= right and bottom - 2 <= line.y + 0.3 * line.size <= top


def in_order(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """Put the lines of a page in one column in their order from top to bottom; any other page stays as it was drawn.

    A page has more columns, or a table, where more than two lines and one in twenty stand beside another.
    """
    words = [line for line in lines if line.text.strip() not in BULLETS]
    beside = sum(
        any(line is not near and abs(line.y - near.y) < 0.4 * line.size for near in words) for line in words
    )
    if beside > max(2, 0.05 * len(words)):
        return list(lines)
    return hang(sorted(lines, key=lambda line: (-round(line.y / 3), line.x)))


def hang(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """Put a bullet that was drawn apart before the line that it belongs to."""
    hung: list[PlacedLine] = []
    for line in lines:
        last = hung[-1] if hung else None
        if last and last.text.strip() in BULLETS and abs(last.y - line.y) < 0.6 * line.size:
            hung[-1] = PlacedLine(f"{last.text.strip()} {line.text}", line.size, last.x, line.y)
        else:
            hung.append(line)
    return hung


def with_gaps(lines: Sequence[PlacedLine]) -> tuple[list[str], list[float]]:
    """Give texts and sizes of lines, with an empty line wherever the step to the next line is no line pitch."""
    steps = [above.low - below.y for above, below in pairwise(lines)]
    pitch = median([step for step in steps if step > 0.5] or [0.0])
    texts: list[str] = []
    sizes: list[float] = []
    after_table = False
    for line, step in zip(lines, [0.0, *steps], strict=False):
        is_table = line.foot is not None
        if (
            is_table
            or after_table
            or step < -0.5 * line.size
            or (pitch and step > GAP * max(pitch, line.size))
        ):
            texts.append("")
            sizes.append(0.0)
        after_table = is_table
        rows = line.text.split("\n")
        texts += rows
        sizes += [round(line.size, 1)] * len(rows)
    return texts, sizes
