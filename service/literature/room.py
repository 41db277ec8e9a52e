"""The literature room: everything that pages, API and command line ask about works, over one desk and one library."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from index.records import Hit
from ingest.errors import LibraryError, NotFoundError
from ingest.store import DocumentStore
from service.browse.book import Book, reader
from service.browse.facets import Listing
from service.desk import Desk, DocumentSummary
from service.holdings import summaries
from service.literature.keeping import ReadingLists
from service.literature.ledger import Change, Ledger, entry_ids, items
from service.literature.records import Entry
from service.literature.search import Asked, Result, find
from service.literature.shelf import shelf

MOST_HITS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Shelved:
    """All entries with what they were made from."""

    book: Book
    held: Sequence[DocumentSummary]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. ``whole`` is False where no index was ready: then words of records alone were looked at."""

    listing: Listing[Result]
    whole: bool


class Literature:
    """See the module. Making one reads nothing."""

    def __init__(
        self, corpus: Path, desk: Desk, documents: DocumentStore, ledger: Ledger, lists: ReadingLists
    ) -> None:
        self._corpus = corpus
        self._desk = desk
        self._documents = documents
        self._ledger = ledger
        self.lists = lists
        self._shelved: Shelved | None = None
        self._stored: tuple[int, Sequence[DocumentSummary]] = (-1, ())

    def entries(self) -> tuple[Entry, ...]:
        """All that can be cited now.

        Raises:
            CatalogueError: a record breaks its rules, and no earlier state of the corpus was read.
        """
        book, held = reader(self._corpus).current(), self._held()
        shelved = self._shelved
        if shelved is None or shelved.book is not book or shelved.held is not held:
            shelved = self._shelved = Shelved(book, held, shelf(self._corpus, held))
        return shelved.entries

    def entry(self, name: str) -> Entry:
        """One entry.

        Raises:
            NotFoundError: there is none with that id.
        """
        for entry in self.entries():
            if entry.id == name:
                return entry
        raise NotFoundError(f"{name}: no work has that id. All of them: /literature")

    def find(self, asked: Asked, since: date | datetime | None = None) -> Found:
        """Search; with ``since`` only among what entered the library or changed on that day or after that moment."""
        entries = self.entries()
        if since is not None:
            new = entry_ids(self.changes(since), entries)
            asked = replace(asked, only=new if asked.only is None else new & asked.only)
        hits = self._hits(asked.wanted.words)
        return Found(find(entries, asked, hits or ()), hits is not None)

    def changes(self, since: date | datetime) -> tuple[Change, ...]:
        """What is new, changed or gone since a day or a moment, the latest first."""
        moment = (
            since if isinstance(since, datetime) else datetime(since.year, since.month, since.day, tzinfo=UTC)
        )
        self._ledger.note(items(self.entries(), reader(self._corpus).current(), self._documents))
        return self._ledger.since(moment)

    def news_in(self, asked: Asked, since: datetime) -> tuple[str, ...]:
        """The works of a search that are new or changed since a moment, by id in the order of the search."""
        new = entry_ids(self.changes(since), self.entries())
        found = self.find(replace(asked, only=new)) if new else None
        return tuple(row.entry.id for row in found.listing.rows) if found else ()

    def _held(self) -> Sequence[DocumentSummary]:
        """What the library holds, read from the store where the index is not ready: to cite needs no model."""
        try:
            return self._desk.documents()
        except LibraryError:
            return self._in_store()

    def _in_store(self) -> Sequence[DocumentSummary]:
        root = self._documents.root
        changed = root.stat().st_mtime_ns if root.is_dir() else 0
        if self._stored[0] != changed:
            self._stored = changed, tuple(summaries(self._documents)) if changed else ()
        return self._stored[1]

    def _hits(self, words: str) -> Sequence[Hit] | None:
        """What the index finds; nothing where there are no words, None where it is not ready."""
        if not words.strip():
            return ()
        try:
            return self._desk.search(words, limit=MOST_HITS).hits
        except LibraryError:
            return None
