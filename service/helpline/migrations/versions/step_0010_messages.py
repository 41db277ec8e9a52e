"""Messages that came in and go out, and where conversations stand."""

import sqlalchemy as sa
from alembic import op

from service.database.columns import Moment

revision = "0010"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    _inbox()
    _outbox()
    _conversations()


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer, autoincrement=True),
        sa.Column("event", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_try", Moment, nullable=False),
        sa.Column("lease", sa.String(32)),
        sa.Column("lease_until", Moment),
        sa.Column("error", sa.String(200)),
        sa.Column("reply_sealed", sa.LargeBinary),
        sa.Column("received", Moment, nullable=False),
        sa.Column("done", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("event", name="uq_inbox_event"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_conversation_id", "inbox", ["conversation", "id"])
    op.create_index("ix_inbox_state_id", "inbox", ["state", "id"])
    op.create_index("ix_inbox_received", "inbox", ["received"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, autoincrement=True),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("caller_id", sa.Integer),
        sa.Column("reference", sa.String(7)),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_try", Moment, nullable=False),
        sa.Column("lease", sa.String(32)),
        sa.Column("lease_until", Moment),
        sa.Column("error", sa.String(200)),
        sa.Column("provider_id", sa.String(64)),
        sa.Column("always", sa.Boolean, nullable=False),
        sa.Column("made", Moment, nullable=False),
        sa.Column("sent", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("name", name="uq_outbox_name"),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["callers.id"], name="fk_outbox_caller_id", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    for columns in (
        ["conversation", "id"],
        ["state", "id"],
        ["provider_id"],
        ["made"],
        ["reference"],
        ["caller_id"],
    ):
        op.create_index(f"ix_outbox_{'_'.join(columns)}", "outbox", columns)


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("caller_id", sa.Integer),
        sa.Column("state_sealed", sa.LargeBinary, nullable=False),
        sa.Column("last_inbound", Moment, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_conversations"),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["callers.id"], name="fk_conversations_caller_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_conversations_caller_id", "conversations", ["caller_id"])
    op.create_index("ix_conversations_updated", "conversations", ["updated"])
