"""Grids of cells (workbooks, CSV) as text: every row with its header, so that a row can be read and quoted alone.

Below a header "Scheme, Share, Limit" the cells "MSE-CDP, 60%, 15 crore" become "Scheme: MSE-CDP; Share: 60%; Limit: 15
crore.", at the place "row 2".
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from ingest.readers.written import Written, escaped

LONGEST = 80  # words of a row that stand together; the rest follows in a row that names its first cell again
LONG_TITLE = 12  # words of a lone cell from which it is a remark and no title
COUNTED = re.compile(r"\(?\d{1,2}\)?")
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file from 1, its cells as shown ("" for none), and which of them are figures."""

    number: int
    cells: tuple[str, ...]
    figures: frozenset[int] = frozenset()

    @property
    def filled(self) -> list[int]:
        """The columns that hold something."""
        return [at for at, cell in enumerate(self.cells) if cell]


Spans = Mapping[
    int, Sequence[tuple[int, int]]
]  # by number of the row: first and last column of each wide cell


def write_grid(written: Written, rows: Iterable[Row], spans: Spans = MappingProxyType({})) -> None:
    """Write the rows of one sheet.

    Args:
        written: Where to.
        rows: In order; empty ones part the tables of a sheet.
        spans: The cells that span several columns: a header with such cells goes on in the next row.
    """
    header: tuple[str, ...] = ()
    for empty, run in groupby(rows, lambda row: not row.filled):
        if not empty:
            header = write_block(written, list(run), header, spans)


def write_block(
    written: Written, rows: Sequence[Row], before: tuple[str, ...], spans: Spans
) -> tuple[str, ...]:
    """Write rows that follow each other without an empty one; returns the header that they had."""
    columns = {at for row in rows for at in row.filled}
    rest = list(rows)
    while rest and len(rest[0].filled) == 1 and len(columns) > 1:
        write_title(written, rest.pop(0), bool(rest))
    taken = header_rows(rest, spans)
    header = tuple(named(rest[:taken], max(columns) + 1, spans)) if taken else before
    for row in rest[taken:]:
        if len(row.filled) == 1 < len(columns) and not row.figures:
            write_title(written, row, row is not rest[-1])
        elif not is_counting(row):
            write_row(written, row, header)
    return header


def write_title(written: Written, row: Row, leads: bool) -> None:
    """Write a row of one cell above a table: a title, or a remark where it is long."""
    text = row.cells[row.filled[0]]
    titled = leads and len(text.split()) <= LONG_TITLE and not text.endswith((".", ";"))
    written.add(f"### {escaped(text)}" if titled else escaped(text), f"row {row.number}")


def header_rows(rows: Sequence[Row], spans: Spans) -> int:
    """Count the rows at the top that name the columns; 0 where the first one holds values.

    A row names columns where it has two cells or more, none of them a figure (a year is none), and a row follows.
    """
    count = 0
    while count + 1 < len(rows) and is_naming(rows[count]):
        count += 1
        if rows[count - 1].number not in spans:
            break
    if count and is_pairs(rows, count):
        return 0
    return count


def is_naming(row: Row) -> bool:
    """Tell a row that could name columns."""
    return len(row.filled) > 1 and all(YEAR.fullmatch(row.cells[at]) for at in row.figures)


def is_pairs(rows: Sequence[Row], count: int) -> bool:
    """Tell names with their values ("Cost | 25 lakh") from a table of two columns: its second is not all figures."""
    columns = sorted({at for row in rows for at in row.filled})
    return len(columns) == 2 and not all(
        columns[1] in row.figures for row in rows[count:] if row.cells[columns[1]]
    )


def named(rows: Sequence[Row], width: int, spans: Spans) -> Iterator[str]:
    """Name each column by the cells over it in the header rows, from the top."""
    for at in range(width):
        parts = (over(row, at, spans) for row in rows)
        yield ", ".join(dict.fromkeys(part for part in parts if part))


def over(row: Row, at: int, spans: Spans) -> str:
    """Give the cell of a row that stands over a column, which may begin further left."""
    first = next((first for first, last in spans.get(row.number, ()) if first <= at <= last), at)
    return row.cells[first] if 0 <= first < len(row.cells) else ""


def is_counting(row: Row) -> bool:
    """Tell the row under a header that only numbers the columns: 1, 2, 3 or (1), (2), (3)."""
    cells = [row.cells[at] for at in row.filled]
    numbers = [int(cell.strip("()")) for cell in cells if COUNTED.fullmatch(cell)]
    return len(numbers) == len(cells) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def write_row(written: Written, row: Row, header: Sequence[str]) -> None:
    """Write one row as a sentence, or as several that each begin with its first cell."""
    pairs = [pair(header[at] if at < len(header) else "", row.cells[at]) for at in row.filled]
    if not header and len(pairs) == 2:
        pairs = [pair(row.cells[row.filled[0]].rstrip(" :"), row.cells[row.filled[1]])]
    place = f"row {row.number}"
    for held in shared_out(pairs):
        text = "; ".join(held)
        written.add(escaped(text if text.endswith((".", "?", "!")) else f"{text}."), place)


def pair(name: str, value: str) -> str:
    """Write a cell with the name of its column."""
    return f"{name.rstrip(' :')}: {value}" if name else value


def shared_out(pairs: Sequence[str]) -> Iterator[list[str]]:
    """Share the cells of a long row out; each part begins with the first cell, which says what the row is about."""
    held: list[str] = []
    for one in pairs:
        if len(held) > 1 and sum(len(text.split()) for text in (*held, one)) > LONGEST:
            yield held
            held = [pairs[0]]
        held.append(one)
    if held:
        yield held
