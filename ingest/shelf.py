"""The shelf: what the store holds, by source, bytes and id, kept up to date while one run changes it."""

from collections.abc import Sequence
from pathlib import Path

from ingest.members import prefix
from ingest.records import Document, DocumentReport, Passage, ReadStatus, Sentence
from ingest.store import Boxes, DocumentStore, StoredHead


class Shelf:
    """The heads of all entries in memory. Used by one run, under the lock of the store."""

    def __init__(self, store: DocumentStore) -> None:
        self.store = store
        self.held: dict[str, tuple[Path, StoredHead]] = {}
        for at, head in store.heads():
            self._add(at, head)

    def _add(self, at: Path, head: StoredHead) -> None:
        """Take note of an entry; a run that was killed may have left an older one for the same source: delete it."""
        before = self.held.get(head.source)
        if before is not None and before[0] != at:
            older, newer = sorted([before, (at, head)], key=lambda pair: pair[0].stat().st_mtime_ns)
            self.store.drop(older[0])
            at, head = newer
        self.held[head.source] = (at, head)

    def by_source(self, path: Path) -> StoredHead | None:
        """Find the entry that was read from a path."""
        found = self.held.get(str(path))
        return found[1] if found else None

    def by_bytes(self, sha256: str, path: Path) -> StoredHead | None:
        """Find an entry that was read from the same bytes at another path."""
        return next(
            (head for _, head in self.held.values() if head.sha256 == sha256 and head.source != str(path)),
            None,
        )

    def inside(self, path: Path) -> list[tuple[Path, StoredHead]]:
        """Give the entries of the files inside another (see ``ingest.members``)."""
        start = prefix(path)
        return [held for source, held in self.held.items() if source.startswith(start)]

    def choose_id(self, base: str, path: Path) -> str:
        """Choose the id of a document: its name, or ``name.ext``, ``name.ext.2`` … where another source has that.

        A source keeps the id that it was given before as long as its name is the same.
        """
        taken = {
            head.report.document_id.casefold(): head.source
            for _, head in self.held.values()
            if head.report.document_id
        }
        suffixed = f"{base}{path.suffix.casefold()}"
        before = self.by_source(path)
        old = before.report.document_id if before else None
        if old is not None and (old == base or old.startswith(suffixed)):
            return old
        number, choice = 1, base
        while taken.get(choice.casefold(), str(path)) != str(path):
            choice = suffixed if number == 1 else f"{suffixed}.{number}"
            number += 1
        return choice

    def put(
        self,
        head: StoredHead,
        document: Document | None,
        passages: Sequence[Passage],
        sentences: Sequence[Sentence],
        boxes: Boxes,
    ) -> None:
        """Write an entry, then delete the one it replaces where that has another name."""
        before = self.held.get(head.source)
        at = self.store.put(head, document, passages, sentences, boxes)
        self.held[head.source] = (at, head)
        if before is not None and before[0] != at:
            self.store.drop(before[0])

    def forget(self, path: Path) -> None:
        """Take out the entry that was read from a path, if there is one."""
        found = self.held.pop(str(path), None)
        if found:
            self.store.drop(found[0])

    def remove(self, at: Path, head: StoredHead) -> DocumentReport:
        """Take out an entry whose file has gone."""
        self.held.pop(head.source, None)
        self.store.drop(at)
        return DocumentReport(
            head.report.path, ReadStatus.REMOVED, head.report.document_id, "its file has gone"
        )
