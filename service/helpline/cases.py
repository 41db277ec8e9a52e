"""Cases and their turns: one contact each, from its first word to its outcome. Turns are added, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random, SystemRandom
from typing import Any

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.engine import RowMapping

from ingest.errors import NotFoundError
from service.database import audit
from service.database.audit import Deed
from service.helpline import changes, references
from service.helpline.callers import Callers
from service.helpline.changes import Change
from service.helpline.database import Database, added
from service.helpline.masking import masked_turn
from service.helpline.records import (
    Caller,
    Case,
    Channel,
    Closing,
    Content,
    Details,
    Outcome,
    Turn,
    TurnKind,
)
from service.helpline.sealing import Secrets
from service.helpline.tables import CASES, TURNS

CALLERS_WORDS = (TurnKind.QUESTION, TurnKind.ANSWER, TurnKind.MESSAGE_IN, TurnKind.TICKET)
"""Kinds of turns that hold what a caller said: numbers of persons are taken out of them."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What cases are looked for; None = all. ``opened_from`` is included, ``opened_to`` is not."""

    caller_id: int | None = None
    operator: str | None = None
    channel: Channel | None = None
    outcome: Outcome | None = None
    call_type: str | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    still_open: bool | None = None


class Cases:
    """The cases of a helpline. All methods are safe to call from several threads and processes.

    ``callers`` has more about callers than the two short ways here. ``random`` is replaced in tests.
    """

    def __init__(self, database: Database, secrets: Secrets, random: Random | None = None) -> None:
        self._database = database
        self._random = random or SystemRandom()
        self.callers = Callers(database, secrets)

    @property
    def database(self) -> Database:
        """Where the cases are kept."""
        return self._database

    def over(self, database: Database) -> "Cases":
        """The same over another database, as within an open transaction."""
        return Cases(database, self.callers.secrets, self._random)

    def find_caller(self, number: str) -> Caller | None:
        """The caller with this number or mail address; see ``Callers.find``."""
        return self.callers.find(number)

    def keep_caller(self, number: str | None, details: Details, now: datetime) -> Caller:
        """Keep a caller, or what is new about one; see ``Callers.keep``."""
        return self.callers.keep(number, details, now)

    def open_case(self, channel: Channel, caller_id: int | None, operator: str | None, now: datetime) -> Case:
        """Open a case under a new reference.

        Args:
            channel: The way by which it came.
            caller_id: None where nobody has asked who calls yet; ``name_caller`` sets it later.
            operator: The account that takes it; None where no person takes part.
            now: The moment.
        """
        with self._database.writing() as connection:
            reference = self._new(connection, channel, caller_id, operator, now)
            audit.record(connection, Deed(operator, "opened", subject(reference), 1), now)
            return _case(connection, reference)

    def add_turn(  # a turn has these parts, and the log of a case is nothing but turns
        self, reference: str, kind: TurnKind, content: Content, now: datetime, index_id: str | None = None
    ) -> Turn:
        """Add what happened; ``content["by"]``, where given, is taken as the account of who did it.

        Raises:
            ReferenceError_: that is no reference.
            NotFoundError: there is no such case.
        """
        plain = references.check(reference)
        with self._database.writing() as connection:
            return append(connection, Turn(plain, 0, now, kind, content, index_id, content.get("by")))

    def name_caller(
        self, reference: str, caller_id: int, version: int, by: str | None, now: datetime
    ) -> Case:
        """Say who the caller of a case is.

        Raises:
            StaleError: somebody else has changed the case since.
            NotFoundError: there is no such case.
        """
        return self._change(reference, version, {"caller_id": caller_id}, (by, "named the caller of"), now)

    def take(self, reference: str, version: int, operator: str, now: datetime) -> Case:
        """Let an operator take a case over.

        Raises:
            StaleError: somebody else has changed the case since.
            NotFoundError: there is no such case.
        """
        return self._change(reference, version, {"operator": operator}, (operator, "took"), now)

    def close(self, reference: str, closing: Closing, version: int, now: datetime) -> Case:
        """Close a case with its outcome; a closed one is closed anew, and the audit trail has both.

        Raises:
            StaleError: somebody else has changed the case since it had this version.
            NotFoundError: there is no such case.
        """
        values = {
            "closed": now,
            "outcome": closing.outcome.value,
            "minutes": closing.minutes,
            "note": closing.note,
        }
        if closing.call_type is not None:
            values["call_type"] = closing.call_type
        return self._change(reference, version, values, (closing.by, "closed"), now)

    def reopen(self, reference: str, version: int, by: str | None, now: datetime) -> Case:
        """Open a closed case again: its outcome is taken away until it is closed anew.

        Raises:
            StaleError: somebody else has changed the case since.
            NotFoundError: there is no such case.
        """
        return self._change(reference, version, {"closed": None, "outcome": None}, (by, "reopened"), now)

    def case(self, reference: str) -> Case:
        """One case, by its reference as somebody typed it.

        Raises:
            ReferenceError_: that is no reference.
            NotFoundError: there is no such case.
        """
        plain = references.check(reference)
        with self._database.reading() as connection:
            return _case(connection, plain)

    def turns(self, reference: str) -> Sequence[Turn]:
        """All turns of a case, in order.

        Raises:
            ReferenceError_: that is no reference.
        """
        asked = select(TURNS).where(TURNS.c.case == references.check(reference)).order_by(TURNS.c.number)
        with self._database.reading() as connection:
            return [_turn(row) for row in connection.execute(asked).mappings()]

    def last_contacts(self, caller_id: int, limit: int = 5) -> Sequence[Case]:
        """The latest cases of a caller, newest first."""
        return self.search(Sought(caller_id=caller_id), limit)

    def search(self, sought: Sought, limit: int = 100) -> Sequence[Case]:
        """The cases that fit, newest first."""
        asked = (
            _fitting(select(CASES), sought).order_by(CASES.c.opened.desc(), CASES.c.reference).limit(limit)
        )
        with self._database.reading() as connection:
            return [of_row(row) for row in connection.execute(asked).mappings()]

    def _new(  # the columns of a new case
        self,
        connection: Connection,
        channel: Channel,
        caller_id: int | None,
        operator: str | None,
        now: datetime,
    ) -> str:
        new = {
            "caller_id": caller_id,
            "channel": channel.value,
            "opened": now,
            "operator": operator,
            "version": 1,
        }
        while True:  # 30 bits: with a million cases one in a thousand references is taken already
            reference = references.make(self._random)
            if added(connection, CASES, {"reference": reference, **new}):
                return reference

    def _change(
        self,
        reference: str,
        version: int,
        values: dict[str, Any],
        who: tuple[str | None, str],
        now: datetime,
    ) -> Case:
        plain = references.check(reference)
        told = {name: values[name] for name in ("outcome", "minutes") if values.get(name) is not None}
        with self._database.writing() as connection:
            change = Change(CASES, CASES.c.reference == plain, version, values)
            changes.apply(connection, change, Deed(who[0], who[1], subject(plain), details=told), now)
            return _case(connection, plain)


def subject(reference: str) -> str:
    """How the audit trail names a case."""
    return f"case {reference}"


def hold(connection: Connection, reference: str) -> None:
    """Keep a case for oneself until the transaction ends.

    In PostgreSQL the lock keeps two turns from getting one number; SQLite has one writer anyway.

    Raises:
        NotFoundError: there is no such case.
    """
    held = select(CASES.c.reference).where(CASES.c.reference == reference).with_for_update()
    if connection.execute(held).first() is None:
        raise _missing(reference)


def append(connection: Connection, turn: Turn) -> Turn:
    """Add a turn behind those that are there, within a transaction; its own number is not looked at.

    Raises:
        NotFoundError: there is no such case.
    """
    hold(connection, turn.case)
    last = select(func.coalesce(func.max(TURNS.c.number), 0)).where(TURNS.c.case == turn.case)
    number = int(connection.execute(last).scalar_one()) + 1
    content = masked_turn(turn.content) if turn.kind in CALLERS_WORDS else turn.content
    connection.execute(
        TURNS.insert().values(
            case=turn.case,
            number=number,
            at=turn.at,
            kind=TurnKind(turn.kind).value,
            content=content,
            index_id=turn.index_id,
            by=turn.by,
        )
    )
    return Turn(turn.case, number, turn.at, TurnKind(turn.kind), content, turn.index_id, turn.by)


def _fitting(asked: Select[Any], sought: Sought) -> Select[Any]:
    equal = {
        "caller_id": sought.caller_id,
        "operator": sought.operator,
        "channel": sought.channel,
        "outcome": sought.outcome,
        "call_type": sought.call_type,
    }
    asked = asked.where(
        *(
            CASES.c[name] == str(v) if name != "caller_id" else CASES.c[name] == v
            for name, v in equal.items()
            if v is not None
        )
    )
    if sought.opened_from is not None:
        asked = asked.where(CASES.c.opened >= sought.opened_from)
    if sought.opened_to is not None:
        asked = asked.where(CASES.c.opened < sought.opened_to)
    if sought.still_open is not None:
        asked = asked.where(CASES.c.closed.is_(None) if sought.still_open else CASES.c.closed.is_not(None))
    return asked


def _case(connection: Connection, reference: str) -> Case:
    row = connection.execute(select(CASES).where(CASES.c.reference == reference)).mappings().first()
    if row is None:
        raise _missing(reference)
    return of_row(row)


def _missing(reference: str) -> NotFoundError:
    return NotFoundError(
        f"There is no case {references.shown(reference)}; it may have been deleted at the end of its time."
    )


def of_row(row: RowMapping) -> Case:
    """The record of a row of the table of cases."""
    return Case(
        **{
            **row,
            "channel": Channel(row["channel"]),
            "outcome": Outcome(row["outcome"]) if row["outcome"] else None,
        }
    )


def _turn(row: RowMapping) -> Turn:
    return Turn(**{**row, "kind": TurnKind(row["kind"])})
