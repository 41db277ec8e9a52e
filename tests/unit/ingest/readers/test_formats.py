"""Slides, workbooks, letters, books, tables: what is read of them, and where it stands."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.records import Document, DocumentReport
from ingest.store import DocumentStore
from ingest.whereabouts import place
from tests.unit.ingest import made_files

Run = Callable[..., list[DocumentReport]]


def said(store: DocumentStore, name: str) -> dict[str, str]:
    """Every sentence of a document with its place."""
    entry = store.load(name)
    document = entry.document
    assert document is not None
    return {s.text: place(document, s.start, heading_at(document, s.start)) for s in entry.sentences}


def heading_at(document: Document, offset: int) -> str:
    return next((s.heading for s in reversed(document.sections) if s.start <= offset), "")


def test_each_slide_is_a_page_with_its_notes_and_tables(folder: Path, store: DocumentStore, run: Run) -> None:
    made_files.pptx(folder / "steps.pptx")
    assert [(r.status, r.pages) for r in run(folder)] == [("read", 2)]
    found = said(store, "steps")
    assert found["A vehicle of at least twenty firms applies."] == "Slide 1, Who may apply"
    assert found["Say that trust comes before machines."] == "Slide 1, Who may apply, notes"
    assert found["| Soft | 75% |"] == "Slide 2, Funding"
    assert store.load("steps").document.title == "Steps of a cluster"  # type: ignore[union-attr]


def test_each_row_of_a_sheet_reads_alone_with_figures_as_shown(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    made_files.grants_xlsx(folder / "grants.xlsx")
    (report,) = run(folder)
    assert (report.status, report.pages, report.why) == ("read", 1, "hidden sheets were not read: Old.")
    cost = "Share of the cost, Government: {}; Share of the cost, Members: {}"
    found = said(store, "grants")
    assert list(found.values()) == [f"Sheet 'Grants', row {number}" for number in (4, 5, 6, 8)]
    assert list(found) == [
        f"Part: Soft interventions; {cost.format('75%', '25%')}; Limit: ₹ 25,00,000; From: 31 March 2024.",
        f"Part: Common facility; {cost.format('60%', '40%')}; Limit: ₹ 15,00,00,000; From: 1 April 2024.",
        f"Part: Common facility; {cost.format('70%', '30%')}; Limit: ₹ 15,00,00,000; From: 1 April 2025.",
        "Part: Total of all parts; Limit: 7.",
    ]


def test_opendocument_gives_what_the_sheet_shows(folder: Path, store: DocumentStore, run: Run) -> None:
    made_files.ods(folder / "shares.ods")
    run(folder)
    assert list(said(store, "shares")) == ["Part: Soft; Share: 75%.", "Part: Hard; Share: 60%."]


def test_a_sheet_far_from_its_corner_keeps_its_row_numbers(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    xml = made_files.sheet_xml([["Part", "Cost"], ["Boiler", 12.5]], first=40)
    made_files.xlsx(folder / "far.xlsx", {"Costs": xml})
    run(folder)
    assert said(store, "far") == {"Part: Boiler; Cost: 12.5.": "Sheet 'Costs', row 41"}


def test_the_rows_of_sheets_that_begin_alike_are_all_kept(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    sheets = {
        month: made_files.sheet_xml([["Part", "Cost"], ["Boiler", 12.5], ["Dryer", n]])
        for n, month in enumerate(("April", "May", "June", "July"), 1)
    }
    made_files.xlsx(folder / "months.xlsx", sheets)
    run(folder)
    text = store.load("months").document.text  # type: ignore[union-attr]
    assert text.count("Part: Boiler; Cost: 12.5.") == 4


def test_names_with_their_values_are_no_table(folder: Path, store: DocumentStore, run: Run) -> None:
    rows = [["Name of the cluster", "Rajkot castings"], ["Firms", 400.0], ["Main product", "Pump bodies"]]
    made_files.xlsx(folder / "facts.xlsx", {"Facts": made_files.sheet_xml(rows)})
    run(folder)
    assert list(said(store, "facts")) == [
        "Name of the cluster: Rajkot castings.",
        "Firms: 400.",
        "Main product: Pump bodies.",
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_rows_of_csv_have_their_header_whatever_parts_the_cells(
    sign: str, folder: Path, store: DocumentStore, run: Run
) -> None:
    rows = [
        ["Scheme", "Share", "Note"],
        ["MSE-CDP", "60%", "Paid late. Apply early"],
        ["SFURTI", "75%", "Closed"],
    ]
    (folder / "t.csv").write_text("\n".join(sign.join(row) for row in rows), encoding="utf-8")
    run(folder)
    assert said(store, "t") == {
        "Scheme: MSE-CDP; Share: 60%; Note: Paid late. Apply early.": "row 2",
        "Scheme: SFURTI; Share: 75%; Note: Closed.": "row 3",
    }


def test_a_letter_gives_its_headers_and_its_attached_files_are_documents(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    made_files.eml(
        folder / "letter.eml",
        {"fee.txt": "The fee is ₹500 for each firm.".encode(), "../up.txt": b"Held here."},
    )
    reports = run(folder)
    assert {(r.status, r.document_id) for r in reports} == {
        ("read", "letter"),
        ("read", "fee"),
        ("read", "up"),
    }
    letter = store.load("letter").document
    assert letter is not None
    assert letter.title == "Your proposal"
    assert "From: Desk Officer <desk@example.gov>" in letter.text
    assert "कृपया भूमि के कागज़ भेजें।" in letter.text
    assert store.load("fee").document.path == "letter.eml › fee.txt"  # type: ignore[union-attr]


def test_chapters_of_a_book_come_in_the_order_of_its_spine(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    made_files.epub(folder / "book.epub")
    run(folder)
    assert said(store, "book") == {
        "Trust comes before machines in every cluster that lasted.": "On trust, paragraph 1",
        "Machines are shared by the members of the vehicle.": "Chapter 2, paragraph 1",
    }
    assert store.load("book").document.title == "Clusters that lasted"  # type: ignore[union-attr]


def test_a_protected_book_is_refused(folder: Path, run: Run) -> None:
    path = made_files.epub(folder / "book.epub")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(
            "META-INF/encryption.xml",
            '<encryption xmlns:e="x"><e:EncryptionMethod Algorithm="aes"/></encryption>',
        )
    (report,) = run(folder)
    assert (report.status, "protected against copying" in (report.why or "")) == ("refused", True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_hindi_text_is_read_in_any_unicode(
    encoding: str, folder: Path, store: DocumentStore, run: Run
) -> None:
    (folder / "hindi.txt").write_bytes("योजना के अंतर्गत समूह को अनुदान मिलता है। Office of MSME.".encode(encoding))
    run(folder)
    document = store.load("hindi").document
    assert document is not None
    assert (document.text, document.language) == ("योजना के अंतर्गत समूह को अनुदान मिलता है। Office of MSME.", "hi")


def test_an_old_windows_text_is_read(folder: Path, store: DocumentStore, run: Run) -> None:
    (folder / "old.txt").write_bytes("The “cluster” pays €5 – it’s due.".encode("cp1252"))
    run(folder)
    assert store.load("old").document.text == "The “cluster” pays €5 – it’s due."  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["page.pdf", "page.txt", "page.xls", "page", "page.dat"])
def test_a_file_is_read_as_what_it_is(name: str, folder: Path, store: DocumentStore, run: Run) -> None:
    words = "The scheme pays sixty per cent of the cost of a common facility centre in a cluster of firms."
    (folder / name).write_text(f"<!DOCTYPE html><html><body><article><p>{words}</p></article></body></html>")
    (report,) = run(folder)
    assert report.status == "read"
    assert (report.why or "").startswith("read as a web page, which it is, though its name ")
    assert words in store.load("page").document.text  # type: ignore[union-attr]


def test_a_workbook_called_pdf_is_read(folder: Path, store: DocumentStore, run: Run) -> None:
    made_files.grants_xlsx(folder / "grants.pdf")
    (report,) = run(folder)
    assert (report.status, store.load("grants").original.suffix) == ("read", ".xlsx")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64 + "WordDocument".encode("utf-16-le"),
            "an old Word file",
        ),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le"),
            "a password",
        ),
        ("a.txt", b"{\\rtf1 text}", "rich text format"),
        ("a.rar", b"Rar!\x1a\x07\x00rest", "a RAR archive"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", ".svg: no reader for this type"),
        ("a", b"just words", "a file without suffix: no reader"),
    ],
)
def test_what_has_no_reader_is_refused_by_name(
    name: str, content: bytes, words: str, folder: Path, run: Run
) -> None:
    (folder / name).write_bytes(content)
    (report,) = run(folder)
    assert (report.status, words in (report.why or "")) == ("refused", True)
