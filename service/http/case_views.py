"""A case as its trace tells it: every turn in order, each answer as it was given, and who changed what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from service.database.audit import Entry
from service.helpline import references
from service.helpline.records import Case, Turn, TurnKind
from service.helpline.renderings.records import Language, Rendered
from service.http.auth import Who
from service.http.desk_card import AnswerCard
from service.http.desk_views import TURN_NAMES
from service.http.desk_words import CHANNELS, OUTCOMES, clock

_OUR_OWN = frozenset(("by", "number_hash"))
MOST_TEXT = 4000


@dataclass(frozen=True, slots=True)
class SoundView:
    """What was or would be said of an answer in one language, with the address of its sound."""

    language: str
    name: str
    text: str
    words: int
    href: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer of the trace in all its renderings; nothing of it is asked anew."""

    card: AnswerCard
    sounds: tuple[SoundView, ...]
    rendered: Rendered


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn. ``lines`` are name and value of what it holds, ``answer`` is set where it is an answer."""

    number: int
    name: str
    when: str
    by: str
    lines: tuple[tuple[str, str], ...]
    index_id: str | None
    answer: AnswerView | None


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What stands above the trace; times are Indian."""

    shown: str
    spoken: str
    channel: str
    opened: str
    closed: str | None
    outcome: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """The trace of one case."""

    template: ClassVar[str] = "desk/case.html"
    section: ClassVar[str] = "/desk"

    who: Who
    case: Case
    head: CaseHead
    turns: tuple[TurnView, ...]
    audit: tuple[str, ...]
    sheets: tuple[str, ...]
    can_speak: bool
    supervisor: bool

    @property
    def title(self) -> str:
        """The name of the page."""
        return f"Case {self.head.shown}"


@dataclass(frozen=True, slots=True)
class FindCasePage:
    """Where a reference is typed as it is read out; ``error`` says what is wrong with it."""

    template: ClassVar[str] = "desk/find_case.html"
    section: ClassVar[str] = "/desk"

    who: Who
    typed: str
    error: str | None
    title: str = "Find a case"


def sounds(turn: Turn, rendered: Sequence[Rendered]) -> tuple[SoundView, ...]:
    """What is read aloud of an answer, in each language."""
    names = {Language.ENGLISH: "English", Language.HINDI: "Hindi"}
    return tuple(
        SoundView(
            language=made.language.value,
            name=names[made.language],
            text=made.speech,
            words=len(made.speech.split()),
            href=f"/desk/case/{turn.case}/turns/{turn.number}/speech.wav?language={made.language.value}",
        )
        for made in rendered
    )


def turn_view(turn: Turn, answer: AnswerView | None) -> TurnView:
    """One turn of the trace."""
    content = {} if answer else turn.content
    lines = tuple(
        (name.replace("_", " "), str(value)[:MOST_TEXT])
        for name, value in content.items()
        if name not in _OUR_OWN and value not in (None, "", [], {})
    )
    return TurnView(
        number=turn.number,
        name=TURN_NAMES[turn.kind],
        when=clock(turn.at),
        by=turn.by or ("the caller" if turn.kind is TurnKind.MESSAGE_IN else ""),
        lines=lines,
        index_id=turn.index_id,
        answer=answer,
    )


def audit_line(entry: Entry) -> str:
    """One change in words."""
    details = ", ".join(f"{name} {value}" for name, value in entry.details.items())
    return f"{clock(entry.at)}: {entry.actor} {entry.action} it" + (f" ({details})" if details else "")


def heading(case: Case) -> CaseHead:
    """What stands above the trace."""
    return CaseHead(
        shown=references.shown(case.reference),
        spoken=references.spoken(case.reference),
        channel=CHANNELS[case.channel],
        opened=clock(case.opened),
        closed=clock(case.closed) if case.closed else None,
        outcome=OUTCOMES[case.outcome] if case.outcome else "not closed",
    )
