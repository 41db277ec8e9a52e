"""From a sheet in the library to the page of its record."""

from ingest.errors import CatalogueError
from service.browse.book import Book, reader
from service.http.document_page import Fact
from service.http.website import Site


def page_of(book: Book, record_id: str) -> str | None:
    """The address of the page that shows a record, or None where none does."""
    for folder, shelf in (("schemes", book.schemes), ("clusters", book.clusters), ("works", book.works)):
        if record_id in shelf:
            return f"/{folder}/{record_id}"
    single = {held.record.id for held in (book.agencies, book.offices) if held is not None}
    return "/agencies" if record_id in single else None


def record_facts(site: Site, document_id: str) -> tuple[Fact, ...]:
    """The line that leads from a sheet to its record's page; none for others, or where no corpus can be read."""
    try:
        address = page_of(reader(site.settings.corpus).current(), document_id)
    except CatalogueError:
        return ()
    return (Fact("Record", "Its page, with tables and sources", address),) if address else ()
