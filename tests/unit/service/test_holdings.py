"""What ``samuh documents show`` prints of one document."""

from pathlib import Path

from ingest.records import Document, DocumentKind, DocumentReport, Page, Passage, PassageKind, ReadStatus
from ingest.store import StoredDocument, StoredHead
from service.holdings import lines

DOUBT = "read by OCR with low confidence (61 %)"


def stored(pages: tuple[Page, ...]) -> StoredDocument:
    document = Document(
        "d", "A report", None, 2020, DocumentKind.OTHER, "en", None, None, "d.pdf", "0", None, None, None,
        "First page. Second page.", pages,
    )  # fmt: skip
    passage = Passage("p", "d", 0, 24, document.text, ("Aim",), None, PassageKind.PROSE, None, None)
    report = DocumentReport("d.pdf", ReadStatus.PARTLY_READ, "d", f"page 2: {DOUBT}.")
    return StoredDocument(
        StoredHead("/d.pdf", "/", "0", "", ".pdf", report), document, (passage,), (), Path("d")
    )


def test_a_document_with_pages_is_shown_page_by_page_with_its_doubts() -> None:
    pages = (Page(1, "iv", 0, 12), Page(2, "2", 12, 24, DOUBT, 0.61), Page(3, None, 24, 24))
    assert list(lines(stored(pages)))[2:] == [
        f"partly read: page 2: {DOUBT}.",
        "--- page 1, printed iv",
        "First page.",
        "--- page 2, read by OCR, 61 % sure",
        f"    doubtful: {DOUBT}",
        "Second page.",
        "--- page 3",
        "    (no text)",
    ]


def test_a_document_without_pages_is_shown_passage_by_passage() -> None:
    assert list(lines(stored(())))[3:] == ["--- Aim", "First page. Second page."]
