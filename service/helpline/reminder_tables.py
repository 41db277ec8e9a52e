"""The tables of reminders and of the work that is done once a day. A reminder goes with its case."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from service.database.columns import METADATA, Moment

REMINDERS = Table(
    "reminders",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("reference", ForeignKey("cases.reference", ondelete="CASCADE"), nullable=False),
    Column("subject", String(40), nullable=False),
    Column("account", String(80), nullable=False),
    Column("at", Moment, nullable=False),
    Column("made", Moment, nullable=False),
    Column("done", Moment),
    Index("ix_reminders_done_at", "done", "at"),
    Index("ix_reminders_reference", "reference"),
    sqlite_autoincrement=True,
)

DAILY_WORK = Table(
    "daily_work",
    METADATA,
    Column("work", String(40), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("done", Moment, nullable=False),
)
