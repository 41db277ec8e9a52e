"""Brings the index of a library up to date with its document store."""

from collections.abc import Iterable
from pathlib import Path

from index.build import Progress, finish
from index.embed import Embedder
from index.generation import Generation
from index.generations import Generations
from index.manifest import index_id
from index.records import Manifest
from index.search import Index
from index.shelving import shelve
from ingest.errors import LibraryError
from ingest.store import StoredDocument


class _UnchangedError(Exception):
    """What would be built is what is served."""


def publish_library(
    stored: Iterable[StoredDocument], embedder: Embedder, generations: Generations, on_progress: Progress
) -> Path:
    """Publish a generation of all stored documents, unless the current one is made from the same.

    Vectors of unchanged texts are taken from the current generation; a damaged one is built anew.

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
        if previous is not None and previous.manifest.index_id == index_id(corpus_sha256, embedder):
            raise _UnchangedError
        return finish(folder, corpus_sha256, embedder, previous, on_progress)

    try:
        return generations.publish(make)
    except _UnchangedError:
        assert current is not None
        return current


def _opened(folder: Path | None, embedder: Embedder) -> Index | None:
    """The current generation, also where its settings are not today's: its vectors may serve again."""
    try:
        return Index(Generation.open(folder), embedder) if folder else None
    except LibraryError:
        return None
