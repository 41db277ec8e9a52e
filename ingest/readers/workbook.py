"""Workbooks (XLSX, XLS, ODS) through python-calamine: one page per sheet, every row with its header.

Formulas give the values that the file stores for them. Runs in the child process.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from ingest.readers.figures import shown
from ingest.readers.package import check
from ingest.readers.rows import Row, Spans, write_grid
from ingest.readers.styles import Formats, formats
from ingest.readers.written import Written, escaped, start
from ingest.reading import RefusedError
from ingest.sandbox import Limits

UNSTYLED = "numbers are given as the file stores them: what it shows as 60% may stand here as 0.6"
MOST_COLUMNS = 400
LONGEST_SPAN = 1000  # rows; a cell that reaches further down is a whole column
Value = str | float | bool | date | datetime | time | timedelta


def read(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Read a workbook sheet by sheet; hidden sheets are left out and named.

    Raises:
        RefusedError: it is no workbook, is protected, or unpacks to more than the memory allowed.
    """
    packed = zipfile.is_zipfile(path)
    if packed:
        check(path, limits, "workbook")
    try:
        book = CalamineWorkbook.from_path(str(path))
    except PasswordError as error:
        raise RefusedError(
            "it is protected by a password. Save it without one and ingest it again."
        ) from error
    except CalamineError as error:
        raise RefusedError(f"it is no workbook, or it is damaged ({error}).") from error
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    open_ones = [sheet.name for sheet in sheets if sheet.visible is Visible.Visible]
    hidden = [sheet.name for sheet in sheets if sheet.name not in open_ones]
    yield start(len(open_ones))
    if hidden:
        yield {"note": f"hidden sheets were not read: {', '.join(hidden)}"}
    for number, name in enumerate(islice(open_ones, limits.pages), 1):
        styled = formats(path, name) if packed else None
        yield sheet_page(number, book.get_sheet_by_name(name), styled)


def sheet_page(number: int, sheet: CalamineSheet, styled: Formats | None) -> dict[str, Any]:
    """Write one sheet."""
    written = Written()
    written.add(f"## {escaped(sheet.name)}")
    rows, spans = cells(sheet, styled)
    write_grid(written, rows, spans)
    doubt = UNSTYLED if styled is None and any(row.figures for row in rows) else None
    return written.page(number, f"Sheet '{sheet.name}'", doubt)


def cells(sheet: CalamineSheet, styled: Formats | None) -> tuple[list[Row], Spans]:
    """Give the rows of a sheet, and which of their cells span several columns.

    A cell that spans several rows is said in each of them, so that every row reads alone.
    """
    left = sheet.start[1] if sheet.start else 0
    merged = [span for span in sheet.merged_cell_ranges or () if span[1][0] - span[0][0] < LONGEST_SPAN]
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (top, first), (_, last) in merged:
        if last > first:
            spans[top + 1].append((first - left, last - left))
    above = {(row, first - left): top for (top, first), (end, _) in merged for row in range(top + 1, end + 1)}
    rows: list[Row] = []
    for at, values in enumerate(sheet.iter_rows()):
        made = row_of(at, left, values[:MOST_COLUMNS], styled)
        told = {column: rows[above[at, column]] for column in range(len(made.cells)) if (at, column) in above}
        rows.append(filled_from(made, told) if told else made)
    return rows, spans


def row_of(at: int, left: int, values: Sequence[Value], styled: Formats | None) -> Row:
    """Write the cells of one row; ``at`` counts from 0."""
    texts = [cell_text(value, (at, left + column), styled) for column, value in enumerate(values)]
    figures = (
        n for n, value in enumerate(values) if isinstance(value, int | float) and not isinstance(value, bool)
    )
    return Row(at + 1, tuple(texts), frozenset(figures))


def filled_from(row: Row, told: Mapping[int, Row]) -> Row:
    """Say in a row what cells of rows above say that reach down into it."""
    texts = [told[at].cells[at] if at in told and not text else text for at, text in enumerate(row.cells)]
    figures = row.figures | {at for at, source in told.items() if at in source.figures}
    return replace(row, cells=tuple(texts), figures=figures)


def cell_text(value: Value, place: tuple[int, int], styled: Formats | None) -> str:
    """Write one value as the workbook shows it; dates in words, which nobody can read the wrong way round."""
    told = styled.texts.get(place) if styled else None
    code = styled.codes.get(place) if styled else None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return date_text(value, code)
    if isinstance(value, time | timedelta):
        return told or str(value)
    if isinstance(value, int | float):
        return told or shown(float(value), code)
    return " ".join(value.split())


def date_text(value: date | datetime, code: str | None) -> str:
    """Write a date; without its day where the format shows none.

    >>> date_text(date(2024, 3, 31), None), date_text(date(2024, 3, 1), "mmm-yy")
    ('31 March 2024', 'March 2024')
    """
    months = f"{value:%B %Y}"
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]', "", code or "d").lower()
    clock = f" {value:%H:%M}" if isinstance(value, datetime) and (value.hour or value.minute) else ""
    return f"{value.day} {months}{clock}" if "d" in bare else months
