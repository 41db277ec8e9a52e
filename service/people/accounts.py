"""Accounts: making and changing them, and checking who signs in. Every change is written to the audit trail."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlalchemy.engine import RowMapping

from ingest.errors import NotFoundError
from service.database import audit
from service.database.audit import Deed
from service.database.engine import Database, added
from service.people.errors import AccountError, SignInError
from service.people.passwords import Passwords, judged
from service.people.records import Account, Role
from service.people.tables import ACCOUNTS, SESSIONS

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,39}")
_ADDRESS = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,189}")
WRONG = "Name and password do not fit. After several wrong passwords an account is locked for a while."


@dataclass(frozen=True, slots=True)
class LockOut:
    """How many wrong passwords in a row lock an account, and for how long."""

    tries: int = 5
    time: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account is made from. ``password`` None = it signs in through a sign-in service, or gets one later."""

    name: str
    full_name: str
    role: Role
    password: str | None = None
    address: str | None = None


class Accounts:
    """The accounts of this service. All methods are safe to call from several threads and processes."""

    def __init__(
        self, database: Database, passwords: Passwords | None = None, lock_out: LockOut | None = None
    ) -> None:
        self._database = database
        self._passwords = passwords or Passwords()
        self._lock_out = lock_out or LockOut()

    def add(self, new: NewAccount, now: datetime, by: str | None = None) -> Account:
        """Make an account.

        Raises:
            AccountError: the name or the password cannot be used, or there is such an account.
        """
        row = _columns(new)
        if new.password is not None:
            row |= {"password": self._passwords.hashed(judged(new.password, new.name)), "password_set": now}
        with self._database.writing() as connection:
            if not added(connection, ACCOUNTS, {**row, "created": now}):
                raise AccountError(
                    f"{new.name}: there is such an account, or one with that mail address, already."
                )
            deed = Deed(by, "added", subject(new.name), details={"role": new.role.value})
            audit.record(connection, deed, now)
            return _account(connection, new.name)

    def account(self, name: str) -> Account:
        """One account.

        Raises:
            NotFoundError: there is none of that name.
        """
        with self._database.reading() as connection:
            return _account(connection, name)

    def by_address(self, address: str) -> Account | None:
        """The account with this mail address; None where there is none."""
        asked = select(ACCOUNTS).where(ACCOUNTS.c.address == address.strip().casefold())
        with self._database.reading() as connection:
            row = connection.execute(asked).mappings().first()
        return None if row is None else of_row(row)

    def all(self) -> Sequence[Account]:
        """All accounts, by name."""
        with self._database.reading() as connection:
            return [
                of_row(row)
                for row in connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.name)).mappings()
            ]

    def any(self) -> bool:
        """Whether there is an account at all."""
        with self._database.reading() as connection:
            return connection.execute(select(ACCOUNTS.c.name).limit(1)).first() is not None

    def give_role(self, name: str, role: Role, now: datetime, by: str | None = None) -> Account:
        """Give an account another role.

        Raises:
            NotFoundError: there is none of that name.
            AccountError: it is the last administrator who can sign in.
        """
        with self._database.writing() as connection:
            return _change(
                connection, name, {"role": role.value}, Deed(by, "gave a role to", subject(name)), now
            )

    def disable(self, name: str, disabled: bool, now: datetime, by: str | None = None) -> Account:
        """Shut an account out, ending its sessions, or let it in again.

        Raises:
            NotFoundError: there is none of that name.
            AccountError: it is the last administrator who can sign in.
        """
        deed = Deed(by, "disabled" if disabled else "enabled", subject(name))
        with self._database.writing() as connection:
            changed = _change(connection, name, {"disabled": disabled}, deed, now)
            connection.execute(SESSIONS.delete().where(SESSIONS.c.account == name))
            return changed

    def set_password(self, name: str, password: str, now: datetime, by: str | None = None) -> Account:
        """Give an account a new password; its sessions end and it is unlocked.

        Raises:
            NotFoundError: there is none of that name.
            AccountError: the password cannot be used.
        """
        kept = self._passwords.hashed(judged(password, name))
        values = {"password": kept, "password_set": now, "failures": 0, "locked_until": None}
        with self._database.writing() as connection:
            changed = _change(connection, name, values, Deed(by, "set the password of", subject(name)), now)
            connection.execute(SESSIONS.delete().where(SESSIONS.c.account == name))
            return changed

    def unlock(self, name: str, now: datetime, by: str | None = None) -> Account:
        """Let an account try again at once.

        Raises:
            NotFoundError: there is none of that name.
        """
        values = {"failures": 0, "locked_until": None}
        with self._database.writing() as connection:
            return _change(connection, name, values, Deed(by, "unlocked", subject(name)), now)

    def sign_in(self, name: str, password: str, now: datetime) -> Account:
        """The account whose name and password these are.

        The try is counted before the password is looked at: a hundred guesses at once are a hundred tries.

        Raises:
            SignInError: they do not fit, or the account is locked; an unknown name takes as long to be refused.
        """
        plain = name.strip().casefold()
        row = self._counted(plain, now)
        kept = row["password"] if row is not None else None
        if not self._passwords.fits(kept, password) or row is None or row["disabled"]:
            self._note_lock(row, now)
            raise SignInError(WRONG)
        values: dict[str, Any] = {"failures": 0, "locked_until": None, "last_sign_in": now}
        if self._passwords.outdated(row["password"]):
            values["password"] = self._passwords.hashed(password)
        with self._database.writing() as connection:
            return _change(connection, plain, values, Deed(plain, "signed in", subject(plain)), now)

    def let_in(self, name: str, now: datetime) -> Account:
        """Note that a sign-in service vouched for somebody.

        Raises:
            SignInError: the account is disabled.
            NotFoundError: there is none of that name.
        """
        with self._database.writing() as connection:
            if _account(connection, name).disabled:
                raise SignInError("This account is disabled. Ask an administrator.")
            values = {"failures": 0, "locked_until": None, "last_sign_in": now}
            return _change(connection, name, values, Deed(name, "signed in by a service", subject(name)), now)

    def _counted(self, name: str, now: datetime) -> RowMapping | None:
        """Count a try and give the row as it was before; None where there is no such account.

        Raises:
            SignInError: the account is locked.
        """
        with self._database.writing() as connection:
            held = select(ACCOUNTS).where(ACCOUNTS.c.name == name).with_for_update()
            row = connection.execute(held).mappings().first()
            if row is None:
                return None
            if row["locked_until"] is not None and row["locked_until"] > now:
                raise SignInError(_locked(row["locked_until"] - now))
            # A lock that has run out leaves one try before the next: guessing on stays slow.
            failures = min(row["failures"], self._lock_out.tries - 1) + 1
            locked = now + self._lock_out.time if failures >= self._lock_out.tries else None
            values = {"failures": failures, "locked_until": locked}
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(**values))
            return row

    def _note_lock(self, row: RowMapping | None, now: datetime) -> None:
        if row is not None and row["failures"] >= self._lock_out.tries - 1:
            with self._database.writing() as connection:
                audit.record(connection, Deed(None, "locked", subject(row["name"])), now)


def subject(name: str) -> str:
    """How the audit trail names an account."""
    return f"account {name}"


def of_row(row: RowMapping | Mapping[str, Any]) -> Account:
    """The record of a row of the table; the password stays where it is."""
    fields = {name: row[name] for name in Account.__dataclass_fields__}
    return Account(**{**fields, "role": Role(row["role"])})


def _columns(new: NewAccount) -> dict[str, Any]:
    if not _NAME.fullmatch(new.name):
        raise AccountError(
            "A name has 2 to 40 characters, begins with a letter and holds lower-case letters, digits, dot, dash and "
            "underscore only: asha.verma"
        )
    address = new.address.strip().casefold() if new.address and new.address.strip() else None
    if address is not None and not _ADDRESS.fullmatch(address):
        raise AccountError("That is no mail address. It is written like name@example.org.")
    return {
        "name": new.name,
        "full_name": " ".join(new.full_name.split())[:120] or new.name,
        "role": new.role.value,
        "address": address,
        "disabled": False,
        "failures": 0,
    }


def _account(connection: Connection, name: str) -> Account:
    row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.name == name)).mappings().first()
    if row is None:
        raise NotFoundError(f"There is no account {name}. `samuh people list` lists all.")
    return of_row(row)


def _change(
    connection: Connection, name: str, values: Mapping[str, Any], deed: Deed, now: datetime
) -> Account:
    before = _account(connection, name)
    connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(**values))
    after = _account(connection, name)
    if before.role is Role.ADMINISTRATOR and not before.disabled:
        _keep_one(connection)
    told = {"from": before.role.value, "to": after.role.value} if before.role is not after.role else None
    audit.record(connection, Deed(deed.actor, deed.action, deed.subject, details=told), now)
    return after


def _keep_one(connection: Connection) -> None:
    """See that an administrator is left, or nobody could make another one from the pages."""
    left = select(func.count()).where(
        ACCOUNTS.c.role == Role.ADMINISTRATOR.value, ACCOUNTS.c.disabled.is_(False)
    )
    if connection.execute(left).scalar_one() == 0:
        raise AccountError("This is the last administrator. Make another account administrator first.")


def _locked(left: timedelta) -> str:
    minutes = max(1, round(left.total_seconds() / 60))
    return (
        f"This account is locked after several wrong passwords. Try again in {minutes} "
        f"{'minute' if minutes == 1 else 'minutes'}, or ask an administrator to unlock it."
    )
