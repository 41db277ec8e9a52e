"""Outline: lines become blocks, and blocks are gathered under the headings that they belong to."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ingest.blocks import TERMINAL, Block, Piece, Role, Shape, is_open, join, shape_of, starts_low
from ingest.cells import LOOSE_RUN, NOTE, loosen
from ingest.clean import Line
from ingest.marks import BULLET, NUMBER, Marked, mark
from ingest.tables import tabulate

BODY = (Role.TEXT, Role.ITEM)
# Orders that never depend on the document; every other style nests in the order in which it is met.
RANKS = {"md1": 1, "md2": 2, "md3": 3, "md4": 4, "md5": 5, "md6": 6, "part": 7}
NUMBERED = ("num1", "num2", "num3", "roman", "roman2")
WEAK = ("plain", "bold", "low", "paren", "digit")
EMPTY = Block(Role.TEXT, (Piece("", 0),))
TITLE_WORDS = 25
SMALLER = 1.3  # a title belongs below one whose type is so many times larger


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
    steps = (
        merge_titles,
        rare_sizes,
        lone_numbers,
        lift_notes,
        join_broken(shape),
        loosen,
        tabulate,
        demote_runs,
        demote_bracketed,
        demote_last,
    )
    for step in steps:
        blocks = step(blocks)
    return sections(blocks)


def gather(marked: Sequence[Marked], shape: Shape) -> list[Block]:
    """Join the lines that belong to one block."""
    blocks: list[Block] = []
    before: Marked | None = None
    for this in marked:
        page, text = this.line.page, this.line.text if this.role is Role.ROW else this.line.text.strip()
        text = BULLET.sub("- ", text, count=1) if this.role is Role.ITEM and BULLET.match(text) else text
        width = len(text)
        narrow = bool(shape.width) and width <= 0.55 * shape.width
        if before is not None and continues(before, this, shape):
            grown = join(blocks[-1], text, page, shape)
            blocks[-1] = replace(grown, narrow=grown.narrow and narrow, last_width=width)
        else:
            style = this.style or ("deep" if this.role is Role.ITEM and this.line.indent >= 1 else "")
            blocks.append(
                Block(this.role, (Piece(text, page),), style, this.label, narrow, width, this.line.place)
            )
        before = this
    return blocks


def continues(before: Marked, this: Marked, shape: Shape) -> bool:
    """Tell that a line goes on with the block of the line before it."""
    if this.opens or this.line.gap:
        return False
    if this.role is Role.QUESTION:
        return before.role is Role.QUESTION
    if this.role is not Role.TEXT or before.role not in BODY or before.style == NUMBER:
        return False
    return wraps(before.line, this.line.text, shape) if shape.width else shape.markup


def wraps(before: Line, text: str, shape: Shape) -> bool:
    """Tell that a hard-wrapped paragraph goes on in the next line."""
    if starts_low(text) or is_open(before.text):
        return True
    # A lead-in may have been set close to the paragraph before it.
    leads = text.endswith(":") and TERMINAL.search(before.text) and len(text) <= 0.6 * shape.width
    return not leads and len(before.text) >= 0.75 * shape.width_on(before.page)


def merge_titles(blocks: Sequence[Block]) -> list[Block]:
    """Make one heading of a title in capitals or large type that was set on several lines; a long one is no title."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if (
            last
            and block.style == last.style
            and is_set_off(block)
            and last.pieces[-1].page == block.pieces[0].page
        ):
            merged[-1] = replace(last, pieces=(*last.pieces, replace(block.pieces[0], glue=" ")))
        else:
            merged.append(block)
    return [
        as_body(block) if is_set_off(block) and len(block.text.split()) > TITLE_WORDS else block
        for block in merged
    ]


def is_set_off(block: Block) -> bool:
    """Tell a heading that is known by its capitals or by the size of its type."""
    return block.role is Role.HEADING and (block.style == "caps" or block.style.startswith("size"))


def rare_sizes(blocks: Sequence[Block]) -> list[Block]:
    """Let no heading stand below one whose size of type comes less than three times: that is no level of titles."""
    counts = Counter(block.style for block in blocks if block.role is Role.HEADING)
    rare = {style for style, count in counts.items() if style.startswith("size") and count < 3}
    return [replace(block, style="size0") if block.style in rare else block for block in blocks]


def lone_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Treat a heading number that is the only one of its style as a plain title: nothing is counted by it."""
    styles = Counter(block.style for block in blocks if block.role is Role.HEADING)
    lone = {
        style
        for style, count in styles.items()
        if count == 1 and style.startswith(("num1", "roman", "letter"))
    }
    return [replace(block, style="plain") if block.style in lone else block for block in blocks]


def lift_notes(blocks: Sequence[Block]) -> list[Block]:
    """Put a footnote that stands inside a sentence behind it: the foot of a page came before the top of the next.

    A footnote is a lone number and the paragraph after it, between a paragraph that does not end and one that starts
    with a small letter.
    """
    lifted = list(blocks)
    for at in range(len(lifted) - 3):
        if not (lifted[at + 1].style == NUMBER and is_cut(lifted[at])):
            continue
        end = at + 3
        if lifted[end].style == NUMBER and end + 2 < len(lifted):
            end += 2  # the number came twice, and cut the note in two
        if lifted[end].role is Role.TEXT and starts_low(lifted[end].text):
            note = lifted[at + 1 : end]
            kept = [note[0], *(block for block in note[1:] if block.style != NUMBER)]
            whole = replace(
                note[0], pieces=tuple(piece for block in kept for piece in spaced(block)), style=NOTE
            )
            lifted[at + 1 : end + 1] = [lifted[end], whole, *[EMPTY] * (len(note) - 1)]
    return [block for block in lifted if block is not EMPTY]


def spaced(block: Block) -> tuple[Piece, ...]:
    """Give the pieces of a block with a space before them, but for a lone number."""
    glue = "" if block.style == NUMBER else " "
    return (replace(block.pieces[0], glue=glue), *block.pieces[1:])


def is_cut(block: Block) -> bool:
    """Tell a paragraph that does not end."""
    prose = block.role in BODY and block.style not in (NUMBER, NOTE)
    return prose and len(block.text) >= 40 and not TERMINAL.search(block.text)


def join_broken(shape: Shape) -> Callable[[Sequence[Block]], list[Block]]:
    """Make the step that joins paragraphs which a page or column break cut inside a sentence."""

    def step(blocks: Sequence[Block]) -> list[Block]:
        joined: list[Block] = []
        orderly = is_orderly(blocks)
        for block in blocks:
            if joined and is_broken(joined[-1], block, shape, orderly):
                grown = join(joined[-1], block.pieces[0].text, block.pieces[0].page, shape)
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
    pairs = [(a, b) for a, b in pairwise(blocks) if b.role is Role.TEXT and starts_low(b.text)]
    orphans = sum(
        (a.role is Role.TEXT and bool(TERMINAL.search(a.text))) or a.role is Role.HEADING for a, _ in pairs
    )
    return orphans < 0.2 * len(pairs) or not pairs


def is_broken(before: Block, after: Block, shape: Shape, orderly: bool) -> bool:
    """Tell that a sentence was cut between two blocks."""
    if before.role not in BODY or after.role is not Role.TEXT or TERMINAL.search(before.text):
        return False
    if {before.style, after.style} & {NUMBER, NOTE}:
        return False
    text = before.text
    if text.endswith("-") and starts_low(after.text):
        word = re.split(r"\W+", text[:-1])[-1] + re.split(r"\W+", after.text)[0]
        return orderly or word.casefold() in shape.words
    if not orderly or len(text) < 40:
        return False
    full = bool(shape.width) and before.last_width >= 0.7 * shape.width and not after.narrow
    return starts_low(after.text) or is_open(text) or full


def demote_runs(blocks: Sequence[Block]) -> list[Block]:
    """Take the rank off headings and questions that have nothing below them because another of their kind follows.

    Two numbered titles in a row are items of a list; four short lines in a row are lines of a list or an address,
    but for those on the title page.
    """
    kept: list[Block] = []
    for (role, style), run in groupby(blocks, lambda block: (block.role, block.style)):
        held = list(run)
        if role is Role.QUESTION or (role is Role.HEADING and is_list_style(style)):
            few = len(held) == 1
        else:
            few = role is not Role.HEADING or style != "plain" or len(held) < LOOSE_RUN or not kept
        kept += held if few else [*(as_body(block) for block in held[:-1]), held[-1]]
    return kept


def demote_bracketed(blocks: Sequence[Block]) -> list[Block]:
    """Make items of titles such as "(i) Process" that stand in an answer or next to another item in brackets."""
    listed = [block.role is Role.ITEM and block.text.startswith("(") for block in blocks]
    kept: list[Block] = []
    answering = False
    for at, block in enumerate(blocks):
        beside = block.text.startswith("(") and any(listed[max(0, at - 1) : at + 2])
        if block.role is Role.HEADING and block.style in ("paren", "low", "digit") and (answering or beside):
            kept.append(as_body(block))
            listed[at] = True
            continue
        answering = block.role is Role.QUESTION or (answering and block.role is not Role.HEADING)
        kept.append(block)
    return kept


def is_list_style(style: str) -> bool:
    """Tell a heading style that a list may have too."""
    return style.startswith(("num", "digit", "roman", "letter", "paren", "low")) or style == "bold"


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
    if block.style.startswith("size"):
        above = (held for held in kept if held.style in RANKS or size(held) > SMALLER * size(block))
        return [*above, block]
    while kept and block.style in NUMBERED and kept[-1].style in WEAK:
        kept.pop()  # a numbered chapter does not stand below a title without number
    styles = [held.style for held in kept]
    return [*(kept[: styles.index(block.style)] if block.style in styles else kept), block]


def size(block: Block) -> int:
    """Give the size of type that a heading is known by, 0 where it is known by something else."""
    return int(block.style[4:]) if block.style.startswith("size") else 0


def title(block: Block) -> str:
    """Give the words of a heading; of one that OCR spoilt only the clean words at its end, or nothing.

    >>> title(Block(Role.HEADING, (Piece(". Nl TYPE OF CLUSTERS", 0),), "caps"))
    'TYPE OF CLUSTERS'
    """
    text = re.sub(r"^[-*•▪–]\s+", "", block.text).strip(" :")
    if block.style not in ("caps", "part") or (
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
