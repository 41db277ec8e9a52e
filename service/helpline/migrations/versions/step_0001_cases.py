"""Callers, cases, turns, tickets, call-backs and the audit trail."""

import sqlalchemy as sa
from alembic import op

from service.database.columns import Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _callers()
    _cases()
    _turns()
    _tickets()
    _call_backs()
    _audit()


def _callers() -> None:
    op.create_table(
        "callers",
        sa.Column("id", sa.Integer, autoincrement=True),
        sa.Column("number_hash", sa.String(64)),
        sa.Column("number_sealed", sa.LargeBinary),
        sa.Column("number_last4", sa.String(80)),
        sa.Column("name_sealed", sa.LargeBinary),
        sa.Column("language", sa.String(20)),
        sa.Column("state", sa.String(80)),
        sa.Column("district", sa.String(80)),
        sa.Column("role", sa.String(20)),
        sa.Column("recorded_ok", sa.Boolean),
        sa.Column("messages_ok", sa.Boolean),
        sa.Column("opted_out", sa.Boolean, nullable=False),
        sa.Column("first_seen", Moment, nullable=False),
        sa.Column("last_seen", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_callers"),
        sa.UniqueConstraint("number_hash", name="uq_callers_number_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_callers_last_seen", "callers", ["last_seen"])


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("reference", sa.String(7), nullable=False),
        sa.Column("caller_id", sa.Integer),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("opened", Moment, nullable=False),
        sa.Column("closed", Moment),
        sa.Column("operator", sa.String(80)),
        sa.Column("call_type", sa.String(40)),
        sa.Column("outcome", sa.String(20)),
        sa.Column("minutes", sa.Float),
        sa.Column("note", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("reference", name="pk_cases"),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["callers.id"], name="fk_cases_caller_id", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_cases_caller_id_opened", "cases", ["caller_id", "opened"])
    op.create_index("ix_cases_opened", "cases", ["opened"])
    op.create_index("ix_cases_closed", "cases", ["closed"])


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("case", sa.String(7), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("index_id", sa.String(120)),
        sa.Column("by", sa.String(80)),
        sa.PrimaryKeyConstraint("case", "number", name="pk_turns"),
        sa.ForeignKeyConstraint(["case"], ["cases.reference"], name="fk_turns_case", ondelete="CASCADE"),
    )
    op.create_index("ix_turns_kind_at", "turns", ["kind", "at"])


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer, autoincrement=True),
        sa.Column("reference", sa.String(7), nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("due", Moment, nullable=False),
        sa.Column("assigned_to", sa.String(80)),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("reply", sa.Text),
        sa.Column("raised", Moment, nullable=False),
        sa.Column("raised_by", sa.String(80)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sa.ForeignKeyConstraint(
            ["reference"], ["cases.reference"], name="fk_tickets_reference", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tickets_reference", "tickets", ["reference"])
    op.create_index("ix_tickets_state_due", "tickets", ["state", "due"])


def _call_backs() -> None:
    op.create_table(
        "call_backs",
        sa.Column("id", sa.Integer, autoincrement=True),
        sa.Column("reference", sa.String(7), nullable=False),
        sa.Column("due", Moment, nullable=False),
        sa.Column("number_sealed", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("promised", Moment, nullable=False),
        sa.Column("assigned_to", sa.String(80)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_call_backs"),
        sa.ForeignKeyConstraint(
            ["reference"], ["cases.reference"], name="fk_call_backs_reference", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_call_backs_reference", "call_backs", ["reference"])
    op.create_index("ix_call_backs_state_due", "call_backs", ["state", "due"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, autoincrement=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("details", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_subject", "audit", ["subject", "id"])
    op.create_index("ix_audit_at", "audit", ["at"])
