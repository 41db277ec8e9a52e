"""What the form that closes a call says; whatever cannot be taken is refused with words, and nothing of it is kept."""

from datetime import datetime

from ingest.errors import BadRequestError
from service.helpline.calls import Ending
from service.helpline.records import Case, Closing, Outcome
from service.helpline.scripts import call_types
from service.http.desk_forms import CloseIn
from service.http.desk_words import read_time

MOST_MINUTES = 600
MOST_CHARS = 4000
LEVELS = {"2": 2, "3": 3}


def read_ending(form: CloseIn, case: Case, by: str, now: datetime) -> Ending:
    """How a call ends, as the operator ``by`` filled it in; the message is not looked at.

    Raises:
        BadRequestError: the outcome is missing, or a type, a level, a figure, a text or a time cannot be taken.
    """
    if form.outcome not in set(Outcome):
        raise BadRequestError("Choose how the call ended: a call cannot be closed without an outcome.")
    closing = Closing(
        outcome=Outcome(form.outcome),
        minutes=_minutes(form.minutes, case, now),
        note=read_text("The note", form.note) or None,
        call_type=_call_type(form.call_type),
        by=by,
    )
    due = read_time(form.due) if closing.outcome is Outcome.CALL_BACK else None
    ask, number = read_text("What they are to find out", form.ask), form.number.strip() or None
    return Ending(case.reference, form.version, closing, _level(form.level), ask, due, number)


def _minutes(text: str, case: Case, now: datetime) -> float:
    """Minutes as they were typed; counted from the opening where nothing was, up to the most that can be typed."""
    if not text.strip():
        so_far = (now - case.opened).total_seconds() / 60
        return min(max(1.0, round(so_far, 1)), float(MOST_MINUTES))
    try:
        minutes = float(text.strip().replace(",", "."))
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes <= MOST_MINUTES:
        raise BadRequestError(f"Minutes: give a number from 0 to {MOST_MINUTES}, or leave it empty.")
    return round(minutes, 1)


def _call_type(given: str) -> str | None:
    if given and given not in call_types():
        raise BadRequestError(
            "Choose the type of the call from the list; the one that was sent is not in it."
        )
    return given or None


def _level(given: str) -> int:
    if given not in LEVELS:
        raise BadRequestError("A question goes to level 2 (an expert) or level 3 (ministry or agency).")
    return LEVELS[given]


def read_text(what: str, given: str, most: int = MOST_CHARS) -> str:
    """A text without blanks around it. Browsers send two characters for the end of a line and count one.

    Raises:
        BadRequestError: it is too long.
    """
    text = given.replace("\r\n", "\n").strip()
    if len(text) > most:
        raise BadRequestError(f"{what} has {len(text):,} characters; at most {most:,} are kept. Shorten it.")
    return text
