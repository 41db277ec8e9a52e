"""Writes one index generation: texts, vectors of passages and sentences, words, and the manifest last."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import manifest as manifests
from index import shelf
from index.e5 import HindiReader
from index.embed import Embedder, Vectors
from index.hindi import hindi_rows, write_hindi
from index.lexical import write_words
from index.records import Manifest
from index.search import Index
from index.sentences import write_sentences
from index.shelving import shelve
from index.text import joined
from index.vectors import write_vectors
from ingest.store import StoredDocument

Progress = Callable[[int, int], None]  # texts with a vector so far, texts in all
Known = Callable[[Sequence[bytes]], dict[bytes, Vectors]]

AT_ONCE = 2048  # texts handed to the model together: enough to sort them by length
_PASSAGES = "SELECT digest, prefix, text FROM passages ORDER BY n"
_SENTENCES = "SELECT digest, '', text FROM sentences ORDER BY n"
_WORDS = (
    "SELECT p.n, p.document, d.record, p.prefix, p.text FROM passages p "
    "JOIN documents d ON d.n = p.document ORDER BY p.n"
)


def build(
    stored: Iterable[StoredDocument],
    embedder: Embedder,
    folder: Path,
    previous: Index | None,
    on_progress: Progress,
) -> Manifest:
    """Write a generation of the stored documents into an empty folder.

    Args:
        stored: What ingestion made, in any order.
        embedder: The model that gives the vectors.
        folder: An empty folder.
        previous: An older generation; its vectors are taken again for texts that did not change.
        on_progress: Told after every batch of texts.

    Raises:
        LibraryError: the stored documents contradict each other.
        ModelError: the model cannot be loaded.
    """
    return finish(folder, shelve(stored, folder), embedder, previous, on_progress)


def finish(
    folder: Path,
    corpus_sha256: str,
    embedder: Embedder,
    previous: Index | None,
    on_progress: Progress,
    reader: HindiReader | None = None,
) -> Manifest:
    """Add vectors, words and the manifest to a folder whose texts are shelved; see ``build``.

    With a ``reader`` sentences in Devanagari get a second vector, from it; where there are none it is not asked.
    """
    with closing(sqlite3.connect(folder / shelf.FILE)) as texts:
        counts = _counts(texts)
        write_words(folder, _worded(texts))
        hindi = hindi_rows(texts) if reader is not None else []
        total = counts[1] + counts[2] + len(hindi)
        vectoriser = _Vectoriser(embedder, previous, lambda done: on_progress(done, total))
        write_vectors(folder, vectoriser.passages(texts, counts[1]))
        write_sentences(folder, vectoriser.sentences(texts, counts[2]))
    if reader is not None and hindi:
        before = previous.generation.hindi if previous is not None else None
        write_hindi(folder, hindi, reader, before, lambda done: on_progress(total - len(hindi) + done, total))
    made = manifests.manifest(corpus_sha256, embedder, counts, reader.sha256 if reader and hindi else "")
    manifests.write_manifest(folder, made)
    return made


def _counts(texts: sqlite3.Connection) -> tuple[int, int, int]:
    """How many documents, passages and sentences there are."""
    row = texts.execute(
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages),"
        " (SELECT count(*) FROM sentences)"
    ).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def _worded(texts: sqlite3.Connection) -> Iterator[tuple[int, int, str]]:
    """Passage number, document number and everything by whose words the passage may be found."""
    for passage, document, record, prefix, text in texts.execute(_WORDS):
        aliases = ". ".join(json.loads(record)["aliases"])
        yield passage, document, f"{aliases}\n{joined(prefix, text)}"


class _Vectoriser:
    """Gives texts their vectors: old ones again where the text is known, each new text embedded once."""

    def __init__(self, embedder: Embedder, previous: Index | None, tell: Callable[[int], None]) -> None:
        usable = previous is not None and previous.manifest.model_sha256 == embedder.sha256
        self._previous = previous.generation if previous is not None and usable else None
        self._embedder = embedder
        self._tell = tell
        self._done = 0

    def passages(self, texts: sqlite3.Connection, count: int) -> Vectors:
        """One row for each passage, in order of numbers."""
        made = np.empty((count, self._embedder.dimension), dtype=np.float32)
        known = self._previous.known_passages if self._previous else _nothing
        self._fill(made, texts.execute(_PASSAGES), known)
        return made

    def sentences(self, texts: sqlite3.Connection, count: int) -> NDArray[np.float16]:
        """One row for each sentence, in order of numbers, in half precision."""
        made = np.empty((count, self._embedder.dimension), dtype=np.float16)
        known = self._previous.known_sentences if self._previous else _nothing
        self._fill(made, texts.execute(_SENTENCES), known)
        return made

    def _fill(self, made: NDArray[Any], rows: sqlite3.Cursor, known: Known) -> None:
        start = 0
        while some := rows.fetchmany(AT_ONCE):
            texts = {mark: joined(prefix, text) for mark, prefix, text in some}
            vectors = known(list(texts))
            new = [mark for mark in texts if mark not in vectors]
            if new:
                embedded = self._embedder.embed([texts[mark] for mark in new], rough=True)
                vectors |= dict(zip(new, embedded, strict=True))
            for row, (mark, _, _) in enumerate(some, start):
                made[row] = vectors[mark]
            start += len(some)
            self._done += len(some)
            self._tell(self._done)


def _nothing(digests: Sequence[bytes]) -> dict[bytes, Vectors]:
    return {}
