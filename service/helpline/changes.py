"""Optimistic locking: a change names the version that it was made from, and refused where that is not the last.

The refusal says what others did meanwhile, as the audit trail has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, update

from ingest.errors import NotFoundError
from service.database import audit
from service.database.audit import Deed, Entry
from service.helpline.errors import StaleError
from service.helpline.working_days import INDIA


@dataclass(frozen=True, slots=True)
class Change:
    """A change to one row: which row, from which version, and what it sets."""

    table: Table
    row: ColumnElement[bool]
    version: int
    values: Mapping[str, Any]


MOST_ID = 2**31 - 1
"""The highest number of a row that both databases know; a higher one names nothing."""


def within(number: int) -> int:
    """A number as both databases take it: one that no row can have becomes one that no row has."""
    return number if 0 <= number <= MOST_ID else -1


def apply(connection: Connection, change: Change, deed: Deed, now: datetime) -> None:
    """Change a row that still has its version, raise the version by one and write the deed down.

    Raises:
        StaleError: somebody else has changed it since.
        NotFoundError: there is no such row.
    """
    table, version = change.table, within(change.version)
    done = connection.execute(
        update(table)
        .where(change.row, table.c.version == version)
        .values(**change.values, version=version + 1)
    )
    if done.rowcount == 0:
        _refuse(connection, change, deed.subject)
    made = Deed(deed.actor, deed.action, deed.subject, version + 1, deed.details)
    audit.record(connection, made, now)


def _refuse(connection: Connection, change: Change, subject: str) -> None:
    present = connection.execute(change.table.select().where(change.row)).mappings().first()
    if present is None:
        raise NotFoundError(f"There is no {subject}.")
    did = "; ".join(map(_said, audit.since(connection, subject, max(0, within(change.version)))))
    raise StaleError(
        f"Your change was not kept: {subject} has been changed since you opened it ({did or 'nobody knows by whom'}). "
        "Look at it as it is now, then make your change again."
    )


def _said(entry: Entry) -> str:
    fields = ", ".join(f"{name} = {value}" for name, value in entry.details.items())
    at = f"{entry.at.astimezone(INDIA):%H:%M:%S}"
    return f"{entry.actor} {entry.action} it at {at} IST" + (f": {fields}" if fields else "")
