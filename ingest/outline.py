"""Outline: lines become blocks, and blocks are gathered under the headings that they belong to."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ingest.blocks import TERMINAL, Block, Piece, Role, Shape, is_open, join, shape_of, starts_low
from ingest.clean import Line
from ingest.marks import Marked, mark
from ingest.tables import tabulate

BODY = (Role.TEXT, Role.ITEM)
# Orders that never depend on the document; every other style nests in the order in which it is met.
RANKS = {
    "md1": 1,
    "md2": 2,
    "md3": 3,
    "md4": 4,
    "md5": 5,
    "md6": 6,
    "part": 7,
    "caps": 8,
    "num1": 9,
    "num2": 10,
    "num3": 11,
}
LOOSE_RUN = 4


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that share a heading: ``heads`` come first (headings or a question), ``body`` after them.

    ``path`` are the titles above and including its own; ``label`` is the number of its question.
    """

    path: tuple[str, ...]
    heads: tuple[Block, ...]
    body: tuple[Block, ...]
    label: str | None = None

    @property
    def question(self) -> Block | None:
        """The question that the section answers, if it is one."""
        return next((head for head in self.heads if head.role is Role.QUESTION), None)


def outline(lines: Sequence[Line], markup: bool) -> list[Section]:
    """Gather lines into blocks and blocks into sections, in reading order. No line is lost."""
    shape = shape_of(lines, markup)
    blocks = gather(mark(lines, shape), shape)
    for step in (
        merge_capitals,
        lone_numbers,
        join_broken(shape),
        loosen,
        tabulate,
        demote_runs,
        demote_last,
    ):
        blocks = step(blocks)
    return sections(blocks)


def gather(marked: Sequence[Marked], shape: Shape) -> list[Block]:
    """Join the lines that belong to one block."""
    blocks: list[Block] = []
    before: Marked | None = None
    for this in marked:
        page, text = this.line.page, this.line.text
        width = len(text)
        narrow = bool(shape.width) and width <= 0.55 * shape.width
        if before is not None and continues(before, this, shape):
            grown = join(blocks[-1], text, page, shape.words)
            blocks[-1] = replace(grown, narrow=grown.narrow and narrow, last_width=width)
        else:
            style = this.style or ("deep" if this.role is Role.ITEM and this.line.indent >= 1 else "")
            blocks.append(Block(this.role, (Piece(text, page),), style, this.label, narrow, width))
        before = this
    return blocks


def continues(before: Marked, this: Marked, shape: Shape) -> bool:
    """Tell that a line goes on with the block of the line before it."""
    if (
        this.opens
        or this.line.gap
        or this.role is not (before.role if this.role is Role.QUESTION else Role.TEXT)
    ):
        return False
    if this.role is Role.QUESTION:
        return True
    if before.role not in BODY:
        return False
    if shape.markup or not shape.width:
        return shape.markup
    text = before.line.text
    if starts_low(this.line.text) or is_open(text):
        return True
    return len(text) >= (0.75 if TERMINAL.search(text) else 0.5) * shape.width


def merge_capitals(blocks: Sequence[Block]) -> list[Block]:
    """Make one heading of a title in capitals that was set on several lines."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if last and block.style == last.style == "caps" and last.pieces[-1].page == block.pieces[0].page:
            merged[-1] = replace(last, pieces=(*last.pieces, replace(block.pieces[0], glue=" ")))
        else:
            merged.append(block)
    return merged


def lone_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Treat a heading number that is the only one of its style as a plain title: nothing is counted by it."""
    styles = Counter(block.style for block in blocks if block.role is Role.HEADING)
    lone = {
        style
        for style, count in styles.items()
        if count == 1 and style.startswith(("num1", "roman", "letter"))
    }
    return [replace(block, style="plain") if block.style in lone else block for block in blocks]


def join_broken(shape: Shape) -> Callable[[Sequence[Block]], list[Block]]:
    """Make the step that joins paragraphs which a page or column break cut inside a sentence."""

    def step(blocks: Sequence[Block]) -> list[Block]:
        joined: list[Block] = []
        orderly = is_orderly(blocks)
        for block in blocks:
            if joined and is_broken(joined[-1], block, shape, orderly):
                grown = join(joined[-1], block.pieces[0].text, block.pieces[0].page, shape.words)
                whole = (*grown.pieces, *block.pieces[1:])
                joined[-1] = replace(
                    grown, pieces=whole, narrow=grown.narrow and block.narrow, last_width=block.last_width
                )
            else:
                joined.append(block)
        return joined

    return step


def is_orderly(blocks: Sequence[Block]) -> bool:
    """Tell that paragraphs follow each other as they were written.

    Where columns were interleaved, some paragraphs start inside a sentence although the one before had ended;
    then no two paragraphs may be joined on the strength of a small letter.
    """
    pairs = [
        (a, b) for a, b in pairwise(blocks) if b.role is Role.TEXT and starts_low(b.text)
    ]
    orphans = sum(
        (a.role is Role.TEXT and bool(TERMINAL.search(a.text))) or a.role is Role.HEADING for a, _ in pairs
    )
    return orphans < 0.2 * len(pairs) or not pairs


def is_broken(before: Block, after: Block, shape: Shape, orderly: bool) -> bool:
    """Tell that a sentence was cut between two blocks."""
    if before.role not in BODY or after.role is not Role.TEXT or TERMINAL.search(before.text):
        return False
    text = before.text
    if text.endswith("-") and starts_low(after.text):
        word = re.split(r"\W+", text[:-1])[-1] + re.split(r"\W+", after.text)[0]
        return orderly or word.casefold() in shape.words
    if not orderly or len(text) < 40:
        return False
    full = bool(shape.width) and before.last_width >= 0.7 * shape.width and not after.narrow
    return starts_low(after.text) or is_open(text) or full


def loosen(blocks: Sequence[Block]) -> list[Block]:
    """Mark the cells of tables that lost their grid: runs of short blocks that are no sentences."""
    loose: list[Block] = []
    for cellish, run in groupby(blocks, is_cellish):
        held = list(run)
        is_table = (
            cellish
            and len(held) >= LOOSE_RUN
            and sum(block.role is Role.TEXT for block in held) >= LOOSE_RUN - 1
        )
        loose += [replace(block, role=Role.CELL, style="") for block in held] if is_table else held
    return loose


def is_cellish(block: Block) -> bool:
    """Tell a block that could be a cell of a table: its lines are narrow and it does not read as a sentence."""
    if block.role is Role.HEADING:
        return block.style == "plain" and block.narrow
    if block.role is not Role.TEXT or len(block.text.split()) > 40:
        return False
    numeric = bool(re.fullmatch(r"[\d.,%/()\s-]+", block.text))
    return numeric or (block.narrow and not re.search(r"[.?!]$", block.text))


def demote_runs(blocks: Sequence[Block]) -> list[Block]:
    """Take the rank off headings and questions that have nothing below them because another of their kind follows.

    Two numbered titles in a row are items of a list; four short lines in a row are lines of a list or an address.
    """
    kept: list[Block] = []
    for (role, style), run in groupby(blocks, lambda block: (block.role, block.style)):
        held = list(run)
        if role is Role.QUESTION or (role is Role.HEADING and is_list_style(style)):
            few = len(held) == 1
        else:
            few = role is not Role.HEADING or style != "plain" or len(held) < LOOSE_RUN
        kept += held if few else [*(as_body(block) for block in held[:-1]), held[-1]]
    return kept


def is_list_style(style: str) -> bool:
    """Tell a heading style that a list may have too."""
    return style.startswith(("num", "roman", "letter", "paren", "low")) or style == "bold"


def as_body(block: Block) -> Block:
    """Turn a heading into body: an item where it is numbered, else a paragraph."""
    return replace(block, role=Role.ITEM if is_list_style(block.style) else Role.TEXT, style="", label=None)


def demote_last(blocks: Sequence[Block]) -> list[Block]:
    """Turn headings at the very end into paragraphs: there is nothing that they could be the title of."""
    kept = list(blocks)
    for at in range(len(kept) - 1, -1, -1):
        if kept[at].role not in (Role.HEADING, Role.CAPTION):
            break
        kept[at] = replace(kept[at], role=Role.TEXT, style="")
    return kept


def sections(blocks: Sequence[Block]) -> list[Section]:
    """Gather blocks under their headings; a heading without a body stays at the head of the next section."""
    made: list[Section] = []
    stack: list[Block] = []
    heads: list[Block] = []
    body: list[Block] = []
    for block in blocks:
        if block.role in (Role.HEADING, Role.QUESTION):
            if body:
                made.append(section(stack, heads, body))
                heads, body = [], []
            stack = nest(stack, block)
            heads.append(block)
        else:
            body.append(block)
    return [*made, section(stack, heads, body)] if heads or body else made


def section(stack: Sequence[Block], heads: Sequence[Block], body: Sequence[Block]) -> Section:
    """Make a section; its path holds the titles of the headings above it, its question apart."""
    titles = (title(block) for block in stack if block.role is Role.HEADING)
    label = stack[-1].label if stack and stack[-1].role is Role.QUESTION else None
    return Section(tuple(words for words in titles if words), tuple(heads), tuple(body), label)


def nest(stack: Sequence[Block], block: Block) -> list[Block]:
    """Put a heading on the stack of the headings above it, after taking off those that it closes."""
    kept = [held for held in stack if held.role is Role.HEADING]
    if block.role is Role.QUESTION:
        return [*kept, block]
    rank = RANKS.get(block.style)
    if rank is not None:
        return [*(held for held in kept if RANKS.get(held.style, 99) < rank), block]
    styles = [held.style for held in kept]
    return [*(kept[: styles.index(block.style)] if block.style in styles else kept), block]


def title(block: Block) -> str:
    """Give the words of a heading; of one that OCR spoilt only the clean words at its end, or nothing.

    >>> title(Block(Role.HEADING, (Piece(". Nl TYPE OF CLUSTERS", 0),)))
    'TYPE OF CLUSTERS'
    """
    text = re.sub(r"^[-*•▪–]\s+", "", block.text).strip(" :")
    if block.style != "caps" or (
        text[0].isalnum() and not re.search(r"[\\(\[{€<>|](?![^)\]}]*[)\]}])", text)
    ):
        return text
    words = text.split()
    clean = len(words)
    while clean and re.fullmatch(r"[A-Z&][A-Z&’'/-]*", words[clean - 1]) and len(words[clean - 1]) > 1:
        clean -= 1
    return (
        " ".join(words[clean:])
        if len(words) - clean >= 1 and any(len(word) > 4 for word in words[clean:])
        else ""
    )
