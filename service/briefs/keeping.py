"""Briefs in the library's database: each under a code that nobody guesses, each change bound to the version it saw.

A brief is deleted some time after its last change, and so many are kept at most.
"""

import base64
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from sqlite3 import Connection

from ingest.errors import BadRequestError, NotFoundError
from service.briefs import carried
from service.briefs.edit import Edit
from service.briefs.make import recounted
from service.briefs.pace import TooManyError
from service.briefs.records import Brief
from service.store import Store

MOST_BYTES = 4 * 2**20  # of one brief; some hundred quotes


class ChangedMeanwhileError(BadRequestError):
    """Somebody else changed the brief after the page was opened from which this change came."""


class Keeping:
    """Where briefs are kept. All methods are safe to call from several threads and processes.

    Args:
        store: The library's database.
        days: After so many days without a change a brief is deleted.
        most: So many are kept at most.
        now: The clock.
    """

    def __init__(
        self,
        store: Store,
        days: int = 365,
        most: int = 2000,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._life, self._most, self._now = store, timedelta(days=days), most, now

    def make_room(self) -> None:
        """Delete the briefs that are past their day.

        Raises:
            TooManyError: as many are left as are kept at most.
        """
        with self._store.writing() as database:
            self._make_room(database)

    def _make_room(self, database: Connection) -> None:
        database.execute("DELETE FROM briefs WHERE changed <= ?", (self._past(),))
        held, oldest = database.execute("SELECT COUNT(*), MIN(changed) FROM briefs").fetchone()
        if held >= self._most:
            free = datetime.fromisoformat(oldest) + self._life
            raise TooManyError(
                f"This service keeps {self._most} briefs, and all places are taken. The next is free on "
                f"{free.day} {free:%B %Y}, or when somebody deletes a brief: one of yours that you need no more, after "
                "saving it as a file. `samuh brief TOPIC -o FILE.docx` makes one without keeping it here."
            )

    def until(self, code: str) -> date:
        """The day on which a brief is deleted unless it is changed before.

        Raises:
            NotFoundError: there is none under this code.
        """
        with self._store.reading() as database:
            row = database.execute("SELECT changed FROM briefs WHERE code = ?", (code,)).fetchone()
        if row is None:
            raise NotFoundError(MISSING)
        return (datetime.fromisoformat(row["changed"]) + self._life).date()

    def begin(self, brief: Brief) -> Brief:
        """Keep a new brief; gives it with its code and its first version.

        Raises:
            TooManyError: as many are kept as can be.
        """
        made = replace(brief, code=new_code(), version=1)
        with self._store.writing() as database:
            self._make_room(database)
            stamp = self._stamp()
            database.execute(
                "INSERT INTO briefs VALUES (?, ?, ?, ?, ?, ?)",
                (made.code, 1, stamp, stamp, made.title, content(made)),
            )
        return made

    def get(self, code: str) -> Brief:
        """A brief.

        Raises:
            NotFoundError: there is none under this code.
        """
        with self._store.reading() as database:
            row = database.execute(
                "SELECT version, content FROM briefs WHERE code = ? AND changed > ?", (code, self._past())
            ).fetchone()
        if row is None:
            raise NotFoundError(MISSING)
        brief, _ = carried.read(row["content"])
        return replace(brief, code=code, version=row["version"])

    def change(self, code: str, version: int, edit: Edit) -> Brief:
        """Change a brief that is still the one that was seen; gives it as it is now.

        Raises:
            NotFoundError: there is none under this code.
            ChangedMeanwhileError: it has another version by now.
            BadRequestError: the edit cannot be made.
        """
        with self._store.writing() as database:
            row = database.execute("SELECT version, content FROM briefs WHERE code = ?", (code,)).fetchone()
            if row is None:
                raise NotFoundError(MISSING)
            if row["version"] != version:
                raise ChangedMeanwhileError(MEANWHILE)
            brief, _ = carried.read(row["content"])
            edited = recounted(edit(replace(brief, code=code, version=version)))
            made = replace(edited, code=code, version=version + 1)
            database.execute(
                "UPDATE briefs SET version = ?, changed = ?, title = ?, content = ? WHERE code = ?",
                (made.version, self._stamp(), made.title, content(made), code),
            )
        return made

    def delete(self, code: str) -> None:
        """Delete a brief.

        Raises:
            NotFoundError: there is none under this code.
        """
        with self._store.writing() as database:
            if not database.execute("DELETE FROM briefs WHERE code = ?", (code,)).rowcount:
                raise NotFoundError(MISSING)

    def _past(self) -> str:
        """Whoever was last changed by then is past its day."""
        return (self._now() - self._life).astimezone(UTC).isoformat(timespec="seconds")

    def _stamp(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="seconds")


MISSING = (
    "There is no brief at this address. Look at the address again: it may have been deleted, by somebody or because "
    "it was not changed for long."
)
MEANWHILE = (
    "Somebody else changed this brief after you opened the page, and your change was not kept, so that theirs is not "
    "lost. Open the brief again and make your change there."
)


def new_code() -> str:
    """A code of 80 random bits: sixteen small letters and digits."""
    return base64.b32encode(secrets.token_bytes(10)).decode().lower()


def content(brief: Brief) -> str:
    """What is kept of a brief.

    Raises:
        BadRequestError: it is too large.
    """
    text = carried.written(brief)
    if len(text) > MOST_BYTES:
        raise BadRequestError(
            f"The brief is larger than {MOST_BYTES // 2**20} MiB. Drop quotes, or begin another one."
        )
    return text
