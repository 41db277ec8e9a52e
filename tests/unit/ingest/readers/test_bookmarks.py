"""The outline of a PDF file names its headings."""

from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from ingest.pipeline import IngestOptions, ingest
from ingest.readers.bookmarks import titles_of, with_headings
from ingest.reading import RawPage
from ingest.store import DocumentStore

TITLES = [("Aims of the scheme and who made it", 1), ("Grants", 2), ("Loans", 2)]


def with_outline(path: Path, count: int = 3) -> Path:
    writer = PdfWriter(clone_from=path)
    parent = None
    for title, level in TITLES[:count]:
        entry = writer.add_outline_item(title=title, page_number=0, parent=parent if level > 1 else None)
        parent = parent or entry
    writer.write(path)
    return path


def test_titles_of_the_outline_are_headings_with_their_levels(
    make_pdf: Callable[..., Path], draw: Callable[..., str], store: DocumentStore, options: IngestOptions
) -> None:
    lines = [
        "Aims of the scheme",
        "and who made it",
        "Clusters of firms are helped.",
        "Grants",
        "Sixty percent is paid.",
    ]
    path = with_outline(make_pdf([draw([*lines, "Loans", "A bank lends the rest."])]))
    ingest([path], store, options, lambda report: None)
    entry = store.load("made")
    assert entry.document is not None
    headings = [section.heading for section in entry.document.sections]
    assert headings == ["Aims of the scheme and who made it", "Grants", "Loans"]
    assert [s.text for s in entry.sentences] == [lines[2], lines[4], "A bank lends the rest."]


def test_two_titles_are_no_outline(make_pdf: Callable[..., Path], draw: Callable[..., str]) -> None:
    assert titles_of(PdfReader(with_outline(make_pdf([draw(["Grants"])]), 2))) == {}


def test_a_title_that_the_page_does_not_hold_changes_nothing() -> None:
    page = RawPage(1, None, "Some text\nGrants and more", sizes=(9.0, 9.0))
    assert with_headings(page, [("Grants", 1), ("", 1)]) == page
