"""Knowledge cards, score sheets, documents to find."""

import sqlalchemy as sa
from alembic import op

from service.database.columns import Moment

revision = "0020"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables."""
    _cards()
    _scores()
    _wanted()


def _cards() -> None:
    op.create_table(
        "cards",
        sa.Column("id", sa.Integer, autoincrement=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("asked_as", sa.Text, nullable=False),
        sa.Column("statements", sa.JSON, nullable=False),
        sa.Column("owner", sa.String(80), nullable=False),
        sa.Column("review_by", sa.String(10), nullable=False),
        sa.Column("approved_by", sa.String(80)),
        sa.Column("approved", Moment),
        sa.Column("changed", Moment, nullable=False),
        sa.Column("withdrawn", Moment),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cards"),
        sqlite_autoincrement=True,
    )


def _scores() -> None:
    op.create_table(
        "scores",
        sa.Column("id", sa.Integer, autoincrement=True),
        sa.Column("reference", sa.String(7), nullable=False),
        sa.Column("operator", sa.String(80)),
        sa.Column("scored_by", sa.String(80), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("marks", sa.JSON, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scores"),
        sa.ForeignKeyConstraint(
            ["reference"], ["cases.reference"], name="fk_scores_reference", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_scores_reference", "scores", ["reference"])
    op.create_index("ix_scores_operator_at", "scores", ["operator", "at"])


def _wanted() -> None:
    op.create_table(
        "wanted_documents",
        sa.Column("id", sa.Integer, autoincrement=True),
        sa.Column("question_key", sa.String(64), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("where_to_ask", sa.String(500), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("noted_by", sa.String(80), nullable=False),
        sa.Column("noted", Moment, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wanted_documents"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_wanted_documents_question_key", "wanted_documents", ["question_key"])
