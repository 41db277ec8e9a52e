"""Call-backs: calls that were promised. One is done, given up by a person, or still on the list; none is forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.engine import RowMapping

from ingest.errors import BadRequestError, NotFoundError
from service.database import audit
from service.database.audit import Deed
from service.helpline import changes, references
from service.helpline.cases import append
from service.helpline.changes import Change
from service.helpline.database import Database
from service.helpline.phones import is_mail, normalised
from service.helpline.records import CallBack, CallBackState, Turn, TurnKind
from service.helpline.sealing import Secrets
from service.helpline.tables import CALL_BACKS, CALLERS, CASES
from service.helpline.tickets import Doing, Waiting

MOST_AHEAD = timedelta(days=366)
"""So far ahead a call may be promised; a later day is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised: a call at a time. ``number`` None = the caller's own; ``by`` None = no person promised it.

    ``opens`` = not before that moment, where the caller named a time.
    """

    reference: str
    due: datetime
    number: str | None = None
    by: str | None = None
    assigned_to: str | None = None
    opens: datetime | None = None


class CallBacks:
    """The call-backs of a helpline. All methods are safe to call from several threads and processes."""

    def __init__(self, database: Database, secrets: Secrets) -> None:
        self._database = database
        self._secrets = secrets

    def over(self, database: Database) -> "CallBacks":
        """The same over another database, as within an open transaction."""
        return CallBacks(database, self._secrets)

    def promise(self, promise: Promise, now: datetime) -> CallBack:
        """Keep a promise to call.

        Raises:
            ReferenceError_: that is no reference.
            NotFoundError: there is no such case.
            BadRequestError: the number is none, or none is known; the time is past or more than a year ahead.
        """
        plain = references.check(promise.reference)
        _to_come(promise.due, now)
        with self._database.writing() as connection:
            row = {
                "reference": plain,
                "due": promise.due,
                "opens": promise.opens,
                "number_sealed": self._number(connection, plain, promise.number),
                "state": CallBackState.PROMISED.value,
                "attempts": 0,
                "promised": now,
                "assigned_to": promise.assigned_to,
                "version": 1,
            }
            _tell(
                connection, plain, {"call_back": "promised", "due": promise.due.isoformat()}, promise.by, now
            )
            made = connection.execute(CALL_BACKS.insert().values(**row).returning(CALL_BACKS.c.id))
            number = int(made.scalar_one())
            audit.record(connection, Deed(promise.by, "promised", subject(number), 1, {"case": plain}), now)
            return self._call_back(connection, number)

    def reached(self, call_back_id: int, doing: Doing, now: datetime) -> CallBack:
        """Keep that the caller was reached: the promise is kept.

        Raises:
            StaleError: somebody else has changed it since.
            NotFoundError: there is no such call-back.
        """
        return self._change(call_back_id, {"state": CallBackState.DONE.value}, "kept", doing, now)

    def missed(self, call_back_id: int, again: datetime, doing: Doing, now: datetime) -> CallBack:
        """Keep that nobody answered, and when to try again.

        Raises:
            BadRequestError: the time is past or more than a year ahead.
            StaleError: somebody else has changed it since.
            NotFoundError: there is no such call-back.
        """
        _to_come(again, now)
        return self._change(call_back_id, {"due": again, "opens": None}, "tried in vain", doing, now)

    def move(
        self, call_back_id: int, due: datetime, doing: Doing, now: datetime, opens: datetime | None = None
    ) -> CallBack:
        """Keep that the caller wants to be called at another time, and not before ``opens`` where that was named.

        Raises:
            BadRequestError: the time is past or more than a year ahead.
            StaleError: somebody else has changed it since.
            NotFoundError: there is no such call-back.
        """
        _to_come(due, now)
        return self._change(call_back_id, {"due": due, "opens": opens}, "moved", doing, now)

    def give_up(self, call_back_id: int, doing: Doing, now: datetime) -> CallBack:
        """Keep that no more tries are made.

        Raises:
            StaleError: somebody else has changed it since.
            NotFoundError: there is no such call-back.
        """
        return self._change(call_back_id, {"state": CallBackState.GIVEN_UP.value}, "gave up", doing, now)

    def assign(self, call_back_id: int, to: str | None, doing: Doing, now: datetime) -> CallBack:
        """Hand a call-back to an account, or to nobody.

        Raises:
            StaleError: somebody else has changed it since.
            NotFoundError: there is no such call-back.
        """
        return self._change(call_back_id, {"assigned_to": to}, "assigned", doing, now)

    def call_back(self, call_back_id: int) -> CallBack:
        """One call-back.

        Raises:
            NotFoundError: there is none with that number.
        """
        with self._database.reading() as connection:
            return self._call_back(connection, call_back_id)

    def of_case(self, reference: str) -> Sequence[CallBack]:
        """The call-backs of a case, oldest first.

        Raises:
            ReferenceError_: that is no reference.
        """
        mine = CALL_BACKS.c.reference == references.check(reference)
        with self._database.reading() as connection:
            rows = connection.execute(select(CALL_BACKS).where(mine).order_by(CALL_BACKS.c.id)).mappings()
            return [self._of_row(row) for row in rows]

    def waiting(self, wanted: Waiting | None = None, limit: int = 200) -> Sequence[CallBack]:
        """The calls still promised, first due first; ``level`` plays no part."""
        wanted = wanted or Waiting()
        promised = CALL_BACKS.c.state == CallBackState.PROMISED.value
        asked = select(CALL_BACKS).where(promised).order_by(CALL_BACKS.c.due, CALL_BACKS.c.id)
        if wanted.assigned_to is not None:
            asked = asked.where(CALL_BACKS.c.assigned_to == wanted.assigned_to)
        if wanted.due_before is not None:
            asked = asked.where(CALL_BACKS.c.due < wanted.due_before)
        with self._database.reading() as connection:
            return [self._of_row(row) for row in connection.execute(asked.limit(limit)).mappings()]

    def _change(
        self, call_back_id: int, values: Mapping[str, Any], did: str, doing: Doing, now: datetime
    ) -> CallBack:
        if did in {"kept", "tried in vain"}:
            values = {**values, "attempts": CALL_BACKS.c.attempts + 1}
        change = Change(CALL_BACKS, CALL_BACKS.c.id == changes.within(call_back_id), doing.version, values)
        with self._database.writing() as connection:
            changes.apply(connection, change, Deed(doing.by, did, subject(call_back_id)), now)
            changed = self._call_back(connection, call_back_id)
            content = {"call_back": did, "due": changed.due.isoformat(), "attempts": changed.attempts}
            _tell(connection, changed.reference, content, doing.by, now)
            return changed

    def _number(self, connection: Connection, reference: str, number: str | None) -> bytes:
        """The number to call, sealed."""
        if number and number.strip():
            plain = normalised(number)
        else:
            own = (
                select(CALLERS.c.number_sealed)
                .join(CASES, CASES.c.caller_id == CALLERS.c.id)
                .where(CASES.c.reference == reference)
            )
            sealed = connection.execute(own).scalar()
            if sealed is None:
                raise BadRequestError("No number of this caller is known. Ask which number should be called.")
            plain = self._secrets.unseal(sealed)
        if is_mail(plain):
            raise BadRequestError("A mail address cannot be called. Ask which number should be called.")
        return self._secrets.seal(plain)

    def _call_back(self, connection: Connection, call_back_id: int) -> CallBack:
        asked = select(CALL_BACKS).where(CALL_BACKS.c.id == changes.within(call_back_id))
        row = connection.execute(asked).mappings().first()
        if row is None:
            raise NotFoundError(f"There is no call-back {call_back_id}.")
        return self._of_row(row)

    def _of_row(self, row: RowMapping) -> CallBack:
        fields = {name: value for name, value in row.items() if name != "number_sealed"}
        number = self._secrets.unseal(row["number_sealed"])
        return CallBack(**{**fields, "number": number, "state": CallBackState(row["state"])})


def _to_come(due: datetime, now: datetime) -> None:
    """See that a call is promised for a time that can be meant.

    Raises:
        BadRequestError: it is past, or more than a year ahead.
    """
    if not now <= due <= now + MOST_AHEAD:
        raise BadRequestError(
            "Give a day and hour to come, within a year, by which the caller is called back."
        )


def subject(call_back_id: int) -> str:
    """How the audit trail names a call-back."""
    return f"call-back {call_back_id}"


def _tell(
    connection: Connection, reference: str, content: dict[str, Any], by: str | None, now: datetime
) -> None:
    append(connection, Turn(reference, 0, now, TurnKind.NOTE, content, None, by))
