import zipfile
from collections.abc import Callable
from pathlib import Path

from docx import Document

from ingest.records import DocumentReport, PassageKind
from ingest.store import DocumentStore

Run = Callable[..., list[DocumentReport]]


def written(path: Path) -> Path:
    document = Document()
    document.core_properties.title = "Guidelines of the Scheme"
    document.add_heading("Grant", level=1)
    document.add_paragraph("It pays 60% * of the cost. The rest is the members' | part.")
    document.add_paragraph("Common facility centres", style="List Bullet")
    document.add_paragraph("Roads and drains", style="List Bullet")
    document.add_paragraph().add_run("Documents to bring").bold = True
    document.add_paragraph("A project report.")
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows, (("Part", "Share", "Limit"), ("Soft", "75%", "25"), ("Hard", "70%", "1500")), strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def test_headings_lists_and_tables_of_word_are_found(folder: Path, store: DocumentStore, run: Run) -> None:
    written(folder / "scheme.docx")
    assert [report.status for report in run(folder)] == ["read"]
    entry = store.load("scheme")
    assert entry.document is not None
    assert entry.document.title == "Guidelines of the Scheme"
    assert "It pays 60% * of the cost. The rest is the members' | part." in entry.document.text
    assert {p.headings for p in entry.passages} >= {("Grant",), ("Grant", "Documents to bring")}
    table = next(p for p in entry.passages if p.kind is PassageKind.TABLE)
    assert table.text.split("\n")[-1] == "| Hard | 70% | 1500 |"
    assert "| Part | Share | Limit |" not in [s.text for s in entry.sentences]
    assert "Common facility centres" in [s.text for s in entry.sentences]
    assert entry.document.pages == ()


def test_what_is_no_word_file_is_refused(folder: Path, run: Run) -> None:
    (folder / "fake.docx").write_bytes(b"not a package")
    (report,) = run(folder)
    assert report.status == "refused"
    assert "no Word file" in (report.why or "")


def test_a_package_that_unpacks_to_too_much_is_refused(folder: Path, run: Run) -> None:
    with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (200 * 2**20))
    (report,) = run(folder)
    assert report.status == "refused"
    assert "unpacks to 200 MiB" in (report.why or "")
