"""The page that lists the library."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from ingest.records import ReadStatus
from service.desk import DocumentSummary
from service.http import links
from service.http.upload_pages import Uploads
from service.http.views import Option, options
from service.http.words import KIND_NAMES, READ_STATUS_NAMES, plain_name

PER_PAGE = 100
READABLE = frozenset({ReadStatus.READ, ReadStatus.PARTLY_READ, ReadStatus.UNCHANGED})


class Column(StrEnum):
    """What the library can be sorted by."""

    TITLE = "title"
    KIND = "kind"
    PUBLISHER = "publisher"
    YEAR = "year"
    PAGES = "pages"
    PASSAGES = "passages"
    STATUS = "status"


class Order(StrEnum):
    """Which way the library is sorted."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks the library to show; blank means all."""

    words: str = ""
    kind: str = ""
    publisher: str = ""
    status: str = ""
    sort: Column = Column.TITLE
    order: Order = Order.UP


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one column: ``sorted`` is none, ascending or descending; ``href`` sorts by it."""

    name: str
    href: str
    sorted: str
    number: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One document; ``href`` is None where there is no text to read."""

    title: str
    href: str | None
    kind: str
    publisher: str
    year: int | None
    place: str
    pages: int
    passages: int
    status: str
    status_name: str
    why: str | None


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """The library, filtered, sorted and cut into pages."""

    template: ClassVar[str] = "library.html"
    section: ClassVar[str] = "/documents"

    wanted: Wanted
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    kinds: tuple[Option, ...]
    publishers: tuple[Option, ...]
    statuses: tuple[Option, ...]
    total: int
    found: int
    passages: int
    previous: str | None
    following: str | None
    pages: int
    uploads: Uploads | None = None
    title: str = "Library"


def library_page(
    documents: Sequence[DocumentSummary], wanted: Wanted, page: int = 1, uploads: Uploads | None = None
) -> LibraryPage:
    """Build page number ``page`` (or the last there is) from all documents of the library."""
    found = arranged([row for row in documents if fits(row, wanted)], wanted)
    pages = max(1, -(-len(found) // PER_PAGE))
    number = min(page, pages)
    return LibraryPage(
        wanted=wanted,
        heads=tuple(head(column, wanted) for column in Column),
        rows=tuple(row_view(row) for row in found[(number - 1) * PER_PAGE : number * PER_PAGE]),
        kinds=options({row.kind for row in documents}, one(wanted.kind), KIND_NAMES),
        publishers=options({row.publisher for row in documents if row.publisher}, one(wanted.publisher)),
        statuses=options({row.status.value for row in documents}, one(wanted.status), READ_STATUS_NAMES),
        total=len(documents),
        found=len(found),
        passages=sum(row.passages for row in documents),
        previous=address(wanted, page=number - 1) if number > 1 else None,
        following=address(wanted, page=number + 1) if number < pages else None,
        pages=pages,
        uploads=uploads,
    )


def one(value: str) -> tuple[str, ...]:
    """The chosen value of a select box, if any."""
    return (value,) if value else ()


def fits(row: DocumentSummary, wanted: Wanted) -> bool:
    """Whether a document is among those asked for; every word must occur in its title, publisher, State or sector."""
    text = " ".join(
        str(part) for part in (row.title, row.publisher, row.state, row.sector, row.id) if part
    ).casefold()
    return (
        all(word in text for word in wanted.words.casefold().split())
        and wanted.kind in {"", row.kind}
        and wanted.publisher in {"", row.publisher or ""}
        and wanted.status in {"", row.status.value}
    )


def arranged(rows: list[DocumentSummary], wanted: Wanted) -> list[DocumentSummary]:
    """Sort by the wanted column; documents that say nothing there come last either way."""
    told = [row for row in rows if getattr(row, wanted.sort.value) is not None]
    untold = [row for row in rows if getattr(row, wanted.sort.value) is None]
    return (
        sorted(told, key=lambda row: sort_key(row, wanted.sort), reverse=wanted.order is Order.DOWN) + untold
    )


def sort_key(row: DocumentSummary, column: Column) -> tuple[int, str]:
    """Numbers by size, names without regard to capitals."""
    value = getattr(row, column.value)
    return (value, "") if isinstance(value, int) else (0, str(value).casefold())


def head(column: Column, wanted: Wanted) -> Head:
    """The head of a column; following its link again turns the order round."""
    current = column is wanted.sort
    turned = Order.DOWN if current and wanted.order is Order.UP else Order.UP
    state = ("ascending" if wanted.order is Order.UP else "descending") if current else "none"
    number = column in {Column.YEAR, Column.PAGES, Column.PASSAGES}
    return Head(column.value.capitalize(), address(wanted, sort=column, order=turned), state, number)


def address(
    wanted: Wanted, *, sort: Column | None = None, order: Order | None = None, page: int | None = None
) -> str:
    """The address of the library with something changed; a new order begins at the first page."""
    pairs = [
        ("q", wanted.words),
        ("kind", wanted.kind),
        ("publisher", wanted.publisher),
        ("status", wanted.status),
        ("sort", (sort or wanted.sort).value),
        ("order", (order or wanted.order).value),
        ("page", str(page or "")),
    ]
    return "/documents?" + links.query([(name, value) for name, value in pairs if value])


def row_view(row: DocumentSummary) -> Row:
    """One document as a row."""
    return Row(
        title=row.title,
        href=links.document(row.id) if row.status in READABLE else None,
        kind=KIND_NAMES.get(row.kind, row.kind),
        publisher=row.publisher or "",
        year=row.year,
        place=" · ".join(plain_name(part) for part in (row.state, row.sector) if part and part != "any"),
        pages=row.pages,
        passages=row.passages,
        status=row.status.value,
        status_name=READ_STATUS_NAMES[row.status.value],
        why=noted(row),
    )


def noted(row: DocumentSummary) -> str | None:
    """What was not read of a document, and which others hold nearly the same text."""
    same = f"Nearly the same text as {', '.join(row.similar_to)}." if row.similar_to else ""
    return " ".join(part for part in (row.why, same) if part) or None
