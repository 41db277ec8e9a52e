"""Everything that can be cited, gathered from the records of the corpus and the documents of the library."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ingest import catalogue
from ingest.catalogue import CatalogueEntry
from ingest.records import DocumentKind, ReadStatus
from ingest.sheets.models import Record, Work
from ingest.sheets.phrases import region
from ingest.sheets.sources import same_address
from service.browse.book import Book, Held, reader
from service.browse.sheet_text import plain, sheet_of
from service.browse.themes import subjects
from service.desk import DocumentSummary
from service.literature.naming import names
from service.literature.publication import form_of, place_of
from service.literature.records import Entry, Finding, Form, Origin

HELD = "lit:"
KINDS = {
    DocumentKind.SCHEME_GUIDELINE: "scheme guideline",
    DocumentKind.DIAGNOSTIC_REPORT: "diagnostic report",
    DocumentKind.CASE_STUDY: "case study",
    DocumentKind.POLICY_PAPER: "policy paper",
    DocumentKind.FAQ: "questions and answers",
    DocumentKind.NEWS: "news",
    DocumentKind.OTHER: "web page or document",
    DocumentKind.SHEET: "record",
}
READ = (ReadStatus.READ, ReadStatus.PARTLY_READ)


def shelf(corpus: Path, documents: Sequence[DocumentSummary] = ()) -> tuple[Entry, ...]:
    """All entries: works, then originals that no work is, then texts of the library that are neither; each by id.

    Args:
        corpus: The folder of records.
        documents: What the library holds; the text of a work or an original is joined to its entry.

    Raises:
        CatalogueError: a record breaks its rules, and no earlier state of the corpus was read.
    """
    entries = {entry.id: entry for entry in described(reader(corpus).current(), corpus)}
    addresses = {same_address(entry.url): entry.id for entry in entries.values() if entry.url}
    for held in (each for each in documents if is_text(each)):
        known = held.id if held.id in entries else addresses.get(same_address(held.url or "-"))
        if known is None:
            entries[held.id] = document_entry(held)
        else:
            entries[known] = replace(entries[known], document_id=held.id)
    return tuple(entries.values())


def is_text(held: DocumentSummary) -> bool:
    """Whether a document of the library is a text of others, and was read; our own sheets are not cited."""
    return held.kind != DocumentKind.SHEET.value and held.status in READ


@lru_cache(maxsize=2)
def described(book: Book, corpus: Path) -> tuple[Entry, ...]:
    """The entries that the corpus alone gives."""
    said = statements(book)
    works = [work_entry(held.record, said) for _, held in sorted(book.works.items())]
    own = {same_address(work.url) for work in works if work.url}
    listed = catalogue.load(corpus).documents
    originals = [original_entry(each, said) for each in listed if each.url and each.id]
    return (*works, *(entry for entry in originals if same_address(entry.url or "") not in own))


# --- what records say on the word of each source ---


def statements(book: Book) -> Mapping[str, tuple[Finding, ...]]:
    """The sentences of all records by the address of the source that they name, in the order of the records."""
    found: defaultdict[str, dict[str, Finding]] = defaultdict(dict)
    shelves: Sequence[tuple[str, Mapping[str, Held[Record]]]] = (
        ("/clusters", book.clusters),
        ("/schemes", book.schemes),
    )
    for folder, held in shelves:
        for each in held.values():
            for address, finding in sentences(folder, each):
                found[address].setdefault(finding.text, finding)
    return {address: tuple(each.values()) for address, each in found.items()}


def sentences(folder: str, held: Held[Record]) -> Iterator[tuple[str, Finding]]:
    """Each sentence of a record with the address of each source that it names."""
    sources = held.record.cited()
    for section in sheet_of(held).sections:
        if section.heading == "Sources":
            continue
        for line in section.lines:
            for key in dict.fromkeys(piece.source for piece in line if piece.source):
                address = place_id(sources[key].url)
                if address:
                    page = f"{folder}/{held.record.id}#source-{key}"
                    yield address, Finding(plain(line), page, held.record.id)


def place_id(url: str | None) -> str:
    """What tells the place of a source: its address without what does not matter; empty where it has none."""
    return same_address(url) if url and url.startswith("http") else (url or "")


# --- entries ---


def work_entry(work: Work, said: Mapping[str, Sequence[Finding]]) -> Entry:
    """A work of the corpus. Its own findings come first, then what other records say on its word."""
    form = form_of(work.kind)
    place = place_of(work.publisher, form)
    authors, editors = names(work.authors)
    own = tuple(Finding(each, f"/works/{work.id}#findings", work.id) for each in work.key_findings)
    keys = [place_id(work.url), HELD + work.id]
    others = [each for key in dict.fromkeys(keys) if key for each in said.get(key, ())]
    return Entry(
        id=work.id,
        origin=Origin.WORK,
        form=Form.ARTICLE if place.volume else form,
        kind=work.kind,
        title=work.title,
        address=f"/literature/{work.id}",
        authors=authors,
        editors=editors,
        year=work.year,
        published=work.publisher,
        container=place.container,
        volume=place.volume,
        issue=place.issue,
        pages=place.pages,
        number=place.number,
        publisher=place.publisher,
        url=work.url if (work.url or "").startswith("http") else None,
        region=region(work.geography),
        subjects=subjects(work),
        basis=work.basis,
        note="; ".join(part for part in (work.note, place.left) if part),
        findings=(*own, *others),
    )


def original_entry(listed: CatalogueEntry, said: Mapping[str, Sequence[Finding]]) -> Entry:
    """A source that records rest on; its findings are what they say on its word."""
    kind = listed.kind or DocumentKind.OTHER
    return Entry(
        id=str(listed.id),
        origin=Origin.ORIGINAL,
        form=form_by_kind(kind),
        kind=KINDS[kind],
        title=listed.title or str(listed.id),
        address=f"/literature/{listed.id}",
        year=listed.year,
        published=listed.publisher or "",
        publisher=listed.publisher or "",
        url=listed.url,
        findings=tuple(said.get(place_id(listed.url), ())) or tuple(supported(listed)),
    )


def supported(listed: CatalogueEntry) -> Iterator[Finding]:
    """What a source is named for in records that do not name it in any sentence."""
    for record, parts in listed.supports.items():
        what = ", ".join(parts)
        yield Finding(
            f"Source of the record {record}{f' for: {what}' if what else ''}", f"/records/{record}", record
        )


def document_entry(held: DocumentSummary) -> Entry:
    """A text of the library that no record describes: what it states about itself, and no findings."""
    kind = DocumentKind(held.kind)
    return Entry(
        id=held.id,
        origin=Origin.DOCUMENT,
        form=Form.REPORT if kind is DocumentKind.OTHER and not held.url else form_by_kind(kind),
        kind="document" if kind is DocumentKind.OTHER else KINDS[kind],
        title=held.title,
        address=f"/literature/{held.id}",
        year=held.year,
        published=held.publisher or "",
        publisher=held.publisher or "",
        url=held.url,
        region=held.state or "",
        document_id=held.id,
    )


def form_by_kind(kind: DocumentKind) -> Form:
    """The form of a document by its kind."""
    if kind is DocumentKind.NEWS:
        return Form.NEWS
    return Form.WEB if kind in (DocumentKind.OTHER, DocumentKind.FAQ) else Form.REPORT


def chosen(entries: Iterable[Entry], ids: Sequence[str]) -> tuple[Entry, ...]:
    """The entries with these ids, in the order of the ids; ids that are unknown are passed over."""
    by_id = {entry.id: entry for entry in entries}
    return tuple(by_id[each] for each in dict.fromkeys(ids) if each in by_id)
