"""What a caller may ask of the messages: a part of ``privacy`` over the tables of in- and outbox."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from service.helpline import message_tables
from service.helpline.message_tables import CONVERSATIONS, INBOX, OUTBOX
from service.helpline.privacy import Times, Whose
from service.helpline.sealing import Secrets


class Messages:
    """The messages and conversations of a caller."""

    name = "messages"

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets

    def export(self, connection: Connection, whose: Whose) -> Sequence[Mapping[str, Any]]:
        """Every message that came or went, with its words, oldest first."""
        keys = _keys(whose)
        came = select(INBOX).where(INBOX.c.conversation.in_(keys)).order_by(INBOX.c.id)
        went = select(OUTBOX).where(_sent_to(whose)).order_by(OUTBOX.c.id)
        rows = [
            *(self._row("in", dict(row), "received") for row in connection.execute(came).mappings()),
            *(self._row("out", dict(row), "made") for row in connection.execute(went).mappings()),
        ]
        return sorted(rows, key=lambda row: str(row["at"]))

    def erase(self, connection: Connection, whose: Whose) -> int:
        """Delete them all, those that wait to be sent among them."""
        came = select(func.count()).select_from(INBOX).where(INBOX.c.conversation.in_(_keys(whose)))
        went = select(func.count()).select_from(OUTBOX).where(_sent_to(whose))
        count = int(connection.execute(came).scalar_one()) + int(connection.execute(went).scalar_one())
        message_tables.forget_caller(connection, whose.caller_id)
        return count

    def purge(self, connection: Connection, now: datetime, times: Times) -> int:
        """Delete what came or went longer ago than messages are kept; what still waits stays."""
        return message_tables.purge(connection, now - times.messages)

    def _row(self, way: str, row: Mapping[str, Any], at: str) -> dict[str, Any]:
        told = json.loads(self._secrets.unseal(row["content_sealed"]))
        return {"way": way, "channel": row["channel"], "at": row[at], "state": row["state"], "content": told}


def _keys(whose: Whose) -> Any:  # noqa: ANN401 -- a SELECT inside another
    return select(CONVERSATIONS.c.key).where(CONVERSATIONS.c.caller_id == whose.caller_id)


def _sent_to(whose: Whose) -> Any:  # noqa: ANN401 -- a condition of SQLAlchemy
    return or_(OUTBOX.c.caller_id == whose.caller_id, OUTBOX.c.conversation.in_(_keys(whose)))
