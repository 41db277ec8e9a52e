"""What the operator's desk shows: the caller, the call so far, and how it is closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from service.helpline import references
from service.helpline.phones import is_mail
from service.helpline.records import Caller, Case, Outcome, Turn, TurnKind
from service.helpline.renderings import segments
from service.helpline.renderings.records import Sms
from service.helpline.scripts import LANGUAGES, Script, call_types
from service.http.auth import Who
from service.http.card_views import CardView
from service.http.desk_card import AnswerCard
from service.http.desk_interview_views import InterviewView
from service.http.desk_words import CHANNELS, OUTCOMES, ROLES, clock
from service.http.views import Option
from service.http.words import ENDINGS
from service.records import AnswerStatus

TABS = (("answer", "Answer", "a"), ("eligibility", "Eligibility", "i"), ("cards", "Cards", "k"))
"""The tabs of the middle column: name, title and access key."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in one line: an earlier contact, or a call of one's own that is not closed yet."""

    reference: str
    shown: str
    when: str
    how: str
    outcome: str
    href: str
    operator: str | None


@dataclass(frozen=True, slots=True)
class CallerView:
    """Who calls. ``consent`` fields are "yes", "no" or "" where nobody has asked yet.

    ``was`` is what the fields came with: it goes back with the form, so that what others changed meanwhile stays.
    """

    number: str
    name: str
    state: str
    district: str
    opted_out: bool
    recorded: str
    messages: str
    languages: tuple[Option, ...]
    roles: tuple[Option, ...]
    states: tuple[Option, ...]
    contacts: tuple[CaseLine, ...]
    was: str = "{}"
    typed_number: str = ""
    error: str | None = None


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One step of the call so far; ``href`` shows its answer again."""

    number: int
    text: str
    ending: str
    tone: str
    href: str | None


@dataclass(frozen=True, slots=True)
class SmsView:
    """The message that would be sent. ``why_not`` says why it cannot be; None = it can."""

    text: str
    segments: int
    units: int
    encoding: str
    template: str
    registered: bool
    left_out: int
    why_not: str | None


@dataclass(frozen=True, slots=True)
class PromiseView:
    """The message of an outcome that promises something; ``only`` names the part of the form that it is shown with."""

    only: str
    sms: SmsView


@dataclass(frozen=True, slots=True)
class Numbered:
    """One outcome with the key that chooses it and what is said at the end."""

    number: int
    value: str
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class ClosingView:
    """How the call is closed. ``typed`` is what was filled in and could not be taken, with what is wrong.

    ``sms`` is what was answered, ``promises`` what outcomes promise; ``why_not`` says why no message can be sent.
    """

    types: tuple[Option, ...]
    outcomes: tuple[Numbered, ...]
    sms: SmsView | None
    why_not: str | None
    promises: tuple[PromiseView, ...]
    minutes: str
    question: str
    due: str
    due_levels: tuple[tuple[int, str], ...]
    typed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    error: str | None = None

    @property
    def unkept(self) -> tuple[tuple[str, str], ...]:
        """The words that were typed, where the case was closed meanwhile and has no field for them any more."""
        names = {"note": "Note", "ask": "What they are to find out", "number": "Number"}
        return tuple((name, self.typed[key]) for key, name in names.items() if self.typed.get(key))


@dataclass(frozen=True, slots=True)
class CallView:
    """The call that is on the desk."""

    case: Case
    shown: str
    spoken: str
    channel: str
    opened: str
    outcome: str | None
    caller: CallerView
    script: Script
    turns: tuple[TurnLine, ...]
    card: AnswerCard | None
    interview: InterviewView | None
    closing: ClosingView
    promises: tuple[str, ...]
    also_open: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The desk; ``call`` is None between two calls."""

    template: ClassVar[str] = "desk/desk.html"
    section: ClassVar[str] = "/desk"

    who: Who
    call: CallView | None
    tab: str
    tabs: tuple[tuple[str, str, str], ...]
    script: Script
    channels: tuple[Option, ...]
    mine: tuple[CaseLine, ...]
    reminders: tuple[str, ...]
    waiting: int
    overdue: int
    max_chars: int
    cards: tuple[CardView, ...] = ()
    question: str = ""
    error: str | None = None
    done: str | None = None
    typed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def title(self) -> str:
        """The name of the page."""
        return f"Call {self.call.shown}" if self.call else "Desk"


def case_line(case: Case) -> CaseLine:
    """A case in one line."""
    return CaseLine(
        reference=case.reference,
        shown=references.shown(case.reference),
        when=clock(case.opened),
        how=CHANNELS[case.channel],
        outcome=OUTCOMES[case.outcome] if case.outcome else "not closed",
        href=f"/desk?case={case.reference}",
        operator=case.operator,
    )


def caller_view(
    caller: Caller | None, contacts: Sequence[Case], states: Sequence[str], language: str
) -> CallerView:
    """Who calls, as far as it is known."""
    known = caller.consent if caller else None
    return CallerView(
        number=f"… {caller.number_last4}" if caller and caller.number_last4 else "",
        name=(caller.name if caller else None) or "",
        state=(caller.state if caller else None) or "",
        district=(caller.district if caller else None) or "",
        opted_out=bool(caller and caller.opted_out),
        recorded=_yes_no(known.recorded if known else None),
        messages=_yes_no(known.messages if known else None),
        languages=tuple(Option(code, name, code == language) for code, name in LANGUAGES.items()),
        roles=tuple(Option(r.value, name, bool(caller and caller.role is r)) for r, name in ROLES.items()),
        states=tuple(Option(name, name, bool(caller and caller.state == name)) for name in states),
        contacts=tuple(case_line(case) for case in contacts),
    )


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def turn_lines(turns: Sequence[Turn]) -> tuple[TurnLine, ...]:
    """The call so far, newest first; a question stands with its answer in one line."""
    lines = (_turn_line(turn) for turn in turns if turn.kind is not TurnKind.QUESTION)
    return tuple(line for line in lines if line)[::-1]


def _turn_line(turn: Turn) -> TurnLine | None:
    content = turn.content
    if turn.kind is TurnKind.ANSWER and "status" in content:
        ending = ENDINGS[AnswerStatus(content["status"])]
        href = f"/desk?case={turn.case}&turn={turn.number}"
        return TurnLine(turn.number, content["question"], ending.title, ending.tone, href)
    if turn.kind is TurnKind.INTERVIEW:
        return TurnLine(turn.number, str(content.get("text", "Interview")), "Eligibility", "part", None)
    text = content.get("text") or content.get("reply") or content.get("question")
    return TurnLine(turn.number, str(text), TURN_NAMES[turn.kind], "none", None) if text else None


TURN_NAMES = {
    TurnKind.QUESTION: "Question",
    TurnKind.ANSWER: "Answer",
    TurnKind.INTERVIEW: "Eligibility",
    TurnKind.NOTE: "Note",
    TurnKind.MESSAGE_IN: "Message in",
    TurnKind.MESSAGE_OUT: "Message out",
    TurnKind.TICKET: "Ticket",
    TurnKind.CORRECTION: "Correction",
}


def sms_view(sms: Sms, why_not: str | None) -> SmsView:
    """The message with what it costs."""
    counted = segments.count(sms.text)
    return SmsView(
        text=sms.text,
        segments=sms.segments,
        units=counted.units,
        encoding=sms.encoding.value,
        template=sms.template_id,
        registered=sms.dlt_id is not None,
        left_out=sms.left_out,
        why_not=why_not,
    )


def why_no_message(caller: Caller | None, number: str | None, carried: bool) -> str | None:
    """Why no message may or can go to a caller, or None where one may. ``carried`` = there is who carries SMS."""
    if caller is None or not number:
        return "No number is known."
    if is_mail(number):
        return "The caller gave a mail address."
    return _unwilling(caller) or (None if carried else NOBODY_CARRIES)


NOBODY_CARRIES = "No provider carries SMS here (setting SAMUH_SMS_PROVIDER). Read the reference out."


def _unwilling(caller: Caller) -> str | None:
    if caller.opted_out:
        return "The caller wants no messages (STOP)."
    if caller.consent.messages is None:
        return "Ask first whether a message is all right, and note it under Consent."
    return None if caller.consent.messages else "The caller does not agree to messages."


def outcomes(said: Mapping[Outcome, str]) -> tuple[Numbered, ...]:
    """The outcomes with their keys, 1 to 9."""
    return tuple(
        Numbered(n, outcome.value, name, said.get(outcome, ""))
        for n, (outcome, name) in enumerate(OUTCOMES.items(), 1)
    )


def type_options(chosen: str | None) -> tuple[Option, ...]:
    """The types of calls."""
    return tuple(Option(value, name, value == chosen) for value, name in call_types().items())


def channel_options() -> tuple[Option, ...]:
    """The ways by which an operator takes a case."""
    return tuple(Option(channel.value, name, False) for channel, name in CHANNELS.items())


def last_answer(turns: Sequence[Turn], number: int | None = None) -> Turn | None:
    """The answer of that number, else the latest one; None while nothing was asked."""
    answers = [turn for turn in turns if turn.kind is TurnKind.ANSWER and "status" in turn.content]
    wanted = [turn for turn in answers if turn.number == number] or answers
    return wanted[-1] if wanted else None


def last_was_interview(turns: Sequence[Turn]) -> bool:
    """Whether the interview was the last thing that was worked on."""
    work = [turn.kind for turn in turns if turn.kind in (TurnKind.ANSWER, TurnKind.INTERVIEW)]
    return bool(work) and work[-1] is TurnKind.INTERVIEW


def minutes_so_far(case: Case, now: datetime) -> str:
    """Minutes since a case was opened, as the field of minutes begins with."""
    return str(max(1, round((now - case.opened).total_seconds() / 60)))
