"""Tables: rows between tabs or pipes become one form, ``| cell | cell |``, with the header row marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ingest.blocks import Block, Piece, Role

HEADER = "header"
# Written by a reader that sees the page: before the first row of a table, and below its head where it has one.
START, HEAD_END = "|=|", "|==|"
RULE_CELL = re.compile(r":?-+:?")
ESCAPED_PIPE = "\\|"


def tabulate(blocks: Sequence[Block]) -> list[Block]:
    """Bring each run of table rows to one form; a row cut over several lines becomes one row again."""
    made: list[Block] = []
    for is_table, run in groupby(blocks, lambda block: block.role is Role.ROW):
        held = list(run)
        made += [row for rows in parted(held) for row in table(rows)] if is_table else held
    return joined(made)


def parted(rows: Sequence[Block]) -> Iterator[list[Block]]:
    """Part the tables that follow each other: each may begin with a mark."""
    starts = [at for at, row in enumerate(rows) if row.text.strip() == START]
    for start, end in pairwise([0, *starts, len(rows)]):
        if start < end:
            yield list(rows[start:end])


def table(rows: Sequence[Block]) -> list[Block]:
    """Bring the rows of one table to one form.

    The rows above the first rule are its head. Without a rule, the first row may be known for one by its words, but
    not in a table whose start is marked: there a reader that saw the page found no head.
    """
    grid: list[tuple[list[str], Block]] = []
    marked = rows[0].text.strip() == START
    heads = 0
    for row in rows[1:] if marked else rows:
        held = cells(row.text)
        if row.text.strip() == HEAD_END:
            heads = len(grid)
            continue
        if held and all(RULE_CELL.fullmatch(cell) for cell in held if cell) and any(held):
            heads = heads or len(grid)
            continue
        if grid and is_continuation(held) and not row.text.startswith("|"):
            grid[-1] = (extended(grid[-1][0], held), grid[-1][1])
        elif any(held):
            grid.append((held, row))
    if not (marked or heads) and len(grid) > 1 and is_header(grid[0][0]):
        heads = 1
    return list(written(grid, heads if len(grid) > heads else 0))


def joined(blocks: Sequence[Block]) -> list[Block]:
    """Leave out the head of a table that only says again that of the table above, which it goes on with."""
    made: list[Block] = []
    for _, run in groupby(blocks, lambda block: block.role is Role.ROW):
        held = list(run)
        known: list[str] = []
        for at, block in enumerate(held):
            again = (
                block.style == HEADER
                and at > 0
                and block.text in known
                and block.pieces[0].page != held[at - 1].pieces[0].page
            )
            if block.style == HEADER and not again:
                known = [*(known if at and held[at - 1].style == HEADER else []), block.text]
            if not again:
                made.append(block)
    return made


def cells(text: str) -> list[str]:
    """Take a row apart.

    >>> cells("| a | b |"), cells("Australia\\t Bottom-up")
    (['a', 'b'], ['Australia', 'Bottom-up'])
    """
    if text.startswith("|"):
        inner = text.strip().removeprefix("|").removesuffix("|")
        return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]
    return [
        "" if cell.strip() in {"•", "-"} else re.sub(r"^[•▪]\s*", "", cell.strip())
        for cell in text.split("\t")
    ]


def is_continuation(held: Sequence[str]) -> bool:
    """Tell a line that goes on with the row above: its first cell is empty and only one other is not."""
    return len(held) > 1 and not held[0] and sum(bool(cell) for cell in held) == 1


def extended(row: Sequence[str], more: Sequence[str]) -> list[str]:
    """Add the words of a continuation to the cells above them."""
    width = max(len(row), len(more))
    pairs = zip([*row, *[""] * (width - len(row))], [*more, *[""] * (width - len(more))], strict=True)
    return [f"{above} {below}".strip() for above, below in pairs]


def written(grid: Sequence[tuple[list[str], Block]], heads: int) -> Iterator[Block]:
    """Write rows out, the first of them as the head."""
    for at, (held, block) in enumerate(grid):
        text = "| " + " | ".join(held) + " |"
        style = HEADER if at < heads else ""
        yield replace(block, pieces=(Piece(text, block.pieces[0].page),), style=style)


def is_header(held: Sequence[str]) -> bool:
    """Tell a row of short titles without figures."""
    full = [cell for cell in held if cell]
    return len(full) > 1 and all(
        len(cell.split()) <= 6 and not cell[0].isdigit() and not cell.endswith(".") for cell in full
    )
