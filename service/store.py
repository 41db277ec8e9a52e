"""The library's database: one SQLite file, one place that opens it, and the steps that bring it up to date.

A room that keeps something adds its tables as the last step of ``STEPS`` and is given a ``Store``. A step that has been
released is never changed: what it made is changed by a further step.
"""

import logging
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from ingest.errors import LibraryError

log = logging.getLogger(__name__)

FILE = "samuh.db"
BUSY_SECONDS = 10.0

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE interviews (
        code TEXT PRIMARY KEY,
        begun TEXT NOT NULL,
        expires TEXT NOT NULL,
        schemes TEXT,
        as_of TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX interviews_by_expiry ON interviews (expires);
    CREATE TABLE interview_entries (
        code TEXT NOT NULL REFERENCES interviews (code) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        fact TEXT,
        content TEXT NOT NULL,
        PRIMARY KEY (code, number)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE uploads (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        state TEXT NOT NULL,
        arrived TEXT NOT NULL,
        changed TEXT NOT NULL,
        why TEXT,
        document_id TEXT,
        duplicate INTEGER NOT NULL DEFAULT 0,
        pages INTEGER NOT NULL DEFAULT 0,
        passages INTEGER NOT NULL DEFAULT 0,
        done INTEGER NOT NULL DEFAULT 0,
        total INTEGER NOT NULL DEFAULT 0,
        stopping INTEGER NOT NULL DEFAULT 0,
        again INTEGER NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX uploads_by_state ON uploads (state, arrived);
    """,
    """
    CREATE TABLE library_ledger (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        address TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        entered TEXT NOT NULL,
        changed TEXT NOT NULL,
        gone TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX library_ledger_by_change ON library_ledger (changed);
    CREATE TABLE reading_lists (
        code TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        begun TEXT NOT NULL,
        expires TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE reading_list_works (
        code TEXT NOT NULL REFERENCES reading_lists (code) ON DELETE CASCADE,
        work TEXT NOT NULL,
        title TEXT NOT NULL,
        note TEXT NOT NULL,
        added TEXT NOT NULL,
        PRIMARY KEY (code, work)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE reading_list_searches (
        code TEXT NOT NULL REFERENCES reading_lists (code) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        query TEXT NOT NULL,
        kept TEXT NOT NULL,
        looked TEXT NOT NULL,
        PRIMARY KEY (code, number)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE briefs (
        code TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        made TEXT NOT NULL,
        changed TEXT NOT NULL,
        title TEXT NOT NULL,
        content TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE precedent_judgements (
        id TEXT PRIMARY KEY,
        document_id TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        standing TEXT NOT NULL,
        judged TEXT NOT NULL,
        content TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
)
"""What makes the tables, in order; the database's ``user_version`` counts the steps that it has been through."""


class Store:
    """The database of a library folder. Making one opens nothing; the first use makes the file and its tables.

    Every use has a connection of its own, so that all threads and processes may share a store.
    """

    def __init__(self, folder: Path, steps: Sequence[str] = STEPS) -> None:
        self._path = folder / FILE
        self._steps = tuple(steps)
        self._ready = False
        self._readying = threading.Lock()

    @property
    def path(self) -> Path:
        """Where the file lies, whether it is there yet or not."""
        return self._path

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the database throughout, and cannot change it."""
        with self._connected() as database:
            database.execute("PRAGMA query_only = ON")
            database.execute("BEGIN")
            yield database
            database.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that alone may write; all of its changes are kept at the end, or none where an error ends it.

        Raises:
            LibraryError: the database cannot be opened, or others kept it busy for too long.
        """
        with self._connected() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")

    def forget_deleted(self) -> None:
        """Empty the log beside the file, in which what was deleted still stands; who reads meanwhile keeps it longer.

        Raises:
            LibraryError: the database cannot be opened.
        """
        with self._connected() as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._readying:
                self._make_ready()
            with closing(self._open()) as database:
                yield database
        except (sqlite3.OperationalError, OSError) as error:
            log.warning("event=database_failed error=%s", type(error).__name__)
            raise LibraryError(
                f"{self._path}: the database cannot be used ({error}). See that the folder can be written to and that "
                "the disk is not full, then try again."
            ) from error

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        database.row_factory = sqlite3.Row
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA secure_delete = ON")  # what a person told is overwritten, not only left out
        database.execute(
            "PRAGMA synchronous = NORMAL"
        )  # with WAL a crash of the machine loses the last moments only
        return database

    def _make_ready(self) -> None:
        """Make the file and take the steps that it has not been through yet, once for each store."""
        if self._ready:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        _private(self._path)
        with closing(self._open()) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("BEGIN IMMEDIATE")  # another process may be at the same
            try:
                self._step_up(database)
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")
        self._ready = True

    def _step_up(self, database: sqlite3.Connection) -> None:
        done = int(database.execute("PRAGMA user_version").fetchone()[0])
        if done > len(self._steps):
            raise LibraryError(
                f"{self._path}: made by a newer Samuh (step {done}, this one knows {len(self._steps)}). "
                "Use that version, or another library folder."
            )
        for step in self._steps[done:]:
            for statement in step.split(";"):  # executescript would end the transaction
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(self._steps)}")


def _private(path: Path) -> None:
    """Let the owner alone read the file: interviews hold callers' words. The files beside it take over its mode."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if path.stat().st_mode & 0o077 and path.stat().st_uid == os.getuid():
        path.chmod(0o600)  # made by an earlier version
