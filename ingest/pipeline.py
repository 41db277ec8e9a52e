"""The pipeline: files in, passages out. Reads from top to bottom as the list of its steps."""

import hashlib
import logging
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.blocks import Role
from ingest.clean import clean, with_printed_labels
from ingest.deadline import within
from ingest.describe import Stated, describe
from ingest.errors import CatalogueError, LibraryError
from ingest.files import Found, Plan, plan
from ingest.languages import language
from ingest.layout import Layout, lay_out
from ingest.members import (
    Room,
    depth,
    entries,
    holds_members,
    is_within,
    member,
    open_up,
    outermost,
    shown_inside,
    summary,
)
from ingest.outline import outline
from ingest.places import word_boxes
from ingest.readers.kinds import SHEETS, Kind, kind_of
from ingest.readers.routes import read
from ingest.readers.sheet import read_sheet
from ingest.reading import Reading, RefusedError, SkippedError
from ingest.records import Document, DocumentReport, Passage, ReadStatus, Sentence
from ingest.reports import UNREAD, judge, waits_for_ocr
from ingest.sandbox import Limits
from ingest.sentences import Span, sentences
from ingest.shelf import Shelf
from ingest.split import Cut, split
from ingest.store import Boxes, DocumentStore, StoredHead
from ingest.tables import HEADER

__all__ = ["VERSION", "IngestOptions", "Plan", "ingest", "plan"]

VERSION = "5"  # raise it when the same bytes would give other passages
PROBE = "A probe of the tokenizer: MSE-CDP pays 60% of ₹12,34,567. समूह"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How files are read and cut: the tokenizer, the longest passage in its unit, and what one file may cost."""

    count_tokens: Callable[[str], int]
    passage_tokens: int
    seconds: float
    memory_mb: int
    pages: int
    ocr_seconds: float = 60.0
    files: int = 1000
    unpacked_mb: int = 1024

    @property
    def limits(self) -> Limits:
        """What reading one file may cost."""
        clock = (self.seconds, self.memory_mb, self.pages, self.ocr_seconds)
        return Limits(*clock, files=self.files, unpacked_mb=self.unpacked_mb)

    @property
    def fingerprint(self) -> str:
        """A text that changes when the same file would give other passages."""
        probed = self.count_tokens(PROBE)
        limits = f"{self.seconds:g}/{self.memory_mb}/{self.pages}/{self.files}/{self.unpacked_mb}"
        return f"{VERSION}/{self.passage_tokens}/{probed}/{limits}"


@dataclass(frozen=True, slots=True)
class Source:
    """One file on its way: where it lies, its hash, what it is, what is stated about it, and a sheet's text."""

    found: Found
    sha256: str
    kind: Kind
    stated: Stated
    sheet: Reading | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """What one file gave."""

    report: DocumentReport
    document: Document | None = None
    passages: tuple[Passage, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    boxes: Boxes = field(default_factory=dict)


def ingest(
    paths: Sequence[Path],
    store: DocumentStore,
    options: IngestOptions,
    on_report: Callable[[DocumentReport], None],
) -> list[DocumentReport]:
    """Read files and folders into the store.

    A file whose bytes, catalogue entry and options are unchanged is not read again; a changed one replaces its
    passages; one that has gone from a given folder leaves the store. Killed at any instant, the store holds for
    each file either the old or the new state, and the next run completes the work.

    Args:
        paths: Files and folders.
        store: Where documents are kept.
        options: How to read and cut.
        on_report: Called once per file, as soon as it is done.

    Returns:
        All reports, in the order in which they were made.

    Raises:
        UnreadableDocumentError: a path does not exist.
        CatalogueError: a catalogue breaks its own rules.
        LibraryError: another run is ingesting, or the store cannot be written.
    """
    reports: list[DocumentReport] = []

    def report(made: DocumentReport) -> None:
        reports.append(made)
        on_report(made)

    with store.locked():
        shelf = Shelf(store)
        planned = plan(paths, store)
        for skipped in planned.skipped:
            report(skipped)
        for at, head in planned.gone:
            report(shelf.remove(at, head))
        for found in planned.files:
            for made in take_in(found, shelf, options, Room.of(options.limits)):
                report(made)
        store.sweep()
    return reports


def take_in(found: Found, shelf: Shelf, options: IngestOptions, room: Room) -> Iterator[DocumentReport]:
    """Bring one file into the store, unless it is there already; the files inside it come first, then itself.

    ``room`` is what it and the files inside it may unpack.
    """
    try:
        source = open_source(found)
    except SkippedError as error:
        shelf.forget(found.path)
        yield DocumentReport(found.shown, ReadStatus.SKIPPED, why=str(error))
        return
    except (CatalogueError, RefusedError, OSError) as error:
        yield shelve(found, shelf, refused(found, str(error)))
        return
    fingerprint = fingerprint_of(source, options)
    before = shelf.by_source(found.path)
    inside = [head for _, head in shelf.inside(found.path)]
    known = before is not None and before.fingerprint == fingerprint
    if before is not None and known and not any(waits_for_ocr(head.report) for head in (before, *inside)):
        for head in inside:
            yield unchanged(head, shown_inside(found, head.source))
        yield unchanged(before, found.shown)
        return
    twin = shelf.by_bytes(source.sha256, found.path)
    if twin is not None and is_still(twin):
        shelf.forget(found.path)
        yield from (shelf.remove(at, head) for at, head in shelf.inside(found.path))
        why = f"the same bytes as {twin.report.path}"
        yield DocumentReport(found.shown, ReadStatus.DUPLICATE, twin.report.document_id, why)
        return
    inner = yield from take_in_members(source, shelf, options, room)
    made = inner if source.kind.form == "zip" else produce(source, shelf, options)
    yield shelve(found, shelf, made, source, fingerprint)


def take_in_members(
    source: Source, shelf: Shelf, options: IngestOptions, room: Room
) -> Generator[DocumentReport, None, Product]:
    """Bring the files inside a file into the store, and take out those that are no longer in it.

    Returns:
        What to say of the file where it is nothing but its files.
    """
    found, reports, cut = source.found, list[DocumentReport](), None
    left = {head.source: (at, head) for at, head in shelf.inside(found.path)}
    if holds_members(source.kind.form):
        with tempfile.TemporaryDirectory(prefix="samuh-open-") as folder:
            try:
                inside = open_up(found, source.kind.form, options.limits, room, Path(folder))
            except RefusedError as error:
                return refused(found, str(error))
            cut = inside.cut
            for held in inside.members:
                one = member(found, held, Path(folder))
                for report in take_in_member(one, held.why, shelf, options, room):
                    reports.append(report)
                    yield report
                left = {path: kept for path, kept in left.items() if not is_within(path, one.path)}
    for at, head in left.values():
        yield shelf.remove(at, head)
    return Product(summary(found.shown, reports, cut))


def take_in_member(
    found: Found, why: str | None, shelf: Shelf, options: IngestOptions, room: Room
) -> Iterator[DocumentReport]:
    """Bring one file inside another into the store; ``why`` says why it could not be unpacked."""
    if why is not None:
        yield shelve(found, shelf, refused(found, why))
    else:
        yield from take_in(found, shelf, options, room)


def refused(found: Found, why: str) -> Product:
    """Make the report on a file that cannot be read."""
    return Product(DocumentReport(found.shown, ReadStatus.REFUSED, why=why))


def shelve(
    found: Found, shelf: Shelf, made: Product, source: Source | None = None, fingerprint: str = ""
) -> DocumentReport:
    """Write what a file gave into the store; without a fingerprint it will be read again the next time."""
    sha256, suffix = (source.sha256, source.kind.suffix) if source else ("", found.path.suffix.casefold())
    head = StoredHead(str(found.path), str(found.root), sha256, fingerprint, suffix, made.report)
    shelf.put(head, made.document, made.passages, made.sentences, made.boxes)
    return made.report


def is_still(twin: StoredHead) -> bool:
    """Tell whether the file of an entry still holds the bytes that it was read from.

    An archive that changed loses its entry when its turn comes, so that it is enough that it is there.
    """
    path = Path(twin.source)
    try:
        return outermost(path).is_file() if depth(path) else hash_of(path) == twin.sha256
    except OSError:
        return False


def hash_of(path: Path) -> str:
    """Hash the bytes of a file with SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_source(found: Found) -> Source:
    """Hash a file and gather what the catalogue and, for a sheet, its record state about it.

    Raises:
        SkippedError: a YAML file that is no sheet.
        RefusedError: no reader knows what it is.
        CatalogueError: a sheet that breaks the rules of sheets.
        OSError: the file cannot be opened.
    """
    suffix = found.path.suffix.casefold()
    stated = Stated.of_entry(found.entry)
    if suffix not in SHEETS:
        return Source(found, hash_of(found.file), kind_of(found.file, suffix), stated)
    if found.held:
        raise SkippedError("a data file: sheets are read from folders alone")
    sha256 = hash_of(found.file)
    reading, said = read_sheet(found.path)
    return Source(found, sha256, Kind("sheet", suffix), stated.over(said), reading)


def fingerprint_of(source: Source, options: IngestOptions) -> str:
    """Hash all that decides what a file gives: bytes, catalogue entry, options, and a sheet's text."""
    parts = (
        source.sha256,
        options.fingerprint,
        source.found.path.suffix,
        repr(source.stated),
        repr(source.sheet),
        repr(entries(source.found)) if holds_members(source.kind.form) else "",
    )
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def unchanged(before: StoredHead, shown: str) -> DocumentReport:
    """Report a file that need not be read again; one that could not be read says so again."""
    status = before.report.status if before.report.status in UNREAD else ReadStatus.UNCHANGED
    return replace(before.report, path=shown, status=status)


def produce(source: Source, shelf: Shelf, options: IngestOptions) -> Product:
    """Turn one file into a document with its passages, or into the report that says why not."""
    shown = source.found.shown
    try:
        original = shelf.store.keep_original(source.found.file, source.sha256, source.kind.suffix)
        reading = source.sheet or read(original, source.kind, options.limits)
        status, why = judge(reading)
        if status in UNREAD:
            return Product(DocumentReport(shown, status, why=why))
        with within(options.seconds):
            made = build(source, reading, shelf, options)
    except RefusedError as error:
        return Product(DocumentReport(shown, ReadStatus.REFUSED, why=str(error)))
    except (LibraryError, OSError):
        raise
    except Exception as error:  # one strange file must not keep the others out
        log.exception("file=%s problem=fault", shown)
        why = f"a fault in Samuh kept it out ({type(error).__name__}). Please report it with the file."
        return Product(DocumentReport(shown, ReadStatus.REFUSED, why=why))
    assert made.document is not None
    report = DocumentReport(
        shown, status, made.document.id, why, len(made.document.pages), len(made.passages)
    )
    return replace(made, report=report)


def build(source: Source, reading: Reading, shelf: Shelf, options: IngestOptions) -> Product:
    """Clean, outline, split: the steps that need no disk.

    Raises:
        RefusedError: there is no text left to quote.
    """
    reading = with_printed_labels(reading)
    lines = clean(reading)
    sections = outline(lines, reading.markup)
    layout = lay_out(sections, reading.pages)
    cuts = split(layout, options.count_tokens, options.passage_tokens)
    if not cuts:
        raise RefusedError("there is no text in it that could be quoted.")
    path = source.found.path
    stated = describe(source.stated, reading.title, sections, layout.text, path)
    document_id = shelf.choose_id(stated.id or path.stem, path)
    document = stated.document(document_id, source.found.relative, source.sha256, layout)
    passages = tuple(passage(document, cut) for cut in cuts)
    silent = titles(layout)
    quotable = tuple(
        found for held in passages for found in sentences(document.text, held, silent, layout.rows)
    )
    boxes = word_boxes(layout.text, layout.pages, reading.pages)
    return Product(DocumentReport(source.found.shown, ReadStatus.READ), document, passages, quotable, boxes)


def passage(document: Document, cut: Cut) -> Passage:
    """Make a passage of a cut: its exact slice, its pages, and an id that only its place decides."""
    touched = [
        p.number for p in document.pages if p.start < cut.end and cut.start < p.end and p.number is not None
    ]
    key = f"{document.sha256}/{document.id}/{cut.start}/{cut.end}"
    return Passage(
        id=hashlib.sha256(key.encode()).hexdigest()[:20],
        document_id=document.id,
        start=cut.start,
        end=cut.end,
        text=document.text[cut.start : cut.end],
        headings=cut.headings[1:] if cut.headings[:1] == (document.title,) else cut.headings,
        label=cut.label,
        kind=cut.kind,
        page_from=touched[0] if touched else None,
        page_to=touched[-1] if touched else None,
        context=cut.context,
        language=language(document.text[cut.start : cut.end]) or document.language,
    )


def titles(layout: Layout) -> list[Span]:
    """Give the spans that state nothing by themselves: headings, questions, captions, header rows."""
    silent = [placed for section in layout.sections for placed in section.heads]
    inner = (placed for section in layout.sections for placed in section.body)
    silent += [p for p in inner if p.block.style == HEADER or p.block.role is Role.CAPTION]
    return sorted((placed.start, placed.end) for placed in silent)
