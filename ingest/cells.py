"""Cells: tables that lost their grid on the way are known by their runs of short blocks."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ingest.blocks import Block, Role
from ingest.marks import NUMBER

NOTE = "note"
SOURCE = re.compile(r"\(?(?:Sources?|Notes?)\b.{0,30}:")
LOOSE_RUN = 4  # short blocks in a row from which a run is a table


def loosen(blocks: Sequence[Block]) -> list[Block]:
    """Mark the cells of tables that lost their grid: runs of short blocks that are no sentences."""
    loose: list[Block] = []
    for is_run, run in groupby(zip(cell_flags(blocks), blocks, strict=True), lambda pair: pair[0]):
        held = [block for _, block in run]
        tail, end = len(held), len(loose) + len(held)
        below = blocks[end].text if end < len(blocks) else ""
        while tail and held[tail - 1].role is Role.HEADING and not SOURCE.match(below):
            tail -= 1  # a title at the end of a run belongs to what follows, unless that is where the table comes from
        texts = sum(block.role is Role.TEXT for block in held[:tail])
        is_table = is_run and tail >= LOOSE_RUN and texts >= LOOSE_RUN - 1
        loose += [*map(as_cell, held[:tail]), *held[tail:]] if is_table else held
    return loose


def cell_flags(blocks: Sequence[Block]) -> list[bool]:
    """Say of each block whether it could be a cell; below a caption or among numbers, long lines may be cells too."""
    flags: list[bool] = []
    captioned = False
    for at, block in enumerate(blocks):
        below = captioned or (at > 0 and flags[at - 1] and in_table(blocks, at))
        flags.append(is_cellish(block) or (below and is_short(block)))
        captioned = is_table_caption(block) or (captioned and flags[at])
    return flags


def in_table(blocks: Sequence[Block], at: int) -> bool:
    """Tell that a number stands close above: then what is short here is another cell, though its lines are long."""
    return any(block.style == NUMBER for block in blocks[max(0, at - 4) : at])


def as_cell(block: Block) -> Block:
    """Turn a block into a cell; a lone number keeps its style, since it may number a row."""
    return replace(block, role=Role.CELL, style=block.style if block.style == NUMBER else "")


def is_table_caption(block: Block) -> bool:
    """Tell the caption of a table from that of a figure."""
    return block.role is Role.CAPTION and (block.label or "").startswith("Table")


def is_cellish(block: Block) -> bool:
    """Tell a block that could be a cell of a table: its lines are narrow and it does not read as a sentence."""
    if block.role is Role.HEADING:
        return block.style in ("plain", "caps") and block.narrow
    if block.role is not Role.TEXT or block.style == NOTE:
        return False
    return block.style == NUMBER or (block.narrow and is_short(block))


def is_short(block: Block) -> bool:
    """Tell a text that is too short for a paragraph and does not read as a sentence."""
    words = len(block.text.split())
    short = words <= 40 and (words <= 8 or not re.search(r"[.?!]$", block.text))
    return (
        short
        and block.role in (Role.TEXT, Role.HEADING)
        and not block.style.startswith(("md", "num", "roman"))
    )
