"""The tables of accounts and sessions, in the helpline's database."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from service.database.columns import METADATA, Moment

__all__ = ["ACCOUNTS", "METADATA", "SESSIONS", "SIGN_INS"]

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("full_name", String(120), nullable=False),
    Column("role", String(20), nullable=False),
    Column("address", String(254), unique=True),
    Column("password", Text),
    Column("password_set", Moment),
    Column("disabled", Boolean, nullable=False),
    Column("created", Moment, nullable=False),
    Column("last_sign_in", Moment),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Moment),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("account", ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    Column("begun", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Index("ix_sessions_account", "account"),
    Index("ix_sessions_expires", "expires"),
)

SIGN_INS = Table(  # sign-ins that were sent to a sign-in service and have not come back yet
    "sign_ins",
    METADATA,
    Column("state_hash", String(64), primary_key=True),
    Column("nonce", String(80), nullable=False),
    Column("verifier", String(128), nullable=False),
    Column("next", String(2000), nullable=False),
    Column("expires", Moment, nullable=False),
    Index("ix_sign_ins_expires", "expires"),
)
