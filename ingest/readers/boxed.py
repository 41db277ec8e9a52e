"""Words of a PDF page with the boxes that hold them, from pdfium: what stands inside the cells of a table."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.blocks import keeps_hyphen
from ingest.readers.visible import Box

HYPHENS = ("\ufffe", "\u0002")  # how pdfium marks a hyphen that only the line end asked for
UNKNOWN = "\ufffd"  # a sign that pdfium finds no meaning for
SPACE, BACK = 0.12, 1.0  # steps ahead and back, in heights of type, that part words even without a space


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box; ``broken`` tells that a hyphen at the end of its line parts it from its rest."""

    text: str
    box: Box
    broken: bool = False


Sign = tuple[str, Box]


def words_on(page: Any, area: Box) -> list[Word]:  # noqa: ANN401  pypdfium2's text page
    """Give the words inside an area of a page in the order in which they are drawn."""
    made: list[Word] = []
    held: list[Sign] = []
    for sign in signs_on(page, area):
        if held and (sign[0].isspace() or is_apart(held[-1][1], sign[1])):
            made.append(word_of(held))
            held = []
        if not sign[0].isspace():
            held.append(sign)
    return [*made, word_of(held)] if held else made


def signs_on(page: Any, area: Box) -> Iterator[Sign]:  # noqa: ANN401  as above
    """Give the signs inside an area with the boxes that they take up, without the spaces that pdfium makes up."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    for at in range(page.count_chars()):
        if not pdfium.FPDFText_GetLooseCharBox(page, at, box) or not reaches(box, area):
            continue
        sign = chr(pdfium.FPDFText_GetUnicode(page, at))
        if sign < " " and sign not in (*HYPHENS, "\t", "\n", "\r"):
            sign = UNKNOWN
        if sign.isspace() and pdfium.FPDFText_IsGenerated(page, at):
            continue
        yield sign, (box.left, box.bottom, box.right, box.top)


def reaches(sign: Any, area: Box) -> bool:  # noqa: ANN401  pdfium's rectangle
    """Tell whether a sign stands in an area, at least in part."""
    return bool(
        sign.right >= area[0] and sign.left <= area[2] and sign.top >= area[1] and sign.bottom <= area[3]
    )


def is_apart(before: Box, after: Box) -> bool:
    """Tell that a sign does not stand close behind the one before it: a space, another line, another column."""
    size = max(before[3] - before[1], after[3] - after[1])
    level = min(before[3], after[3]) - max(before[1], after[1]) > 0.3 * min(
        before[3] - before[1], after[3] - after[1]
    )
    return not (level and -BACK * size <= after[0] - before[2] <= SPACE * size)


def repaired(words: Sequence[Word], known: str) -> list[Word]:
    """Put in what pdfium found no meaning for (ligatures, mostly) from the words that another reader found.

    Args:
        words: The words of a page.
        known: The text of the page as the other reader gives it.
    """
    if not any(UNKNOWN in word.text for word in words):
        return list(words)
    others = set(known.split())
    return [replace(word, text=filled(word.text, others)) if UNKNOWN in word.text else word for word in words]


def filled(text: str, others: Collection[str]) -> str:
    """Give the one word that a word with unknown signs can be; the word as it is where that is not sure."""
    shape = re.compile(".{1,3}".join(re.escape(part) for part in text.split(UNKNOWN)))
    fits = {word for word in others if shape.fullmatch(word)}
    return fits.pop() if len(fits) == 1 and text.strip(UNKNOWN) else text


def word_of(signs: Sequence[Sign]) -> Word:
    """Join signs into a word."""
    text = "".join(sign for sign, _ in signs)
    boxes = [box for _, box in signs]
    box = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    broken = text.endswith(HYPHENS)
    for hyphen in HYPHENS:
        text = text.replace(hyphen, "")
    return Word(text, box, broken)


def text_in(words: Sequence[Word], cell: Box) -> str:
    """Read the words whose middle lies inside a cell; a word that its lines part is made whole.

    A word is parted by a hyphen, or by the width of its cell: it fills the line alone, not one sign more would fit,
    both parts make an English word and are not both words themselves.
    """
    inside = in_lines([word for word in words if within(word.box, cell)])
    text = inside[0].text if inside else ""
    for before, after in pairwise(inside):
        if before.broken:
            text += f"-{after.text}" if keeps_hyphen(before.text) else after.text
        else:
            text += after.text if fills(before, after, inside, cell) else f" {after.text}"
    return text


def in_lines(words: Sequence[Word]) -> list[Word]:
    """Put words in the order of lines, from top to bottom and from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -(word.box[1] + word.box[3])):
        middle = (word.box[1] + word.box[3]) / 2
        if rows and rows[-1][0].box[1] < middle:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [word for row in rows for word in sorted(row, key=lambda word: word.box[0])]


def within(box: Box, cell: Box) -> bool:
    """Tell whether the middle of a box lies inside a cell."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def fills(before: Word, after: Word, inside: Sequence[Word], cell: Box) -> bool:
    """Tell that a word without hyphen goes on in the next line of its cell."""
    if not (before.text[-1:].isalpha() and after.text[:1].islower()) or after.box[3] > before.box[1] + 1:
        return False
    alone = sum(word.box[1] < before.box[3] and word.box[3] > before.box[1] for word in inside) == 1
    padding = max(0.0, min(word.box[0] for word in inside) - cell[0])
    sign = (after.box[2] - after.box[0]) / len(after.text)
    full = before.box[2] + sign > cell[2] - padding
    return alone and full and is_one_word(before.text.casefold(), after.text.casefold())


def is_one_word(first: str, rest: str) -> bool:
    """Tell that two parts are one English word, and not two.

    >>> is_one_word("infrastruct", "ure"), is_one_word("central", "share"), is_one_word("hand", "loom")
    (True, False, False)
    """
    head, tail = re.split(r"\W", first)[-1], re.split(r"\W", rest)[0]
    known = english()
    return head + tail in known and not (head in known and tail in known)


@cache
def english() -> frozenset[str]:
    """English words, from the list that symspellpy carries; single letters but "a" and "i" are no words."""
    spec = find_spec("symspellpy")  # its list alone; the module is not loaded
    if spec is None or not spec.submodule_search_locations:
        return frozenset()
    path = Path(spec.submodule_search_locations[0]) / "frequency_dictionary_en_82_765.txt"
    words = path.read_text("utf-8-sig").split()[::2]
    return frozenset(word for word in words if len(word) > 1 or word in "ai")
