"""Reminders by hand: "come back to this ticket tomorrow at eleven". They belong to who sets them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select, update

from ingest.errors import BadRequestError, NotFoundError
from service.database import audit
from service.database.audit import Deed
from service.helpline import call_backs, tickets
from service.helpline.changes import within
from service.helpline.database import Database
from service.helpline.desk_work import Job, JobKind
from service.helpline.reminder_tables import REMINDERS
from service.helpline.working_days import INDIA

MOST_AHEAD = timedelta(days=366)
USUAL = time(11)
"""The hour of tomorrow that is offered."""

LATER = timedelta(hours=1)
MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder: ``subject`` names the ticket or call-back as the audit trail does, ``account`` is whose it is."""

    id: int
    reference: str
    subject: str
    account: str
    at: datetime
    made: datetime
    done: datetime | None


class Reminders:
    """The reminders of a helpline. Safe to call from several threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remind(self, job: Job, account: str, at: datetime, now: datetime) -> None:
        """Remind somebody of a job; one who has a reminder of it already has it moved.

        Raises:
            BadRequestError: the time is past, or more than a year ahead.
        """
        if not now < at <= now + MOST_AHEAD:
            raise BadRequestError("Give a day and hour to come, within a year, at which to be reminded.")
        open_one = (
            (REMINDERS.c.subject == subject(job))
            & (REMINDERS.c.account == account)
            & REMINDERS.c.done.is_(None)
        )
        new = {"reference": job.reference, "subject": subject(job), "account": account, "at": at, "made": now}
        with self._database.writing() as connection:
            if not connection.execute(update(REMINDERS).where(open_one).values(at=at)).rowcount:
                connection.execute(REMINDERS.insert().values(**new))
            told = Deed(account, "set a reminder of", subject(job), details={"at": at.isoformat()})
            audit.record(connection, told, now)

    def settle(self, reminder_id: int, account: str, now: datetime, again: datetime | None = None) -> None:
        """Put one's own reminder away, or off to a later time.

        Raises:
            NotFoundError: there is no such reminder, or it is another's.
        """
        mine = (REMINDERS.c.id == within(reminder_id)) & (REMINDERS.c.account == account)
        values = {"at": again} if again else {"done": now}
        with self._database.writing() as connection:
            changed = update(REMINDERS).where(mine, REMINDERS.c.done.is_(None)).values(**values)
            if not connection.execute(changed).rowcount:
                raise NotFoundError(f"You have no reminder {reminder_id}; it may be settled already.")

    def open(self) -> Sequence[Reminder]:
        """All that are not settled, those that come first first."""
        asked = select(REMINDERS).where(REMINDERS.c.done.is_(None))
        asked = asked.order_by(REMINDERS.c.at, REMINDERS.c.id).limit(MOST_LISTED)
        with self._database.reading() as connection:
            return [Reminder(**row) for row in connection.execute(asked).mappings()]


def subject(job: Job) -> str:
    """The ticket or call-back of a job, as the audit trail names it."""
    named = call_backs.subject if job.kind is JobKind.CALL_BACK else tickets.subject
    return named(job.id)


def of_waiting(reminders: Iterable[Reminder], waiting: Iterable[Job]) -> tuple[tuple[Reminder, Job], ...]:
    """The reminders of what still waits, with it; what is settled reminds nobody."""
    jobs = {subject(job): job for job in waiting}
    return tuple((one, jobs[one.subject]) for one in reminders if one.subject in jobs)


def tomorrow(now: datetime) -> datetime:
    """Tomorrow at eleven, by Indian time."""
    return datetime.combine(now.astimezone(INDIA).date() + timedelta(days=1), USUAL, INDIA)
