"""The audit trail: who changed what, when. Rows are added in the transaction of the change, and never changed.

Nothing personal is written here: a subject is "case 7K3M2QZ", "ticket 12" or "account asha", and details name fields
and standings, not what a caller said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Connection, Index, Integer, String, Table, select

from service.database.columns import METADATA, Moment

MACHINE = "samuh"
"""Who did it where no person did."""

ENTRIES = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("version", Integer),
    Column("details", JSON, nullable=False),
    Index("ix_audit_subject", "subject", "id"),
    Index("ix_audit_at", "at"),
    sqlite_autoincrement=True,  # the number of a row that was purged is not given again
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. ``version`` is the subject's version after it, None where it has none."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    version: int | None
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """A change to be written down; ``actor`` None = no person."""

    actor: str | None
    action: str
    subject: str
    version: int | None = None
    details: Mapping[str, Any] | None = None


def record(connection: Connection, deed: Deed, now: datetime) -> None:
    """Write a change down, in the transaction that makes it."""
    connection.execute(
        ENTRIES.insert().values(
            at=now,
            actor=deed.actor or MACHINE,
            action=deed.action,
            subject=deed.subject,
            version=deed.version,
            details=dict(deed.details or {}),
        )
    )


def since(connection: Connection, subject: str, version: int) -> Sequence[Entry]:
    """What was done to a subject after this version of it, oldest first."""
    asked = (
        select(ENTRIES)
        .where(ENTRIES.c.subject == subject, ENTRIES.c.version > version)
        .order_by(ENTRIES.c.id)
    )
    return [Entry(**row) for row in connection.execute(asked).mappings()]


def entries(connection: Connection, subject: str | None = None, limit: int = 100) -> Sequence[Entry]:
    """The latest changes, newest first, of one subject or of all."""
    asked = select(ENTRIES).order_by(ENTRIES.c.id.desc()).limit(limit)
    if subject is not None:
        asked = asked.where(ENTRIES.c.subject == subject)
    return [Entry(**row) for row in connection.execute(asked).mappings()]
