"""The folder of fetched originals in a library: their files, what is known of each, and the catalogue for ingestion.

Layout of ``<library>/fetched``::

    pib-2022-mse-cdp.pdf        an original under its document's id
    catalogue.yaml              title, publisher, year, licence of each, for ``samuh ingest``; made anew after a run
    .held.json                  addresses, dates, hashes and the servers' marks of versions
    .lock                       held while one process fetches
"""

import fcntl
import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import yaml

from ingest import catalogue
from ingest.catalogue import CatalogueEntry
from ingest.errors import LibraryError
from ingest.store import file_name, sync_folder
from service.fetching.records import Held

HELD = ".held.json"


class Originals:
    """The originals of one library. Writing happens under ``locked``, from any number of threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._writing = threading.Lock()
        self._held = self._read()

    def held(self, document_id: str) -> Held | None:
        """What is held of a document; None where nothing is, or its file is not the one that was written."""
        known = self._held.get(document_id)
        if known is None:
            return None
        try:
            with (self.folder / known.file).open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == known.sha256
        except OSError:
            return None
        return known if same else None

    def all(self) -> Mapping[str, Held]:
        """What was written, by id, without a look at the files."""
        return dict(self._held)

    def put(self, held: Held, body: bytes) -> None:
        """Write an original in one step; one of the same document under another suffix goes."""
        with self._writing:
            before = self._held.get(held.id)
            self._write(self.folder / held.file, body)
            self._held[held.id] = held
            self._keep()
            if before and before.file != held.file:
                (self.folder / before.file).unlink(missing_ok=True)

    def note(self, held: Held) -> None:
        """Write down that an original was looked at again."""
        with self._writing:
            self._held[held.id] = held
            self._keep()

    def describe(self, entries: Iterable[CatalogueEntry]) -> None:
        """Write the folder's catalogue: what our catalogue says of each original that is held."""
        rows = []
        for entry in entries:
            known = self._held.get(entry.id or "")
            if known is not None:
                said = entry.model_dump(mode="json", exclude_defaults=True, exclude={"path", "supports"})
                rows.append({"path": known.file, **said})
        head = "# Made by `samuh fetch` from the catalogue of the corpus. What was got when: .held.json.\n"
        text = head + yaml.safe_dump({"documents": rows}, allow_unicode=True, sort_keys=False)
        self._write(self.folder / catalogue.FILE_NAME, text.encode())

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for writing.

        Raises:
            LibraryError: another process is fetching into this library, or the folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = (self.folder / ".lock").open("w")
        except OSError as error:
            raise LibraryError(
                f"{self.folder}: cannot be written ({error.strerror}). Choose another --library."
            ) from error
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise LibraryError(
                    f"{self.folder}: another run is fetching into this library. Try again when it has ended."
                ) from error
            self._held = self._read()
            for left in self.folder.glob(".new-*"):
                left.unlink(missing_ok=True)
            yield

    def _read(self) -> dict[str, Held]:
        try:
            rows = json.loads((self.folder / HELD).read_text("utf-8"))
            return {row["id"]: Held(**row) for row in rows}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError):
            return {}  # damaged: everything is got again, which mends it

    def _keep(self) -> None:
        rows = [asdict(self._held[name]) for name in sorted(self._held)]
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        self._write(self.folder / HELD, f"[\n{lines}\n]\n".encode())

    def _write(self, path: Path, content: bytes) -> None:
        handle, name = tempfile.mkstemp(prefix=".new-", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(self.folder)


def original_name(document_id: str, suffix: str) -> str:
    """The name of an original's file: the id made safe, with the suffix of what came."""
    return file_name(document_id, "").removesuffix(".json") + suffix
