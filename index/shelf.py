"""The texts of a generation in one SQLite file: documents, passages, sentences and the reports on files.

Passages are numbered from 0 in order of document id, then position: the same numbers as rows of the vectors.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.manifest import REBUILD
from ingest.errors import LibraryError, NotFoundError
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
)

FILE = "texts.sqlite"
MOST_VALUES = 500  # in one statement

SCHEMA = """
CREATE TABLE documents (n INTEGER PRIMARY KEY, id TEXT NOT NULL, record TEXT NOT NULL, text TEXT NOT NULL,
  original TEXT);
CREATE TABLE passages (n INTEGER PRIMARY KEY, id TEXT NOT NULL, document INTEGER NOT NULL,
  record TEXT NOT NULL, prefix TEXT NOT NULL, text TEXT NOT NULL, digest BLOB NOT NULL);
CREATE TABLE sentences (n INTEGER PRIMARY KEY, passage INTEGER NOT NULL, start INTEGER NOT NULL,
  "end" INTEGER NOT NULL, text TEXT NOT NULL, digest BLOB NOT NULL);
CREATE TABLE reports (n INTEGER PRIMARY KEY, record TEXT NOT NULL);
"""
COUNTS = {
    "documents": "SELECT count(*) FROM documents",
    "passages": "SELECT count(*) FROM passages",
    "sentences": "SELECT count(*) FROM sentences",
    "reports": "SELECT count(*) FROM reports",
}
KEYS = """
CREATE UNIQUE INDEX document_ids ON documents (id);
CREATE UNIQUE INDEX passage_ids ON passages (id);
CREATE INDEX passage_documents ON passages (document);
CREATE INDEX passage_digests ON passages (digest);
CREATE INDEX sentence_passages ON sentences (passage);
CREATE INDEX sentence_digests ON sentences (digest);
"""


def encode(record: Document | Passage | DocumentReport) -> str:
    """A record as JSON, without its ``text``, which has a column of its own."""
    fields = {name: value for name, value in asdict(record).items() if name != "text"}
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)


def document_of(record: str, text: str) -> Document:
    """Undo ``encode`` for a document."""
    fields = _fields(record)
    fields |= {
        "kind": DocumentKind(fields["kind"]),
        "pages": tuple(Page(**page) for page in fields["pages"]),
        "sections": tuple(Section(**section) for section in fields.get("sections", ())),
        "anchors": tuple(Anchor(**anchor) for anchor in fields.get("anchors", ())),
    }
    return Document(**fields, text=text)


def passage_of(record: str, text: str) -> Passage:
    """Undo ``encode`` for a passage."""
    fields = _fields(record)
    return Passage(**fields | {"kind": PassageKind(fields["kind"]), "text": text})


def report_of(record: str) -> DocumentReport:
    """Undo ``encode`` for a report."""
    fields = _fields(record)
    return DocumentReport(**fields | {"status": ReadStatus(fields["status"])})


def _fields(record: str) -> dict[str, Any]:
    """The fields of an encoded record, lists turned back into tuples."""
    fields: dict[str, Any] = json.loads(record)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}


class Shelf:
    """The texts of one generation, read-only; safe to call from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open the file.

        Raises:
            LibraryError: the file is missing or damaged.
        """
        path = folder / FILE
        self._lock = threading.Lock()
        try:
            address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self.count("reports")
        except sqlite3.Error as error:
            raise LibraryError(f"{path}: cannot be read ({error}). {REBUILD}") from error

    def close(self) -> None:
        """Close the file; the shelf cannot be used any more."""
        self._connection.close()

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of one statement."""
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    def rows_in(self, statement: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement that ends with ``IN (?)``, for any number of values; in no order."""
        for start in range(0, len(values), MOST_VALUES):
            some = values[start : start + MOST_VALUES]
            yield from self.rows(statement.replace("(?)", f"({','.join('?' * len(some))})"), some)

    def count(self, table: str) -> int:
        """How many rows a table has: documents, passages, sentences or reports."""
        return int(self.rows(COUNTS[table])[0][0])

    def documents(self) -> list[Document]:
        """All documents, by id."""
        return [document_of(*row) for row in self.rows("SELECT record, text FROM documents ORDER BY n")]

    def document(self, document_id: str) -> Document:
        """One document.

        Raises:
            NotFoundError: there is none with that id.
        """
        rows = self.rows("SELECT record, text FROM documents WHERE id = ?", (document_id,))
        return document_of(*_only(rows, "document", document_id))

    def original(self, document_id: str) -> Path | None:
        """The file that a document was read from, where the store knows it.

        Raises:
            NotFoundError: there is no document with that id.
        """
        rows = self.rows("SELECT original FROM documents WHERE id = ?", (document_id,))
        (name,) = _only(rows, "document", document_id)
        return Path(name) if name else None

    def reports(self) -> list[DocumentReport]:
        """What happened to each file, by path."""
        return [report_of(record) for (record,) in self.rows("SELECT record FROM reports ORDER BY n")]

    def passage_numbers(self, passage_ids: Sequence[str]) -> list[int]:
        """The numbers of passages, in the order given.

        Raises:
            NotFoundError: there is none with one of the ids.
        """
        found = dict(self.rows_in("SELECT id, n FROM passages WHERE id IN (?)", passage_ids))
        for name in passage_ids:
            if name not in found:
                raise NotFoundError(_missing("passage", name))
        return [found[name] for name in passage_ids]

    def passages(self, numbers: Sequence[int]) -> list[Passage]:
        """The numbered passages, in the order given."""
        statement = "SELECT n, record, text FROM passages WHERE n IN (?)"
        found = {n: passage_of(record, text) for n, record, text in self.rows_in(statement, numbers)}
        return [found[number] for number in numbers]

    def passages_of(self, document_id: str) -> list[Passage]:
        """The passages of one document in reading order.

        Raises:
            NotFoundError: there is no document with that id.
        """
        (number,) = _only(
            self.rows("SELECT n FROM documents WHERE id = ?", (document_id,)), "document", document_id
        )
        rows = self.rows("SELECT record, text FROM passages WHERE document = ? ORDER BY n", (number,))
        return [passage_of(*row) for row in rows]

    def sentence_starts(self) -> NDArray[np.int64]:
        """The number of each passage's first sentence, one more entry than passages: those of n end at n + 1's."""
        counts = np.zeros(self.count("passages") + 1, dtype=np.int64)
        for passage, count in self.rows("SELECT passage, count(*) FROM sentences GROUP BY passage"):
            counts[passage + 1] = count
        return np.cumsum(counts)

    def sentences(self, numbers: Sequence[int]) -> list[tuple[int, Sentence]]:
        """The sentences of the numbered passages, each with its own number, in the order given."""
        statement = (
            'SELECT s.passage, s.n, s.start, s."end", s.text, p.id FROM sentences s JOIN passages p '
            "ON p.n = s.passage WHERE s.passage IN (?)"
        )
        found: dict[int, list[tuple[int, Sentence]]] = {}
        for passage, n, start, end, text, passage_id in self.rows_in(statement, numbers):
            found.setdefault(passage, []).append((n, Sentence(passage_id, start, end, text)))
        return [pair for number in numbers for pair in sorted(found.get(number, ()), key=itemgetter(0))]


def _only(rows: list[tuple[Any, ...]], what: str, name: str) -> tuple[Any, ...]:
    if not rows:
        raise NotFoundError(_missing(what, name))
    return rows[0]


def _missing(what: str, name: str) -> str:
    return f"There is no {what} with the id {name!r} in this library. `samuh documents` lists what it holds."
