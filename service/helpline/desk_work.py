"""What waits at the helpline, first due first: tickets to answer, answers to pass on, calls that were promised."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from statistics import median

from service.helpline.call_backs import Promise
from service.helpline.calls import Books
from service.helpline.cases import Sought
from service.helpline.records import CallBack, CallBackState, Case, Outcome, Ticket, TicketState
from service.helpline.tickets import Doing
from service.helpline.working_days import INDIA, due, holidays_of

SOON = timedelta(hours=4)
"""What is due within this time is called to mind."""

PASS_ON_HOURS = 24.0
"""Hours on working days within which an expert's answer is to reach the caller."""

MOST_JOBS = 2000
"""Jobs of one kind that are listed; more could not be worked through in time anyway."""

MOST_CASES = 20_000
"""Cases of one day that the wall counts."""


class JobKind(StrEnum):
    """What is to be done: answer a ticket, tell a caller what an expert answered, call somebody back."""

    TICKET = "ticket"
    TELL = "tell"
    CALL_BACK = "call_back"


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that waits. ``level`` belongs to tickets; ``number``, ``attempts`` and ``opens`` to call-backs.

    ``opens`` = not before that moment, as the caller wished.
    """

    kind: JobKind
    id: int
    reference: str
    due: datetime
    assigned_to: str | None
    what: str
    version: int
    level: int | None = None
    number: str | None = None
    attempts: int = 0
    opens: datetime | None = None

    def overdue(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.due < now


def jobs(books: Books) -> tuple[Job, ...]:
    """All that waits, first due first. An answer that a call-back will bring to its caller stands with that call."""
    tickets, calls = books.tickets, books.call_backs.waiting(limit=MOST_JOBS)
    called = {call.reference for call in calls}
    answered = [_of_ticket(t) for t in tickets.waiting(TicketState.ANSWERED, limit=MOST_JOBS)]
    answers = {job.reference: job.what for job in answered}
    found = [_of_ticket(t) for t in tickets.waiting(TicketState.OPEN, limit=MOST_JOBS)]
    found += [job for job in answered if job.reference not in called]
    found += [_of_call_back(call, answers) for call in calls]
    return tuple(sorted(found, key=lambda job: (job.due, job.kind, job.id)))


def _of_ticket(ticket: Ticket) -> Job:
    answered = ticket.state is TicketState.ANSWERED
    return Job(
        kind=JobKind.TELL if answered else JobKind.TICKET,
        id=ticket.id,
        reference=ticket.reference,
        due=ticket.due,
        assigned_to=ticket.assigned_to,
        what=(ticket.reply or "") if answered else ticket.question,
        version=ticket.version,
        level=ticket.level,
    )


def _of_call_back(call: CallBack, answers: Mapping[str, str]) -> Job:
    return Job(
        kind=JobKind.CALL_BACK,
        id=call.id,
        reference=call.reference,
        due=call.due,
        assigned_to=call.assigned_to,
        what=answers.get(call.reference, ""),
        version=call.version,
        number=call.number,
        attempts=call.attempts,
        opens=call.opens,
    )


def reminders(waiting: Iterable[Job], me: str, now: datetime) -> tuple[Job, ...]:
    """What somebody must not forget: one's own that is overdue or due soon, and what is overdue and nobody's."""
    return tuple(
        job
        for job in waiting
        if (job.assigned_to == me and job.due < now + SOON) or (job.assigned_to is None and job.overdue(now))
    )


def answer_ticket(books: Books, ticket: Ticket, reply: str, doing: Doing, now: datetime) -> Ticket:
    """Keep an expert's answer, and promise to call the caller with it where a number is known.

    The call goes to the operator who handed the question on. Without a number the answer itself stays in the queue.

    Raises:
        StaleError: somebody else has changed the ticket since.
        BadRequestError: the reply is empty.
    """
    done = books.tickets.answer(ticket.id, reply, doing, now)
    case = books.cases.case(ticket.reference)
    number = books.cases.callers.number_of(case.caller_id) if case.caller_id else None
    if number and "@" not in number and not _promised(books, ticket.reference):
        by = due(2, now, holidays_of(), PASS_ON_HOURS)
        promise = Promise(ticket.reference, by, None, doing.by, ticket.raised_by)
        books.call_backs.promise(promise, now)
    return done


def _promised(books: Books, reference: str) -> bool:
    return any(call.state is CallBackState.PROMISED for call in books.call_backs.of_case(reference))


def caller_told(books: Books, call_back_id: int, doing: Doing, now: datetime) -> CallBack:
    """Keep that a caller was reached; what experts had answered in that case is thereby passed on.

    Raises:
        StaleError: somebody else has changed the call-back since.
    """
    call = books.call_backs.reached(call_back_id, doing, now)
    for ticket in books.tickets.of_case(call.reference):
        if ticket.state is TicketState.ANSWERED:
            books.tickets.close(ticket.id, Doing(ticket.version, doing.by), now)
    return call


# ---------------------------------------------------------------- the wall


@dataclass(frozen=True, slots=True)
class Figures:
    """One day of the helpline, by Indian time. ``minutes`` is the median of closed calls, None without any.

    ``settled`` is the share of closed calls that ended with an answer, 0 to 1, None without any. ``reminded`` counts
    reminders whose hour has come.
    """

    calls: int
    still_open: int
    outcomes: Mapping[Outcome, int]
    channels: Mapping[str, int]
    hours: Mapping[int, int]
    minutes: float | None
    settled: float | None
    waiting: int
    overdue: int
    oldest_due: datetime | None
    reminded: int = 0


_SETTLED = (Outcome.ANSWERED, Outcome.ELIGIBILITY_GIVEN, Outcome.PARTLY_ANSWERED)


def figures(books: Books, now: datetime, waiting: Sequence[Job] | None = None, reminded: int = 0) -> Figures:
    """The figures of the day that it now is in India, of what waits and of the reminders whose hour has come."""
    cases = books.cases.search(Sought(opened_from=midnight(now)), MOST_CASES)
    return replace(of_day(cases, jobs(books) if waiting is None else waiting, now), reminded=reminded)


def of_day(cases: Sequence[Case], waiting: Sequence[Job], now: datetime) -> Figures:
    """The figures of these cases and of what waits."""
    ended = [case for case in cases if case.outcome is not None]
    spent = [case.minutes for case in ended if case.minutes is not None]
    outcomes = Counter(case.outcome for case in ended if case.outcome is not None)
    return Figures(
        calls=len(cases),
        still_open=len(cases) - len(ended),
        outcomes=outcomes,
        channels=Counter(case.channel.value for case in cases),
        hours=Counter(case.opened.astimezone(INDIA).hour for case in cases),
        minutes=median(spent) if spent else None,
        settled=sum(outcomes[one] for one in _SETTLED) / len(ended) if ended else None,
        waiting=len(waiting),
        overdue=sum(job.overdue(now) for job in waiting),
        oldest_due=waiting[0].due if waiting else None,
    )


def midnight(now: datetime) -> datetime:
    """The beginning of the day in India."""
    return datetime.combine(now.astimezone(INDIA).date(), time(), INDIA)
