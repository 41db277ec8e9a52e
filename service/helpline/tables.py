"""The tables of callers, cases, tickets and call-backs. Other parts of the helpline keep theirs elsewhere.

All belong to ``METADATA``. A table is made by an Alembic step in ``migrations/versions``: change both, a test compares.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from service.database.columns import METADATA, Moment

__all__ = ["CALLERS", "CALL_BACKS", "CASES", "METADATA", "TICKETS", "TURNS", "Moment"]

CALLERS = Table(
    "callers",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("number_hash", String(64), unique=True),
    Column("number_sealed", LargeBinary),
    Column("number_last4", String(80)),
    Column("name_sealed", LargeBinary),
    Column("language", String(20)),
    Column("state", String(80)),
    Column("district", String(80)),
    Column("role", String(20)),
    Column("recorded_ok", Boolean),
    Column("messages_ok", Boolean),
    Column("opted_out", Boolean, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Index("ix_callers_last_seen", "last_seen"),
    sqlite_autoincrement=True,  # the number of a caller who was erased is not given to another
)

CASES = Table(
    "cases",
    METADATA,
    Column("reference", String(7), primary_key=True),
    Column("caller_id", ForeignKey("callers.id", ondelete="SET NULL")),
    Column("channel", String(20), nullable=False),
    Column("opened", Moment, nullable=False),
    Column("closed", Moment),
    Column("operator", String(80)),
    Column("call_type", String(40)),
    Column("outcome", String(20)),
    Column("minutes", Float),
    Column("note", Text),
    Column("version", Integer, nullable=False),
    Index("ix_cases_caller_id_opened", "caller_id", "opened"),
    Index("ix_cases_opened", "opened"),
    Index("ix_cases_closed", "closed"),
)

TURNS = Table(
    "turns",
    METADATA,
    Column("case", ForeignKey("cases.reference", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("content", JSON, nullable=False),
    Column("index_id", String(120)),
    Column("by", String(80)),
    Index("ix_turns_kind_at", "kind", "at"),
)

TICKETS = Table(
    "tickets",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("reference", ForeignKey("cases.reference", ondelete="CASCADE"), nullable=False),
    Column("level", Integer, nullable=False),
    Column("due", Moment, nullable=False),
    Column("assigned_to", String(80)),
    Column("state", String(20), nullable=False),
    Column("question", Text, nullable=False),
    Column("reply", Text),
    Column("raised", Moment, nullable=False),
    Column("raised_by", String(80)),
    Column("version", Integer, nullable=False),
    Index("ix_tickets_reference", "reference"),
    Index("ix_tickets_state_due", "state", "due"),
    sqlite_autoincrement=True,
)

CALL_BACKS = Table(
    "call_backs",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("reference", ForeignKey("cases.reference", ondelete="CASCADE"), nullable=False),
    Column("due", Moment, nullable=False),
    Column("number_sealed", LargeBinary, nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("promised", Moment, nullable=False),
    Column("assigned_to", String(80)),
    Column("version", Integer, nullable=False),
    Column("opens", Moment),
    Index("ix_call_backs_reference", "reference"),
    Index("ix_call_backs_state_due", "state", "due"),
    sqlite_autoincrement=True,
)
