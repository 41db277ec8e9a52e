"""A comparison as files: CSV with one statement a line, a workbook with typed cells and links, a Word document.

A spreadsheet takes text that begins with a sign such as "=" for a formula and works it out: in CSV such text gets an
apostrophe before it, in the workbook it is stored as text.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO, StringIO
from itertools import zip_longest
from typing import TYPE_CHECKING

from ingest.sheets.words import upper_first
from service.exports.plain import fit, link
from service.exports.records import Paragraph, Report, Section, Statement, Table, Tone
from service.exports.references import References
from service.precedents.records import Origin, Year
from service.precedents.table import Comparison, Item, Row, origin_key

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

HEAD = (
    "case", "case_title", "row", "about", "statement", "value", "unit", "year", "gap", "inferred", "source_title",
    "source_publisher", "source_year", "source_url", "page",
)  # fmt: skip
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MEASURED = frozenset(("size", "cost"))
AMOUNT = re.compile(
    r"^(?:[A-Z][a-z]+: )?(?P<currency>INR |USD |CNY |EUR )?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<percent>%)? ?"
    r"(?P<unit>[^\d;]*?)(?: \(.*\))?$"
)
BESIDE = 4
"""Most columns that a page of paper has room for."""
TITLE = "Cases side by side"
NOTE = (
    "Every statement is that of its sources, in the words of the record; figures were counted in different ways, so "
    'compare with care. Where a cell says "not recorded here", the record held here has nothing for it; the source '
    "itself may tell it, and of a work the findings often do."
)
ACROSS = 3
"""Most cases that a printed page of the workbook shows side by side; further ones go on the next page."""
WIDE = 46
"""Width of a case in the workbook, in letters."""
A4 = 9  # the number of the paper in the format
Value = str | int | float | None


def measure(text: str) -> tuple[float | int | None, str]:
    """The number and the unit of a plain amount such as "INR 60 crore"; (None, "") for anything less plain.

    Ranges, "about", and texts with further figures are left as words: a number alone would say more than they do.
    """
    found = AMOUNT.match(text)
    if not found:
        return None, ""
    plain = found["number"].replace(",", "")
    unit = f"{found['currency'] or ''}{found['percent'] or ''}{' ' if found['percent'] else ''}{found['unit']}".strip()
    return (float(plain) if "." in plain else int(plain)), unit


def lines(comparison: Comparison) -> Iterator[tuple[Value, ...]]:
    """One line for each statement and each of its sources, under ``HEAD``."""
    for row in comparison.rows:
        for column, cell in zip(comparison.columns, row.cells, strict=True):
            for item in cell:
                for origin in item.origins or (None,):
                    yield (column.id, column.title, row.name, *told(row, item), *named(origin), item.address)


def told(row: Row, item: Item) -> tuple[Value, ...]:
    """A statement without its source."""
    value, unit = measure(item.text) if row.key in MEASURED and not item.gap else (None, "")
    yes = {True: "yes", False: ""}
    return (item.about, item.text, value, unit, typed(item.year), yes[item.gap], yes[item.inferred])


def named(origin: Origin | None) -> tuple[Value, ...]:
    """A source; four blanks where the record itself states it."""
    if origin is None:
        return ("", "", None, "")
    return (origin.title, origin.publisher, typed(origin.year), origin.url or "")


def typed(year: Year) -> Value:
    """A year as a number where it is one."""
    return int(year) if isinstance(year, str) and year.isdigit() else year


# --- CSV ---


def csv_text(comparison: Comparison) -> str:
    """The comparison as CSV, one statement a line; for UTF-8 with a mark that spreadsheets look for."""
    held = StringIO(newline="")
    writer = csv.writer(held, quoting=csv.QUOTE_MINIMAL)
    writer.writerow(HEAD)
    writer.writerows([guarded(value) for value in line] for line in lines(comparison))
    return "\ufeff" + held.getvalue()


def guarded(value: Value) -> Value:
    """A value that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return value
    text = fit(value)
    return f"'{text}" if text.lstrip(" ").startswith(RISKY) else text


# --- workbook ---


def xlsx_bytes(comparison: Comparison) -> bytes:
    """The comparison as a workbook: the table, each statement with its value and source, and the sources."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Comparison"
    fill_table(first, comparison)
    fill_lines(book.create_sheet("Statements"), comparison)
    fill_sources(book.create_sheet("Sources"), comparison)
    book.properties.title, book.properties.creator = TITLE, "Samuh"
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def fill_table(sheet: "Worksheet", comparison: Comparison) -> None:
    """The table as it is shown, source numbers in brackets, with the heads in sight when it is scrolled."""
    numbers = {origin_key(origin): number for number, origin in enumerate(comparison.origins, 1)}
    put_row(sheet, 1, ("", *(column.title for column in comparison.columns)), bold=True)
    sheet.row_dimensions[1].height = high_enough([column.title for column in comparison.columns])
    for at, row in enumerate(comparison.rows, 2):
        cells = ("\n".join(said(item, numbers) for item in cell) for cell in row.cells)
        texts = tuple(cells)
        put_row(sheet, at, (row.name, *texts))
        sheet.cell(at, 1).font = bold_face()
        sheet.row_dimensions[at].height = high_enough(texts)
    shape(sheet, [18, *[WIDE] * len(comparison.columns)], "B2")
    line_off(sheet)
    sheet.print_title_cols = "A:A"
    sheet.page_setup.fitToWidth = -(-len(comparison.columns) // ACROSS)


def high_enough(texts: Sequence[str], width: int = WIDE) -> float:
    """The height of a row, in points, that shows its longest text; a spreadsheet takes 409 at most."""
    lines = (sum(1 + len(part) // width for part in text.split("\n")) for text in texts)
    return min(15.0 * max(lines, default=1), 409.0)


def said(item: Item, numbers: dict[tuple[str, str, str], int]) -> str:
    """A statement with what it is about and the numbers of its sources."""
    about = f"{upper_first(item.about)}: " if item.about else ""
    text = item.text if about else upper_first(item.text)
    when = f" ({item.year})" if item.year is not None and str(item.year) not in item.text else ""
    ours = " (our inference, no source says it)" if item.inferred else ""
    marks = "".join(f" [{numbers[origin_key(origin)]}]" for origin in item.origins)
    return f"{about}{text}{when}{ours}{marks}"


def fill_lines(sheet: "Worksheet", comparison: Comparison) -> None:
    """One statement a line, numbers as numbers, addresses as links."""
    put_row(sheet, 1, HEAD, bold=True)
    for at, line in enumerate(lines(comparison), 2):
        put_row(sheet, at, line)
        sheet.row_dimensions[at].height = high_enough([str(line[HEAD.index("statement")])], 58)
        link_cell(sheet.cell(at, HEAD.index("source_url") + 1))
    shape(sheet, [16, 26, 16, 24, 60, 10, 16, 12, 6, 9, 36, 24, 10, 36, 30], "A2")
    sheet.auto_filter.ref = sheet.dimensions


def fill_sources(sheet: "Worksheet", comparison: Comparison) -> None:
    """The sources by number, each title a link."""
    put_row(sheet, 1, ("number", "title", "publisher", "year", "address"), bold=True)
    for at, origin in enumerate(comparison.origins, 2):
        put_row(sheet, at, (at - 1, *named(origin)))
        link_cell(sheet.cell(at, 5))
    shape(sheet, [9, 60, 34, 12, 60], "A2")


def put_row(sheet: "Worksheet", at: int, values: Sequence[Value], bold: bool = False) -> None:
    """Write values as what they are; text is never a formula, whatever it begins with."""
    from openpyxl.styles import Alignment

    for column, value in enumerate(values, 1):
        cell = sheet.cell(at, column)
        cell.value = fit(value)[:32_000] if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(RISKY)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if bold:
            cell.font = bold_face()


def bold_face() -> "Font":
    """The face of the other cells, bold: a font without a name is set in another one."""
    from openpyxl.styles import Font

    return Font(name="Calibri", size=11, bold=True)


def line_off(sheet: "Worksheet") -> None:
    """Draw thin lines between cells, so that columns do not run into each other when they are printed."""
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color="B8C0C8")
    for row in sheet.iter_rows():
        for cell in row:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)


def link_cell(cell: "Cell | MergedCell") -> None:
    """Let an address of the web be a link."""
    address = link(str(cell.value)) if cell.value else None
    if address:
        cell.hyperlink, cell.style = address, "Hyperlink"


def shape(sheet: "Worksheet", widths: Sequence[int], frozen: str) -> None:
    """Set the widths of columns, in letters, and what stays in sight."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = frozen
    sheet.print_title_rows = "1:1"
    footer = sheet.oddFooter
    if footer is not None:
        footer.center.text = "&A, page &P of &N"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


# --- Word ---


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as the list at the end of a report has it; a span of years stands with the title."""

    title: str
    publisher: str | None
    year: int | None
    url: str | None

    @classmethod
    def of(cls, origin: Origin) -> "Cited":
        """Build from a record's source."""
        year = typed(origin.year)
        plain = year if isinstance(year, int) else None
        title = origin.title if plain or year is None else f"{origin.title} ({year})"
        return cls(title, origin.publisher, plain, origin.url)


def report(comparison: Comparison, as_of: date) -> Report:
    """The comparison as a report: columns side by side where the page has room for them, else case below case."""
    references = References()
    side_by_side = len(comparison.columns) <= BESIDE
    made = beside(comparison, references) if side_by_side else below(comparison, references)
    heads = tuple(
        (f"Case {n}", f"{each.title} ({each.standing})") for n, each in enumerate(comparison.columns, 1)
    )
    note = Section("How to read it", (Paragraph(Statement(NOTE), Tone.NOTE),))
    return Report(TITLE, as_of, heads, (), (note, *made), references.listed())


def beside(comparison: Comparison, references: References) -> tuple[Section, ...]:
    """One table with a column for each case, a line for each statement."""
    made = []
    for row in comparison.rows:
        for at, across in enumerate(zip_longest(*row.cells)):
            said = (statement(item, references) if item else Statement("") for item in across)
            made.append((Statement(row.name if at == 0 else ""), *said))
    head = ("", *(column.title for column in comparison.columns))
    widths = (4, *[9] * len(comparison.columns))
    return (Section("The cases", (Table("", head, tuple(made), widths, joined=True),)),)


def below(comparison: Comparison, references: References) -> tuple[Section, ...]:
    """A table for each row of the comparison, a line for each statement of each case."""
    sections = []
    for row in comparison.rows:
        made = [
            (Statement(column.title if at == 0 else ""), statement(item, references))
            for column, cell in zip(comparison.columns, row.cells, strict=True)
            for at, item in enumerate(cell)
        ]
        sections.append(
            Section(row.name, (Table("", ("Case", row.name), tuple(made), (28, 72), joined=True),))
        )
    return tuple(sections)


def statement(item: Item, references: References) -> Statement:
    """One item as a statement with the numbers of its sources."""
    return references.cite(said(bare(item), {}), [Cited.of(origin) for origin in item.origins])


def bare(item: Item) -> Item:
    """An item without its sources, which stand beside it."""
    return replace(item, origins=())
