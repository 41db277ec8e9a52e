"""The names that the helpline's pages give to the values of its enums, and times as people in India read them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ingest.errors import BadRequestError
from service.helpline.desk_work import JobKind
from service.helpline.records import CallBackState, Channel, Outcome, Role, TicketState

INDIA = ZoneInfo("Asia/Kolkata")

CHANNELS = {
    Channel.PHONE: "Phone",
    Channel.WALK_IN: "Walk-in",
    Channel.EMAIL: "E-mail",
    Channel.LETTER: "Letter",
    Channel.SMS: "SMS",
    Channel.WHATSAPP: "WhatsApp",
    Channel.WEB: "Web",
}
ROLES = {
    Role.CLUSTER_MANAGER: "Cluster manager",
    Role.UNIT: "Unit",
    Role.ASSOCIATION: "Association",
    Role.BANK: "Bank",
    Role.OFFICIAL: "Official",
    Role.OTHER: "Other",
}
OUTCOMES = {
    Outcome.ANSWERED: "Answered",
    Outcome.PARTLY_ANSWERED: "Partly answered",
    Outcome.NOT_KNOWN: "Not known",
    Outcome.ELIGIBILITY_GIVEN: "Eligibility given",
    Outcome.ESCALATED: "Escalated",
    Outcome.CALL_BACK: "Call back",
    Outcome.WRONG_NUMBER: "Wrong number",
    Outcome.DROPPED: "Call dropped",
    Outcome.COMPLAINT: "Complaint",
}
TICKET_STATES = {
    TicketState.OPEN: "open",
    TicketState.ANSWERED: "answered",
    TicketState.CLOSED: "closed",
}
CALL_BACK_STATES = {
    CallBackState.PROMISED: "promised",
    CallBackState.DONE: "done",
    CallBackState.GIVEN_UP: "given up",
}
JOBS = {JobKind.TICKET: "Ticket", JobKind.TELL: "Answer to pass on", JobKind.CALL_BACK: "Call back"}


YEARS = range(2000, 2100)
"""Years in which a moment that somebody types can lie."""


def clock(moment: datetime) -> str:
    """A moment as people in India say it: "Mon 23 Nov, 11:05 am"; the last one of a day as its end."""
    local = moment.astimezone(INDIA)
    if (local.hour, local.minute) == (0, 0):
        day = local - timedelta(days=1)
        return f"{day:%a} {day.day} {day:%b}, end of the day"
    return f"{local:%a} {local.day} {local:%b}, {_hour(local)}"


def hours(opens: datetime | None, closes: datetime) -> str:
    """The hours of a promised call: "Mon 23 Nov, 5:00 pm to 6:00 pm"; its end alone where no beginning was named."""
    if opens is None:
        return clock(closes)
    first, last = opens.astimezone(INDIA), closes.astimezone(INDIA)
    return f"{clock(opens)} to {_hour(last) if first.date() == last.date() else clock(closes)}"


def _hour(local: datetime) -> str:
    return f"{local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"


def field_time(moment: datetime) -> str:
    """A moment as a field of a form holds it (``datetime-local``), in Indian time."""
    return f"{moment.astimezone(INDIA):%Y-%m-%dT%H:%M}"


def read_time(text: str) -> datetime:
    """A moment as a field of a form sends it, taken for Indian time unless it names its own zone.

    Raises:
        BadRequestError: it is no moment, or one of another century.
    """
    try:
        told = datetime.fromisoformat(text.strip())
        moment = told.astimezone(INDIA) if told.tzinfo else told.replace(tzinfo=INDIA)
    except (ValueError, OverflowError) as error:
        raise BadRequestError("Give a day and an hour, as in 2026-11-30T15:00.") from error
    if moment.year not in YEARS:
        raise BadRequestError(f"The year {moment.year} cannot be meant. Give a day and an hour to come.")
    return moment


def left(due: datetime, now: datetime) -> str:
    """How long until something is due, or since when it is overdue: "in 3 h", "2 days overdue"."""
    span = due - now
    words = _span(abs(span))
    return f"in {words}" if span >= timedelta() else f"{words} overdue"


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    if hours < 48:
        return f"{hours} h"
    return f"{hours // 24} days"
