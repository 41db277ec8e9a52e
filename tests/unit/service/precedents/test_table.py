"""Cases side by side: every cell has its source or is a gap, and no file of it runs a formula or loses a sign."""

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ingest.errors import BadRequestError, NotFoundError
from service.browse.book import reader
from service.exports.word import docx_bytes
from service.precedents.cases import cases
from service.precedents.records import Cell, Kind, Origin, Precedent, Standing, Trial
from service.precedents.table import GAP, SEE_FINDINGS, chosen, compare
from service.precedents.workbook import HEAD, csv_text, measure, report, xlsx_bytes

CORPUS = Path(__file__).resolve().parents[4] / "corpus"
ORIGIN = Origin("s1", "=HYPERLINK(1)", "@publisher", "2018-19", "https://example.org/a")
HOSTILE = Precedent(
    "hostile", Kind.CLUSTER, Standing.EDITED, "=cmd|' /C calc'!A0", "hostile", place="+1",
    trials=(
        Trial(Cell("-2+3", (ORIGIN,), 2001), cost=Cell("INR 60 crore", (ORIGIN,), 2001)),
        Trial(Cell("=SUM(A1:A9)", (ORIGIN,)), status=Cell("\x07bell <b>", (ORIGIN,))),
    ),
)  # fmt: skip
BLANK = Precedent("blank", Kind.WORK, Standing.EDITED, "Nothing known", "blank")


@pytest.fixture(scope="module")
def all_cases():
    return cases(reader(CORPUS).current())


def test_every_statement_of_every_case_has_a_source_or_the_record_and_every_gap_is_named(all_cases) -> None:
    for case in all_cases:
        made = compare((case, BLANK))
        for row in made.rows:
            assert all(row.cells), (case.id, row.key)
            for item in row.cells[0]:
                assert item.address.startswith(case.address), (case.id, row.key)
                assert item.text.strip()
                assert item.gap == (item.text in (GAP, SEE_FINDINGS))
                if row.key in ("size", "problem", "tried", "cost", "payers", "outcome") and not item.gap:
                    assert item.origins, (case.id, row.key, item.text)
            assert [item.text for item in row.cells[1]] == [GAP]


def test_what_is_not_known_cites_the_source_that_it_names(all_cases) -> None:
    mills = next(case for case in all_cases if case.id == "kalady-rice")
    told = next(row for row in compare((mills, BLANK)).rows if row.key == "unknown").cells[0]
    item = next(each for each in told if "case study exists" in each.text)
    assert [origin.key for origin in item.origins] == ["s3"]
    assert item.address == "/clusters/kalady-rice#source-s3"
    assert " s3" not in item.text
    assert all(not each.origins for each in told if each is not item)


def test_what_a_work_has_no_row_for_is_not_recorded_and_its_findings_are_pointed_to(all_cases) -> None:
    work = next(case for case in all_cases if case.id == "kennedy-1999")
    told = {row.key: row.cells[0] for row in compare((work, BLANK)).rows}
    for key in ("product", "problem", "tried", "payers", "outcome"):
        assert [(item.text, item.address) for item in told[key]] == [
            (SEE_FINDINGS, "/works/kennedy-1999#findings")
        ]
    assert not any(item.gap for item in told["lesson"])
    files = csv_text(compare((work, BLANK)))
    assert "does not say" not in files
    assert SEE_FINDINGS in files
    notes = report(compare((work, BLANK)), date(2026, 11, 22))
    assert "does not say" not in repr(notes)


def test_a_cost_that_one_of_two_trials_lacks_is_a_gap_with_its_name() -> None:
    row = next(row for row in compare((HOSTILE, BLANK)).rows if row.key == "cost")
    assert [(item.about, item.text, item.gap) for item in row.cells[0]] == [
        ("-2+3", "INR 60 crore", False),
        ("=SUM", GAP, True),
    ]


@pytest.mark.parametrize(
    ("ids", "error"),
    [
        ([], BadRequestError),
        (["a"], BadRequestError),
        (list("abcdefg"), BadRequestError),
        (["kanpur-leather", "nowhere"], NotFoundError),
    ],
)
def test_fewer_than_two_more_than_six_or_unknown_cases_are_refused(all_cases, ids, error) -> None:
    with pytest.raises(error):
        chosen(all_cases, ids)


def test_csv_is_guarded_against_formulas_and_tells_a_statement_a_line() -> None:
    text = csv_text(compare((HOSTILE, BLANK)))
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert list(rows[0]) == list(HEAD)
    assert not [
        value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@", "\t"))
    ]
    cost = next(row for row in rows if row["row"] == "Cost" and row["statement"] == "INR 60 crore")
    assert (cost["value"], cost["unit"], cost["year"], cost["source_year"]) == (
        "60",
        "INR crore",
        "2001",
        "2018-19",
    )
    assert cost["source_title"] == "'=HYPERLINK(1)"
    assert {row["gap"] for row in rows if row["case"] == "blank"} == {"yes"}


def test_a_workbook_has_numbers_as_numbers_text_as_text_and_links() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(compare((HOSTILE, BLANK)))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    sheet = book["Statements"]
    at = {name: number for number, name in enumerate(HEAD, 1)}
    line = next(row for row in sheet.iter_rows(min_row=2) if row[at["statement"] - 1].value == "INR 60 crore")
    assert line[at["value"] - 1].value == 60
    assert line[at["year"] - 1].value == 2001
    assert line[at["source_url"] - 1].hyperlink.target == "https://example.org/a"
    assert book["Comparison"]["B1"].value == HOSTILE.title


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("INR 60 crore", (60, "INR crore")),
        ("INR 45.8 crore", (45.8, "INR crore")),
        ("Units: 1,250 exporting units", (1250, "exporting units")),
        ("INR 179 crore (state aid announced)", (179, "INR crore")),
        ("About INR 20 crore", (None, "")),
        ("10 to 20 units", (None, "")),
        ("494 dyeing units before the 2011 closure", (None, "")),
        ("more than 500 units", (None, "")),
    ],
)
def test_only_a_plain_amount_becomes_a_number(text: str, found: tuple[float | None, str]) -> None:
    assert measure(text) == found


@pytest.mark.parametrize("count", [2, 6])
def test_a_word_file_holds_every_case_and_every_source_of_the_table(all_cases, count: int) -> None:
    from docx import Document

    made = compare([case for case in all_cases if case.kind is Kind.CLUSTER][:count])
    paper = Document(io.BytesIO(docx_bytes(report(made, date(2026, 11, 22)))))
    said = "\n".join(p.text for p in paper.paragraphs)
    said += "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert all(column.title in said for column in made.columns)
    assert all(origin.title in said for origin in made.origins)


def test_a_printed_workbook_repeats_its_heads_and_shows_three_cases_a_page(all_cases) -> None:
    for count, across in ((2, 1), (6, 2)):
        book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(compare(all_cases[:count]))))
        sheet = book["Comparison"]
        assert sheet.page_setup.fitToWidth == across
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")
        assert sheet["B2"].border.left.style == "thin"
        assert sheet["A2"].font.name == sheet["B2"].font.name
