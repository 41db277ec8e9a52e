"""Briefs in the library's database: each under a code that nobody guesses, each change bound to the version it saw."""

import base64
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from ingest.errors import BadRequestError, NotFoundError
from service.briefs import carried
from service.briefs.edit import Edit
from service.briefs.make import recounted
from service.briefs.records import Brief
from service.store import Store

MOST_BYTES = 4 * 2**20  # of one brief; some hundred quotes


class ChangedMeanwhileError(BadRequestError):
    """Somebody else changed the brief after the page was opened from which this change came."""


class Keeping:
    """Where briefs are kept until they are deleted. All methods are safe to call from several threads and processes."""

    def __init__(self, store: Store, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._now = now

    def begin(self, brief: Brief) -> Brief:
        """Keep a new brief; gives it with its code and its first version."""
        made = replace(brief, code=new_code(), version=1)
        with self._store.writing() as database:
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
            row = database.execute("SELECT version, content FROM briefs WHERE code = ?", (code,)).fetchone()
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

    def _stamp(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="seconds")


MISSING = "There is no brief at this address. Look at the address again: it may have been deleted."
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
