"""Tickets: questions that the first level could not settle, each with the time by which an answer is due.

Every change of a ticket names the version it was made from, and is a turn of its case and an entry of the audit trail.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.engine import RowMapping

from ingest.errors import BadRequestError, NotFoundError
from service.database import audit
from service.database.audit import Deed
from service.helpline import changes, references
from service.helpline.cases import append, hold
from service.helpline.changes import Change
from service.helpline.database import Database
from service.helpline.errors import StateError
from service.helpline.masking import masked
from service.helpline.records import CallBackState, Ticket, TicketState, Turn, TurnKind
from service.helpline.tables import CALL_BACKS, CALLERS, CASES, TICKETS
from service.helpline.working_days import HOURS, due, holidays_of


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does something to a ticket or a call-back, from which version of it. ``by`` None = no person."""

    version: int
    by: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Which tickets or call-backs are listed; None = all."""

    assigned_to: str | None = None
    level: int | None = None
    due_before: datetime | None = None


class Tickets:
    """The tickets of a helpline. All methods are safe to call from several threads and processes.

    Args:
        database: The helpline's.
        hours: How long an answer may take, on a clock that stands still while offices are closed.
    """

    def __init__(self, database: Database, hours: float = HOURS) -> None:
        self._database = database
        self._hours = hours

    def over(self, database: Database) -> "Tickets":
        """The same over another database, as within an open transaction."""
        return Tickets(database, self._hours)

    def escalate(self, reference: str, level: int, question: str, by: str | None, now: datetime) -> Ticket:
        """Raise a ticket for a case; it is due by the working days of the caller's State.

        Raises:
            ReferenceError_: that is no reference.
            NotFoundError: there is no such case.
            BadRequestError: the question is empty.
        """
        plain = references.check(reference)
        if not question.strip():
            raise BadRequestError("The ticket needs a question: what should the expert answer?")
        new = {
            "reference": plain,
            "level": level,
            "question": masked(question.strip()),
            "raised_by": by,
            "raised": now,
        }
        with self._database.writing() as connection:
            hold(connection, plain)
            new["due"] = due(level, now, holidays_of(_state(connection, plain)), self._hours)
            row = {**new, "state": TicketState.OPEN.value, "version": 1}
            ticket_id = int(
                connection.execute(TICKETS.insert().values(**row).returning(TICKETS.c.id)).scalar_one()
            )
            told = {"did": "raised", "level": level, "question": new["question"]}
            _tell(connection, plain, ticket_id, {**told, "by": by}, now)
            deed = Deed(by, "raised", subject(ticket_id), 1, {"case": plain, "level": level})
            audit.record(connection, deed, now)
            return _ticket(connection, ticket_id)

    def assign(self, ticket_id: int, to: str | None, doing: Doing, now: datetime) -> Ticket:
        """Hand a ticket to an account, or to nobody.

        Raises:
            StaleError: somebody else has changed the ticket since.
            NotFoundError: there is no such ticket.
        """
        return self._change(ticket_id, {"assigned_to": to}, ("assigned", {"assigned_to": to}), doing, now)

    def raise_level(self, ticket_id: int, doing: Doing, now: datetime) -> Ticket:
        """Hand a ticket on from level 2 to level 3; the clock goes on, for the caller has waited all the time.

        Raises:
            StaleError: somebody else has changed the ticket since.
            NotFoundError: there is no such ticket.
        """
        return self._change(
            ticket_id, {"level": 3, "assigned_to": None}, ("handed on", {"level": 3}), doing, now
        )

    def answer(self, ticket_id: int, reply: str, doing: Doing, now: datetime) -> Ticket:
        """Keep the answer of an expert; the caller has yet to hear it.

        Raises:
            StaleError: somebody else has changed the ticket since.
            StateError: the ticket is closed.
            NotFoundError: there is no such ticket.
            BadRequestError: the reply is empty.
        """
        if not reply.strip():
            raise BadRequestError(
                "The reply is empty. Write what the caller should be told, with its source."
            )
        values = {"reply": reply.strip(), "state": TicketState.ANSWERED.value}
        return self._change(ticket_id, values, ("answered", {"reply": reply.strip()}), doing, now)

    def close(self, ticket_id: int, doing: Doing, now: datetime) -> Ticket:
        """Close a ticket: the caller was told the reply, or was reached and needs none.

        Raises:
            StaleError: somebody else has changed the ticket since.
            StateError: there is neither a reply nor a call-back that reached the caller.
            NotFoundError: there is no such ticket.
        """
        return self._change(ticket_id, {"state": TicketState.CLOSED.value}, ("closed", {}), doing, now)

    def reopen(self, ticket_id: int, doing: Doing, now: datetime) -> Ticket:
        """Open a ticket again: its answer did not settle the question. Due as it was.

        Raises:
            StaleError: somebody else has changed the ticket since.
            NotFoundError: there is no such ticket.
        """
        return self._change(ticket_id, {"state": TicketState.OPEN.value}, ("reopened", {}), doing, now)

    def ticket(self, ticket_id: int) -> Ticket:
        """One ticket.

        Raises:
            NotFoundError: there is none with that number.
        """
        with self._database.reading() as connection:
            return _ticket(connection, ticket_id)

    def of_case(self, reference: str) -> Sequence[Ticket]:
        """The tickets of a case, oldest first.

        Raises:
            ReferenceError_: that is no reference.
        """
        asked = (
            select(TICKETS).where(TICKETS.c.reference == references.check(reference)).order_by(TICKETS.c.id)
        )
        with self._database.reading() as connection:
            return [of_row(row) for row in connection.execute(asked).mappings()]

    def waiting(
        self, state: TicketState = TicketState.OPEN, wanted: Waiting | None = None, limit: int = 200
    ) -> Sequence[Ticket]:
        """The tickets in a state, first due first."""
        wanted = wanted or Waiting()
        asked = select(TICKETS).where(TICKETS.c.state == state.value).order_by(TICKETS.c.due, TICKETS.c.id)
        if wanted.assigned_to is not None:
            asked = asked.where(TICKETS.c.assigned_to == wanted.assigned_to)
        if wanted.level is not None:
            asked = asked.where(TICKETS.c.level == wanted.level)
        if wanted.due_before is not None:
            asked = asked.where(TICKETS.c.due < wanted.due_before)
        with self._database.reading() as connection:
            return [of_row(row) for row in connection.execute(asked.limit(limit)).mappings()]

    def _change(
        self,
        ticket_id: int,
        values: Mapping[str, Any],
        did: tuple[str, Mapping[str, Any]],
        doing: Doing,
        now: datetime,
    ) -> Ticket:
        change = Change(TICKETS, TICKETS.c.id == changes.within(ticket_id), doing.version, values)
        told = {name: value for name, value in did[1].items() if name != "reply"}  # the words are in the case
        with self._database.writing() as connection:
            before = _ticket(connection, ticket_id)
            if before.version == doing.version:  # else it is stale, which says more
                _may(connection, before, did[0])
            changes.apply(connection, change, Deed(doing.by, did[0], subject(ticket_id), details=told), now)
            changed = _ticket(connection, ticket_id)
            _tell(connection, changed.reference, ticket_id, {"did": did[0], **did[1], "by": doing.by}, now)
            return changed


def subject(ticket_id: int) -> str:
    """How the audit trail names a ticket."""
    return f"ticket {ticket_id}"


def of_row(row: RowMapping) -> Ticket:
    """The record of a row of the table."""
    return Ticket(**{**row, "state": TicketState(row["state"])})


def _tell(
    connection: Connection, reference: str, ticket_id: int, did: Mapping[str, Any], now: datetime
) -> None:
    content = {"ticket": ticket_id, **{name: value for name, value in did.items() if name != "by"}}
    append(connection, Turn(reference, 0, now, TurnKind.TICKET, content, None, did["by"]))


def _may(connection: Connection, ticket: Ticket, did: str) -> None:
    """See that a ticket is closed with a reply only, and that what is closed is not answered.

    Raises:
        StateError: it cannot be done as things stand.
    """
    if did == "answered" and ticket.state is TicketState.CLOSED:
        raise StateError(f"Ticket {ticket.id} is closed. Open it again first, then answer it.")
    if did == "closed" and not (ticket.reply or _reached(connection, ticket.reference)):
        raise StateError(
            f"Ticket {ticket.id} has no reply yet, and the caller was not reached. An expert answers it, or the caller "
            "is called back; then it can be closed."
        )


def _reached(connection: Connection, reference: str) -> bool:
    """Whether a call-back of this case reached the caller."""
    mine = (CALL_BACKS.c.reference == reference) & (CALL_BACKS.c.state == CallBackState.DONE.value)
    return connection.execute(select(CALL_BACKS.c.id).where(mine).limit(1)).first() is not None


def _ticket(connection: Connection, ticket_id: int) -> Ticket:
    asked = select(TICKETS).where(TICKETS.c.id == changes.within(ticket_id))
    row = connection.execute(asked).mappings().first()
    if row is None:
        raise NotFoundError(f"There is no ticket {ticket_id}.")
    return of_row(row)


def _state(connection: Connection, reference: str) -> str | None:
    """The State of the caller of a case; None where it is not known."""
    asked = (
        select(CALLERS.c.state)
        .join(CASES, CASES.c.caller_id == CALLERS.c.id)
        .where(CASES.c.reference == reference)
    )
    return connection.execute(asked).scalar()
