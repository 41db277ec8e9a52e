"""What can be seen: follows the drawing of a PDF page and blanks out text that no reader of the page would see.

Hidden are: text in drawing mode 3 (invisible) unless the page is a scan, whose recognised text is kept that way;
white text with nothing painted behind it; text outside the page; text too small to be seen.
"""

import math
from collections.abc import Sequence
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, TextStringObject

Box = tuple[float, float, float, float]
Matrix = Sequence[float]
SHOWING = (b"Tj", b"TJ", b"'", b'"')
FILLING = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
WHITE = 0.97
SMALLEST = 1.5  # points; smaller type is no text for people
SCAN_PIXELS = 500 * 500


class Visible:
    """The state of the drawing that decides whether text shows. Its methods are pypdf's operator visitors.

    ``dropped`` counts the strings that were blanked out, ``inside`` those of them that a form held, ``painted`` tells
    whether anything but text was drawn.
    """

    def __init__(self, page: PageObject) -> None:
        left, bottom, right, top = (float(edge) for edge in page.cropbox)
        self.edges: Box = (left - 2, bottom - 2, right + 2, top + 2)
        self.is_scan = has_scan(page)
        self.painted = self.is_scan
        self.dropped = self.inside = 0
        self.depth = 0
        self.white, self.mode, self.size = False, 0, 0.0
        self.stack: list[tuple[bool, int, float]] = []
        self.path: list[tuple[float, float]] = []
        self.boxes: list[Box] = []

    def before(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        """Take note of one drawing operation; blank the text it would show where that cannot be seen."""
        if operator in SHOWING:
            if operands and self.is_hidden(cm, tm):
                self.blank(operator, operands)
        elif operator == b"q":
            self.stack.append((self.white, self.mode, self.size))
        elif operator == b"Q":
            self.white, self.mode, self.size = self.stack.pop() if self.stack else (False, 0, 0.0)
        elif operator in (b"Tr", b"Tf"):
            self.set_text(operator, operands)
        elif operator == b"Do":
            self.depth += 1
            self.paint([(0, 0), (1, 0), (0, 1), (1, 1)], cm)
        else:
            self.draw(operator, operands, cm)

    def after(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        """Leave a form or image that was entered."""
        if operator == b"Do":
            self.depth -= 1

    def set_text(self, operator: bytes, operands: list[Any]) -> None:
        """Follow the drawing mode and the size of text."""
        if operator == b"Tr":
            self.mode = int(operands[0]) if operands else 0
        elif len(operands) > 1:
            self.size = abs(float(operands[1]))

    def draw(self, operator: bytes, operands: list[Any], cm: Matrix) -> None:
        """Follow colours and paths."""
        if operator in (b"g", b"rg", b"k", b"sc", b"scn"):
            self.white = is_white(operator, operands)
        elif operator == b"re" and len(operands) >= 4:
            x, y, wide, high = (float(number) for number in operands[:4])
            self.path += [(x, y), (x + wide, y + high), (x, y + high), (x + wide, y)]
        elif operator in (b"m", b"l", b"c", b"v", b"y"):
            numbers = [float(number) for number in operands]
            self.path += list(zip(numbers[::2], numbers[1::2], strict=False))
        elif operator in FILLING:
            if not self.white:
                self.paint(self.path, cm)
            self.path = []
        elif operator in (b"n", b"S", b"s"):
            self.painted = self.painted or operator != b"n"
            self.path = []
        elif operator in (b"sh", b"BI", b"INLINE IMAGE"):
            self.boxes.append(self.edges)
            self.painted = True

    def paint(self, points: list[tuple[float, float]], cm: Matrix) -> None:
        """Remember that the box around some points is no longer white."""
        if not points:
            return
        self.painted = True
        placed = [apply(cm, x, y) for x, y in points]
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        self.boxes.append((min(xs), min(ys), max(xs), max(ys)))

    def is_hidden(self, cm: Matrix, tm: Matrix) -> bool:
        """Tell whether text shown now cannot be seen. Inside forms only the drawing mode is sure."""
        if self.mode in (3, 7) and not self.is_scan:
            return True
        if self.depth:
            return False
        tall = self.size * math.hypot(float(tm[2]), float(tm[3])) * math.hypot(float(cm[2]), float(cm[3]))
        if self.size and tall < SMALLEST:
            return True
        x, y = apply(cm, float(tm[4]), float(tm[5]))
        left, bottom, right, top = self.edges
        if not (left <= x <= right and bottom <= y <= top):
            return True
        return self.white and not any(
            a - 2 <= x <= c + 2 and b - 2 <= y <= d + 2 for a, b, c, d in self.boxes
        )

    def blank(self, operator: bytes, operands: list[Any]) -> None:
        """Replace the strings of an operation by nothing."""
        at = 2 if operator == b'"' and len(operands) > 2 else 0
        showed = bool(str(operands[at]).strip("[]' "))
        self.dropped += showed
        self.inside += showed and self.depth > 0
        operands[at] = ArrayObject() if operator == b"TJ" else TextStringObject("")


def apply(cm: Matrix, x: float, y: float) -> tuple[float, float]:
    """Bring a point to the coordinates of the page."""
    a, b, c, d, e, f = (float(number) for number in cm)
    return a * x + c * y + e, b * x + d * y + f


def is_white(operator: bytes, operands: list[Any]) -> bool:
    """Tell a fill colour that is white: all ones, or no ink at all."""
    try:
        numbers = [float(number) for number in operands]
    except (TypeError, ValueError):  # a pattern
        return False
    if operator == b"k" or len(numbers) == 4:
        return bool(numbers) and all(number <= 1 - WHITE for number in numbers)
    return bool(numbers) and all(number >= WHITE for number in numbers)


def has_scan(page: PageObject) -> bool:
    """Tell whether the page draws a picture large enough to be its scan."""
    try:
        resources = page.get("/Resources", {}).get_object()
        drawn = [ref.get_object() for ref in resources.get("/XObject", {}).get_object().values()]
        return any(
            held.get("/Subtype") == "/Image" and held.get("/Width", 0) * held.get("/Height", 0) >= SCAN_PIXELS
            for held in drawn
        )
    except Exception:  # a damaged list of resources: judge the page by its text alone
        return False
