"""What the worker does to a library."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from ingest.records import DocumentReport

Progress = Callable[[int, int], None]


class Hands(Protocol):
    """Every method raises ``LibraryBusyError``, with nothing changed, while another run writes to the library."""

    def read(self, path: Path) -> Sequence[DocumentReport]:
        """Read a file into the document store; gives its reports, one for each document in it."""
        ...

    def forget(self, folder: Path) -> bool:
        """Take out of the store what was read from files below a folder; tells whether there was any."""
        ...

    def publish(self, on_progress: Progress) -> None:
        """Bring the index up to date with the store."""
        ...
