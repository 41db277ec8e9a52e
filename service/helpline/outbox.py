"""What is to go out, kept in the transaction that decides it and sent afterwards: retried, and never silently dropped.

A message has a name of its own that stays over all tries. Where a provider drops a second message of the same name,
one that was being sent when the process died is sent again. Where it cannot, nobody knows whether it went: it waits as
``unsure`` for the provider's report, then becomes a dead letter for a person to look at.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, update
from sqlalchemy.engine import RowMapping

from ingest.errors import NotFoundError
from service.helpline import sealed_json
from service.helpline.changes import within
from service.helpline.channels.records import Delivery, Outbound, Provider, Report
from service.helpline.database import Database, insert
from service.helpline.message_tables import CONVERSATIONS, OUTBOX
from service.helpline.sealing import Secrets
from service.helpline.tables import CALLERS

LEASE = timedelta(seconds=30)
BACK_OFF = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 3600))
"""Waits between tries; after the last one the message is a dead letter."""

UNSURE = timedelta(minutes=15)
"""So long a report is waited for before a person is asked to look."""

REPEATABLE = frozenset((Provider.GATEWAY, Provider.MAIL, Provider.SIMULATOR))
"""Providers to whom the same message may be given twice: its name lets the second one be dropped."""

BROKE_OFF = "The service stopped while this was being sent. See whether it arrived before you send it again."


@dataclass(frozen=True, slots=True)
class Draft:
    """A message with what is kept beside it. ``always`` = it goes out although the caller wants no messages."""

    message: Outbound
    provider: Provider
    conversation: str
    caller_id: int | None
    reference: str | None
    always: bool = False


@dataclass(frozen=True, slots=True)
class Sending:
    """A message that somebody is sending. ``last_inbound`` is when the caller last wrote in this conversation."""

    id: int
    provider: Provider
    message: Outbound
    lease: str
    attempts: int
    last_inbound: datetime | None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message as the pages of dead letters show it; without its words and its number."""

    id: int
    provider: str
    channel: str
    reference: str | None
    state: str
    attempts: int
    error: str | None
    made: datetime
    sent: datetime | None


def new_name() -> str:
    """A name for a message that has none by what it answers."""
    return uuid.uuid4().hex


def add(connection: Connection, draft: Draft, secrets: Secrets, now: datetime) -> bool:
    """Put a message out, in the transaction that decides it; False where one of this name is there already."""
    row = {
        "name": draft.message.id,
        "conversation": draft.conversation,
        "caller_id": draft.caller_id,
        "reference": draft.reference,
        "provider": draft.provider.value,
        "channel": draft.message.channel,
        "content_sealed": secrets.seal(sealed_json.dumps(draft.message)),
        "state": "waiting",
        "attempts": 0,
        "next_try": now,
        "made": now,
        "always": draft.always,
    }
    made = insert(connection, OUTBOX).values(**row).on_conflict_do_nothing()
    return bool(connection.execute(made).rowcount)


class Outbox:
    """The messages that are to go out. All methods are safe to call from several threads and processes."""

    def __init__(self, database: Database, secrets: Secrets) -> None:
        self._database = database
        self._secrets = secrets

    def claim(self, now: datetime) -> Sending | None:
        """Take the oldest message in hand that may go now; None where there is none.

        Messages of one conversation go one after the other. One to a caller who wants none is stopped here.
        """
        with self._database.reading() as connection:  # most looks find nothing, and need no lock for that
            if connection.execute(_next(now).with_only_columns(OUTBOX.c.id)).first() is None:
                return None
        with self._database.writing() as connection:
            connection.execute(_stop_unwanted())
            row = connection.execute(_next(now).with_for_update(skip_locked=True)).mappings().first()
            if row is None:
                return None
            lease = uuid.uuid4().hex
            held = {
                "state": "sending",
                "lease": lease,
                "lease_until": now + LEASE,
                "attempts": row["attempts"] + 1,
            }
            connection.execute(update(OUTBOX).where(OUTBOX.c.id == row["id"]).values(**held))
            wrote = select(CONVERSATIONS.c.last_inbound).where(CONVERSATIONS.c.key == row["conversation"])
            last = connection.execute(wrote).scalar()
        message = sealed_json.outbound(self._secrets.unseal(row["content_sealed"]))
        return Sending(row["id"], Provider(row["provider"]), message, lease, row["attempts"] + 1, last)

    def sent(self, sending: Sending, provider_id: str, now: datetime) -> None:
        """Keep that a provider took a message, under its id there ("" where it gives none)."""
        hashed = self._provider_id(sending.provider, provider_id) if provider_id else None
        self._settle(sending, {"state": "sent", "sent": now, "provider_id": hashed, "error": None})

    def failed(self, sending: Sending, why: str, retry: bool, now: datetime) -> None:
        """Try again later, or make it a dead letter: after the last try, or where no try can help.

        ``why`` holds nothing of the message and no number.
        """
        if not retry or sending.attempts > len(BACK_OFF):
            self._settle(sending, {"state": "dead", "error": why[:200]})
            return
        wait = BACK_OFF[sending.attempts - 1]
        self._settle(sending, {"state": "waiting", "next_try": now + wait, "error": why[:200]})

    def unsure(self, sending: Sending, why: str, now: datetime) -> None:
        """Keep that nobody knows whether a message went."""
        if sending.provider in REPEATABLE:
            self.failed(sending, why, True, now)
        else:
            self._settle(sending, {"state": "unsure", "next_try": now + UNSURE, "error": why[:200]})

    def recover(self, now: datetime) -> None:
        """Take up what a dead process was sending, and make dead letters of what no report came for."""
        lost = OUTBOX.c.state == "sending", OUTBOX.c.lease_until < now
        names = [provider.value for provider in REPEATABLE]
        told = {"lease": None, "lease_until": None, "error": BROKE_OFF}
        again = {"state": "waiting", "next_try": now, "lease": None, "lease_until": None}
        doubted = {"state": "unsure", "next_try": now + UNSURE, **told}
        silent = OUTBOX.c.state == "unsure", OUTBOX.c.next_try < now
        with self._database.writing() as connection:
            connection.execute(update(OUTBOX).where(*lost, OUTBOX.c.provider.in_(names)).values(**again))
            connection.execute(update(OUTBOX).where(*lost).values(**doubted))
            connection.execute(update(OUTBOX).where(*silent).values(state="dead"))

    def report(self, report: Report, now: datetime) -> None:
        """Keep what a provider says became of a message; a late "sent" never undoes a "delivered"."""
        named = [OUTBOX.c.provider_id == self._provider_id(report.provider, report.provider_id)]
        if report.ours:
            named.append(OUTBOX.c.name == report.ours)
        mine = and_(OUTBOX.c.provider == report.provider.value, or_(*named))
        with self._database.writing() as connection:
            connection.execute(update(OUTBOX).where(mine, *_reported(report)).values(**_became(report, now)))

    def dead(self, limit: int = 100) -> Sequence[OutboxRow]:
        """The dead letters, newest first."""
        return self._rows(OUTBOX.c.state == "dead", limit)

    def of_case(self, reference: str) -> Sequence[OutboxRow]:
        """The messages of a case, newest first."""
        return self._rows(OUTBOX.c.reference == reference, 100)

    def of_conversation(self, conversation: str) -> Sequence[tuple[OutboxRow, Outbound]]:
        """The messages of a conversation with their words, oldest first: for the simulator."""
        asked = select(OUTBOX).where(OUTBOX.c.conversation == conversation).order_by(OUTBOX.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(asked).mappings().all()
        return [
            (_row(row), sealed_json.outbound(self._secrets.unseal(row["content_sealed"]))) for row in rows
        ]

    def counts(self) -> dict[str, int]:
        """How many messages there are in each state."""
        asked = select(OUTBOX.c.state, func.count()).group_by(OUTBOX.c.state)
        with self._database.reading() as connection:
            return {state: int(count) for state, count in connection.execute(asked)}

    def again(self, message_id: int, now: datetime) -> None:
        """Let a dead letter be tried again.

        Raises:
            NotFoundError: there is no such dead letter.
        """
        self._bury(message_id, {"state": "waiting", "attempts": 0, "next_try": now})

    def give_up(self, message_id: int) -> None:
        """Put a dead letter away for good.

        Raises:
            NotFoundError: there is no such dead letter.
        """
        self._bury(message_id, {"state": "given_up"})

    def _bury(self, message_id: int, values: dict[str, Any]) -> None:
        dead = OUTBOX.c.id == within(message_id), OUTBOX.c.state == "dead"
        with self._database.writing() as connection:
            if not connection.execute(update(OUTBOX).where(*dead).values(**values)).rowcount:
                raise NotFoundError(f"There is no dead letter {message_id} among what goes out.")

    def _settle(self, sending: Sending, values: dict[str, Any]) -> None:
        mine = OUTBOX.c.id == sending.id, OUTBOX.c.lease == sending.lease, OUTBOX.c.state == "sending"
        done = {**values, "lease": None, "lease_until": None}
        with self._database.writing() as connection:
            connection.execute(update(OUTBOX).where(*mine).values(**done))

    def _rows(self, where: ColumnElement[bool], limit: int) -> Sequence[OutboxRow]:
        asked = select(OUTBOX).where(where).order_by(OUTBOX.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            return [_row(row) for row in connection.execute(asked).mappings()]

    def _provider_id(self, provider: Provider, given: str) -> str:
        return self._secrets.hashed(f"out:{provider.value}:{given}")


def _row(row: RowMapping) -> OutboxRow:
    return OutboxRow(**{name: row[name] for name in OutboxRow.__dataclass_fields__})


def _next(now: datetime) -> Select[Any]:
    """The oldest message that waits and is due, with no earlier one of its conversation still to go before it."""
    earlier = OUTBOX.alias("earlier")
    blocked = exists().where(
        earlier.c.conversation == OUTBOX.c.conversation,
        earlier.c.state.in_(("waiting", "sending")),
        earlier.c.id < OUTBOX.c.id,
    )
    due = select(OUTBOX).where(OUTBOX.c.state == "waiting", OUTBOX.c.next_try <= now, ~blocked)
    return due.order_by(OUTBOX.c.id).limit(1)


def _stop_unwanted() -> Any:  # noqa: ANN401 -- an update
    unwilling = select(CALLERS.c.id).where(CALLERS.c.opted_out.is_(True))
    waits = OUTBOX.c.state == "waiting", OUTBOX.c.always.is_(False), OUTBOX.c.caller_id.in_(unwilling)
    return update(OUTBOX).where(*waits).values(state="stopped", error="The caller wants no messages.")


def _reported(report: Report) -> tuple[ColumnElement[bool], ...]:
    """From which states a report leads on."""
    before = {
        Delivery.SENT: ("sending", "unsure"),
        Delivery.DELIVERED: ("sending", "unsure", "sent"),
        Delivery.FAILED: ("sending", "unsure", "sent"),
    }
    return (OUTBOX.c.state.in_(before[report.delivery]),)


def _became(report: Report, now: datetime) -> dict[str, Any]:
    done: dict[str, Any] = {"lease": None, "lease_until": None}
    if report.delivery is Delivery.FAILED:
        return {**done, "state": "dead", "error": report.why[:200]}
    return {**done, "state": report.delivery.value, "sent": now, "error": None}
