"""The index generations of a library: a new one is written aside, verified, then swapped in by one rename.

``generations/current`` names the folder that is served. A kill at any instant leaves the last good one named
there; what was half written is swept by the next publish. Readers keep the files of an older generation open.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from index.generation import Generation
from index.manifest import REBUILD
from index.records import Manifest
from ingest.errors import LibraryBusyError, LibraryError

KEEP = 2  # the one served and the one before it
UNFINISHED = "unfinished-"

Make = Callable[[Path], Manifest]


class Generations:
    """The folder ``generations`` below ``root``."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "generations"
        self.pointer = self.folder / "current"

    def current(self) -> Path | None:
        """The folder of the generation that is served; None before the first publish."""
        kept = self._kept()
        return kept[0] if kept else None

    def publish(self, make: Make) -> Path:
        """Write a new generation, verify it and make it the current one.

        Args:
            make: Fills the empty folder that it is given and returns the manifest; what it raises goes
                through, and the current generation stays.

        Returns:
            The new current folder.

        Raises:
            LibraryBusyError: another process is publishing.
            LibraryError: what was made does not verify.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._sweep()
            aside = self.folder / f"{UNFINISHED}{secrets.token_hex(4)}"
            aside.mkdir()
            try:
                made = make(aside)
                verify(aside, made)
            except BaseException:
                shutil.rmtree(aside, ignore_errors=True)
                raise
            final = aside.rename(self.folder / f"{made.index_id}-{secrets.token_hex(3)}")
            self._swap_in(final)
            self._sweep()
            return final

    def _swap_in(self, final: Path) -> None:
        """Name the folder in ``current``, once all of it is on disk."""
        before = self._kept()
        for path in [*final.rglob("*"), final, self.folder]:
            _flush(path)
        names = [folder.name for folder in [final, *before][:KEEP]]
        fresh = self.folder / "current.new"
        fresh.write_text("\n".join(names) + "\n", encoding="utf-8")
        _flush(fresh)
        fresh.replace(self.pointer)
        _flush(self.folder)

    def _kept(self) -> list[Path]:
        """The folders that ``current`` names: the one served, then the one before it."""
        try:
            names = self.pointer.read_text(encoding="utf-8").split()
        except FileNotFoundError:
            return []
        return [self.folder / name for name in names]

    def _sweep(self) -> None:
        """Remove the folders that ``current`` does not name: half-written ones and old ones."""
        kept = self._kept()
        for path in self.folder.iterdir():
            if path.is_dir() and path not in kept:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from publishing; the system frees the lock when a process dies."""
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                busy = f"{self.folder}: another process is building the index. Try again when it is done."
                raise LibraryBusyError(busy) from error
            yield


def verify(folder: Path, made: Manifest) -> None:
    """Open a new generation and search in it.

    Raises:
        LibraryError: it cannot be opened, is not what was made, or does not find a passage of its own.
    """
    opened = Generation.open(folder)
    try:
        if opened.manifest != made:
            raise LibraryError(f"{folder}: its manifest is not the one that was made. {REBUILD}")
        for number in {0, made.passages // 2, made.passages - 1} & set(range(made.passages)):
            _finds(opened, number)
    finally:
        opened.shelf.close()


def _finds(opened: Generation, number: int) -> None:
    """Look for a passage by its own vector: it, or one with the same vector, must come first."""
    vector = opened.vectors.rows(np.array([number]))[0]
    best = opened.vectors.search(vector, None, 1)
    if not len(best) or best.scores[0] < opened.vectors.cosines(vector, np.array([number]))[0] - 1e-3:
        raise LibraryError(f"{opened.folder}: passage {number} is not found by its own vector. {REBUILD}")


def _flush(path: Path) -> None:
    """Have a file or folder written to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
