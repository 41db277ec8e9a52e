"""What callers may ask for, and what is done without being asked: give out, erase, and delete at the end of its time.

Other parts of the helpline that keep something about callers (messages, scores) take part as a ``Part`` each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, exists, func, or_, select, update
from sqlalchemy.engine import RowMapping

from ingest.errors import NotFoundError
from service.database import audit
from service.database.audit import ENTRIES, Deed
from service.helpline.callers import Callers
from service.helpline.database import Database
from service.helpline.desk_tables import SCORES
from service.helpline.phones import normalised
from service.helpline.records import CallBackState, TicketState
from service.helpline.reminder_tables import REMINDERS
from service.helpline.sealing import Secrets
from service.helpline.tables import CALL_BACKS, CALLERS, CASES, TICKETS, TURNS

ERASED = "(erased at the caller's wish)"


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose data it is about: the caller, the number or mail address in its one form, the references of the cases."""

    caller_id: int
    address: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """How long something is kept: callers after their last contact, cases after their end, messages, audit."""

    callers: timedelta = timedelta(days=365)
    cases: timedelta = timedelta(days=1095)
    messages: timedelta = timedelta(days=90)
    audit: timedelta = timedelta(days=1095)


class Part(Protocol):
    """A part of the helpline that keeps something about callers in tables of its own.

    All work is done on the connection given, so that nothing is half erased.
    """

    @property
    def name(self) -> str:
        """What it keeps, in a word: "messages"."""
        ...

    def export(self, connection: Connection, whose: Whose) -> Sequence[Mapping[str, Any]]:
        """All that it keeps about a caller, in the form that JSON takes."""
        ...

    def erase(self, connection: Connection, whose: Whose) -> int:
        """Erase what says something about a caller; gives how many rows that were."""
        ...

    def purge(self, connection: Connection, now: datetime, times: Times) -> int:
        """Delete what is past its time; gives how many rows that were. Rows that hang on a case go with it anyway."""
        ...


class Privacy:
    """Giving out, erasing and deleting. All methods are safe to call from several processes."""

    def __init__(
        self, database: Database, secrets: Secrets, times: Times | None = None, parts: Sequence[Part] = ()
    ) -> None:
        self._database = database
        self._secrets = secrets
        self._callers = Callers(database, secrets)
        self._times = times or Times()
        self._parts = tuple(parts)

    def export_caller(self, number: str, now: datetime, by: str | None = None) -> dict[str, Any]:
        """All that is kept about a caller, in the form that JSON takes; that it was given out is written down.

        Raises:
            BadRequestError: that is no number or mail address.
            NotFoundError: nothing is kept about it.
        """
        with self._database.writing() as connection:
            whose, row = self._whose(connection, number)
            audit.record(connection, Deed(by, "exported", f"caller {whose.caller_id}"), now)
            found = {
                "number": whose.address,
                **asdict(self._callers.of_row(row)),
                "first_seen": row["first_seen"],
                "last_seen": row["last_seen"],
                "cases": [_exported(connection, reference) for reference in whose.references],
                **{
                    part.name: [dict(kept) for kept in part.export(connection, whose)] for part in self._parts
                },
            }
        plain: dict[str, Any] = _plain(found)
        return plain

    def erase_caller(self, number: str, now: datetime, by: str | None = None) -> dict[str, int]:
        """Erase what is kept about a caller; gives how much that was.

        The cases stay as numbers without words: channel, times and outcome, for the reports. Open tickets are closed
        and promised calls are deleted.

        Raises:
            BadRequestError: that is no number or mail address.
            NotFoundError: nothing is kept about it.
        """
        with self._database.writing() as connection:
            whose, _ = self._whose(connection, number)
            done = {part.name: part.erase(connection, whose) for part in self._parts}
            done |= _erase_cases(connection, whose.references)
            connection.execute(CALLERS.delete().where(CALLERS.c.id == whose.caller_id))
            audit.record(connection, Deed(by, "erased", f"caller {whose.caller_id}", details=done), now)
        self._database.forget_deleted()
        return done

    def purge(self, now: datetime, by: str | None = None) -> dict[str, int]:
        """Delete what is past its time; gives how much of each that was.

        Cases with an open ticket or a promised call stay, and so do their callers, until these are settled.
        """
        with self._database.writing() as connection:
            done = {
                "cases": _purge_cases(connection, now - self._times.cases),
                "callers": _purge_callers(connection, now - self._times.callers),
                "audit": connection.execute(
                    ENTRIES.delete().where(ENTRIES.c.at < now - self._times.audit)
                ).rowcount,
                **{part.name: part.purge(connection, now, self._times) for part in self._parts},
            }
            audit.record(connection, Deed(by, "purged", "helpline", details=done), now)
        self._database.forget_deleted()
        return done

    def _whose(self, connection: Connection, number: str) -> tuple[Whose, RowMapping]:
        address = normalised(number)
        asked = (
            select(CALLERS).where(CALLERS.c.number_hash == self._secrets.hashed(address)).with_for_update()
        )
        row = connection.execute(asked).mappings().first()
        if row is None:
            raise NotFoundError("Nothing is kept about a caller with that number or mail address.")
        cases = select(CASES.c.reference).where(CASES.c.caller_id == row["id"]).order_by(CASES.c.opened)
        return Whose(row["id"], address, tuple(connection.execute(cases).scalars())), row


def _exported(connection: Connection, reference: str) -> dict[str, Any]:
    """A case with all that belongs to it; the number of a call-back is the caller's own or was told by them."""
    case = connection.execute(select(CASES).where(CASES.c.reference == reference)).mappings().one()
    turns = select(TURNS).where(TURNS.c.case == reference).order_by(TURNS.c.number)
    tickets = select(TICKETS).where(TICKETS.c.reference == reference).order_by(TICKETS.c.id)
    calls = select(CALL_BACKS).where(CALL_BACKS.c.reference == reference).order_by(CALL_BACKS.c.id)
    reminders = select(REMINDERS).where(REMINDERS.c.reference == reference).order_by(REMINDERS.c.id)
    return {
        **case,
        "turns": [dict(row) for row in connection.execute(turns).mappings()],
        "reminders": [dict(row) for row in connection.execute(reminders).mappings()],
        "tickets": [dict(row) for row in connection.execute(tickets).mappings()],
        "call_backs": [
            {name: value for name, value in row.items() if name != "number_sealed"}
            for row in connection.execute(calls).mappings()
        ],
    }


def _erase_cases(connection: Connection, references: Sequence[str]) -> dict[str, int]:
    """Take the words out of cases; what is left says when, by which way and how it ended."""
    turns = connection.execute(
        update(TURNS).where(TURNS.c.case.in_(references)).values(content={"erased": True})
    )
    closed = {"state": TicketState.CLOSED.value, "version": TICKETS.c.version + 1}
    tickets = connection.execute(
        update(TICKETS)
        .where(TICKETS.c.reference.in_(references))
        .values(question=ERASED, reply=None, **closed)
    )
    connection.execute(REMINDERS.delete().where(REMINDERS.c.reference.in_(references)))
    calls = connection.execute(CALL_BACKS.delete().where(CALL_BACKS.c.reference.in_(references)))
    cases = connection.execute(
        update(CASES)
        .where(CASES.c.reference.in_(references))
        .values(note=None, caller_id=None, version=CASES.c.version + 1)
    )
    scores = update(SCORES).where(SCORES.c.reference.in_(references)).values(note=ERASED)
    return {
        "scores": connection.execute(scores).rowcount,
        "cases": cases.rowcount,
        "turns": turns.rowcount,
        "tickets": tickets.rowcount,
        "call_backs": calls.rowcount,
    }


def _unsettled() -> Any:  # noqa: ANN401 -- a condition of SQLAlchemy that its types do not name
    """That a case has an open ticket or a promised call."""
    waiting = (TICKETS.c.reference == CASES.c.reference) & (TICKETS.c.state != TicketState.CLOSED.value)
    promised = CALL_BACKS.c.state == CallBackState.PROMISED.value
    return or_(
        exists().where(waiting), exists().where((CALL_BACKS.c.reference == CASES.c.reference) & promised)
    )


def _purge_cases(connection: Connection, before: datetime) -> int:
    """Delete cases closed before; one that nobody closed counts from its opening."""
    past = func.coalesce(CASES.c.closed, CASES.c.opened) < before
    return connection.execute(CASES.delete().where(past, ~_unsettled())).rowcount


def _purge_callers(connection: Connection, before: datetime) -> int:
    """Delete callers who have not been heard of since; their cases stay as nobody's.

    The numbers of calls that were settled before go as well: they are as much a caller's as the own one.
    """
    settled = CALL_BACKS.c.state != CallBackState.PROMISED.value
    connection.execute(CALL_BACKS.delete().where(settled, CALL_BACKS.c.due < before))
    needed = exists().where(CASES.c.caller_id == CALLERS.c.id, or_(CASES.c.opened >= before, _unsettled()))
    return connection.execute(CALLERS.delete().where(CALLERS.c.last_seen < before, ~needed)).rowcount


def _plain(value: Any) -> Any:  # noqa: ANN401 -- whatever a record holds
    """A value in the form that JSON takes."""
    if isinstance(value, Mapping):
        return {str(name): _plain(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    return value.isoformat() if isinstance(value, datetime) else value
