"""Lines of a PDF page with their place and type size, in reading order."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

Matrix = Sequence[float]
GAP = 1.45  # a step of so many line pitches parts paragraphs
BULLETS = frozenset("•▪◦‣●○■□➢✓-–")


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One line: its text, the size of its type and where it begins, in points from the lower left corner."""

    text: str
    size: float
    x: float
    y: float


class Collector:
    """Gathers the pieces of text that pypdf hands out into lines. ``take`` is pypdf's text visitor."""

    def __init__(self) -> None:
        self.lines: list[PlacedLine] = []
        self.parts: list[tuple[str, float, float, float]] = []

    def take(self, text: str, cm: Matrix, tm: Matrix, font: Any, size: float | None) -> None:  # noqa: ANN401  pypdf's own
        """Take one piece of text with the matrices that place it."""
        scale = math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
        x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
        y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
        for part in text.splitlines(keepends=True):
            if part.strip():
                self.parts.append((part.strip("\r\n"), abs(float(size or 0) * scale), x, y))
            elif self.parts and not part.endswith("\n"):
                self.parts.append((part, 0.0, x, y))
            if part.endswith("\n"):
                self.close()

    def close(self) -> None:
        """End the current line."""
        if self.parts:
            _, size, x, y = max(self.parts, key=lambda part: len(part[0].strip()))
            self.lines.append(PlacedLine("".join(part[0] for part in self.parts), size, x, y))
        self.parts = []


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
    steps = [above.y - below.y for above, below in pairwise(lines)]
    pitch = median([step for step in steps if step > 0.5] or [0.0])
    texts: list[str] = []
    sizes: list[float] = []
    for line, step in zip(lines, [0.0, *steps], strict=False):
        if step < -0.5 * line.size or (pitch and step > GAP * max(pitch, line.size)):
            texts.append("")
            sizes.append(0.0)
        texts.append(line.text)
        sizes.append(round(line.size, 1))
    return texts, sizes
