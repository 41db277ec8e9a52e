"""The tables of messages: what came in, what is to go out, and where each conversation stands.

What holds a number, an address or words is sealed; who writes is found by a keyed hash. Provider ids are hashed too:
some of them contain the number.
"""

from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    select,
)

from service.database.columns import METADATA, Moment

INBOX = Table(
    "inbox",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("event", String(64), nullable=False, unique=True),
    Column("conversation", String(64), nullable=False),
    Column("provider", String(20), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("content_sealed", LargeBinary, nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", Moment, nullable=False),
    Column("lease", String(32)),
    Column("lease_until", Moment),
    Column("error", String(200)),
    Column("reply_sealed", LargeBinary),
    Column("received", Moment, nullable=False),
    Column("done", Moment),
    Index("ix_inbox_conversation_id", "conversation", "id"),
    Index("ix_inbox_state_id", "state", "id"),
    Index("ix_inbox_received", "received"),
    sqlite_autoincrement=True,
)

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(32), nullable=False, unique=True),
    Column("conversation", String(64), nullable=False),
    Column("caller_id", ForeignKey("callers.id", ondelete="CASCADE")),
    Column("reference", String(7)),
    Column("provider", String(20), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("content_sealed", LargeBinary, nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", Moment, nullable=False),
    Column("lease", String(32)),
    Column("lease_until", Moment),
    Column("error", String(200)),
    Column("provider_id", String(64)),
    Column("always", Boolean, nullable=False),
    Column("made", Moment, nullable=False),
    Column("sent", Moment),
    Index("ix_outbox_conversation_id", "conversation", "id"),
    Index("ix_outbox_state_id", "state", "id"),
    Index("ix_outbox_provider_id", "provider_id"),
    Index("ix_outbox_made", "made"),
    Index("ix_outbox_reference", "reference"),
    Index("ix_outbox_caller_id", "caller_id"),
    sqlite_autoincrement=True,
)

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("caller_id", ForeignKey("callers.id", ondelete="CASCADE")),
    Column("state_sealed", LargeBinary, nullable=False),
    Column("last_inbound", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Index("ix_conversations_caller_id", "caller_id"),
    Index("ix_conversations_updated", "updated"),
)


def forget_caller(connection: Connection, caller_id: int) -> None:
    """Delete all messages and conversations of a caller, in a transaction that erases the rest."""
    keys = select(CONVERSATIONS.c.key).where(CONVERSATIONS.c.caller_id == caller_id)
    connection.execute(delete(INBOX).where(INBOX.c.conversation.in_(keys)))
    connection.execute(
        delete(OUTBOX).where((OUTBOX.c.caller_id == caller_id) | OUTBOX.c.conversation.in_(keys))
    )
    connection.execute(delete(CONVERSATIONS).where(CONVERSATIONS.c.caller_id == caller_id))


def clear(connection: Connection) -> None:
    """Delete everything but the audit trail: for the database of the simulator, where nobody real is kept."""
    for table in reversed(METADATA.sorted_tables):
        if table.name != "audit":
            connection.execute(delete(table))


def purge(connection: Connection, before: datetime) -> int:
    """Delete what came, went or rested before a moment; what still waits stays. Gives how many messages went."""
    old_in = INBOX.c.received < before, INBOX.c.state.not_in(("waiting",))
    old_out = OUTBOX.c.made < before, OUTBOX.c.state.not_in(("waiting", "sending"))
    gone = connection.execute(delete(INBOX).where(*old_in)).rowcount
    gone += connection.execute(delete(OUTBOX).where(*old_out)).rowcount
    connection.execute(delete(CONVERSATIONS).where(CONVERSATIONS.c.updated < before))
    return gone
