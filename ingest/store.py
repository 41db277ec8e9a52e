"""The document store: one file per ingested document, each replaced in one step, so that a kill loses nothing.

Layout of the folder::

    planning-commission-2012.json      a document that was read: one line about the file, one line with its content
    ~3f5a….json                        a file that could not be read: the report alone
    originals/<sha256>.pdf             the bytes that the text was read from
    boxes/planning-commission-2012.jsonl   places of the words of scanned pages, one page a line
    .lock                              held while one process ingests
"""

import fcntl
import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any
from urllib.parse import quote

from ingest.errors import LibraryBusyError, LibraryError, NotFoundError
from ingest.records import (
    Anchor,
    Document,
    DocumentKind,
    DocumentReport,
    Page,
    Passage,
    PassageKind,
    ReadStatus,
    Section,
    Sentence,
    WordBox,
)

SCHEMA = 2
Boxes = Mapping[int, Sequence[WordBox]]  # by page number
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredHead:
    """What is known of a file without loading its text.

    ``source`` is the absolute path it was read from and ``root`` the folder that was ingested (the file itself where
    a file was named); ``fingerprint`` changes when bytes, catalogue entry, options or pipeline change.
    """

    source: str
    root: str
    sha256: str
    fingerprint: str
    suffix: str
    report: DocumentReport


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One entry of the store. ``document`` is None where the file could not be read; then the report says why."""

    head: StoredHead
    document: Document | None
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    original: Path | None

    @property
    def report(self) -> DocumentReport:
        """What happened to the file when it was last read."""
        return self.head.report

    @property
    def source(self) -> str:
        """The absolute path the document was read from."""
        return self.head.source

    @property
    def root(self) -> str:
        """The folder that was ingested."""
        return self.head.root


class DocumentStore:
    """A folder of ingested documents. Reading needs no lock; writing happens under ``locked``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.originals = root / "originals"
        self.placed = root / "boxes"

    def heads(self) -> list[tuple[Path, StoredHead]]:
        """List what the store holds without loading texts, by file name; damaged entries are reported and left out."""
        found = ((path, self._head(path)) for path in sorted(self.root.glob("*.json")))
        return [(path, head) for path, head in found if head is not None]

    def entries(self) -> list[StoredDocument]:
        """Load all entries: documents by id, after them the files that could not be read, by path.

        Raises:
            LibraryError: there are entries and not one of them can be read: an index of them would be empty.
        """
        loaded = [entry for path, _ in self.heads() if (entry := self._entry(path)) is not None]
        if not loaded and any(self.root.glob("*.json")):
            raise LibraryError(
                f"{self.root}: none of its entries can be read; they are damaged or another version of Samuh wrote "
                "them. Ingest the documents again; the index stays as it is until then."
            )
        return sorted(
            loaded, key=lambda entry: (entry.document is None, entry.report.document_id or entry.source)
        )

    def load(self, document_id: str) -> StoredDocument:
        """Load one document.

        Raises:
            NotFoundError: no document has that id, or its entry is damaged.
        """
        entry = self._entry(self.root / file_name(document_id, ""))
        if entry is None or entry.document is None:
            raise NotFoundError(
                f"{document_id}: no such document. `samuh documents` lists those that there are."
            )
        return entry

    def put(
        self,
        head: StoredHead,
        document: Document | None = None,
        passages: Sequence[Passage] = (),
        sentences: Sequence[Sentence] = (),
        boxes: Boxes = MappingProxyType({}),
    ) -> Path:
        """Write an entry in one step; an entry of the same name is replaced. Returns its file.

        Word boxes go into a file of their own, so that loading a document stays cheap; they are written first, with
        the hash of the text that they belong to, so that a kill between the two never joins boxes and another text.
        """
        path = self.root / file_name(document.id if document else None, head.source)
        self._put_boxes(path, document, boxes)
        about = {"schema": SCHEMA, **asdict(head)}
        content = {
            "document": asdict(document) if document else None,
            "passages": [asdict(passage) for passage in passages],
            "sentences": [[s.passage_id, s.start, s.end] for s in sentences],
        }
        body = one_line(content)
        with self._replacing(path) as file:
            file.write(one_line({**about, "length": len(body)}) + body)
        return path

    def boxes(self, document_id: str, page: int, text: str | None = None) -> tuple[WordBox, ...]:
        """Where the words of one scanned page stand, in reading order; empty where no places are kept.

        Args:
            document_id: A document of the store; one that is not there has no boxes.
            page: The page's number from 1.
            text: The text that the spans must belong to; boxes of any other text are not given.
        """
        try:
            with self._boxes_of(self.root / file_name(document_id, "")).open(encoding="utf-8") as file:
                if text is not None and json.loads(file.readline())["text"] != hash_of(text):
                    return ()
                line = next((line for line in file if line.startswith(f"[{page},")), None)
                return tuple(WordBox(*box) for box in json.loads(line)[1]) if line else ()
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning(
                "document=%s problem=boxes-damaged error=%s action=ingest-again",
                document_id,
                type(error).__name__,
            )
            return ()

    def remove(self, document_id: str) -> DocumentReport:
        """Take a document out of the store; its original goes with the next ``sweep``.

        Raises:
            NotFoundError: no document has that id.
        """
        entry = self.load(document_id)
        self.drop(self.root / file_name(document_id, ""))
        return DocumentReport(entry.report.path, ReadStatus.REMOVED, document_id)

    def drop(self, path: Path) -> None:
        """Delete one entry file."""
        path.unlink(missing_ok=True)
        self._boxes_of(path).unlink(missing_ok=True)
        sync_folder(self.root)

    def keep_original(self, source: Path, sha256: str, suffix: str) -> Path:
        """Copy a file into the store under its hash and a suffix; a copy that is there already is kept.

        Raises:
            LibraryError: the file changed while it was copied.
        """
        kept = self.originals / f"{sha256}{suffix}"
        if kept.exists():
            return kept
        self.originals.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with self._replacing(kept) as file, source.open("rb") as bytes_in:
            while block := bytes_in.read(1 << 20):
                digest.update(block)
                file.write(block)
            if digest.hexdigest() != sha256:
                raise LibraryError(f"{source}: the file changed while it was read. Ingest it again.")
        return kept

    def sweep(self) -> None:
        """Delete originals that no entry needs and what a killed run left behind. Only under the lock."""
        needed = {f"{head.sha256}{head.suffix}" for _, head in self.heads()}
        for path in self.originals.glob("*") if self.originals.exists() else ():
            if path.name not in needed:
                path.unlink(missing_ok=True)
        for path in self.placed.glob("*") if self.placed.exists() else ():
            if not (self.root / f"{path.stem}.json").exists():
                path.unlink(missing_ok=True)
        for left in self.root.glob(".new-*"):
            left.unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the store for writing. The lock dies with its process.

        Raises:
            LibraryBusyError: another process is ingesting into this library.
            LibraryError: the folder cannot be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            handle = (self.root / ".lock").open("w")
        except OSError as error:
            raise LibraryError(
                f"{self.root}: cannot be written ({error.strerror}). Choose another --library."
            ) from error
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                message = (
                    f"{self.root}: another run is ingesting into this library. Try again when it has ended."
                )
                raise LibraryBusyError(message) from error
            yield

    @contextmanager
    def _replacing(self, path: Path) -> Iterator[IO[bytes]]:
        """Open a new file that takes the place of ``path`` when all went well, and only then."""
        self.root.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=self.root)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)

    def _boxes_of(self, entry: Path) -> Path:
        """The file that holds the word boxes of an entry."""
        return self.placed / f"{entry.stem}.jsonl"

    def _put_boxes(self, entry: Path, document: Document | None, boxes: Boxes) -> None:
        """Write the word boxes of a document, or delete those of the one that it replaces."""
        if document is None or not any(boxes.values()):
            self._boxes_of(entry).unlink(missing_ok=True)
            return
        self.placed.mkdir(parents=True, exist_ok=True)
        with self._replacing(self._boxes_of(entry)) as file:
            file.write(one_line({"text": hash_of(document.text)}))
            for page, held in sorted(boxes.items()):
                file.write(one_line([page, [rounded(box) for box in held]]))

    def _head(self, path: Path) -> StoredHead | None:
        """Read the first line of an entry; None where it is damaged."""
        try:
            with path.open("rb") as file:
                line = file.readline()
                about = json.loads(line)
                if len(line) + about["length"] != path.stat().st_size:
                    raise ValueError("cut short")
                return head_of(about)
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("entry=%s problem=damaged error=%s action=ingest-again", path, type(error).__name__)
            return None

    def _entry(self, path: Path) -> StoredDocument | None:
        """Read a whole entry; None where there is none or it is damaged."""
        if not path.exists():
            return None
        try:
            with path.open(encoding="utf-8") as file:
                return entry_of(json.loads(file.readline()), json.loads(file.readline()), self.originals)
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("entry=%s problem=damaged error=%s action=ingest-again", path, type(error).__name__)
            return None


def file_name(document_id: str | None, source: str) -> str:
    """Name the file of an entry: by the id, or by a hash of the path where there is no document."""
    if document_id is None:
        return f"~{hashlib.sha256(source.encode()).hexdigest()[:24]}.json"
    name = quote(document_id, safe=" ").lstrip(".~") or "_"
    if len(name) > 180 or name != quote(document_id, safe=" "):
        name = f"{name[:120]}~{hashlib.sha256(document_id.encode()).hexdigest()[:16]}"
    return f"{name}.json"


def rounded(box: WordBox) -> list[float]:
    """The fields of a word box, the edges to a hundredth of a percent of the page."""
    return [box.start, box.end, *(round(edge, 4) for edge in (box.left, box.top, box.right, box.bottom))]


def hash_of(text: str) -> str:
    """Name a text by its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def one_line(fields: dict[str, Any] | list[Any]) -> bytes:
    """Write fields as one line of JSON."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def head_of(about: dict[str, Any]) -> StoredHead:
    """Build the head of an entry from its first line."""
    if about.pop("schema") != SCHEMA:
        raise ValueError("written by another version")
    about.pop("length")
    report = dict(about.pop("report"))
    return StoredHead(**about, report=DocumentReport(**{**report, "status": ReadStatus(report["status"])}))


def entry_of(about: dict[str, Any], content: dict[str, Any], originals: Path) -> StoredDocument:
    """Build an entry from its two lines."""
    head = head_of(about)
    document = document_of(content["document"]) if content["document"] else None
    text = document.text if document else ""
    passages = tuple(passage_of(item) for item in content["passages"])
    sentences = tuple(
        Sentence(name, start, end, text[start:end]) for name, start, end in content["sentences"]
    )
    original = originals / f"{head.sha256}{head.suffix}"
    return StoredDocument(head, document, passages, sentences, original if original.exists() else None)


def document_of(fields: dict[str, Any]) -> Document:
    """Build a document from its fields."""
    pages = tuple(Page(**page) for page in fields["pages"])
    sections = tuple(Section(**section) for section in fields["sections"])
    anchors = tuple(Anchor(**anchor) for anchor in fields.get("anchors", ()))
    made = {"kind": DocumentKind(fields["kind"]), "pages": pages, "sections": sections, "anchors": anchors}
    return Document(**{**fields, **made, "aliases": tuple(fields["aliases"])})


def passage_of(fields: dict[str, Any]) -> Passage:
    """Build a passage from its fields."""
    return Passage(**{**fields, "kind": PassageKind(fields["kind"]), "headings": tuple(fields["headings"])})


def sync_folder(folder: Path) -> None:
    """Make names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
