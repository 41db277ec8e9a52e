"""What came in, kept before it is confirmed and worked through once: nothing accepted is lost or done twice.

A provider's id names an event for good, so that a repetition is known. Events of one conversation are worked through
one after the other, those of several at once. Whoever works on one holds a lease; a process that dies loses it, and
another takes the event up. The work commits together with the mark that it is done, and only under its own lease.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, update
from sqlalchemy.engine import RowMapping

from ingest.errors import NotFoundError
from service.helpline import sealed_json
from service.helpline.changes import within
from service.helpline.channels.records import Inbound
from service.helpline.database import Database, insert
from service.helpline.message_tables import INBOX
from service.helpline.sealing import Secrets

LEASE = timedelta(seconds=30)
BACK_OFF = tuple(timedelta(seconds=s) for s in (2, 10, 60, 300))
"""Waits between tries; after the last one the event is a dead letter."""


class Taken(StrEnum):
    """What became of an event at the door."""

    NEW = "new"
    KNOWN = "known"
    LIMITED = "limited"


@dataclass(frozen=True, slots=True)
class Claimed:
    """An event that somebody works on. ``attempts`` counts the tries before this one."""

    id: int
    conversation: str
    inbound: Inbound
    lease: str
    attempts: int
    received: datetime


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One event as the pages of dead letters show it; without its words."""

    id: int
    provider: str
    channel: str
    state: str
    attempts: int
    error: str | None
    received: datetime


class Inbox:
    """The events that came in. All methods are safe to call from several threads and processes.

    Args:
        database: The helpline's.
        secrets: What seals words and numbers.
        rate: Most events of one caller in a minute; 0 = no limit.
    """

    def __init__(self, database: Database, secrets: Secrets, rate: int = 0) -> None:
        self._database = database
        self._secrets = secrets
        self._rate = rate

    def conversation(self, event: Inbound) -> str:
        """The key of the conversation that an event belongs to: the call, or the channel and the address."""
        who = event.thread[0] if event.channel == "phone" and event.thread else event.sender
        return self._secrets.hashed(f"{event.provider.value}:{event.channel}:{who}")

    def take(self, event: Inbound, now: datetime) -> Taken:
        """Keep an event. Once this returns, it is on the disk."""
        taken, _ = self._take(event, now, lease=None)
        return taken

    def take_now(self, event: Inbound, now: datetime) -> Claimed | None:
        """Keep an event and claim it at once: a call cannot wait. None where it is known already, or over the limit."""
        return self._take(event, now, lease=uuid.uuid4().hex)[1]

    def _take(self, event: Inbound, now: datetime, lease: str | None) -> tuple[Taken, Claimed | None]:
        key = self.conversation(event)
        with self._database.writing() as connection:
            limited = self._over(connection, key, now)
            row = {
                "event": self._name(event),
                "conversation": key,
                "provider": event.provider.value,
                "channel": event.channel,
                "content_sealed": self._secrets.seal(sealed_json.dumps(event)),
                "state": "limited" if limited else "waiting",
                "attempts": 0,
                "next_try": now,
                "received": now,
                "lease": lease,
                "lease_until": now + LEASE if lease else None,
            }
            made = insert(connection, INBOX).values(**row).on_conflict_do_nothing().returning(INBOX.c.id)
            number = connection.execute(made).scalar()
        if number is None:
            return Taken.KNOWN, None
        if limited:
            return Taken.LIMITED, None
        return Taken.NEW, Claimed(number, key, event, lease, 0, now) if lease else None

    def _over(self, connection: Connection, key: str, now: datetime) -> bool:
        if not self._rate:
            return False
        lately = select(func.count()).where(
            INBOX.c.conversation == key,
            INBOX.c.received > now - timedelta(minutes=1),
            INBOX.c.state != "limited",
        )
        return int(connection.execute(lately).scalar_one()) >= self._rate

    def claim(self, now: datetime) -> Claimed | None:
        """Take the oldest event in hand whose conversation is free; None where nothing is to be done now."""
        asked = _next(now).order_by(INBOX.c.id).limit(1)
        with self._database.reading() as connection:  # most looks find nothing, and need no lock for that
            if connection.execute(asked.with_only_columns(INBOX.c.id)).first() is None:
                return None
        return self._claim(asked.with_for_update(skip_locked=True), now)

    def _claim(self, asked: Select[Any], now: datetime) -> Claimed | None:
        lease = uuid.uuid4().hex
        with self._database.writing() as connection:
            row = connection.execute(asked).mappings().first()
            if row is None:
                return None
            held = {"lease": lease, "lease_until": now + LEASE}
            connection.execute(update(INBOX).where(INBOX.c.id == row["id"]).values(**held))
        return self._claimed(row, lease)

    def claim_event(self, event: Inbound, now: datetime) -> Claimed | None:
        """Take an event in hand that is known, waits and is not held: one whose first try broke off."""
        free = or_(INBOX.c.lease_until.is_(None), INBOX.c.lease_until < now)
        asked = select(INBOX).where(INBOX.c.event == self._name(event), INBOX.c.state == "waiting", free)
        return self._claim(asked.with_for_update(), now)

    def finish(self, connection: Connection, claimed: Claimed, now: datetime, reply: str = "") -> bool:
        """Mark an event done in the transaction of its work; False where the lease was lost and nothing may be kept."""
        done: dict[str, Any] = {
            "state": "done",
            "done": now,
            "lease": None,
            "lease_until": None,
            "error": None,
        }
        done["reply_sealed"] = self._secrets.seal(reply) if reply else None
        return bool(connection.execute(update(INBOX).where(_held(claimed)).values(**done)).rowcount)

    def fail(self, claimed: Claimed, why: str, now: datetime, counts: bool = True) -> None:
        """Let an event be tried again later, or be a dead letter after the last try.

        Args:
            claimed: The event.
            why: In words that hold nothing of what was said.
            now: The moment.
            counts: False where nothing is wrong with it: the library is not ready yet.
        """
        attempts = claimed.attempts + counts
        dead = attempts > len(BACK_OFF)
        wait = BACK_OFF[min(max(attempts, 1), len(BACK_OFF)) - 1]
        values = {"attempts": attempts, "error": why[:200], "lease": None, "lease_until": None}
        values |= {"state": "dead"} if dead else {"next_try": now + wait}
        with self._database.writing() as connection:
            connection.execute(update(INBOX).where(_held(claimed)).values(**values))

    def reply_to(self, event: Inbound) -> str | None:
        """What was replied to an event that is known and done, else None."""
        asked = select(INBOX.c.reply_sealed).where(INBOX.c.event == self._name(event))
        with self._database.reading() as connection:
            sealed = connection.execute(asked).scalar()
        return None if sealed is None else self._secrets.unseal(sealed)

    def of_conversation(self, conversation: str) -> Sequence[tuple[InboxRow, Inbound, str]]:
        """The events of a conversation, oldest first, each with the reply of a call: for the simulator."""
        asked = select(INBOX).where(INBOX.c.conversation == conversation).order_by(INBOX.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(asked).mappings().all()
        return [(_row(row), self._claimed(row, "").inbound, self._reply(row)) for row in rows]

    def _reply(self, row: RowMapping) -> str:
        return self._secrets.unseal(row["reply_sealed"]) if row["reply_sealed"] else ""

    def dead(self, limit: int = 100) -> Sequence[InboxRow]:
        """The dead letters, newest first."""
        return self._rows(INBOX.c.state == "dead", limit)

    def counts(self) -> dict[str, int]:
        """How many events there are in each state."""
        asked = select(INBOX.c.state, func.count()).group_by(INBOX.c.state)
        with self._database.reading() as connection:
            return {state: int(count) for state, count in connection.execute(asked)}

    def again(self, event_id: int, now: datetime) -> None:
        """Let a dead letter be tried again.

        Raises:
            NotFoundError: there is no such dead letter.
        """
        self._bury(event_id, {"state": "waiting", "attempts": 0, "next_try": now})

    def give_up(self, event_id: int) -> None:
        """Put a dead letter away for good.

        Raises:
            NotFoundError: there is no such dead letter.
        """
        self._bury(event_id, {"state": "given_up"})

    def _bury(self, event_id: int, values: dict[str, Any]) -> None:
        dead = INBOX.c.id == within(event_id), INBOX.c.state == "dead"
        with self._database.writing() as connection:
            if not connection.execute(update(INBOX).where(*dead).values(**values)).rowcount:
                raise NotFoundError(f"There is no dead letter {event_id} among what came in.")

    def _rows(self, where: ColumnElement[bool], limit: int) -> Sequence[InboxRow]:
        asked = select(INBOX).where(where).order_by(INBOX.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            return [_row(row) for row in connection.execute(asked).mappings()]

    def _claimed(self, row: RowMapping, lease: str) -> Claimed:
        told = sealed_json.inbound(self._secrets.unseal(row["content_sealed"]))
        return Claimed(row["id"], row["conversation"], told, lease, row["attempts"], row["received"])

    def _name(self, event: Inbound) -> str:
        return self._secrets.hashed(json.dumps([event.provider.value, event.channel, event.id]))


def _row(row: RowMapping) -> InboxRow:
    return InboxRow(**{name: row[name] for name in InboxRow.__dataclass_fields__})


def _held(claimed: Claimed) -> ColumnElement[bool]:
    return and_(INBOX.c.id == claimed.id, INBOX.c.lease == claimed.lease, INBOX.c.state == "waiting")


def _next(now: datetime) -> Select[Any]:
    """Events that wait, are due and not held, with no earlier one of their conversation before them."""
    earlier = INBOX.alias("earlier")
    blocked = exists().where(
        earlier.c.conversation == INBOX.c.conversation,
        earlier.c.state == "waiting",
        earlier.c.id < INBOX.c.id,
    )
    free = or_(INBOX.c.lease_until.is_(None), INBOX.c.lease_until < now)
    return select(INBOX).where(INBOX.c.state == "waiting", INBOX.c.next_try <= now, free, ~blocked)
