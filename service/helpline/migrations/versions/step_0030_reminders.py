"""Reminders that people set by hand, and which work of each day was done."""

import sqlalchemy as sa
from alembic import op

from service.database.columns import Moment

revision = "0030"
down_revision = "0020"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer, autoincrement=True),
        sa.Column("reference", sa.String(7), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("account", sa.String(80), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("made", Moment, nullable=False),
        sa.Column("done", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sa.ForeignKeyConstraint(
            ["reference"], ["cases.reference"], name="fk_reminders_reference", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reminders_done_at", "reminders", ["done", "at"])
    op.create_index("ix_reminders_reference", "reminders", ["reference"])
    op.create_table(
        "daily_work",
        sa.Column("work", sa.String(40), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("done", Moment, nullable=False),
        sa.PrimaryKeyConstraint("work", "day", name="pk_daily_work"),
    )
