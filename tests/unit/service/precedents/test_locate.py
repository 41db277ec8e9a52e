"""Cells find their sentence in the sheet."""

from pathlib import Path

from ingest.records import Document, DocumentKind, Passage, PassageKind
from ingest.sheets.render import render_sheet
from service.browse.book import reader
from service.precedents.cases import cases
from service.precedents.locate import placed

CORPUS = Path(__file__).resolve().parents[4] / "corpus"


def test_cells_of_a_record_stand_in_its_sheet() -> None:
    case = next(each for each in cases(reader(CORPUS).current()) if each.id == "vapi-chemicals")
    sheet = render_sheet(CORPUS / "clusters" / "vapi-chemicals.yaml")
    assert sheet is not None
    document = Document(
        id=case.id,
        title=sheet.title,
        publisher=None,
        year=None,
        kind=DocumentKind.SHEET,
        language="en",
        state=None,
        sector=None,
        path="",
        sha256="",
        licence=None,
        url=None,
        supersedes=None,
        text=sheet.markdown,
    )
    passage = Passage(
        id="all",
        document_id=case.id,
        start=0,
        end=len(sheet.markdown),
        text=sheet.markdown,
        headings=(),
        label=None,
        kind=PassageKind.PROSE,
        page_from=None,
        page_to=None,
    )
    found = placed(case, document, (passage,))
    cells = [cell for _, cell in found.problems] + [each.what for each in found.trials] + list(found.lessons)
    assert all(cell.span for cell in cells)
    for cell in cells:
        assert cell.span is not None
        assert sheet.markdown[cell.span.start : cell.span.end] == cell.span.quote
        assert not cell.span.quote.startswith("- ")
