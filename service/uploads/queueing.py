"""The queue of uploads: rows of the library's database, and beside it the files until they are read.

Layout below the library::

    uploads/<id>/annual report.pdf     a file as it was sent, under its own name
    uploads/<id>.part/                 one that is still arriving
    uploads/worker.lock                held by the one process that works on the queue
"""

import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import NotFoundError
from service.store import Store
from service.uploads.errors import ConflictError, QueueFullError
from service.uploads.records import RETRIABLE, Upload, UploadState

FOLDER = "uploads"
COLUMNS = tuple(field.name for field in fields(Upload))
FLAGS = ("duplicate", "stopping", "again")
LONGEST_ARRIVAL = 3600.0  # seconds
MOST_ATTEMPTS = 10  # a worker may also have been killed for other reasons than the file
BROKE_OFF = f"It was begun {MOST_ATTEMPTS} times and broke off each time. Try again, or leave the file out."
_ACTIVE = "('queued', 'reading', 'indexing', 'removing')"
_ANY = f"SELECT 1 FROM uploads WHERE state IN {_ACTIVE} LIMIT 1"  # noqa: S608
_WAITING = f"SELECT count(*) FROM uploads WHERE state IN {_ACTIVE}"  # noqa: S608
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM uploads"  # noqa: S608 -- names of our own columns
_INSERT = f"INSERT OR IGNORE INTO uploads ({', '.join(COLUMNS)}) VALUES ({', '.join(['?'] * len(COLUMNS))})"  # noqa: S608


class UploadQueue:
    """All uploads of one library. Safe for several threads and processes; nothing is made before the first use."""

    def __init__(self, library: Path, store: Store) -> None:
        self.folder = library / FOLDER
        self._store = store

    def place(self, upload: Upload) -> Path:
        """Where the file of an upload lies."""
        return self.folder / upload.id / upload.name

    # --- looking

    def rows(self, limit: int = 500) -> list[Upload]:
        """What waits or is worked on, oldest first, then what has ended, newest first."""
        if not self._store.path.exists():
            return []
        order = (
            f"ORDER BY state NOT IN {_ACTIVE}, CASE WHEN state IN {_ACTIVE} THEN arrived END, changed DESC"
        )
        with self._store.reading() as database:
            found = database.execute(f"{_SELECT} {order} LIMIT ?", (limit,)).fetchall()
        return [upload_of(row) for row in found]

    def get(self, upload_id: str) -> Upload:
        """One upload.

        Raises:
            NotFoundError: there is none with that id.
        """
        if self._store.path.exists():
            with self._store.reading() as database:
                row = database.execute(f"{_SELECT} WHERE id = ?", (upload_id,)).fetchone()
            if row is not None:
                return upload_of(row)
        raise NotFoundError(f"{upload_id}: no such upload. It may have been removed.")

    def pending(self) -> bool:
        """Whether there is anything to do."""
        if not self._store.path.exists():
            return False
        with self._store.reading() as database:
            return database.execute(_ANY).fetchone() is not None

    # --- what people do

    def new_id(self) -> str:
        """An id that no upload has."""
        return secrets.token_hex(8)

    def add(self, uploads: Sequence[Upload], most: int) -> None:
        """Put uploads, whose files are in place, at the end of the queue; all or none.

        Raises:
            QueueFullError: more than ``most`` would wait.
        """
        with self._store.writing() as database:
            waiting = database.execute(_WAITING).fetchone()[0]
            if waiting + sum(upload.active for upload in uploads) > most:
                raise QueueFullError(
                    f"{waiting} files are waiting already, and at most {most} may. Send these when some are done."
                )
            database.executemany(_INSERT, [values(upload) for upload in uploads])

    def cancel(self, upload_id: str) -> Upload:
        """Take an upload out of the queue; one that is being read ends when its file is read.

        Raises:
            NotFoundError: there is none with that id.
            ConflictError: it is past being cancelled.
        """
        return self._switch(
            upload_id,
            {
                UploadState.QUEUED: "state = 'cancelled', why = NULL",
                UploadState.READING: "stopping = 1",
            },
            "cancelled: it is {}. What is in the library can be removed.",
        )

    def retry(self, upload_id: str) -> Upload:
        """Put an upload that ended without a document back into the queue.

        Raises:
            NotFoundError: there is none with that id, or its file is gone.
            ConflictError: it waits already, or is done.
        """
        upload = self.get(upload_id)
        if upload.state in RETRIABLE and not self.place(upload).is_file():
            raise NotFoundError(f"{upload.name}: the file was not kept. Send it again.")
        anew = "state = 'queued', why = NULL, again = 1, attempts = 0, stopping = 0"
        return self._switch(upload_id, dict.fromkeys(RETRIABLE, anew), "tried again: it is {}.")

    def remove(self, upload_id: str) -> Upload:
        """Take an upload out of the list, and its document out of the library; the worker does what takes time.

        Raises:
            NotFoundError: there is none with that id.
            ConflictError: it is being worked on.
        """
        ended = (UploadState.DONE, UploadState.QUEUED, *RETRIABLE)
        gone = self._switch(
            upload_id,
            dict.fromkeys(ended, "state = 'removing', why = NULL, attempts = 0"),
            "removed: it is {}. Cancel it, or wait until it is done.",
        )
        return gone

    def _switch(self, upload_id: str, changes: dict[UploadState, str], refusal: str) -> Upload:
        """Change an upload by the state that it is in now; the whole in one step."""
        self.get(upload_id)
        with self._store.writing() as database:
            row = database.execute(f"{_SELECT} WHERE id = ?", (upload_id,)).fetchone()
            if row is None:
                raise NotFoundError(f"{upload_id}: no such upload. It may have been removed.")
            upload = upload_of(row)
            change = changes.get(upload.state)
            if change is None:
                raise ConflictError(f"{upload.name} cannot be {refusal.format(upload.state.value)}")
            database.execute(f"UPDATE uploads SET {change}, changed = ? WHERE id = ?", (now(), upload_id))  # noqa: S608
        return self.get(upload_id)

    # --- what the worker does

    def claim(self) -> Upload | None:
        """Take the oldest waiting upload in hand, or None where none waits."""
        with self._store.writing() as database:
            row = database.execute(
                f"{_SELECT} WHERE state = 'queued' ORDER BY arrived, id LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            database.execute(
                "UPDATE uploads SET state = 'reading', attempts = attempts + 1, changed = ? WHERE id = ?",
                (now(), row["id"]),
            )
        return self.get(row["id"])

    def change(self, ids: Sequence[str], **to: str | int | None) -> None:
        """Set columns of some uploads."""
        names = ", ".join(f"{name} = ?" for name in to if name in COLUMNS)
        with self._store.writing() as database:
            database.executemany(
                f"UPDATE uploads SET {names}, changed = ? WHERE id = ?",  # noqa: S608 -- names of our columns
                [(*to.values(), now(), upload_id) for upload_id in ids],
            )

    def removing(self) -> list[Upload]:
        """The uploads that are to go."""
        return [upload for upload in self.rows(10_000) if upload.state is UploadState.REMOVING]

    def drop(self, upload: Upload) -> None:
        """Delete an upload with its file; copies of its document wait again, for they may now be read."""
        shutil.rmtree(self.folder / upload.id, ignore_errors=True)
        with self._store.writing() as database:
            database.execute("DELETE FROM uploads WHERE id = ?", (upload.id,))
            if upload.document_id and not upload.duplicate:
                database.execute(
                    "UPDATE uploads SET state = 'queued', duplicate = 0, document_id = NULL, why = NULL, changed = ? "
                    "WHERE document_id = ? AND duplicate = 1",
                    (now(), upload.document_id),
                )

    def recover(self) -> None:
        """After a restart: put back what was in hand, take up files that arrived without their row, sweep the rest.

        Only under the worker's lock.
        """
        with self._store.writing() as database:
            database.execute(
                "UPDATE uploads SET state = 'failed', why = ?, changed = ? WHERE state IN ('reading', 'indexing') "
                "AND attempts >= ?",
                (BROKE_OFF, now(), MOST_ATTEMPTS),
            )
            database.execute("UPDATE uploads SET state = 'queued' WHERE state IN ('reading', 'indexing')")
        known = {upload.id for upload in self.rows(1_000_000)}
        found = [upload for upload in self._lying() if upload.id not in known]
        with self._store.writing() as database:
            database.executemany(_INSERT, [values(upload) for upload in found])

    def _lying(self) -> Iterator[Upload]:
        """The files that lie in the folder, as uploads that wait; what never arrived whole is deleted."""
        for place in sorted(self.folder.glob("*/")) if self.folder.exists() else ():
            with suppress(OSError):
                if place.suffix == ".part":
                    if time.time() - place.stat().st_mtime > LONGEST_ARRIVAL:
                        shutil.rmtree(place, ignore_errors=True)
                    continue
                held = [path for path in place.iterdir() if path.is_file()]
                if len(held) == 1:
                    size = held[0].stat().st_size
                    yield Upload(place.name, held[0].name, size, "", UploadState.QUEUED, now(), now())


def now() -> str:
    """The present moment, to the microsecond, so that order of arrival is kept."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def values(upload: Upload) -> tuple[str | int | None, ...]:
    """The columns of an upload."""
    return tuple(
        int(value) if isinstance(value, bool) else value
        for value in (getattr(upload, name) for name in COLUMNS)
    )


def upload_of(row: sqlite3.Row) -> Upload:
    """Build an upload from its row."""
    told = dict(row)
    return Upload(
        **{**told, "state": UploadState(told["state"]), **{name: bool(told[name]) for name in FLAGS}}
    )
