"""The database of what is kept about people: SQLite in a file of its own, or PostgreSQL by its address.

Every use is a transaction: ``writing`` keeps all of its changes or none, ``reading`` sees one state throughout. The
first use brings the tables up to date; several processes may do so at once.
"""

import logging
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.schema import Table

from ingest.errors import LibraryError, SettingsError

log = logging.getLogger(__name__)

BUSY_SECONDS = 20.0
_MIGRATING = 0x53414D5548  # the number of the lock that PostgreSQL's migrations take: "SAMUH"
_HOW = "Settings: SAMUH_HELPLINE_DB in docs/reference/settings.md."


class Database:
    """One database. Making it opens nothing; all threads and processes may share one.

    Args:
        url: ``sqlite:///path`` or ``postgresql+psycopg://user@host/name``.
        steps: Folder of the Alembic steps that make the tables.
    """

    def __init__(self, url: str, steps: Path) -> None:
        self._url = _checked(url)
        self._steps = steps
        self._engine: Engine | None = None
        self._ready = False
        self._readying = threading.RLock()

    @property
    def kind(self) -> str:
        """Which database it is: "sqlite" or "postgresql"."""
        return make_url(self._url).get_backend_name()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database throughout and cannot change it.

        Raises:
            LibraryError: the database cannot be opened.
        """
        with self._told():
            self.migrate()
            with self._opened().connect() as connection:
                options = {"samuh_reading": True}
                if self.kind == "postgresql":
                    options = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}  # type: ignore[dict-item]
                told = connection.execution_options(**options)
                with told.begin():
                    yield told

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are all kept at the end, or none where an error ends it.

        In SQLite it alone may write; in PostgreSQL rows are locked by ``select(...).with_for_update()``.

        Raises:
            LibraryError: the database cannot be opened, or others kept it busy for too long.
        """
        with self._told():
            self.migrate()
            with self._turn(), self._opened().begin() as connection:
                yield connection

    def migrate(self) -> None:
        """Make the tables or bring them up to date, once for each ``Database``; others wait meanwhile.

        Raises:
            LibraryError: the database was made by a newer Samuh, or cannot be opened.
        """
        if self._ready:
            return
        with self._told(), self._readying:
            if self._ready:
                return
            with self._opened().begin() as connection:
                if self.kind == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATING})
                _upgrade(connection, self._steps)
            self._ready = True

    def forget_deleted(self) -> None:
        """Let what was deleted vanish from the disk, as far as the database allows.

        SQLite overwrites it and empties the log beside the file; PostgreSQL leaves it to its own VACUUM.
        """
        if self.kind == "sqlite":
            with self._told(), self._opened().connect() as connection:
                driver: Any = connection.connection.driver_connection
                driver.execute("PRAGMA query_only = OFF")
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close what is open; the next use opens it again."""
        with self._readying:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    def _opened(self) -> Engine:
        with self._readying:
            if self._engine is None:
                self._engine = _engine(self._url)
            return self._engine

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Let the threads of this process write to SQLite in turns.

        SQLite itself lets those who wait look again every now and then, so that one may wait for seconds among many.
        """
        turn = _turn_of(self._url, os.getpid()) if self.kind == "sqlite" else None
        if turn is not None and not turn.acquire(timeout=BUSY_SECONDS):
            raise LibraryError(
                f"The helpline's database has been busy for {BUSY_SECONDS:.0f} seconds. Try again."
            )
        try:
            yield
        finally:
            if turn is not None:
                turn.release()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (exc.OperationalError, exc.TimeoutError, OSError) as error:
            log.warning("event=database_failed error=%s", type(error).__name__)
            where = make_url(self._url).render_as_string(hide_password=True)
            raise LibraryError(
                f"{where}: the database cannot be used ({_cause(error)}). See that it runs, that its folder can be "
                f"written to and that the disk is not full, then try again. {_HOW}"
            ) from error


@cache
def _turn_of(url: str, process: int) -> threading.Lock:
    """The lock of a database; a child process has one of its own, since the parent's may be taken for good."""
    return threading.Lock()


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ``on_conflict_do_nothing``, which both databases have and the standard has not."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def added(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Add a row unless one with the same key is there; gives whether it was added."""
    made = insert(connection, table).values(**row).on_conflict_do_nothing().returning(*table.primary_key)
    return connection.execute(made).first() is not None


def _checked(url: str) -> str:
    try:
        backend = make_url(url).get_backend_name()
    except exc.ArgumentError as error:
        raise SettingsError(f"SAMUH_HELPLINE_DB: that is no address of a database. {_HOW}") from error
    if backend not in {"sqlite", "postgresql"}:
        raise SettingsError(
            f"SAMUH_HELPLINE_DB: {backend} is not known; use sqlite or postgresql+psycopg. {_HOW}"
        )
    return url


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() == "postgresql":
        return create_engine(
            url,
            pool_size=10,
            max_overflow=40,
            pool_pre_ping=True,
            hide_parameters=True,
            execution_options={
                "preserve_rowcount": True
            },  # else an INSERT does not say whether it added a row
        )
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        _private(Path(path))
    engine = create_engine(  # an error that is logged must not name the values
        url,
        pool_size=10,
        max_overflow=60,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "checkout", _own_process)
    event.listen(engine, "begin", _begin)
    return engine


def _private(path: Path) -> None:
    """Make the file so that its owner alone may read it; the files beside it (WAL) take over its mode."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare(connection: Any, entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 -- the driver's connection
    entry.info["pid"] = os.getpid()
    # A promise outlives a power cut, and what is deleted is overwritten.
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _own_process(connection: object, entry: ConnectionPoolEntry, proxy: object) -> None:
    """A connection must not be used by a child process that inherited it."""
    if entry.info["pid"] != os.getpid():
        raise exc.DisconnectionError("made by another process")


def _begin(connection: Connection) -> None:
    """Begin ourselves: SQLite must take the lock for writing at once, or two that read first would block each other."""
    if connection.get_execution_options().get("samuh_reading"):
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _upgrade(connection: Connection, steps: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(steps))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "heads")
    except CommandError as error:
        raise LibraryError(
            f"The helpline's database was made by a newer Samuh ({error}). Use that version, or another database."
        ) from error


def _cause(error: Exception) -> str:
    """The first line of what the database said; the statement and its values stay out of it."""
    said = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    return said.splitlines()[0]
