"""Reading lists: works and searches that somebody keeps under a code, without an account.

Who has the code may read and change the list, as with interviews. A saved search tells what came in since it was last
looked at.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ingest.errors import BadRequestError, NotFoundError
from service.interviews import codes
from service.store import Store

MOST_WORKS, MOST_SEARCHES = 500, 50
"""More than anybody reads; they bound what one list may take of the disk."""
LONGEST_TITLE, LONGEST_NOTE, LONGEST_QUERY = 200, 2000, 2000


@dataclass(frozen=True, slots=True)
class Kept:
    """One work on a list: its id, the title that it had when it was put there, and a note of the reader."""

    work: str
    title: str
    note: str
    added: datetime


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """One search: ``query`` is the part of the address behind the question mark, ``looked`` the last look at it."""

    number: int
    name: str
    query: str
    kept: datetime
    looked: datetime


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A list with its works in the order in which they were put there, and its searches."""

    code: str
    title: str
    begun: datetime
    expires: datetime
    works: tuple[Kept, ...]
    searches: tuple[SavedSearch, ...]


class ReadingLists:
    """Where lists are kept. Every change puts off the day on which a list is deleted.

    All methods are safe to call from several threads and processes. They raise BadRequestError where that is no code
    and NotFoundError where there is no list under it.
    """

    def __init__(
        self, store: Store, days: int, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store = store
        self._life = timedelta(days=days)
        self._now = now

    def begin(self, title: str = "") -> str:
        """Keep a new, empty list and give its code; lists that are past their day are deleted first."""
        code, now = codes.make(), self._now()
        with self._store.writing() as database:
            database.execute("DELETE FROM reading_lists WHERE expires <= ?", (_stamp(now),))
            database.execute(
                "INSERT INTO reading_lists VALUES (?, ?, ?, ?)",
                (code, _short(title, LONGEST_TITLE, "title"), _stamp(now), _stamp(now + self._life)),
            )
        return code

    def get(self, code: str) -> ReadingList:
        """A whole list."""
        plain = codes.read(code)
        with self._store.reading() as database:
            row = self._row(database, plain)
            works = database.execute(
                "SELECT * FROM reading_list_works WHERE code = ? ORDER BY added, work", (plain,)
            ).fetchall()
            searches = database.execute(
                "SELECT * FROM reading_list_searches WHERE code = ? ORDER BY number", (plain,)
            ).fetchall()
        return ReadingList(
            code=plain,
            title=row["title"],
            begun=_moment(row["begun"]),
            expires=_moment(row["expires"]),
            works=tuple(Kept(r["work"], r["title"], r["note"], _moment(r["added"])) for r in works),
            searches=tuple(
                SavedSearch(r["number"], r["name"], r["query"], _moment(r["kept"]), _moment(r["looked"]))
                for r in searches
            ),
        )

    def rename(self, code: str, title: str) -> None:
        """Give a list another title."""
        short = _short(title, LONGEST_TITLE, "title")
        self._change(
            code, "UPDATE reading_lists SET title = ? WHERE code = ?", lambda plain: [(short, plain)]
        )

    def add(self, code: str, works: Sequence[tuple[str, str]], note: str = "") -> None:
        """Put works, as pairs of id and title, on a list; one that is there already stays as it is.

        Raises:
            BadRequestError: the list would become too long.
        """
        short, plain, now = _short(note, LONGEST_NOTE, "note"), codes.read(code), self._now()
        with self._store.writing() as database:
            self._row(database, plain)
            database.executemany(
                "INSERT OR IGNORE INTO reading_list_works VALUES (?, ?, ?, ?, ?)",
                [(plain, work, title, short, _stamp(now)) for work, title in works],
            )
            count = database.execute(
                "SELECT count(*) FROM reading_list_works WHERE code = ?", (plain,)
            ).fetchone()[0]
            if count > MOST_WORKS:
                raise BadRequestError(f"A list holds at most {MOST_WORKS} works. Begin a second one.")
            self._touch(database, plain)

    def annotate(self, code: str, work: str, note: str) -> None:
        """Write the note on a work; an empty one takes it away."""
        short = _short(note, LONGEST_NOTE, "note")
        self._change(
            code,
            "UPDATE reading_list_works SET note = ? WHERE code = ? AND work = ?",
            lambda plain: [(short, plain, work)],
        )

    def remove(self, code: str, work: str) -> None:
        """Take a work off a list; nothing happens where it is not on it."""
        self._change(
            code, "DELETE FROM reading_list_works WHERE code = ? AND work = ?", lambda plain: [(plain, work)]
        )

    def save_search(self, code: str, name: str, query: str) -> int:
        """Keep a search and give its number. What is there now counts as looked at.

        Raises:
            BadRequestError: the list has as many searches as one may have, or this one is too long.
        """
        title = _short(name, LONGEST_TITLE, "name") or "All works"
        asked, plain, now = _short(query, LONGEST_QUERY, "query"), codes.read(code), _stamp(self._now())
        with self._store.writing() as database:
            self._row(database, plain)
            count, last = database.execute(
                "SELECT count(*), coalesce(max(number), 0) FROM reading_list_searches WHERE code = ?",
                (plain,),
            ).fetchone()
            if count >= MOST_SEARCHES:
                raise BadRequestError(f"A list holds at most {MOST_SEARCHES} searches. Remove one first.")
            database.execute(
                "INSERT INTO reading_list_searches VALUES (?, ?, ?, ?, ?, ?)",
                (plain, last + 1, title, asked, now, now),
            )
            self._touch(database, plain)
        return int(last) + 1

    def look(self, code: str, number: int) -> None:
        """Note that a search was looked at now: what is there counts as seen."""
        self._change(
            code,
            "UPDATE reading_list_searches SET looked = ? WHERE code = ? AND number = ?",
            lambda plain: [(_stamp(self._now()), plain, number)],
        )

    def remove_search(self, code: str, number: int) -> None:
        """Take a search off a list; nothing happens where there is none of that number."""
        self._change(
            code,
            "DELETE FROM reading_list_searches WHERE code = ? AND number = ?",
            lambda plain: [(plain, number)],
        )

    def delete(self, code: str) -> None:
        """Delete a list with all that is on it."""
        plain = codes.read(code)
        with self._store.writing() as database:
            self._row(database, plain)
            database.execute("DELETE FROM reading_lists WHERE code = ?", (plain,))

    def _change(
        self, code: str, statement: str, values: Callable[[str], Sequence[tuple[str | int, ...]]]
    ) -> None:
        plain = codes.read(code)
        with self._store.writing() as database:
            self._row(database, plain)
            database.executemany(statement, values(plain))
            self._touch(database, plain)

    def _row(self, database: sqlite3.Connection, code: str) -> sqlite3.Row:
        row: sqlite3.Row | None = database.execute(
            "SELECT title, begun, expires FROM reading_lists WHERE code = ? AND expires > ?",
            (code, _stamp(self._now())),
        ).fetchone()
        if row is None:
            raise NotFoundError(
                "There is no reading list under this code. It may have been deleted, or its time is over. "
                "Look at the code again, or begin a new list."
            )
        return row

    def _touch(self, database: sqlite3.Connection, code: str) -> None:
        expires = _stamp(self._now() + self._life)
        database.execute("UPDATE reading_lists SET expires = ? WHERE code = ?", (expires, code))


def _short(text: str, most: int, what: str) -> str:
    """A text on one line, no longer than may be."""
    plain = " ".join(text.encode("utf-8", "replace").decode().split())
    if len(plain) > most:
        raise BadRequestError(f"The {what} has {len(plain)} characters; at most {most} are kept. Shorten it.")
    return plain


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _stamp(moment: datetime) -> str:
    """A moment as text that sorts in the order of time, to the millisecond: works keep the order they came in."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
