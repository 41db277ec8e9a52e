"""Puts the desk together: the call that is on it as the store has it, and what was typed and could not be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from ingest.errors import BadRequestError, NotFoundError
from service.helpline import references
from service.helpline.calls import Ending, interview_code
from service.helpline.cards import Cards
from service.helpline.cases import Sought
from service.helpline.desk_messages import Letter
from service.helpline.desk_work import Job, jobs, reminders
from service.helpline.promise_sms import PROMISES, promise_sms
from service.helpline.records import CallBack, Caller, Case, Outcome, Turn
from service.helpline.renderings.assessed import render_assessments
from service.helpline.renderings.records import Language, Sms
from service.helpline.scripts import Script, Words, script
from service.helpline.talk_words import aloud, day_and_hour
from service.helpline.working_days import due, holidays_of
from service.http.card_views import CardView, offered_cards
from service.http.desk_bench import Bench
from service.http.desk_caller import was, with_typed
from service.http.desk_card import AnswerCard, answer_card
from service.http.desk_interview_views import InterviewView, interview_view
from service.http.desk_reminders import due_reminders
from service.http.desk_views import (
    TABS,
    CallView,
    CaseLine,
    ClosingView,
    DeskPage,
    PromiseView,
    caller_view,
    case_line,
    channel_options,
    last_answer,
    last_was_interview,
    minutes_so_far,
    outcomes,
    sms_view,
    turn_lines,
    type_options,
    why_no_message,
)
from service.http.desk_words import (
    CALL_BACK_STATES,
    CHANNELS,
    JOBS,
    OUTCOMES,
    TICKET_STATES,
    clock,
    field_time,
    hours,
    left,
    read_time,
)

MOST_MINE = 8
MOST_REMINDERS = 3
CALL_BACK_HOURS = 24.0
"""Hours on working days within which a caller is called back, unless another time is agreed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the desk is to show: the tab and the answer asked for, and what could not be taken with what is wrong."""

    tab: str = "answer"
    turn: int | None = None
    call_type: str = ""
    question: str = ""
    error: str | None = None
    done: str | None = None
    close_error: str | None = None
    caller_error: str | None = None
    interview_error: str | None = None
    typed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    caller_typed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def desk_page(bench: Bench, reference: str | None, shown: Shown) -> DeskPage:
    """The desk with this case on it, or between two calls."""
    case = bench.cases.case(reference) if reference else None
    call = call_view(bench, case, shown) if case else None
    words = Words(bench.who.account.full_name or bench.who.name, "", "")
    waiting = jobs(bench.books)
    return DeskPage(
        who=bench.who,
        call=call,
        tab=shown.tab,
        tabs=TABS,
        script=call.script if call else script(None, "en", words),
        channels=channel_options(),
        mine=mine(bench, case),
        reminders=(
            *due_reminders(bench, waiting)[:MOST_REMINDERS],
            *(
                reminder(job, bench.now)
                for job in reminders(waiting, bench.who.name, bench.now)[:MOST_REMINDERS]
            ),
        ),
        waiting=len(waiting),
        overdue=sum(job.overdue(bench.now) for job in waiting),
        max_chars=bench.site.settings.max_question_chars,
        question=shown.question,
        error=shown.error,
        done=shown.done,
        cards=_cards(bench, call) if call and shown.tab == "cards" else (),
        typed=shown.typed,
    )


def _cards(bench: Bench, call: CallView) -> tuple[CardView, ...]:
    """The knowledge cards for the last question; all that are approved where nothing was asked yet."""
    asked = call.card.question if call.card else ""
    return offered_cards(Cards(bench.helpline.database), asked, bench.now)


def reminder(job: Job, now: datetime) -> str:
    """What must not be forgotten, in one line."""
    return f"{JOBS[job.kind]} {references.shown(job.reference)}: due {hours(job.opens, job.due)}, {left(job.due, now)}"


def promises(bench: Bench, case: Case) -> tuple[str, ...]:
    """What was promised in this case, and whether it is kept."""
    books = bench.books
    lines = [
        f"Ticket {one.id} (level {one.level}), due {clock(one.due)}: {TICKET_STATES[one.state]}"
        + (f". Reply: {one.reply}" if one.reply else "")
        for one in books.tickets.of_case(case.reference)
    ]
    lines += [
        f"Call-back {_when(one)}: {CALL_BACK_STATES[one.state]}, {one.attempts} tries"
        for one in books.call_backs.of_case(case.reference)
    ]
    return tuple(lines)


def _when(call: CallBack) -> str:
    return f"at {hours(call.opens, call.due)}" if call.opens else f"by {clock(call.due)}"


def mine(bench: Bench, but: Case | None) -> tuple[CaseLine, ...]:
    """The operator's calls that are not closed, newest first, without the one on the desk."""
    found = bench.cases.search(Sought(operator=bench.who.name, still_open=True), MOST_MINE + 1)
    return tuple(case_line(case) for case in found if but is None or case.reference != but.reference)[
        :MOST_MINE
    ]


@dataclass(frozen=True, slots=True)
class Held:
    """A case with all that its page needs of the store."""

    case: Case
    caller: Caller | None
    number: str | None
    turns: tuple[Turn, ...]

    @property
    def language(self) -> str:
        """The language of the talk."""
        return (self.caller.language if self.caller else None) or "en"

    @property
    def spoken_in(self) -> Language:
        """The language of what is said and sent."""
        return Language.HINDI if self.language == "hi" else Language.ENGLISH


def held(bench: Bench, case: Case) -> Held:
    """Read it."""
    callers = bench.cases.callers
    known = case.caller_id is not None
    return Held(
        case=case,
        caller=callers.caller(case.caller_id) if known and case.caller_id else None,
        number=callers.number_of(case.caller_id) if known and case.caller_id else None,
        turns=tuple(bench.cases.turns(case.reference)),
    )


@dataclass(frozen=True, slots=True)
class Working:
    """What is being said and sent in a call."""

    script: Script
    card: AnswerCard | None
    interview: InterviewView | None


def call_view(bench: Bench, case: Case, shown: Shown) -> CallView:
    """The call as the desk shows it."""
    found = held(bench, case)
    view = working(bench, found, shown)
    contacts = bench.cases.last_contacts(case.caller_id, 6) if case.caller_id else []
    others = [one for one in contacts if one.reference != case.reference][:5]
    caller = caller_view(found.caller, others, bench.states, found.language)
    return CallView(
        case=case,
        shown=references.shown(case.reference),
        spoken=references.spoken(case.reference),
        channel=CHANNELS[case.channel],
        opened=clock(case.opened),
        outcome=OUTCOMES[case.outcome] if case.outcome else None,
        caller=replace(
            with_typed(caller, shown.caller_typed),
            was=was(found.caller, found.language),
            error=shown.caller_error,
        ),
        script=view.script,
        turns=turn_lines(found.turns),
        card=view.card,
        interview=view.interview,
        closing=_closing(bench, found, view, shown),
        promises=promises(bench, case),
        also_open=also_open(bench, case),
    )


def also_open(bench: Bench, case: Case) -> tuple[CaseLine, ...]:
    """The other open cases of the caller, newest first: somebody else may be speaking to the same person."""
    if case.caller_id is None or case.closed is not None:
        return ()
    found = bench.cases.search(Sought(caller_id=case.caller_id, still_open=True), MOST_MINE + 1)
    return tuple(case_line(one) for one in found if one.reference != case.reference)


def script_of(bench: Bench, found: Held, shown: Shown) -> Script:
    """The words of this call, in the caller's language."""
    case = found.case
    words = Words(
        bench.who.account.full_name or bench.who.name,
        aloud(case.reference, "hi") if found.language == "hi" else references.spoken(case.reference),
        _said(_ticket_due(bench, found, bench.now), found.language),
        _said(_call_by(bench, found, shown), found.language),
    )
    return script(type_of(case, shown), found.language, words)


def _said(moment: datetime, language: str) -> str:
    """A moment in a script: the day and hour in the caller's language where the script is in it."""
    return day_and_hour(moment, language) if language == "hi" else clock(moment)


def _call_by(bench: Bench, found: Held, shown: Shown) -> datetime:
    """The time of a call-back as its field holds it: what was typed there, else the usual one."""
    try:
        return read_time(shown.typed.get("due", ""))
    except BadRequestError:
        holidays = holidays_of(found.caller.state if found.caller else None)
        return due(2, bench.now, holidays, CALL_BACK_HOURS)


def type_of(case: Case, shown: Shown) -> str | None:
    """The type of a call: as it was chosen, kept or, of an interview, as it is; None while nobody knows."""
    chosen = shown.typed.get("call_type") or shown.call_type or case.call_type
    return chosen or ("eligibility" if shown.tab == "eligibility" else None)


def _card(bench: Bench, found: Held, shown: Shown) -> AnswerCard | None:
    turn = last_answer(found.turns, shown.turn)
    return answer_card(bench.site.desk, turn, found.spoken_in, bench.templates) if turn else None


def _interview(bench: Bench, found: Held, shown: Shown) -> InterviewView | None:
    """The interview of the case, where it is looked at or was the last thing done; None after its time is over."""
    code = interview_code(found.turns)
    if code is None or not (shown.tab == "eligibility" or last_was_interview(found.turns)):
        return None
    try:
        progress = bench.room.progress(code)
    except (BadRequestError, NotFoundError):
        return None
    rendered = render_assessments(
        progress.assessments, found.case.reference, found.spoken_in, bench.templates
    )
    made = interview_view(progress, bench.room.rules, rendered)
    return replace(made, error=shown.interview_error, typed=shown.typed.get("typed", ""))


def _closing(bench: Bench, found: Held, view: Working, shown: Shown) -> ClosingView:
    by = clock(_ticket_due(bench, found, bench.now))
    sms = sms_of(found, view)
    why_not = why_no_message(found.caller, found.number, carried=bench.post.provider is not None)
    return ClosingView(
        types=type_options(type_of(found.case, shown)),
        outcomes=outcomes(view.script.endings),
        sms=sms_view(sms, why_not) if sms else None,
        why_not=why_not,
        promises=_promises(bench, found, shown, why_not),
        minutes=minutes_so_far(found.case, bench.now),
        question=view.card.question if view.card else "",
        due=field_time(_call_by(bench, found, Shown())),
        due_levels=tuple((level, by) for level in (2, 3)),
        typed=shown.typed,
        error=shown.close_error,
    )


def working(bench: Bench, found: Held, shown: Shown) -> Working:
    """Put it together."""
    return Working(
        script_of(bench, found, shown), _card(bench, found, shown), _interview(bench, found, shown)
    )


def sms_of(found: Held, view: Working) -> Sms | None:
    """The message of a call: the result of its interview where that came last, else the answer that is shown."""
    if view.interview and last_was_interview(found.turns):
        return view.interview.rendered.sms
    return view.card.rendered.sms if view.card else None


def letter_of(bench: Bench, ending: Ending, now: datetime) -> Letter | None:
    """The message that closing a call sends: what the outcome promises, else what was answered; None if none may go."""
    found = held(bench, bench.cases.case(ending.reference))
    carried = bench.post.provider is not None
    if found.number is None or why_no_message(found.caller, found.number, carried):
        return None
    sms = _promised(bench, found, ending.closing.outcome, ending.due or _ticket_due(bench, found, now))
    sms = sms or sms_of(found, working(bench, found, Shown()))
    return Letter(found.case, found.number, sms, found.spoken_in.value) if sms else None


def _promised(bench: Bench, found: Held, outcome: Outcome, by: datetime) -> Sms | None:
    if outcome not in PROMISES:
        return None
    return promise_sms(outcome, by, found.case.reference, found.spoken_in, bench.templates)


def _ticket_due(bench: Bench, found: Held, now: datetime) -> datetime:
    """When a ticket that is raised now is due, at either level."""
    holidays = holidays_of(found.caller.state if found.caller else None)
    return due(2, now, holidays, bench.site.settings.ticket_hours)


def _promises(bench: Bench, found: Held, shown: Shown, why_not: str | None) -> tuple[PromiseView, ...]:
    """The message of each outcome that promises something, shown while that outcome is chosen."""
    dues = {"ticket": _ticket_due(bench, found, bench.now), "back": _call_by(bench, found, shown)}
    outcomes = {"ticket": Outcome.ESCALATED, "back": Outcome.CALL_BACK}
    made = {only: _promised(bench, found, outcomes[only], by) for only, by in dues.items()}
    return tuple(PromiseView(only, sms_view(sms, why_not)) for only, sms in made.items() if sms)
