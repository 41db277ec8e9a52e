"""Who issued a statement: the sources that a sheet names behind it, the work that a text is, or the document itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.records import Document, DocumentKind
from ingest.sheets.models import Cluster, Source, Work
from ingest.sheets.phrases import source_name, work_name
from ingest.sheets.words import upper_first
from service.briefs.records import Origin
from service.browse.book import Book

HELD = "lit:"


@dataclass(frozen=True, slots=True)
class Behind:
    """Who stands behind a statement. ``work_kind`` is what the record of a work calls it."""

    origins: tuple[Origin, ...]
    work_kind: str | None = None

    @property
    def issuer(self) -> str | None:
        """All issuers in a row; None where no source names one."""
        return "; ".join(dict.fromkeys(origin.issuer for origin in self.origins if origin.issuer)) or None

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
        return Behind((of_work(work),), work.kind)
    cluster = book.clusters.get(document.id) if book and document.kind is DocumentKind.SHEET else None
    if cluster:
        return Behind(tuple(named_in(text, cluster.record)) or (ours(document),))
    return Behind((Origin(document.title, document.publisher, document.cited_year, document.url),))


def named_in(text: str, cluster: Cluster) -> Iterator[Origin]:
    """The sources of a record that a sentence names by publisher and year."""
    for source in cluster.cited().values():
        if source_name(source) in text:
            yield of_source(source)


def of_source(source: Source) -> Origin:
    """A record's source."""
    url = source.url if (source.url or "").startswith("http") else None
    return Origin(source.title, source.publisher, source.year if isinstance(source.year, int) else None, url)


def ours(document: Document) -> Origin:
    """A sentence of a sheet that names no source: an inference, or what the record says of itself."""
    return Origin(document.title, document.publisher, None, None)


def work_of(document: Document, book: Book | None) -> Work | None:
    """The work that a document is the text or the sheet of; None where the corpus knows none."""
    if book is None:
        return None
    by_sheet = book.works.get(document.id.removesuffix(".yaml"))
    if by_sheet and (document.kind is DocumentKind.SHEET or by_sheet.record.url == HELD + document.id):
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
    return Origin(work.title, issuer, work.year, url)
