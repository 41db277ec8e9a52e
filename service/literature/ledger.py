"""What is new: when each work, record and text entered the library, and when it last changed.

Nothing needs to be told of an ingestion: the ledger is brought up to date when somebody looks. The moments are those of
the files (a record's own, a text's entry in the document store), so that it does not matter when that is.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from ingest.records import ReadStatus
from ingest.store import DocumentStore
from service.browse.book import Book
from service.literature.records import Entry, Origin
from service.store import Store

SHEET = ".yaml"
SHOWN = (ReadStatus.READ, ReadStatus.PARTLY_READ)


class News(StrEnum):
    """What happened to something since a day."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing as it is now. ``kind`` is "work", "source", "record" or "text"; ``moment`` that of its file (UTC)."""

    id: str
    kind: str
    title: str
    address: str
    fingerprint: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new, changed or gone since a day; ``at`` is the moment (UTC)."""

    id: str
    kind: str
    title: str
    address: str
    news: News
    at: datetime


class Ledger:
    """The ledger of one library. All methods are safe to call from several threads and processes."""

    def __init__(self, store: Store, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._now = now

    def note(self, items: Iterable[Item]) -> None:
        """Bring the ledger up to date with all things as they are now. A thing that came back is new again."""
        present = {item.id: item for item in items}
        with self._store.reading() as database:
            known = {
                row["id"]: row for row in database.execute("SELECT id, fingerprint, gone FROM library_ledger")
            }
        fresh = [item for item in present.values() if item.id not in known or known[item.id]["gone"]]
        changed = [
            item
            for item in present.values()
            if item.id in known
            and not known[item.id]["gone"]
            and known[item.id]["fingerprint"] != item.fingerprint
        ]
        lost = [name for name, row in known.items() if name not in present and not row["gone"]]
        if fresh or changed or lost:
            self._write(fresh, changed, lost)

    def _write(self, fresh: Sequence[Item], changed: Sequence[Item], lost: Sequence[str]) -> None:
        now = self._now()
        with self._store.writing() as database:
            database.executemany(
                "INSERT OR REPLACE INTO library_ledger VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
                [
                    (
                        each.id,
                        each.kind,
                        each.title,
                        each.address,
                        each.fingerprint,
                        *[_stamp(min(each.moment, now))] * 2,
                    )
                    for each in fresh
                ],
            )
            database.executemany(
                "UPDATE library_ledger SET kind = ?, title = ?, address = ?, fingerprint = ?, changed = ? WHERE id = ?",
                [
                    (
                        each.kind,
                        each.title,
                        each.address,
                        each.fingerprint,
                        _stamp(min(each.moment, now)),
                        each.id,
                    )
                    for each in changed
                ],
            )
            database.executemany(
                "UPDATE library_ledger SET gone = ? WHERE id = ?", [(_stamp(now), name) for name in lost]
            )

    def since(self, moment: datetime) -> tuple[Change, ...]:
        """What is new, changed or gone since a moment (included), the latest first."""
        with self._store.reading() as database:
            rows = database.execute(
                "SELECT * FROM library_ledger WHERE coalesce(gone, changed) >= ? "
                "ORDER BY coalesce(gone, changed) DESC, title",
                (_stamp(moment),),
            ).fetchall()
        return tuple(
            change(row, moment) for row in rows if not (row["gone"] and row["entered"] >= _stamp(moment))
        )


def change(row: sqlite3.Row, moment: datetime) -> Change:
    """One line of the ledger as seen from a day."""
    news = News.GONE if row["gone"] else News.NEW if row["entered"] >= _stamp(moment) else News.CHANGED
    at = datetime.fromisoformat(row["gone"] or row["changed"])
    return Change(row["id"], row["kind"], row["title"], row["address"], news, at)


def columns(item: Item) -> tuple[str, str, str, str]:
    """What a line of the ledger tells of a thing besides its state."""
    return (item.id, item.kind, item.title, item.address)


# --- what there is now ---


def items(entries: Sequence[Entry], book: Book, documents: DocumentStore) -> Iterator[Item]:
    """Works and sources by their records' files, then everything that the library read."""
    moments = {Path(name).stem: mtime / 1e9 for name, mtime in book.stamp}
    for entry in entries:
        if entry.origin is not Origin.DOCUMENT:
            yield entry_item(entry, moments)
    yield from document_items(entries, book, documents)


def entry_item(entry: Entry, moments: Mapping[str, float]) -> Item:
    """A work or a source; its moment is that of the latest file that speaks of it."""
    named = (entry.id, *(finding.by for finding in entry.findings))
    latest = max((moments[name] for name in named if name in moments), default=moments.get("catalogue", 0.0))
    parts = (entry.title, entry.credited, entry.year, entry.published, entry.url, entry.kind)
    said = tuple(finding.text for finding in entry.findings)
    kind = "work" if entry.origin is Origin.WORK else "source"
    return Item(entry.id, kind, entry.title, entry.address, digest(repr((parts, said))), moment_of(latest))


def document_items(entries: Sequence[Entry], book: Book, documents: DocumentStore) -> Iterator[Item]:
    """The texts and the records that the library read, without the sheets of works, which are told as works."""
    works = {entry.id for entry in entries if entry.origin is Origin.WORK}
    texts = {entry.document_id: entry for entry in entries if entry.document_id}
    for path, head in documents.heads():
        name, record = head.report.document_id, head.suffix == SHEET
        if name is None or head.report.status not in SHOWN or (record and name.removesuffix(SHEET) in works):
            continue
        title = record_title(book, name) if record else texts[name].title if name in texts else name
        moment = moment_of(path.stat().st_mtime)
        kind = "record" if record else "text"
        yield Item(f"document:{name}", kind, title, f"/documents/{name}", head.sha256, moment)


def record_title(book: Book, name: str) -> str:
    """What a record is called; its id where it is neither a scheme nor a cluster."""
    plain = name.removesuffix(SHEET)
    if plain in book.schemes:
        return book.schemes[plain].record.title_short
    return book.clusters[plain].record.name if plain in book.clusters else name


def entry_ids(changes: Iterable[Change], entries: Iterable[Entry]) -> frozenset[str]:
    """The entries that these changes are about: a work itself, or the text of it that is held."""
    names = {change.id for change in changes if change.news is not News.GONE}
    return frozenset(
        entry.id for entry in entries if entry.id in names or f"document:{entry.document_id}" in names
    )


def digest(text: str) -> str:
    """What changes when a text does."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def moment_of(seconds: float) -> datetime:
    """Seconds since 1970 as a moment."""
    return datetime.fromtimestamp(seconds, UTC)


def _stamp(moment: datetime) -> str:
    """A moment as text that sorts in the order of time."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
