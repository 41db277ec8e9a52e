"""Hands that keep the Protocol of ``service.uploads.hands`` over two small files: what is stored, what is indexed.

The content of a file says how it is read: "refuse", "fail", "twin", or anything else, which becomes a document.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import LibraryBusyError
from ingest.records import DocumentReport, ReadStatus


@dataclass
class FakeHands:
    """See the module. ``busy`` calls are refused before any is let through; ``during`` runs while a file is read."""

    library: Path
    busy: int = 0
    pause: float = 0.0
    during: Callable[[Path], None] = lambda path: None
    broken_index: Exception | None = None
    calls: list[str] = field(default_factory=list)

    @property
    def stored(self) -> dict[str, str]:
        return self._load("stored")

    @property
    def indexed(self) -> dict[str, str]:
        return self._load("indexed")

    def read(self, path: Path) -> Sequence[DocumentReport]:
        self._turn("read")
        self.during(path)
        time.sleep(self.pause)
        content = path.read_text(encoding="utf-8")
        if content == "fail":
            raise ValueError("what the file says must not be told")
        if content == "refuse":
            return [DocumentReport(str(path), ReadStatus.REFUSED, why="it cannot be read.")]
        if content == "twin" and self.stored:
            return [DocumentReport(str(path), ReadStatus.DUPLICATE, path.stem, "the same bytes as another")]
        status = ReadStatus.UNCHANGED if str(path) in self.stored else ReadStatus.READ
        self._save("stored", {**self.stored, str(path): content})
        return [DocumentReport(str(path), status, path.stem, None, 2, 5)]

    def forget(self, folder: Path) -> bool:
        self._turn("forget")
        kept = {path: text for path, text in self.stored.items() if not Path(path).is_relative_to(folder)}
        gone = len(kept) < len(self.stored)
        self._save("stored", kept)
        return gone

    def publish(self, on_progress: Callable[[int, int], None]) -> None:
        self._turn("publish")
        if self.broken_index:
            raise self.broken_index
        on_progress(1, 2)
        time.sleep(self.pause)
        self._save("indexed", self.stored)

    def _turn(self, call: str) -> None:
        if self.busy:
            self.busy -= 1
            raise LibraryBusyError("another run is ingesting into this library.")
        self.calls.append(call)

    def _load(self, name: str) -> dict[str, str]:
        path = self.library / f"{name}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def _save(self, name: str, kept: dict[str, str]) -> None:
        fresh = self.library / f"{name}.new"
        fresh.write_text(json.dumps(kept), encoding="utf-8")
        fresh.replace(self.library / f"{name}.json")


if __name__ == "__main__":  # a worker to be killed
    from service.store import Store
    from service.uploads.queueing import UploadQueue
    from service.uploads.worker import Worker, alone

    home = Path(sys.argv[1])
    line = UploadQueue(home, Store(home))
    with alone(line.folder):
        Worker(line, FakeHands(home, pause=0.05), threading.Event()).run(idle_seconds=0)
