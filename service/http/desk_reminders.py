"""Reminders at the desk: set at a row of the queue or at a ticket, shown in the queue, at the desk and on the wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from ingest.errors import BadRequestError, NotFoundError
from service.helpline import references
from service.helpline.desk_work import Job, jobs
from service.helpline.reminders import LATER, Reminder, Reminders, of_waiting, tomorrow
from service.http.desk_bench import Bench, BenchNow
from service.http.desk_words import JOBS, clock, field_time, read_time

reminder_pages = APIRouter(prefix="/desk", default_response_class=HTMLResponse, include_in_schema=False)

Kind = Literal["ticket", "tell", "call_back"]


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One reminder; ``due`` = its hour has come. ``href`` is where the work is done."""

    id: int
    name: str
    shown: str
    at: str
    account: str
    mine: bool
    due: bool
    what: str
    href: str


def reminder_lines(bench: Bench, waiting: Sequence[Job]) -> tuple[ReminderLine, ...]:
    """The reminders of what waits: those whose hour has come, one's own first; then one's own to come."""
    now, me = bench.now, bench.who.name
    found = of_waiting(Reminders(bench.helpline.database).open(), waiting)
    lines = [_line(one, job, me, now) for one, job in found]
    shown = [line for line in lines if line.due or line.mine]
    return tuple(sorted(shown, key=lambda line: (not line.due, not line.mine)))


def _line(one: Reminder, job: Job, me: str, now: datetime) -> ReminderLine:
    return ReminderLine(
        id=one.id,
        name=JOBS[job.kind],
        shown=references.shown(one.reference),
        at=clock(one.at),
        account=one.account,
        mine=one.account == me,
        due=one.at <= now,
        what=job.what,
        href=f"/desk/tickets/{job.id}" if job.level else f"/desk?case={one.reference}",
    )


def due_reminders(bench: Bench, waiting: Sequence[Job]) -> tuple[str, ...]:
    """One's own reminders whose hour has come, in one line each."""
    return tuple(
        f"Reminder: {line.name.lower()} {line.shown}, set for {line.at}"
        for line in reminder_lines(bench, waiting)
        if line.due and line.mine
    )


def offered(now: datetime) -> str:
    """What the field of a new reminder begins with: tomorrow at eleven."""
    return field_time(tomorrow(now))


@reminder_pages.post("/queue/reminders")
def remind(
    bench: BenchNow,
    kind: Annotated[Kind, Form()],
    job_id: Annotated[int, Form()],
    at: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Remind me of something that waits."""
    job = next((one for one in jobs(bench.books) if (one.kind, one.id) == (kind, job_id)), None)
    if job is None:
        raise NotFoundError("That does not wait any more: it is answered, closed or given up.")
    try:
        Reminders(bench.helpline.database).remind(job, bench.who.name, read_time(at), bench.now)
    except BadRequestError as error:
        from service.http.desk_queue_pages import queue_page  # it shows reminders, hence imports this module

        return bench.site.templates.reply(queue_page(bench, "all", "all", str(error)), 400)
    return RedirectResponse("/desk/queue#reminders", 303)


@reminder_pages.post("/queue/reminders/{reminder_id}")
def settle(bench: BenchNow, reminder_id: int, did: Annotated[Literal["done", "later"], Form()]) -> Response:
    """Put my reminder away, or off by an hour."""
    again = bench.now + LATER if did == "later" else None
    Reminders(bench.helpline.database).settle(reminder_id, bench.who.name, bench.now, again)
    return RedirectResponse("/desk/queue", 303)
