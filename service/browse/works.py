"""Works of research and policy: the list, and the page of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.sheets.models import Work
from ingest.sheets.phrases import region, work_name
from ingest.sheets.words import listing as joined
from ingest.sheets.words import upper_first, year
from service.browse.book import Book
from service.browse.facets import Catalogue, Facet, Listing, Order, Wanted, by_name, highest_first, listing
from service.browse.mentions import Mention, named, supported_by
from service.browse.sheet_text import Line, sheet_of
from service.browse.themes import SUBJECT_NAMES, subjects


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One work; ``year`` is None and ``dated`` says "undated" where the source does not say."""

    id: str
    title: str
    cited_as: str
    authors: str
    publisher: str
    year: int | None
    dated: str
    kind: str
    region: str
    subjects: tuple[str, ...]
    findings: int
    words: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    """All that the page of a work shows. ``url`` is its address; ``held`` tells that its text is held elsewhere."""

    row: WorkRow
    findings: tuple[Line, ...]
    basis: tuple[Line, ...]
    subjects: str
    url: str | None
    held: bool
    supports: tuple[tuple[str, Mention], ...]
    schemes: tuple[Mention, ...]


@lru_cache(maxsize=2)
def work_rows(book: Book) -> tuple[WorkRow, ...]:
    """All works of the corpus."""
    return tuple(work_row(held.record) for held in book.works.values())


def work_row(work: Work) -> WorkRow:
    """One work as a row."""
    return WorkRow(
        id=work.id,
        title=work.title,
        cited_as=upper_first(work_name(work)),
        authors=joined(work.authors),
        publisher=work.publisher,
        year=work.year,
        dated=year(work.year),
        kind=work.kind,
        region=region(work.geography),
        subjects=subjects(work),
        findings=len(work.key_findings),
        words=" ".join(
            (work.title, work.id, work.publisher, work_name(work), *work.authors, *work.key_findings)
        ),
    )


def catalogue(rows: Sequence[WorkRow]) -> Catalogue[WorkRow]:
    """The filters and orders of the list."""
    years = sorted({row.dated for row in rows}, reverse=True)
    kinds = sorted({row.kind for row in rows})
    regions = sorted({row.region for row in rows})
    return Catalogue(
        facets=(
            Facet("theme", "Theme", lambda row: row.subjects, SUBJECT_NAMES),
            Facet(
                "kind", "Kind of work", lambda row: (row.kind,), {each: upper_first(each) for each in kinds}
            ),
            Facet("year", "Year", lambda row: (row.dated,), {each: upper_first(each) for each in years}),
            Facet(
                "region", "About", lambda row: (row.region,), {each: upper_first(each) for each in regions}
            ),
        ),
        orders=(
            Order("name", "Name", lambda row: by_name(row.cited_as)),
            Order("year", "Newest first", lambda row: highest_first(row.year, row.cited_as)),
        ),
        words=lambda row: row.words,
    )


def find_works(book: Book, wanted: Wanted) -> Listing[WorkRow]:
    """The works that fit, with counts."""
    rows = work_rows(book)
    return listing(rows, catalogue(rows), wanted)


def work_page(book: Book, name: str) -> WorkPage:
    """Build the page of a work.

    Raises:
        NotFoundError: the corpus has no such work.
    """
    held = book.work(name)
    work, sheet = held.record, sheet_of(held)
    said = " / ".join((work.title, *work.key_findings))
    return WorkPage(
        row=work_row(work),
        findings=sheet.under("What it found"),
        basis=sheet.under("How sure we are"),
        subjects=", ".join(SUBJECT_NAMES[each].lower() for each in subjects(work)),
        url=work.url if (work.url or "").startswith("http") else None,
        held=(work.url or "").startswith("lit:"),
        supports=tuple(supported_by(work, book)),
        schemes=tuple(
            Mention(each.record.id, each.record.title_short, f"named as {found}")
            for each in book.schemes.values()
            if (found := named(said, each.record))
        ),
    )
