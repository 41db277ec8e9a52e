"""Writes the texts of a generation: every stored document, its passages, sentences and report."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from index.shelf import FILE, KEYS, SCHEMA, encode
from index.text import joined, prefix_of
from ingest.errors import LibraryError
from ingest.records import Document, Passage, Sentence
from ingest.store import StoredDocument

# Documents come in any order; these tables hold them until all are there and can be numbered.
_ARRIVALS = """
CREATE TEMP TABLE arrived_documents (id TEXT, record TEXT, text TEXT, original TEXT);
CREATE TEMP TABLE arrived_passages (id TEXT, document TEXT, start INTEGER, record TEXT, prefix TEXT,
  text TEXT, digest BLOB);
CREATE TEMP TABLE arrived_sentences (passage TEXT, start INTEGER, "end" INTEGER, text TEXT, digest BLOB);
CREATE TEMP TABLE arrived_reports (path TEXT, record TEXT);
"""
_NUMBERING = """
INSERT INTO documents SELECT row_number() OVER (ORDER BY id) - 1, id, record, text, original
  FROM arrived_documents;
INSERT INTO passages SELECT row_number() OVER (ORDER BY d.n, a.start, a.id) - 1, a.id, d.n, a.record,
  a.prefix, a.text, a.digest FROM arrived_passages a JOIN documents d ON d.id = a.document;
CREATE TEMP TABLE numbers AS SELECT id, n FROM passages;
CREATE INDEX temp.numbers_id ON numbers (id);
INSERT INTO sentences SELECT row_number() OVER (ORDER BY p.n, a.start, a."end") - 1, p.n, a.start, a."end",
  a.text, a.digest FROM arrived_sentences a JOIN numbers p ON p.id = a.passage;
INSERT INTO reports SELECT row_number() OVER (ORDER BY path, record) - 1, record FROM arrived_reports;
"""


def digest(text: str) -> bytes:
    """The key under which the vector of a text is found again."""
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()[:16]


def shelve(stored: Iterable[StoredDocument], folder: Path) -> str:
    """Write ``texts.sqlite`` into the folder.

    Returns:
        The sha256 of all that was written, whatever the order of arrival.

    Raises:
        LibraryError: two documents or passages share an id, or a span does not give its text.
    """
    marks: list[str] = []
    try:
        with closing(sqlite3.connect(folder / FILE)) as connection:
            connection.executescript(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            )  # swapped in when whole
            connection.executescript(SCHEMA + _ARRIVALS)
            for item in stored:
                marks.append(fingerprint(item))
                _arrive(connection, item)
            connection.executescript(_NUMBERING + KEYS)
    except sqlite3.IntegrityError as error:
        raise LibraryError(f"Two documents or passages share an id ({error}). Ingest them again.") from error
    return hashlib.sha256("".join(sorted(marks)).encode()).hexdigest()


def fingerprint(item: StoredDocument) -> str:
    """The sha256 of everything about one stored document."""
    parts = [item.document, *item.passages, *item.sentences, item.report]
    lines = [json.dumps(asdict(part), sort_keys=True) for part in parts if part is not None]
    return hashlib.sha256("\n".join([*lines, str(item.original)]).encode()).hexdigest()


def _arrive(connection: sqlite3.Connection, item: StoredDocument) -> None:
    connection.execute("INSERT INTO arrived_reports VALUES (?, ?)", (item.report.path, encode(item.report)))
    if item.document is None:
        return
    document, original = item.document, str(item.original) if item.original else None
    row = (document.id, encode(document), document.text, original)
    connection.execute("INSERT INTO arrived_documents VALUES (?, ?, ?, ?)", row)
    for passage in item.passages:
        _exact(document, passage)
        prefix = prefix_of(document, passage)
        mark = digest(joined(prefix, passage.text))
        values = (passage.id, document.id, passage.start, encode(passage), prefix, passage.text, mark)
        connection.execute("INSERT INTO arrived_passages VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    for sentence in item.sentences:
        _exact(document, sentence)
        spot = (sentence.passage_id, sentence.start, sentence.end, sentence.text, digest(sentence.text))
        connection.execute("INSERT INTO arrived_sentences VALUES (?, ?, ?, ?, ?)", spot)


def _exact(document: Document, part: Passage | Sentence) -> None:
    """Refuse a part that is not the exact slice: it would be quoted as what the document says."""
    if document.text[part.start : part.end] != part.text:
        where = f"{document.id}, characters {part.start} to {part.end}"
        raise LibraryError(f"{where}: not the text that was kept for them. Ingest the document again.")
