"""Tables: rows between tabs or pipes become one form, ``| cell | cell |``, with the header row marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.blocks import Block, Piece, Role

HEADER = "header"
RULE_CELL = re.compile(r":?-+:?")
ESCAPED_PIPE = "\\|"


def tabulate(blocks: Sequence[Block]) -> list[Block]:
    """Bring each run of table rows to one form; a row cut over several lines becomes one row again."""
    made: list[Block] = []
    for is_table, run in groupby(blocks, lambda block: block.role is Role.ROW):
        held = list(run)
        made += table(held) if is_table else held
    return made


def table(rows: Sequence[Block]) -> list[Block]:
    """Bring the rows of one table to one form."""
    grid: list[tuple[list[str], Block]] = []
    ruled = False
    for row in rows:
        held = cells(row.text)
        if held and all(RULE_CELL.fullmatch(cell) for cell in held if cell) and any(held):
            ruled = True
            continue
        if grid and is_continuation(held) and not row.text.startswith("|"):
            grid[-1] = (extended(grid[-1][0], held), grid[-1][1])
        elif any(held):
            grid.append((held, row))
    return list(written(grid, ruled))


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


def written(grid: Sequence[tuple[list[str], Block]], ruled: bool) -> Iterator[Block]:
    """Write rows out; the first is the header where a rule followed it or where all its cells are short titles."""
    for at, (held, block) in enumerate(grid):
        heads = at == 0 and len(grid) > 1 and (ruled or is_header(held))
        text = "| " + " | ".join(held) + " |"
        yield replace(block, pieces=(Piece(text, block.pieces[0].page),), style=HEADER if heads else "")


def is_header(held: Sequence[str]) -> bool:
    """Tell a row of short titles without figures."""
    full = [cell for cell in held if cell]
    return len(full) > 1 and all(
        len(cell.split()) <= 6 and not cell[0].isdigit() and not cell.endswith(".") for cell in full
    )
