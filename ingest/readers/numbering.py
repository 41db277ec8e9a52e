"""The numbers that Word puts before paragraphs: they stand in no text, and people cite paragraphs by them."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

HEADING_NAME = re.compile(r"(?:heading|überschrift|titre)\s*(\d)", re.I)
BODY_LEVEL = 9  # the outline level of text that is no heading
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
DEEPEST = 20  # styles that are based on one another


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: "decimal", "%1.%2", from 1."""

    way: str
    text: str
    first: int


class Styles:
    """What paragraph styles and the list definitions say about headings and numbers."""

    def __init__(self, styles: Any, numbering: Any) -> None:  # noqa: ANN401 -- lxml has no types
        self.by_id = {one.get(qn("w:styleId")): one for one in styles.iter(qn("w:style"))}
        self.lists = lists_of(numbering) if numbering is not None else {}

    def chain(self, paragraph: Any) -> list[Any]:  # noqa: ANN401
        """Give the style of a paragraph and those that it is based on."""
        found: list[Any] = []
        name = value(paragraph, "w:pPr/w:pStyle")
        while name in self.by_id and len(found) < DEEPEST:
            found.append(self.by_id[name])
            name = value(found[-1], "w:basedOn")
        return found

    def level(self, paragraph: Any) -> int | None:  # noqa: ANN401
        """Give the level of a heading in Markdown: 1 for the title of the file, 2 for chapters; None for other text."""
        chain = self.chain(paragraph)
        names = [value(style, "w:name") or "" for style in chain]
        if names[:1] == ["Title"]:
            return 1
        named = next((found for name in names if (found := HEADING_NAME.match(name))), None)
        if named:
            return min(6, int(named.group(1)) + 1)
        stated = (value(one, "w:pPr/w:outlineLvl") for one in (paragraph, *chain))
        outline = next((int(level) for level in stated if level and level.isdigit()), BODY_LEVEL)
        return min(6, outline + 2) if outline < BODY_LEVEL else None

    def listed(self, paragraph: Any) -> tuple[str, int] | None:  # noqa: ANN401
        """Give the list that a paragraph belongs to, and its level there from 0."""
        chain = (paragraph, *self.chain(paragraph))
        number = next(
            (found for one in chain if (found := value(one, "w:pPr/w:numPr/w:numId")) is not None), None
        )
        depth = next(
            (found for one in chain if (found := value(one, "w:pPr/w:numPr/w:ilvl")) is not None), "0"
        )
        if number is None or number == "0":
            return None
        return number, int(depth) if depth.isdigit() else 0

    def is_list(self, paragraph: Any) -> bool:  # noqa: ANN401
        """Tell a paragraph whose style is called a list."""
        return any((value(style, "w:name") or "").startswith("List") for style in self.chain(paragraph)[:1])


def value(element: Any, path: str) -> str | None:  # noqa: ANN401
    """Give the value of the element at a path below another."""
    found = element.find("/".join(map(qn, path.split("/"))))
    return found.get(qn("w:val")) if found is not None else None


def lists_of(numbering: Any) -> dict[str, dict[int, Level]]:  # noqa: ANN401
    """Give the levels of each list by its number."""
    shapes: dict[str | None, dict[int, Level]] = {}
    for shape in numbering.iter(qn("w:abstractNum")):
        shapes[shape.get(qn("w:abstractNumId"))] = {
            int(one.get(qn("w:ilvl"), "0")): Level(
                value(one, "w:numFmt") or "decimal",
                value(one, "w:lvlText") or "",
                int(value(one, "w:start") or "1"),
            )
            for one in shape.iter(qn("w:lvl"))
        }
    lists = ((one.get(qn("w:numId")), value(one, "w:abstractNumId")) for one in numbering.iter(qn("w:num")))
    return {number: shapes.get(shape, {}) for number, shape in lists if number is not None}


class Numbering:
    """Counts the paragraphs of each list as Word does."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)

    def label(self, paragraph: Any) -> str | None:  # noqa: ANN401
        """Give the number before a paragraph: "4.2", "(iii)"; empty for a bullet; None where it is in no list."""
        found = self.styles.listed(paragraph)
        if found is None:
            return "" if self.styles.is_list(paragraph) else None
        number, depth = found
        levels = self.styles.lists.get(number, {})
        level = levels.get(depth)
        if level is None or level.way in ("bullet", "none"):
            return ""
        counts = self.counts[number]
        counts[depth] = counts.get(depth, level.first - 1) + 1
        for deeper in [held for held in counts if held > depth]:
            del counts[deeper]
        return re.sub(
            r"%(\d)", lambda one: self.sign(levels, counts, int(one.group(1)) - 1), level.text
        ).strip()

    def sign(self, levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
        """Write the count of one level."""
        level = levels.get(depth, Level("decimal", "", 1))
        return written(counts.get(depth, level.first), level.way)


def written(count: int, way: str) -> str:
    """Write a count in the way of a list.

    >>> [written(4, way) for way in ("decimal", "lowerLetter", "upperRoman", "lowerRoman")]
    ['4', 'd', 'IV', 'iv']
    """
    if way in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if way == "upperLetter" else letter
    if way in ("lowerRoman", "upperRoman"):
        roman = romans(count)
        return roman.upper() if way == "upperRoman" else roman
    return f"{count:02d}" if way == "decimalZero" else str(count)


def romans(count: int) -> str:
    """Write a count in small Roman figures."""
    signs = ""
    for worth, sign in ROMAN:
        times, count = divmod(count, worth)
        signs += sign * min(times, 20)
    return signs
