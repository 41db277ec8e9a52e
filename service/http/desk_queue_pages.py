"""The queue: what waits, first due first; to be taken, answered, called, handed on. Nobody overwrites anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from ingest.errors import BadRequestError
from service.helpline import references
from service.helpline.calls import history
from service.helpline.desk_work import Job, JobKind, answer_ticket, caller_told, jobs, reminders
from service.helpline.errors import StaleError, StateError
from service.helpline.records import Ticket, TicketState
from service.helpline.tickets import Doing
from service.http.auth import Who
from service.http.desk_bench import Bench, BenchNow
from service.http.desk_closing import read_text
from service.http.desk_reminders import ReminderLine, offered, reminder_lines
from service.http.desk_words import JOBS, TICKET_STATES, clock, field_time, hours, left, read_time
from service.people.records import Role

Whose = Literal["all", "mine", "nobody"]
What = Literal["all", "ticket", "tell", "call_back"]
Text = Annotated[str, Form(max_length=100_000)]
Version = Annotated[int, Form()]
MOST_REPLY = 8000

queue_pages = APIRouter(prefix="/desk", default_response_class=HTMLResponse, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job as the queue shows it."""

    job: Job
    name: str
    shown: str
    due: str
    left: str
    late: bool
    mine: bool
    again: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The queue."""

    template: ClassVar[str] = "desk/queue.html"
    section: ClassVar[str] = "/desk"

    who: Who
    lines: tuple[JobLine, ...]
    whose: str
    what: str
    waiting: int
    overdue: int
    reminded: int
    expert: bool
    reminders: tuple[ReminderLine, ...]
    remind_at: str
    error: str | None = None
    title: str = "Queue"


@dataclass(frozen=True, slots=True)
class TicketPage:
    """One ticket. ``stale`` says who changed it meanwhile and what; ``typed`` is what was written and is not lost."""

    template: ClassVar[str] = "desk/ticket.html"
    section: ClassVar[str] = "/desk"

    who: Who
    ticket: Ticket
    shown: str
    due: str
    left: str
    late: bool
    state: str
    asked: tuple[str, ...]
    typed: str
    expert: bool
    people: tuple[str, ...]
    waiting: int
    overdue: int
    remind_at: str
    kind: str
    stale: str | None = None
    error: str | None = None

    @property
    def title(self) -> str:
        """The ticket's number."""
        return f"Ticket {self.ticket.id}"


@queue_pages.get("/queue")
def queue(bench: BenchNow, whose: Whose = "all", what: What = "all") -> HTMLResponse:
    """List what waits."""
    return bench.site.templates.reply(queue_page(bench, whose, what))


def queue_page(bench: Bench, whose: str, what: str, error: str | None = None) -> QueuePage:
    """The queue as it stands."""
    waiting, me, now = jobs(bench.books), bench.who.name, bench.now
    wanted = {"all": waiting, "mine": _of(waiting, me), "nobody": _of(waiting, None)}[whose]
    return QueuePage(
        who=bench.who,
        lines=tuple(_line(job, me, now) for job in wanted if what in ("all", job.kind.value)),
        whose=whose,
        what=what,
        waiting=len(waiting),
        overdue=sum(job.overdue(now) for job in waiting),
        reminded=len(reminders(waiting, me, now)),
        expert=bench.who.may(Role.EXPERT),
        reminders=reminder_lines(bench, waiting),
        remind_at=offered(now),
        error=error,
    )


def _of(waiting: Sequence[Job], account: str | None) -> tuple[Job, ...]:
    return tuple(job for job in waiting if job.assigned_to == account)


def _line(job: Job, me: str, now: datetime) -> JobLine:
    return JobLine(
        job=job,
        name=JOBS[job.kind] + (f", level {job.level}" if job.kind is JobKind.TICKET else ""),
        shown=references.shown(job.reference),
        due=hours(job.opens, job.due),
        left=left(job.due, now),
        late=job.overdue(now),
        mine=job.assigned_to == me,
        again=field_time(job.due if job.due > now else now),
    )


# ---------------------------------------------------------------- tickets


@queue_pages.get("/tickets/{ticket_id}")
def one_ticket(bench: BenchNow, ticket_id: int) -> HTMLResponse:
    """Show a ticket with what was asked in its case."""
    return bench.site.templates.reply(ticket_page(bench, bench.helpline.tickets.ticket(ticket_id)))


@dataclass(frozen=True, slots=True)
class Written:
    """What was written on a ticket and could not be kept, with what is wrong."""

    typed: str = ""
    stale: str | None = None
    error: str | None = None


def ticket_page(bench: Bench, ticket: Ticket, written: Written = Written()) -> TicketPage:
    """One ticket as it stands."""
    waiting, now = jobs(bench.books), bench.now
    people = [one.name for one in bench.helpline.accounts.all() if not one.disabled and one.may(Role.EXPERT)]
    return TicketPage(
        who=bench.who,
        ticket=ticket,
        shown=references.shown(ticket.reference),
        due=clock(ticket.due),
        left=left(ticket.due, now),
        late=ticket.due < now and ticket.state is TicketState.OPEN,
        state=TICKET_STATES[ticket.state],
        asked=tuple(history(bench.cases.turns(ticket.reference))),
        typed=written.typed,
        expert=bench.who.may(Role.EXPERT),
        people=tuple(people),
        waiting=len(waiting),
        overdue=sum(job.overdue(now) for job in waiting),
        remind_at=offered(now),
        kind="tell" if ticket.state is TicketState.ANSWERED else "ticket",
        stale=written.stale,
        error=written.error,
    )


@queue_pages.post("/tickets/{ticket_id}")
def change_ticket(
    bench: BenchNow,
    ticket_id: int,
    version: Version,
    did: Annotated[Literal["answer", "assign", "hand_on", "close", "reopen"], Form()],
    reply: Text = "",
    to: Annotated[str, Form(max_length=80)] = "",
) -> Response:
    """Change a ticket; who comes second is told what the first did, and keeps what was written."""
    try:
        _change(bench, ticket_id, Change(did, version, reply, to))
    except StaleError as error:
        written, status = Written(reply, stale=str(error)), 409
    except BadRequestError as error:
        written, status = Written(reply, error=str(error)), 409 if isinstance(error, StateError) else 400
    else:
        if not (reply.strip() and did in KEEPS_DRAFT):
            return RedirectResponse(f"/desk/tickets/{ticket_id}", 303)
        written, status = Written(reply), 200
    page = ticket_page(bench, bench.helpline.tickets.ticket(ticket_id), written)
    return bench.site.templates.reply(page, status)


KEEPS_DRAFT = ("assign", "hand_on")
"""What is done to a ticket while its reply is being written: the words stay in their field."""

DRAFTED = "The reply that you wrote is not kept yet. Answer with it first; or empty its field, then close the ticket."


@dataclass(frozen=True, slots=True)
class Change:
    """A change to a ticket as its form sends it."""

    did: str
    version: int
    reply: str
    to: str


EXPERTS_ONLY = (
    "Tickets are answered and handed on by experts. Note what you know in the case; an expert will see it."
)


def _change(bench: Bench, ticket_id: int, change: Change) -> None:
    """Do it.

    Raises:
        StaleError: somebody else has changed the ticket since.
        StateError: an unanswered ticket was to be closed, or a closed one answered.
        BadRequestError: it is the work of an expert, or the reply is empty.
    """
    tickets, now = bench.helpline.tickets, bench.now
    doing = Doing(change.version, bench.who.name)
    if change.did in ("answer", "hand_on", "reopen") and not bench.who.may(Role.EXPERT):
        raise BadRequestError(EXPERTS_ONLY)
    if change.did == "answer":
        reply = read_text("The reply", change.reply, MOST_REPLY)
        answer_ticket(bench.books, tickets.ticket(ticket_id), reply, doing, now)
    elif change.did == "assign":
        tickets.assign(ticket_id, change.to or None, doing, now)
    elif change.did == "hand_on":
        tickets.raise_level(ticket_id, doing, now)
    elif change.did == "close":
        if _drafted(tickets.ticket(ticket_id), change.reply):
            raise BadRequestError(DRAFTED)
        tickets.close(ticket_id, doing, now)
    else:
        tickets.reopen(ticket_id, doing, now)


def _drafted(ticket: Ticket, reply: str) -> bool:
    """Whether a reply was written that is not the one that is kept."""
    return bool(reply.split()) and reply.split() != (ticket.reply or "").split()


# ---------------------------------------------------------------- jobs of the list


@queue_pages.post("/queue/tickets/{ticket_id}")
def change_from_list(
    bench: BenchNow,
    ticket_id: int,
    version: Version,
    did: Annotated[Literal["assign", "close"], Form()],
    to: Annotated[str, Form(max_length=80)] = "",
) -> Response:
    """Take a ticket, give it back, or note that the caller was told."""
    try:
        _change(bench, ticket_id, Change(did, version, "", to))
    except (StaleError, StateError) as error:
        return bench.site.templates.reply(queue_page(bench, "all", "all", str(error)), 409)
    return RedirectResponse("/desk/queue", 303)


@queue_pages.post("/queue/call-backs/{call_back_id}")
def change_call_back(
    bench: BenchNow,
    call_back_id: int,
    version: Version,
    did: Annotated[Literal["assign", "reached", "missed", "give_up"], Form()],
    to: Annotated[str, Form(max_length=80)] = "",
    again: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Take a call-back, or note how it went."""
    doing = Doing(version, bench.who.name)
    try:
        _call(bench, call_back_id, doing, {"did": did, "to": to, "again": again})
    except BadRequestError as error:
        status = 409 if isinstance(error, StaleError) else 400
        return bench.site.templates.reply(queue_page(bench, "all", "all", str(error)), status)
    return RedirectResponse("/desk/queue", 303)


def _call(bench: Bench, call_back_id: int, doing: Doing, form: dict[str, str]) -> None:
    calls, now = bench.helpline.call_backs, bench.now
    if form["did"] == "assign":
        calls.assign(call_back_id, form["to"] or None, doing, now)
    elif form["did"] == "reached":
        caller_told(bench.books, call_back_id, doing, now)
    elif form["did"] == "missed":
        again = read_time(form["again"])
        if again <= now:
            raise BadRequestError("Give a day and hour to come on which to try again.")
        calls.missed(call_back_id, again, doing, now)
    else:
        calls.give_up(call_back_id, doing, now)
