"""Marking: what each line is, judged by its own form and its neighbours.

Heading styles: ``md1``-``md6`` (Markdown and word processors), ``part`` (Annex 2), ``num1``, ``num2`` (5., 5.1),
``roman``, ``letter``, ``digit`` 1), ``paren`` (a), ``low`` (ii.), ``caps``, ``bold``, ``plain`` (a short line alone).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.blocks import TERMINAL, WORD, Role, Shape, is_open, is_row, starts_low
from ingest.clean import Line

BULLET = re.compile(r"[-*•▪◦‣●○■□➢✓–—]\s+(?=\S)")
ENUMERATED = re.compile(
    r"(?P<mark>\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?|[IVX]{1,5}(?:\.[IVX]{1,4})+\.?|[IVX]{1,5}[.)]|[ivx]{1,5}[.)]"
    r"|[A-Za-z][.)]|\((?:\d{1,2}|[ivxz]{1,4}\d?|[a-z]|[A-Z]|[#¢€*])\))\s+(?P<rest>\S.*)"
)
NUMBERED_QUESTION = re.compile(r"(?:(?:Q|Question|प्रश्न)[\s.]*(?:No\.?\s*)?)?(\d{1,3})\s*[.):]\s*(?=\S)", re.I)
BARE_QUESTION = re.compile(r"Q(?:uestion)?\s*[.:)]\s+(?=\S)")
CAPTION = re.compile(
    r"(Table|Fig(?:ure)?|Box|Chart|Exhibit|Map|Graph)\.?\s*[-–]?\s*(\d{1,3}[a-z]?)\s*[:.–-]\s*\S", re.I
)
PART = re.compile(
    r"(?:Annex(?:ure)?|Appendix|Chapter|Section|Part|Schedule)[\s.-]+(?:\d+|[IVXLA-Z]{1,5})\b.{0,80}", re.I
)
CONTENTS = re.compile(r"\S.*(?:\t|\s?\.{3,}\s?|…+\s?)\d{1,3}")
NO_TITLE = re.compile(r"\W*(?:https?:|www\.)|\S+@|\(|(?:Sources?|Notes?)\b\s*[:-]")
LONE_NUMBER = re.compile(r"\d{1,3}|\d[\d,]*\.\d+|\d{1,3}\s?%")
NUMBER = "number"
UNIT = re.compile(
    r"(?:lakhs?|crores?|cr|million|billion|thousand|per\s?cent|acres?|hectares?|km|kg|mt)\b|%", re.I
)
CONTENTS_TITLE = re.compile(r"(?:table\s+of\s+)?contents?|index|विषय.?सूची", re.I)
QUESTION_LINES = 5


@dataclass(frozen=True, slots=True)
class Marked:
    """A line and what it is. ``opens`` tells that a new block starts here whatever came before."""

    line: Line
    role: Role
    style: str = ""
    label: str | None = None
    opens: bool = True


def mark(lines: Sequence[Line], shape: Shape) -> list[Marked]:
    """Say of each line what it is, in order."""
    marked: list[Marked] = []
    listed = contents_pages(lines)
    while len(marked) < len(lines):
        at = len(marked)
        if lines[at].page in listed:
            marked.append(Marked(lines[at], Role.CONTENTS))
        else:
            marked += contents(lines, at) or question(lines, at) or [judge(lines, at, shape)]
    return marked


def contents_pages(lines: Sequence[Line]) -> frozenset[int]:
    """Find the pages that are tables of contents: one says so, and many of its lines end with a page number."""
    found: set[int] = set()
    for page, held in groupby(lines, lambda line: line.page):
        texts = [line.text for line in held]
        numbered = sum(bool(re.search(r"(?:^|\s)\d{1,3}\.?$", text)) for text in texts)
        titled = any(CONTENTS_TITLE.fullmatch(text.strip(" :")) for text in texts)
        if (titled or page - 1 in found) and numbered >= max(4, 0.4 * len(texts)) and lines[-1].page > 0:
            found.add(page)
    return frozenset(found)


def contents(lines: Sequence[Line], at: int) -> list[Marked]:
    """Take a table of contents that starts here: three lines or more that end with page numbers that rise."""
    end, last = at, 0
    while end < len(lines) and CONTENTS.fullmatch(lines[end].text):
        number = int(re.findall(r"\d+", lines[end].text)[-1])
        if number < last:
            break
        end, last = end + 1, number
    return [Marked(line, Role.CONTENTS) for line in lines[at:end]] if end - at >= 3 else []


def question(lines: Sequence[Line], at: int) -> list[Marked]:
    """Take a numbered question that starts here: its lines up to the last that ends with a question mark."""
    text = lines[at].text
    numbered = NUMBERED_QUESTION.match(text)
    if lines[at].heading or not (numbered or BARE_QUESTION.match(text)):
        return []
    end = at
    while end < len(lines) and end - at < QUESTION_LINES and not (end > at and ends_question(lines, at, end)):
        end += 1
    asked = [index for index in range(at, end) if lines[index].text.endswith("?")]
    if not asked:
        return []
    label = f"Q{int(numbered.group(1))}" if numbered else None
    return [Marked(lines[n], Role.QUESTION, "", label, n == at) for n in range(at, last_asked(asked) + 1)]


def ends_question(lines: Sequence[Line], at: int, end: int) -> bool:
    """Tell that the question which starts at ``at`` cannot reach the line at ``end``."""
    line = lines[end]
    return line.gap or bool(line.heading) or is_row(line.text) or bool(NUMBERED_QUESTION.match(line.text))


def last_asked(asked: Sequence[int]) -> int:
    """Give the end of a run of lines that each end with a question mark: the answer starts after it."""
    end = asked[0]
    while end + 1 in asked:
        end += 1
    return end


def judge(lines: Sequence[Line], at: int, shape: Shape) -> Marked:
    """Say what a single line is."""
    line = lines[at]
    text = line.text
    if line.heading or is_large(line, shape):
        return Marked(line, Role.HEADING, f"md{line.heading}" if line.heading else f"size{line.size:.0f}")
    if in_row(lines, at) or LONE_NUMBER.fullmatch(text):
        return Marked(line, Role.ROW) if in_row(lines, at) else Marked(line, Role.TEXT, NUMBER)
    found = CAPTION.match(text)
    if found and len(text) <= 160 and (line.gap or shape.width):
        return Marked(line, Role.CAPTION, "", f"{found.group(1).capitalize()} {found.group(2)}")
    if BULLET.match(text):
        return bulleted(lines, at)
    if ENUMERATED.fullmatch(text):
        return enumerated(lines, at, shape)
    style = heading_style(lines, at, shape)
    return Marked(line, Role.HEADING, style) if style else Marked(line, Role.TEXT, opens=line.gap)


def is_large(line: Line, shape: Shape) -> bool:
    """Tell a line in larger type than the body of the document, that could be a title."""
    if not shape.body or line.size < 1.15 * shape.body or line.text.endswith((".", ",", ";")):
        return False
    return sum(map(str.isalpha, line.text)) >= 3 and len(line.text) <= 120 and not BULLET.match(line.text)


def in_row(lines: Sequence[Line], at: int) -> bool:
    """Tell a row of a table, a line below one that goes on with it, or a title of one cell between two rows."""
    text = lines[at].text
    below = at > 0 and "\t" in lines[at - 1].text and not lines[at].gap
    above = at + 1 < len(lines) and "\t" in lines[at + 1].text and not lines[at + 1].gap
    between = below and above and len(text.split()) <= 6
    return is_row(text) or (below and text.startswith("\t")) or between


def bulleted(lines: Sequence[Line], at: int) -> Marked:
    """Tell a bullet that is a bold title over a paragraph from one that is an item of a list."""
    line, after = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    titled = line.bold and after is not None and not is_structural(after.text) and not after.heading
    return Marked(line, Role.HEADING, "bold") if titled else Marked(line, Role.ITEM)


def is_structural(text: str) -> bool:
    """Tell a line that starts an item or a table row."""
    return bool(BULLET.match(text) or ENUMERATED.fullmatch(text)) or is_row(text)


def enumerated(lines: Sequence[Line], at: int, shape: Shape) -> Marked:
    """Tell a numbered heading from a numbered item."""
    line = lines[at]
    found = ENUMERATED.fullmatch(line.text)
    assert found is not None
    titled = not shape.markup and is_title(found["rest"]) and stands_alone(lines, at, shape)
    if line.bold or titled:
        return Marked(line, Role.HEADING, enumerator_style(found["mark"]))
    if re.fullmatch(r"\d{1,2}(?:\.\d{1,2})+", found["mark"]) and (
        starts_low(found["rest"]) or UNIT.match(found["rest"])
    ):
        return Marked(line, Role.TEXT, opens=line.gap)  # "5.2 million firms" is no item
    return Marked(line, Role.ITEM)


def enumerator_style(mark_text: str) -> str:
    """Name the style of an enumerator.

    >>> [enumerator_style(mark) for mark in ("5.", "5.1", "5)", "IV.", "B.", "ii.", "(a)")]
    ['num1', 'num2', 'digit', 'roman', 'letter', 'low', 'paren']
    """
    bare = mark_text.strip("().")
    if bare[:1].isdigit():
        return "digit" if mark_text.endswith(")") else f"num{bare.count('.') + 1}"
    if re.fullmatch(r"[IVX.]+", bare):
        return "roman" if "." not in bare else "roman2"
    if re.fullmatch(r"[ivx]+", bare) and mark_text.endswith("."):
        return "low"
    return "letter" if bare.isupper() and not mark_text.startswith("(") else "paren"


def heading_style(lines: Sequence[Line], at: int, shape: Shape) -> str:
    """Name the style of a line that is a heading without number, or give an empty string."""
    line = lines[at]
    if line.bold and len(line.text.split()) <= 20 and not line.text.endswith("."):
        return "bold"
    if is_capitals(line.text) and (line.gap or (at > 0 and is_capitals(lines[at - 1].text))):
        return "caps"
    if PART.fullmatch(line.text) and line.gap and not line.text.endswith("."):
        return "part"
    if shape.markup or not is_title(line.text) or not stands_alone(lines, at, shape):
        return ""
    return "plain"


def is_capitals(text: str) -> bool:
    """Tell a title in capitals; a share of small letters is allowed for the errors of OCR."""
    letters = [sign for sign in text if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    lower_words = sum(word.islower() for word in text.split())
    return (
        len(letters) >= 6
        and capitals >= 0.7 * len(letters)
        and lower_words <= 2
        and len(text) <= 90
        and not re.search(r"[,;]|\d{3}|www\.|@", text)
        and not text.endswith(".")
    )


def is_title(text: str) -> bool:
    """Tell a text that could be a title: short, starts with a capital, does not end like a sentence."""
    words = text.split()
    if not 1 <= len(words) <= 12 or len(text) > 90 or NO_TITLE.match(text):
        return False
    if TERMINAL.search(text) and not (text.endswith(":") and len(words) <= 6):
        return False
    first = next((sign for sign in text if sign.isalnum()), "")
    balanced = text.count("(") == text.count(")") and text.count("|") == 0
    return (
        first.isupper()
        and balanced
        and not is_open(text)
        and max(map(len, WORD.findall(text)), default=0) >= 3
    )


def stands_alone(lines: Sequence[Line], at: int, shape: Shape) -> bool:
    """Tell that a line is a paragraph of its own and that something follows which it could be the title of."""
    line = lines[at]
    after = lines[at + 1] if at + 1 < len(lines) else None
    if after is None or starts_low(after.text):
        return False
    if not shape.width:
        return line.gap and (after.gap or is_structural(after.text))
    before = lines[at - 1].text if at else ""
    apart = line.gap or bool(TERMINAL.search(before)) or is_title(before)
    roomy = (
        after.gap
        or len(after.text) >= 0.6 * shape.width
        or is_structural(after.text)
        or is_capitalised(after.text)
    )
    most = 0.85 if ENUMERATED.fullmatch(line.text) else 0.7
    return (
        apart and roomy and len(line.text) <= most * shape.width and (line.gap or is_capitalised(line.text))
    )


def is_capitalised(text: str) -> bool:
    """Tell a text most of whose longer words start with a capital."""
    longer = [word for word in WORD.findall(text) if len(word) > 3]
    return bool(longer) and sum(word[0].isupper() for word in longer) >= 0.6 * len(longer)
