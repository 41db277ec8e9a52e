"""Hands on a real library, joined from the same parts as ``samuh ingest``."""

from collections.abc import Sequence
from pathlib import Path

from ingest.records import DocumentReport
from ingest.shelf import Shelf
from service.settings import Settings
from service.uploads.hands import Progress
from service.wiring import document_store, ingest_paths, rebuild


class LibraryHands:
    """Hands on the library of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def read(self, path: Path) -> Sequence[DocumentReport]:
        """See ``Hands``."""
        return ingest_paths(self._settings, [path], lambda report: None)

    def forget(self, folder: Path) -> bool:
        """See ``Hands``."""
        store = document_store(self._settings)
        home = folder.resolve()
        with store.locked():
            shelf = Shelf(store)
            held = [head for _, head in store.heads() if Path(head.source).is_relative_to(home)]
            for head in held:
                shelf.forget(Path(head.source))
            store.sweep()
        return bool(held)

    def publish(self, on_progress: Progress) -> None:
        """See ``Hands``."""
        rebuild(self._settings, on_progress)
