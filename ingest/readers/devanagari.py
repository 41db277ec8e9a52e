"""Pages in Devanagari through pdf-oxide: pypdf takes the glyphs as they are drawn and so breaks a third of the words.

What pdf-oxide gets wrong is mended: spaces that it puts where a vowel sign has no width, and a sign set apart.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.readers.grids import Grid
from ingest.readers.visible import Box

DEVANAGARI = re.compile("[\u0900-\u097f]")
LATIN = re.compile(r"[^\W\d_]")
SHARE = (
    0.2  # of the letters of a page; pdf-oxide mixes up lines of mixed type, so it does not read English pages
)
MADE_SPACE = 0.25  # of the size of type: the width of a space that is not in the file
LOOSE_SIGN = re.compile("(?<=[\u0900-\u097f]) +(?=[?!।,;](?:\\s|$))")


def is_devanagari(text: str) -> bool:
    """Tell a page that is written in Devanagari."""
    signs = len(DEVANAGARI.findall(text))
    return signs > 0 and signs >= SHARE * (signs + len(LATIN.findall(DEVANAGARI.sub("", text))))


def lines_of(document: Any, index: int, tables: Sequence[Grid]) -> tuple[list[str], list[float]]:  # noqa: ANN401  pdf-oxide's document
    """Read the lines of a page in reading order, with the sizes of their type.

    Args:
        document: The file, opened by pdf-oxide.
        index: The page's number from 0.
        tables: The tables of the page from top to bottom; the text around them is read band by band.
    """
    spans = document.extract_spans(index)
    if not tables:
        text = mended(document.extract_text(index, extract_tables=False), spans)
    else:
        text = "\n\n".join(around(document, index, tables, spans))
    lines = [line.rstrip() for line in text.splitlines()]
    return lines, sizes_of(lines, spans)


def around(document: Any, index: int, tables: Sequence[Grid], spans: Sequence[Any]) -> Iterator[str]:  # noqa: ANN401  as above
    """Give the text above, between and below the tables of a page, and each table in its place."""
    left, bottom, wide, high = document.page_media_box(index)
    top = bottom + high
    for table in tables:
        yield mended(band(document, index, (left, table.box[3], left + wide, top)), spans)
        yield table.text()
        top = min(top, table.box[1])
    yield mended(band(document, index, (left, bottom, left + wide, top)), spans)


def band(document: Any, index: int, box: Box) -> str:  # noqa: ANN401  as above
    """Read the text inside a box of a page as pdf-oxide gives it."""
    left, bottom, right, top = box
    return str(document.extract_text(index, region=(left, bottom, right - left, max(0.0, top - bottom))))


def text_within(document: Any, index: int, box: Box) -> str:  # noqa: ANN401  as above
    """Read the text inside a box of a page."""
    return mended(band(document, index, box), document.extract_spans(index))


def mended(text: str, spans: Sequence[Any]) -> str:
    """Take out the spaces that are not in the file, and those before a sign that ends a clause."""
    for broken in set(broken_words(spans)):
        text = re.sub(rf"(?<!\S){re.escape(broken[0])} +{re.escape(broken[1])}(?!\S)", "".join(broken), text)
    return LOOSE_SIGN.sub("", text)


def broken_words(spans: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Find the two halves of each word that a made-up space parts.

    pdf-oxide makes such spaces a quarter of the size of type wide, which few fonts' own spaces are; where most
    spaces are as wide as that, none is taken for made up.
    """
    made, real = 0, 0
    found: list[tuple[str, str]] = []
    for at, span in enumerate(spans):
        widths = span.char_widths
        for place, sign in enumerate(span.text):
            if sign != " " or place >= len(widths):
                continue
            if abs(widths[place] - MADE_SPACE * span.font_size) > 1e-3:
                real += 1
                continue
            made += 1
            after = span.text[place + 1 :] or (spans[at + 1].text if at + 1 < len(spans) else "")
            before = span.text[:place].split(" ")[-1]
            halves = (before, after.split(" ")[0])
            if all(half and DEVANAGARI.match(half) for half in halves):
                found.append(halves)
    yield from found if made < real else ()


def sizes_of(lines: Sequence[str], spans: Sequence[Any]) -> list[float]:
    """Give the size of type of each line: that of the spans which begin with its first word, 0 where none does."""
    by_word: dict[str, Counter[float]] = {}
    for span in spans:
        words = span.text.split()
        if words:
            by_word.setdefault(words[0], Counter())[round(float(span.font_size), 1)] += 1
    sizes: list[float] = []
    for line in lines:
        known = next((by_word[word] for word in line.split()[:3] if word in by_word), None)
        sizes.append(known.most_common(1)[0][0] if known else 0.0)
    return sizes
