"""The index that a running service asks: opened anew when a new generation was swapped in."""

import logging
import threading

from index.embed import Embedder
from index.generations import Generations
from index.search import Index
from ingest.errors import LibraryError

log = logging.getLogger(__name__)


class LiveIndex:
    """Gives the current index; safe to call from several threads."""

    def __init__(self, generations: Generations, embedder: Embedder) -> None:
        """Remember where to look; the first ``get`` opens the index."""
        self._generations = generations
        self._embedder = embedder
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._index: Index | None = None

    def get(self) -> Index:
        """The index of the current generation; the older one where the new one cannot be opened.

        Costs one look at a file's date unless there is a new generation. An index got earlier stays usable.

        Raises:
            LibraryError: there is no index yet, or the only one cannot be opened.
        """
        seen = self._look()
        if self._index is None or seen != self._seen:
            with self._lock:
                if self._index is None or seen != self._seen:
                    self._index = self._opened()
                    self._seen = seen
        return self._index

    def _look(self) -> tuple[int, int] | None:
        """What changes when ``current`` is replaced: its inode and its date."""
        try:
            status = self._generations.pointer.stat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_mtime_ns

    def _opened(self) -> Index:
        folder = self._generations.current()
        try:
            if folder is None:
                raise LibraryError("There is no index yet. Run `samuh ingest` with the documents to search.")
            return Index.open(folder, self._embedder)
        except LibraryError as error:
            if self._index is None:
                raise
            log.warning("event=index_kept reason=%s", error)
            return self._index
