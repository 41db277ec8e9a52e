"""The tables of knowledge cards, score sheets and documents to find. A score goes with its case, a card stays."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from service.database.columns import METADATA, Moment

CARDS = Table(
    "cards",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("title", String(200), nullable=False),
    Column("asked_as", Text, nullable=False),
    Column("statements", JSON, nullable=False),
    Column("owner", String(80), nullable=False),
    Column("review_by", String(10), nullable=False),
    Column("approved_by", String(80)),
    Column("approved", Moment),
    Column("changed", Moment, nullable=False),
    Column("withdrawn", Moment),
    Column("version", Integer, nullable=False),
    sqlite_autoincrement=True,
)

SCORES = Table(
    "scores",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("reference", ForeignKey("cases.reference", ondelete="CASCADE"), nullable=False),
    Column("operator", String(80)),
    Column("scored_by", String(80), nullable=False),
    Column("at", Moment, nullable=False),
    Column("marks", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_scores_reference", "reference"),
    Index("ix_scores_operator_at", "operator", "at"),
    sqlite_autoincrement=True,
)

WANTED = Table(
    "wanted_documents",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("question_key", String(64), nullable=False),
    Column("title", String(300), nullable=False),
    Column("where_to_ask", String(500), nullable=False),
    Column("state", String(20), nullable=False),
    Column("noted_by", String(80), nullable=False),
    Column("noted", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_wanted_documents_question_key", "question_key"),
    sqlite_autoincrement=True,
)
