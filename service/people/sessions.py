"""Who is signed in: sessions in the database, each known to its browser alone by a secret in a cookie.

The database keeps the hash of the secret, so that who reads it cannot take a session over. A session ends at a fixed
time, after a while in which nothing was asked, at signing out, and when its account is disabled or gets a new password.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from service.database import audit
from service.database.audit import Deed
from service.database.engine import Database
from service.people.accounts import of_row, subject
from service.people.records import Session
from service.people.tables import ACCOUNTS, SESSIONS

_SEEN_EVERY = timedelta(minutes=1)
"""A session's last use is written down this often: not with every request."""


@dataclass(frozen=True, slots=True)
class Life:
    """How long a session lasts at most, and how long while nothing is asked in it."""

    longest: timedelta = timedelta(hours=12)
    idle: timedelta = timedelta(hours=2)


class Sessions:
    """The sessions of this service. All methods are safe to call from several threads and processes."""

    def __init__(self, database: Database, life: Life | None = None) -> None:
        self._database = database
        self._life = life or Life()

    def begin(self, account: str, now: datetime) -> Session:
        """Begin a session for somebody who has just been let in; those that are over are deleted."""
        token = secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            connection.execute(SESSIONS.delete().where(SESSIONS.c.expires <= now))
            row = {"begun": now, "seen": now, "expires": now + self._life.longest}
            connection.execute(SESSIONS.insert().values(token_hash=_hashed(token), account=account, **row))
            found = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.name == account)).mappings().one()
        return Session(token, of_row(found), now, now + self._life.longest)

    def session(self, token: str, now: datetime) -> Session | None:
        """The session with this secret, the account as it is now; None where it is over or never was."""
        asked = (
            select(ACCOUNTS, SESSIONS.c.begun, SESSIONS.c.seen, SESSIONS.c.expires)
            .join(SESSIONS, SESSIONS.c.account == ACCOUNTS.c.name)
            .where(SESSIONS.c.token_hash == _hashed(token), ACCOUNTS.c.disabled.is_(False))
        )
        with self._database.reading() as connection:
            row = connection.execute(asked).mappings().first()
        if row is None or row["expires"] <= now or row["seen"] + self._life.idle <= now:
            return None
        if row["seen"] + _SEEN_EVERY <= now:
            self._see(token, now)
        return Session(token, of_row(row), row["begun"], row["expires"])

    def end(self, token: str, now: datetime) -> None:
        """Sign out; nothing happens where the session is over already."""
        mine = SESSIONS.c.token_hash == _hashed(token)
        with self._database.writing() as connection:
            account = connection.execute(select(SESSIONS.c.account).where(mine)).scalar()
            if account is not None:
                connection.execute(SESSIONS.delete().where(mine))
                audit.record(connection, Deed(account, "signed out", subject(account)), now)

    def _see(self, token: str, now: datetime) -> None:
        mine = SESSIONS.c.token_hash == _hashed(token)
        with self._database.writing() as connection:
            connection.execute(SESSIONS.update().where(mine).values(seen=now))


def form_token(session_token: str) -> str:
    """What a form of this session carries, so that no page of another site can send one in its name."""
    return hmac.new(session_token.encode(), b"samuh form", hashlib.sha256).hexdigest()


def form_token_fits(session_token: str, given: str) -> bool:
    """Whether a form came from a page of this session."""
    return hmac.compare_digest(form_token(session_token).encode(), given.encode())


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
