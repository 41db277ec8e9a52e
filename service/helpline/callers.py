"""Callers: found again by the keyed hash of their number; number and name lie sealed in the database."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.engine import RowMapping

from ingest.errors import NotFoundError
from service.database import audit
from service.database.audit import Deed
from service.helpline.database import Database, added
from service.helpline.phones import hint, normalised
from service.helpline.records import Caller, Consent, Details, Role
from service.helpline.sealing import Secrets
from service.helpline.tables import CALLERS


class Callers:
    """The callers of a helpline. Safe to call from several threads and processes."""

    def __init__(self, database: Database, secrets: Secrets) -> None:
        self._database = database
        self._secrets = secrets

    @property
    def secrets(self) -> Secrets:
        """What seals numbers and names."""
        return self._secrets

    def find(self, number: str) -> Caller | None:
        """The caller with this number or mail address, however it is written; None where nobody has it.

        Raises:
            BadRequestError: it is neither.
        """
        hashed = self._secrets.hashed(normalised(number))
        with self._database.reading() as connection:
            row = (
                connection.execute(select(CALLERS).where(CALLERS.c.number_hash == hashed)).mappings().first()
            )
        return None if row is None else self.of_row(row)

    def caller(self, caller_id: int) -> Caller:
        """One caller.

        Raises:
            NotFoundError: there is none with that id.
        """
        with self._database.reading() as connection:
            return self.of_row(row_of(connection, caller_id))

    def number_of(self, caller_id: int) -> str | None:
        """The number (E.164) or mail address of a caller, to call or to send to; None for one who gave none.

        Raises:
            NotFoundError: there is no caller with that id.
        """
        with self._database.reading() as connection:
            sealed = row_of(connection, caller_id)["number_sealed"]
        return None if sealed is None else self._secrets.unseal(sealed)

    def keep(self, number: str | None, details: Details, now: datetime) -> Caller:
        """Keep a caller, or what is new about one who is known; without a number always a new one.

        Raises:
            BadRequestError: the number is none.
        """
        address = normalised(number) if number and number.strip() else None
        with self._database.writing() as connection:
            caller_id = self._first(connection, address, now)
            changed = {**self._columns(details), "last_seen": now}
            connection.execute(update(CALLERS).where(CALLERS.c.id == caller_id).values(**changed))
            return self.of_row(row_of(connection, caller_id))

    def change(self, caller_id: int, details: Details, now: datetime) -> Caller:
        """Keep what is new about a caller.

        Raises:
            NotFoundError: there is none with that id.
        """
        with self._database.writing() as connection:
            row_of(connection, caller_id)
            changed = {**self._columns(details), "last_seen": now}
            connection.execute(update(CALLERS).where(CALLERS.c.id == caller_id).values(**changed))
            return self.of_row(row_of(connection, caller_id))

    def opt_out(self, caller_id: int, out: bool, now: datetime, by: str | None = None) -> Caller:
        """Keep that a caller wants no messages any more, or wants them again.

        Raises:
            NotFoundError: there is none with that id.
        """
        with self._database.writing() as connection:
            row_of(connection, caller_id)
            connection.execute(update(CALLERS).where(CALLERS.c.id == caller_id).values(opted_out=out))
            action = "opted out" if out else "opted in"
            audit.record(connection, Deed(by, action, f"caller {caller_id}"), now)
            return self.of_row(row_of(connection, caller_id))

    def of_row(self, row: Mapping[str, Any] | RowMapping) -> Caller:
        """The record of a row of the table."""
        name = row["name_sealed"]
        return Caller(
            id=row["id"],
            number_hash=row["number_hash"],
            number_last4=row["number_last4"],
            name=None if name is None else self._secrets.unseal(name),
            language=row["language"],
            state=row["state"],
            district=row["district"],
            role=Role(row["role"]) if row["role"] else None,
            consent=Consent(row["recorded_ok"], row["messages_ok"]),
            opted_out=row["opted_out"],
        )

    def _first(self, connection: Connection, address: str | None, now: datetime) -> int:
        """The id of the row of this address, made where there is none; two at once make one."""
        new: dict[str, Any] = {"opted_out": False, "first_seen": now, "last_seen": now}
        if address is None:
            made = connection.execute(CALLERS.insert().values(**new).returning(CALLERS.c.id))
            return int(made.scalar_one())
        hashed = self._secrets.hashed(address)
        new |= {
            "number_hash": hashed,
            "number_sealed": self._secrets.seal(address),
            "number_last4": hint(address),
        }
        added(connection, CALLERS, new)
        found = select(CALLERS.c.id).where(CALLERS.c.number_hash == hashed)
        return int(connection.execute(found).scalar_one())

    def _columns(self, details: Details) -> dict[str, Any]:
        told = {
            "name_sealed": self._secrets.seal(details.name) if details.name else None,
            "language": details.language,
            "state": details.state,
            "district": details.district,
            "role": details.role.value if details.role else None,
            "recorded_ok": details.consent.recorded,
            "messages_ok": details.consent.messages,
        }
        return {column: value for column, value in told.items() if value is not None}


def row_of(connection: Connection, caller_id: int) -> RowMapping:
    """The row of a caller.

    Raises:
        NotFoundError: there is none with that id.
    """
    row = connection.execute(select(CALLERS).where(CALLERS.c.id == caller_id)).mappings().first()
    if row is None:
        raise NotFoundError("There is no such caller; what was kept about one may have been deleted.")
    return row
