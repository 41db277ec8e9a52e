"""The building blocks of a document: what a run of lines is, where each line came from, how lines are joined."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from ingest.clean import Line

TERMINAL = re.compile(r"[.!?:;।॥][\"'”’)\]]*$")
WORD = re.compile(r"[^\W\d_]+")
# Words that cannot end a sentence or a title: a line that ends with one goes on in the next.
OPEN_WORDS = frozenset(
    "a an and are as at be by for from has have in into is its of on or such than that the their this to was were "
    "which will with".split()
)
# First parts of words that keep their hyphen: non-farm, co-operative, self-help.
HYPHENED = frozenset(
    "co ex high inter intra long low mid multi non on off post pre pro re self semi short sub well".split()
)


class Role(StrEnum):
    """What a run of lines is."""

    HEADING = "heading"
    QUESTION = "question"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    CELL = "cell"
    CAPTION = "caption"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a block that stands on one page; ``glue`` comes before it (a space, nothing, or a line end)."""

    text: str
    page: int
    glue: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, question, paragraph, list item, table row, cell or caption.

    ``style`` names what a heading looks like (see ``outline``) or is empty; ``label`` is the number under which
    people cite it ("Q23", "Table 2"). ``narrow`` tells that all its lines were short for the document. ``place`` is
    that of its first line.
    """

    role: Role
    pieces: tuple[Piece, ...]
    style: str = ""
    label: str | None = None
    narrow: bool = False
    last_width: int = 0
    place: str = ""

    @property
    def text(self) -> str:
        """The whole text of the block as it will stand in the document."""
        return "".join(piece.glue + piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Shape:
    """How the lines of a document are set.

    ``width`` is the length in characters of a full hard-wrapped line, 0 where each line is a paragraph; ``widths``
    says the same of single pages, by their index, where they hold enough lines. ``markup`` tells that line ends mean
    nothing (Markdown). ``words`` are all words of the document in lower case, ``common`` those that come twice or
    more; ``body`` is the size of type that most letters have, 0 where sizes are unknown.
    """

    width: int
    markup: bool
    words: frozenset[str] = frozenset()
    widths: tuple[tuple[int, int], ...] = ()
    body: float = 0.0
    common: frozenset[str] = frozenset()

    def width_on(self, page: int) -> int:
        """Give the length of a full line on a page."""
        return dict(self.widths).get(page, self.width)


def is_row(text: str) -> bool:
    """Tell a table row: cells between tabs or pipes."""
    return "\t" in text.strip() or (text.startswith("|") and text.count("|") > 1)


def shape_of(lines: Sequence[Line], markup: bool) -> Shape:
    """Measure how lines are set: hard wrapped where most lines follow another without a blank line between."""
    words = Counter(word.casefold() for line in lines for word in WORD.findall(line.text))
    common = frozenset(word for word, count in words.items() if count > 1)
    shape = Shape(0, markup, frozenset(words), body=body_size(lines), common=common)
    plain = [line for line in lines if not (line.heading or is_row(line.text) or line.text[0] in "-•*")]
    if markup or len(plain) < 4:
        return shape
    width = full_width(plain)
    tight = sum(not line.gap for line in plain) / len(plain)
    if width > 200 or tight < 0.4:
        return shape
    by_page = ((page, list(held)) for page, held in groupby(plain, lambda line: line.page))
    widths = tuple((page, full_width(held)) for page, held in by_page if len(held) >= 8)
    return replace(shape, width=width, widths=widths)


def body_size(lines: Sequence[Line]) -> float:
    """Give the size of type that most letters have."""
    letters: Counter[float] = Counter()
    prose = [line for line in lines if not is_row(line.text)]
    for line in prose or lines:
        letters[round(line.size)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def full_width(lines: Sequence[Line]) -> int:
    """Give the length of a full line: that of the longest but one in ten."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.9 * (len(lengths) - 1))]


def is_open(text: str) -> bool:
    """Tell that a text cannot end here: it ends with a comma, a hyphen, "Rs." or a word such as "of"."""
    tail = text.rstrip()
    if tail.endswith((" Rs.", " Rs", " No.", " Nos.", "₹")):
        return True
    last = WORD.findall(tail[-20:].casefold())
    return tail.endswith((",", "-")) or bool(last and tail[-1].isalpha() and last[-1] in OPEN_WORDS)


def starts_low(text: str) -> bool:
    """Tell that a text starts inside a sentence: with a small letter or "&"."""
    return text[:1].islower() or text.startswith("& ")


def keeps_hyphen(stem: str) -> bool:
    """Tell a first part of a word that is mostly written with a hyphen, so that a line end after it says nothing.

    >>> keeps_hyphen("non"), keeps_hyphen("develop")
    (True, False)
    """
    return stem.casefold() in HYPHENED


def join(block: Block, text: str, page: int, shape: Shape) -> Block:
    """Add a line to a block: with a space, or across a hyphen that only the line end asked for.

    >>> held = Block(Role.TEXT, (Piece("higher in-", 0),))
    >>> join(held, "vestment", 0, Shape(0, False, words=frozenset({"investment"}))).text
    'higher investment'
    """
    head, tail = block.pieces[-1].text, WORD.match(text)
    stem = re.search(r"([^\W\d_]+)-$", head)
    if not (stem and tail and starts_low(text)):
        return replace(block, pieces=(*block.pieces, Piece(text, page, " ")))
    known = (stem.group(1) + tail.group()).casefold() in shape.words
    if known or not (stem.group(1).casefold() in shape.common or keeps_hyphen(stem.group(1))):
        head = head[:-1]
    return replace(
        block, pieces=(*block.pieces[:-1], replace(block.pieces[-1], text=head), Piece(text, page))
    )
