"""Brings the index of a library up to date with its document store."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from index import shelf
from index.build import Progress, finish
from index.e5 import HindiReader
from index.embed import Embedder
from index.generation import Generation
from index.generations import Generations
from index.hindi import hindi_rows
from index.manifest import index_id
from index.records import Manifest
from index.search import Index
from index.shelving import shelve
from ingest.errors import LibraryError
from ingest.store import StoredDocument


class _UnchangedError(Exception):
    """What would be built is what is served."""


def publish_library(
    stored: Iterable[StoredDocument],
    embedder: Embedder,
    generations: Generations,
    on_progress: Progress,
    reader: HindiReader | None = None,
) -> Path:
    """Publish a generation of all stored documents, unless the current one is made from the same.

    Vectors of unchanged texts are taken from the current generation; a damaged one is built anew. With a ``reader``
    sentences in Devanagari get a vector from it, too.

    Returns:
        The current generation's folder.

    Raises:
        LibraryError: the stored documents contradict each other, or another process is publishing.
        ModelError: the model cannot be loaded.
    """
    current = generations.current()
    previous = _opened(current, embedder)

    def make(folder: Path) -> Manifest:
        corpus_sha256 = shelve(stored, folder)
        if previous is not None and previous.manifest.index_id == index_id(
            corpus_sha256, embedder, _hindi_model(folder, reader)
        ):
            raise _UnchangedError
        return finish(folder, corpus_sha256, embedder, previous, on_progress, reader)

    try:
        return generations.publish(make)
    except _UnchangedError:
        assert current is not None
        return current


def _hindi_model(folder: Path, reader: HindiReader | None) -> str:
    """The model by which sentences in Devanagari will be read; empty where there are none, or no such model."""
    if reader is None:
        return ""
    with closing(sqlite3.connect(folder / shelf.FILE)) as texts:
        return reader.sha256 if hindi_rows(texts) else ""


def _opened(folder: Path | None, embedder: Embedder) -> Index | None:
    """The current generation, also where its settings are not today's: its vectors may serve again."""
    try:
        return Index(Generation.open(folder), embedder) if folder else None
    except LibraryError:
        return None
