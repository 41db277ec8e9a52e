"""Who issued a statement: the sources that a sheet names behind it, the work that a text is, or the document itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.records import Document, DocumentKind
from ingest.sheets.models import Cluster, Source, Work
from ingest.sheets.phrases import source_name, work_name
from ingest.sheets.words import upper_first
from service.briefs.records import Origin
from service.briefs.strength import publishers
from service.browse.book import Book

HELD = "lit:"


@dataclass(frozen=True, slots=True)
class Behind:
    """Who stands behind a statement."""

    origins: tuple[Origin, ...]

    @property
    def issuer(self) -> str | None:
        """All issuers in a row, where there are several each with its own year; None where no source names one."""
        named = [origin for origin in self.origins if origin.issuer]
        if len({origin.year for origin in named}) < 2:
            return "; ".join(dict.fromkeys(origin.issuer or "" for origin in named)) or None
        return "; ".join(dict.fromkeys(f"{origin.issuer} ({origin.year or 'undated'})" for origin in named))

    @property
    def year(self) -> int | None:
        """The year of the newest of them."""
        return max((origin.year for origin in self.origins if origin.year), default=None)


def behind(document: Document, text: str, book: Book | None) -> Behind:
    """Say who issued a statement of a document.

    A sentence of a cluster's sheet names its sources in brackets; that of a work's sheet, or of a text that the corpus
    knows as a work, is the work's. Of any other document it is the document's.
    """
    work = work_of(document, book)
    if work:
        return Behind((of_work(work),))
    cluster = book.clusters.get(document.id) if book and document.kind is DocumentKind.SHEET else None
    if cluster:
        assert book is not None
        return Behind(tuple(named_in(text, cluster.record, book)) or (ours(document),))
    return Behind((of_document(document),))


def of_document(document: Document) -> Origin:
    """A document as its own source; where it names no publisher, an editor may have read from it who issued it."""
    read = publishers()["documents"].get(document.id, {}) if document.publisher is None else {}
    title, issuer = read.get("title", document.title), read.get("issuer", document.publisher)
    return Origin(title, issuer, document.cited_year, document.url)


def named_in(text: str, cluster: Cluster, book: Book) -> Iterator[Origin]:
    """The sources of a record that a sentence names by publisher and year."""
    for source in cluster.cited().values():
        if source_name(source) in text:
            yield of_source(source, book)


def of_source(source: Source, book: Book) -> Origin:
    """A record's source; where it is a work that the corpus knows, it is of that work's kind everywhere."""
    url = source.url if (source.url or "").startswith("http") else None
    year = source.year if isinstance(source.year, int) else None
    work = same_work(source, book)
    return Origin(source.title, source.publisher, year, url, kind_of(work) if work else "")


def same_work(source: Source, book: Book) -> Work | None:
    """The work that a source is: by its address, or by the id of the text that is held."""
    if source.key.startswith(HELD) and source.key.removeprefix(HELD) in book.works:
        return book.works[source.key.removeprefix(HELD)].record
    address = plain_address(source.url)
    return next(
        (w.record for w in book.works.values() if address and plain_address(w.record.url) == address), None
    )


def plain_address(url: str | None) -> str:
    """An address without its scheme and last slash."""
    return (url or "").partition("://")[2].rstrip("/").casefold()


def kind_of(work: Work) -> str:
    """What the record of a work calls it; of a newspaper article the record's publisher tells so."""
    return work.publisher if work.publisher.startswith("newspaper") else work.kind


def ours(document: Document) -> Origin:
    """A sentence of a sheet that names no source: an inference, or what the record says of itself."""
    return Origin(document.title, document.publisher, None, None)


def work_of(document: Document, book: Book | None) -> Work | None:
    """The work that a document is the text or the sheet of; None where the corpus knows none."""
    if book is None:
        return None
    by_sheet = book.works.get(document.id.removesuffix(".yaml"))
    if by_sheet and (document.kind is DocumentKind.SHEET or "full text held" in by_sheet.record.basis):
        return by_sheet.record
    return next((held.record for held in book.works.values() if held.record.url == HELD + document.id), None)


def of_work(work: Work) -> Origin:
    """A work as the issuer of what it says."""
    url = work.url if (work.url or "").startswith("http") else None
    issuer = (
        work.publisher
        if work.cited_as
        else f"{upper_first(work_name(work)).split(' (')[0]}, {work.publisher}"
    )
    return Origin(work.title, issuer, work.year, url, kind_of(work))
