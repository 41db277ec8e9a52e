"""Cleaning: pages as they were found become lines of plain text; what the source says stays as it is.

Dropped are running heads, page numbers, markup signs and the traces of typesetting (ligatures, odd spaces).
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.reading import RawPage, Reading

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
# Joiners U+200C and U+200D stay: Devanagari is spelt with them.
INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]|[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
INLINE_TAG = re.compile(r"</?(?:a|b|em|font|i|small|span|strong|sub|sup|u)\b[^<>]{0,200}>", re.I)
BLOCK_TAG = re.compile(r"</?(?:br|center|div|li|ol|p|table|tbody|td|th|tr|ul)\b[^<>]{0,200}>", re.I)
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,5});", re.I)
IMAGE = re.compile(r"!\[([^\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]\(([^()\s]*)(?:\s+\"[^\"]*\")?\)")
STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])")
UNDERLINE = re.compile(r"(?<![\w_])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?![\w_])")
LONE_STRONG = re.compile(r"\*\*")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|$~>])")
HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
BOLD_LINE = re.compile(r"(?:[-*•]\s+)?(?:\d{1,2}[.)]\s+)?(\*\*|__)(?:(?!\1).)+\1\s*:?")
PAGE_LINE = re.compile(
    r"(?:[-–—|\s]*)(?:pg|page)\.?\s*[-:]?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?(?:[-–—|\s]*)", re.I
)
NUMBER = re.compile(r"\d+")
RULE = re.compile(r"[-_=*•·.\s]+|\|")
EDGE = 3  # lines at the top and at the foot of a page among which a running head is looked for
ANNEX = re.compile(r"(?:annex|appendix|chapter|form|part|schedule|section|table)", re.I)
FENCE = re.compile(r"^\s*(```|~~~)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of cleaned text. ``page`` is the index of its page; ``gap`` tells that a blank line came before it.

    ``heading`` is the Markdown level from 1 to 6, 0 for any other line; ``bold`` tells that all of it was bold;
    ``indent`` counts leading spaces; ``size`` is the size of its type, 0 where unknown; ``place`` says where people
    find it in the file, empty where the format has no finer places than pages.
    """

    text: str
    page: int
    gap: bool
    heading: int = 0
    bold: bool = False
    indent: int = 0
    size: float = 0.0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    """The running heads of a document: shapes that come back, and shapes whose number is the page's plus an offset."""

    shapes: frozenset[str] = frozenset()
    counters: frozenset[tuple[str, int]] = frozenset()

    def holds(self, line: str, page: int) -> bool:
        """Tell whether a line of the page with that index is a running head."""
        shape = pattern(line)
        return shape in self.shapes or any((shape, offset) in self.counters for offset in offsets(line, page))


def clean(reading: Reading) -> list[Line]:
    """Turn a reading into lines of plain text, without running heads and page numbers.

    Returns:
        The lines that hold text, in reading order, over all pages.
    """
    pages = [normalise(page.text).split("\n") for page in reading.pages]
    numbered = sum(page.number is not None for page in reading.pages) > 1
    running = running_heads(pages) if numbered else Running()
    lines: list[Line] = []
    for index, page in enumerate(pages):
        found = page_lines(page, index, running, reading.markup)
        held = reading.pages[index]
        lines += [placed(line, at, held) for at, line in found]
    return lines if reading.markup else part_at_page_marks(lines)


def with_printed_labels(reading: Reading) -> Reading:
    """Take the printed page numbers from the running heads, where the file does not state any.

    They are believed where one count runs through three pages and two fifths of all.
    """
    if any(page.label for page in reading.pages) or len(reading.pages) < 3:
        return reading
    counts = counted([normalise(page.text).split("\n") for page in reading.pages])
    key = max(counts, key=lambda held: (counts[held], "page" in held[0] or held[0] == "#"), default=("", 0))
    seen = counts[key]
    if seen < max(3, 0.4 * len(reading.pages)):
        return reading
    numbers = [index + key[1] for index in range(len(reading.pages))]
    labelled = (
        replace(page, label=str(n) if n > 0 else None) for page, n in zip(reading.pages, numbers, strict=True)
    )
    return replace(reading, pages=tuple(labelled))


def placed(line: Line, at: int, page: RawPage) -> Line:
    """Say of a line what the reader knows of it: size of type, place, and level where it is a title of the outline."""
    level = dict(page.headings).get(at, line.heading)
    return replace(line, heading=level, size=size_at(page.sizes, at), place=place_at(page, at))


def size_at(sizes: Sequence[float], at: int) -> float:
    """Give the size of type of a line by its number on the page; 0 where sizes are unknown."""
    return sizes[at] if at < len(sizes) else 0.0


def place_at(page: RawPage, at: int) -> str:
    """Give the place of a line by its number on the page; empty where the format knows none."""
    return page.places[at] if at < len(page.places) else ""


def part_at_page_marks(lines: list[Line]) -> list[Line]:
    """Put a gap before lines that begin with one space where nearly all others begin with none.

    Programs that turn form feeds into spaces leave such traces of the pages.
    """
    marked = sum(line.indent == 1 for line in lines)
    if not marked or marked > 0.05 * len(lines) or sum(line.indent > 1 for line in lines) > 0.1 * len(lines):
        return lines
    return [replace(line, gap=True) if line.indent == 1 else line for line in lines]


def normalise(text: str) -> str:
    """Bring line ends, spaces, ligatures and invisible signs to one form; letters and marks stay.

    >>> normalise("ofﬁce\\u00a0hours\\r\\n")
    'office hours\\n'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad\n", "-\n").replace("\x0c", "\n")
    text = unicodedata.normalize("NFC", text.translate(LIGATURES))
    return SPACES.sub(" ", INVISIBLE.sub("", text).replace("\u2028", "\n").replace("\u2029", "\n\n"))


def page_lines(raw: Sequence[str], page: int, running: Running, markup: bool) -> list[tuple[int, Line]]:
    """Clean the lines of one page, each with its number there; blank lines become the ``gap`` of the next line."""
    lines: list[tuple[int, Line]] = []
    gap, fenced = True, False
    for at, line in enumerate(raw):
        if markup and FENCE.match(line):
            gap, fenced = True, not fenced
            continue
        noise = is_noise(line) or running.holds(line.strip(), page)
        kept = None if noise else clean_line(line, markup and not fenced)
        if kept is None:
            gap = gap or not line.strip()
            continue
        lines.append((at, replace(kept, page=page, gap=gap)))
        gap = False
    return lines


def is_noise(line: str) -> bool:
    """Tell whether a line is blank, a rule, a bullet without words or says that it is a page number."""
    bare = line.strip()
    return not bare or bool(PAGE_LINE.fullmatch(bare) or RULE.fullmatch(bare))


def clean_line(line: str, markup: bool) -> Line | None:
    """Take the markup off one line and note what it said; None where nothing but markup was there."""
    indent = len(line) - len(line.lstrip(" "))
    bare = line.strip(" ")
    mark = HEADING.fullmatch(bare.strip()) if bare.startswith("#") else None
    level = len(mark.group(1)) if mark else 0
    bold = bool(BOLD_LINE.fullmatch(bare.strip()))
    text = plain(mark.group(2) if mark else bare, markup)
    return Line(text, 0, False, level, bold, indent) if text.strip(" \t|-•") else None


def plain(text: str, markup: bool) -> str:
    r"""Take inline markup off a line, keep its words.

    >>> plain(r"**Bold** and *it* for \$5, <u>see</u> [here](#x)", markup=True)
    'Bold and it for $5, see here'
    """
    text = BLOCK_TAG.sub(" ", INLINE_TAG.sub("", text)) if "<" in text else text
    text = ENTITY.sub(lambda found: html.unescape(found.group()), text) if "&" in text else text
    text = LINK.sub(linked, IMAGE.sub(r"\1", text)) if "](" in text else text
    if "*" in text or "__" in text:
        text = LONE_STRONG.sub("", EMPHASIS.sub(r"\1", STRONG.sub(r"\2", text)))
    if markup:
        text = UNDERLINE.sub(r"\1", text).replace("`", "")
    text = ESCAPE.sub(r"\1", text) if "\\" in text else text
    return re.sub(r" {2,}", " ", text).strip(" ")


def linked(found: re.Match[str]) -> str:
    """Write a link as its words, with the address where it leads elsewhere and is not said already."""
    words, address = found.group(1), found.group(2)
    return f"{words} ({address})" if address.startswith("http") and address not in words else words


def pattern(line: str) -> str:
    """Give the shape that a running head keeps from page to page: digits become one sign, spaces one space."""
    return re.sub(r"\s+", " ", NUMBER.sub("#", line.strip())).casefold()


def offsets(line: str, page: int) -> list[int]:
    """Give what each short number of a line exceeds the index of its page by; none for a long line."""
    numbers = NUMBER.findall(line)[:3] if len(line) <= 120 else []
    return [int(number) - page for number in numbers if len(number) <= 4]


def running_heads(pages: Sequence[Sequence[str]]) -> Running:
    """Find the running heads and feet of a document.

    A line runs when it stands at the edge (first or last two lines) of at least 3 pages and of two fifths of them, is
    the first or last line of both pages where there are two, or stands anywhere on half of them and is long, or counts
    the pages: short titles such as "Objective:" that come back on each page of a booklet are headings, not running
    heads.
    """
    edges: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    for page in pages:
        held = [line for line in page if line.strip()]
        edges.update({pattern(line) for line in (*held[:2], *held[-2:])})
        everywhere.update({pattern(line) for line in held})
    if len(pages) == 2:
        edges = Counter(key for page in pages for key in {pattern(line) for line in ends_of(page)})
    least = 2 if len(pages) == 2 else max(3, 0.4 * len(pages))
    at_edge = {shape for shape, count in edges.items() if count >= least and is_phrase(shape)}
    anywhere = {
        shape
        for shape, count in everywhere.items()
        if count >= max(3, 0.5 * len(pages)) and len(shape) >= 40 and not shape.startswith("|")
    }
    found = Running(frozenset(at_edge | anywhere), page_counters(pages))
    heads = sum(
        found.holds(line.strip(), index) for index, page in enumerate(pages) for line in page if line.strip()
    )
    return (
        found if heads <= 0.5 * everywhere.total() else Running()
    )  # what is most of the text is no running head


def ends_of(page: Sequence[str]) -> tuple[str, ...]:
    """Give the first and the last line of a page that hold anything."""
    held = [line for line in page if line.strip()]
    return (held[0], held[-1]) if held else ()


def is_phrase(shape: str) -> bool:
    """Tell a repeated line of words from a repeated bare number, table row or heading with a colon."""
    return len(shape) > 3 and not shape.endswith(":") and not shape.startswith("|")


def page_counters(pages: Sequence[Sequence[str]]) -> frozenset[tuple[str, int]]:
    """Find shapes whose number grows with the page, such as "Page 18 of 44" or "MSME SCHEMES 03", with the offset."""
    return frozenset(key for key, count in counted(pages).items() if count >= max(3, 0.05 * len(pages)))


def counted(pages: Sequence[Sequence[str]]) -> Counter[tuple[str, int]]:
    """Count on how many pages a line has one shape and a number that exceeds the page's index by one offset.

    Left out are shapes that stand at the edge of the page less than half of the time, and the numbers of annexes.
    """
    seen: Counter[tuple[str, int]] = Counter()
    at_edge: Counter[tuple[str, int]] = Counter()
    for index, page in enumerate(pages):
        held = [line.strip() for line in page if line.strip()]
        edge = {*held[:EDGE], *held[-EDGE:]}
        for line in set(held):
            keys = {(pattern(line), offset) for offset in offsets(line, index)}
            seen.update(keys)
            at_edge.update(keys if line in edge and not ANNEX.match(line) else ())
    return Counter({key: count for key, count in seen.items() if 2 * at_edge[key] >= count})
