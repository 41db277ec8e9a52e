"""Interviews in the library's database: each entry is a row of its own, so that two answers at once are both kept."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from ingest.errors import BadRequestError, NotFoundError
from service.interviews import codes
from service.interviews.records import Entry, Interview, Kind
from service.store import Store

MOST_ENTRIES = 1000
"""No person tells as much; it bounds what one interview may take of the disk."""


class Keeping:
    """Where interviews are kept. Every change puts off the day on which an interview is deleted.

    All methods are safe to call from several threads and processes.
    """

    def __init__(
        self, store: Store, days: int, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store = store
        self._life = timedelta(days=days)
        self._now = now

    def begin(
        self, entries: Sequence[Entry], schemes: Sequence[str] | None = None, as_of: date | None = None
    ) -> str:
        """Keep a new interview and give its code; those that are past their day are deleted first."""
        code, now = codes.make(), self._now()
        with self._store.writing() as database:
            database.execute("DELETE FROM interviews WHERE expires <= ?", (_stamp(now),))
            database.execute(
                "INSERT INTO interviews VALUES (?, ?, ?, ?, ?)",
                (
                    code,
                    _stamp(now),
                    _stamp(now + self._life),
                    json.dumps(list(schemes)) if schemes else None,
                    as_of.isoformat() if as_of else None,
                ),
            )
            _append(database, code, entries, now)
        return code

    def get(self, code: str) -> Interview:
        """An interview with all of its entries.

        Raises:
            BadRequestError: that is no code.
            NotFoundError: there is no such interview, or it is past its day.
        """
        plain = codes.read(code)
        with self._store.reading() as database:
            row = self._row(database, plain)
            rows = database.execute(
                "SELECT kind, fact, content FROM interview_entries WHERE code = ? ORDER BY number", (plain,)
            ).fetchall()
        return Interview(
            code=plain,
            begun=datetime.fromisoformat(row["begun"]),
            expires=datetime.fromisoformat(row["expires"]),
            schemes=tuple(json.loads(row["schemes"])) if row["schemes"] else None,
            as_of=date.fromisoformat(row["as_of"]) if row["as_of"] else None,
            entries=tuple(Entry(Kind(r["kind"]), r["fact"], json.loads(r["content"])) for r in rows),
        )

    def append(self, code: str, entries: Sequence[Entry]) -> None:
        """Add entries behind those that are there.

        Raises:
            BadRequestError: that is no code, or the interview has as many entries as one may have.
            NotFoundError: there is no such interview.
        """
        plain, now = codes.read(code), self._now()
        with self._store.writing() as database:
            self._row(database, plain)
            _append(database, plain, entries, now)
            self._touch(database, plain, now)

    def back(self, code: str) -> Entry | None:
        """Take the last entry back and give it; None where nothing is left to take back.

        Raises:
            BadRequestError: that is no code.
            NotFoundError: there is no such interview.
        """
        plain = codes.read(code)
        with self._store.writing() as database:
            self._row(database, plain)
            last = database.execute(
                "SELECT number, kind, fact, content FROM interview_entries WHERE code = ? ORDER BY number DESC LIMIT 1",
                (plain,),
            ).fetchone()
            if last is None:
                return None
            database.execute(
                "DELETE FROM interview_entries WHERE code = ? AND number = ?", (plain, last["number"])
            )
            self._touch(database, plain, self._now())
        return Entry(Kind(last["kind"]), last["fact"], json.loads(last["content"]))

    def widen(self, code: str) -> None:
        """Let an interview about some schemes be about all of them.

        Raises:
            NotFoundError: there is no such interview.
        """
        plain = codes.read(code)
        with self._store.writing() as database:
            self._row(database, plain)
            database.execute("UPDATE interviews SET schemes = NULL WHERE code = ?", (plain,))

    def delete(self, code: str) -> None:
        """Delete an interview with all that was told.

        Raises:
            NotFoundError: there is no such interview.
        """
        plain = codes.read(code)
        with self._store.writing() as database:
            self._row(database, plain)
            database.execute("DELETE FROM interviews WHERE code = ?", (plain,))
        self._store.forget_deleted()

    def purge(self) -> int:
        """Delete what is past its day; gives how many interviews that were."""
        with self._store.writing() as database:
            return database.execute(
                "DELETE FROM interviews WHERE expires <= ?", (_stamp(self._now()),)
            ).rowcount

    def _row(self, database: sqlite3.Connection, code: str) -> sqlite3.Row:
        row: sqlite3.Row | None = database.execute(
            "SELECT begun, expires, schemes, as_of FROM interviews WHERE code = ? AND expires > ?",
            (code, _stamp(self._now())),
        ).fetchone()
        if row is None:
            raise NotFoundError(
                "There is no interview under this code. It may have been deleted, or its time is over. "
                "Look at the code again, or begin anew."
            )
        return row

    def _touch(self, database: sqlite3.Connection, code: str, now: datetime) -> None:
        database.execute("UPDATE interviews SET expires = ? WHERE code = ?", (_stamp(now + self._life), code))


def _append(database: sqlite3.Connection, code: str, entries: Sequence[Entry], now: datetime) -> None:
    last = database.execute(
        "SELECT coalesce(max(number), 0) FROM interview_entries WHERE code = ?", (code,)
    ).fetchone()[0]
    if last + len(entries) > MOST_ENTRIES:
        raise BadRequestError(f"This interview is full: it has {last} entries. Begin a new one.")
    database.executemany(
        "INSERT INTO interview_entries VALUES (?, ?, ?, ?, ?, ?)",
        [
            (code, last + step, _stamp(now), entry.kind.value, entry.fact, json.dumps(entry.content))
            for step, entry in enumerate(entries, 1)
        ],
    )


def _stamp(moment: datetime) -> str:
    """A moment as text that sorts in the order of time."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
