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


def numbered(folder: Path) -> Path:
    """A Word file with an insertion, a deletion, a content control, a text box and merged cells."""
    path = folder / "form.docx"
    document = Document()
    document.add_heading("Eligibility", level=1)
    document.add_paragraph("First point.", style="List Number")
    document.add_paragraph("Second point.", style="List Number")
    document.add_paragraph("PLACE")
    table = document.add_table(rows=4, cols=3)
    for row, cells in zip(
        table.rows,
        (("Part", "Share", ""), ("", "State", "Members"), ("Soft", "75%", "25%"), ("", "70%", "30%")),
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).merge(table.cell(3, 0))
    document.save(str(path))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    control = (
        f"<w:sdt {space}><w:sdtContent><w:p><w:r><w:t>From a control. </w:t></w:r>"
        "<w:ins><w:r><w:t>Inserted.</w:t></w:r></w:ins><w:del><w:r><w:delText>Deleted.</w:delText></w:r></w:del>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        "</w:p></w:sdtContent></w:sdt>"
    )
    with zipfile.ZipFile(path) as package:
        parts = {item.filename: package.read(item) for item in package.infolist()}
    text = parts["word/document.xml"].decode()
    start = text.rindex("<w:p>", 0, text.index("PLACE"))
    end = text.index("</w:p>", start) + len("</w:p>")
    parts["word/document.xml"] = (text[:start] + control + text[end:]).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def test_what_word_shows_is_read_and_what_was_deleted_is_not(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    numbered(folder)
    run(folder)
    entry = store.load("form")
    assert entry.document is not None
    text = entry.document.text
    assert "From a control. Inserted." in text
    assert "In a box." in text
    assert "Deleted" not in text
    assert "1. First point." in text
    assert "2. Second point." in text
    assert "| Part | Share, State | Share, Members |" in text
    assert "| Soft | 75% | 25% |\n| Soft | 70% | 30% |" in text
    assert [anchor.words for anchor in entry.document.anchors if anchor.words] == [
        "paragraph 1",
        "paragraph 2",
        "paragraph 3",
        "paragraph 4",
        "table 1",
    ]
