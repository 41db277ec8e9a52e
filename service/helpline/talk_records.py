"""What a conversation is made of: where it stands, what comes in, what goes out. All plain data, kept as JSON."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from service.helpline.call_times import When
from service.helpline.channels.records import Choice, EventKind
from service.helpline.records import Outcome
from service.helpline.renderings.records import Rendered
from service.interviews.records import Entry, Progress
from service.records import Answer

WRITTEN = frozenset(("sms", "whatsapp", "email"))
"""Channels on which words come and go in writing; the other is the telephone."""


class Stage(StrEnum):
    """What the conversation waits for."""

    OPEN = "open"
    LANGUAGE = "language"
    MENU = "menu"
    TOPICS = "topics"
    ASK = "ask"
    AFTER = "after"
    CHOOSE = "choose"
    NOT_KNOWN = "not_known"
    INTERVIEW = "interview"
    RESULT = "result"
    CALL_NUMBER = "call_number"
    CALL_KEYS = "call_keys"
    ENDED = "ended"


class Expects(StrEnum):
    """How a reply is answered on the telephone: not at all, by one key, by several keys and #, or by words or a key."""

    NOTHING = "nothing"
    KEY = "key"
    KEYS = "keys"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a caller did. ``hears`` = the provider of the call turns speech into words."""

    channel: str
    kind: EventKind
    text: str
    now: datetime
    at: datetime | None = None
    step: int | None = None
    hears: bool = False
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message, or one thing said in a call.

    ``spoken`` are runs of (words, language) where what is said differs from what is written. ``name`` and
    ``variables`` say which registered SMS template the text is made from. ``card`` = the choices belong to an answer.
    """

    text: str
    language: str
    choices: tuple[Choice, ...] = ()
    expects: Expects = Expects.NOTHING
    spoken: tuple[tuple[str, str], ...] = ()
    name: str = ""
    variables: tuple[str, ...] = ()
    channel: str = ""
    dial: bool = False
    hang_up: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """Where a conversation stands.

    ``step`` counts the questions asked; ``entries`` the entries of the interview ``code``; ``page`` the page of its
    options. ``offered`` maps a key to what it means. ``missed`` counts wrong keys in a row. ``told`` counts the parts
    of the answer ``reference`` that went out as SMS; ``check`` is the case of the interview. ``small`` names the
    courtesy that was said last, and when.
    """

    stage: Stage = Stage.OPEN
    language: str | None = None
    step: int = 0
    reference: str | None = None
    question: str | None = None
    history: tuple[str, ...] = ()
    offered: tuple[tuple[str, str], ...] = ()
    said: tuple[Reply, ...] = ()
    code: str | None = None
    entries: int = 0
    page: int = 0
    missed: int = 0
    outcome: Outcome | None = None
    began: datetime | None = None
    last_at: datetime | None = None
    told: int = 0
    check: str | None = None
    small: str = ""
    small_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """What the caller was promised: the case that it belongs to, by when, whether it had been promised before.

    ``since`` = a call is not made before that moment; None where the caller named no time.
    """

    reference: str
    due: datetime
    before: bool = False
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Under:
    """What lies under a reference: the last answer, an expert's reply, what is still owed, an eligibility check."""

    reference: str
    answer: Answer | None = None
    reply: str = ""
    ticket_due: datetime | None = None
    call: Owed | None = None
    check: bool = False


class Tools(Protocol):
    """What a conversation may have done for it. All of it is kept with the step that asks for it, or nothing is."""

    public_url: str
    has_person: bool

    def answer(self, question: str, history: tuple[str, ...]) -> Answer:
        """Answer a question from the library."""
        ...

    def render(self, answer: Answer, reference: str, language: str) -> Rendered:
        """Make an answer ready to be said and sent."""
        ...

    def open_case(self) -> str:
        """Open a case for this contact and give its reference."""
        ...

    def note(self, reference: str, kind: str, content: dict[str, Any], index_id: str | None = None) -> None:
        """Add a turn to a case."""
        ...

    def close(self, reference: str, outcome: Outcome, minutes: float | None) -> None:
        """Close a case, or give a closed one another outcome."""
        ...

    def kept_answer(self, text: str) -> tuple[str, Answer] | None:
        """The reference and its last answer where a text is a reference with an answer, else None."""
        ...

    def under(self, reference: str) -> Under | None:
        """What lies under a reference, None where there is no such case."""
        ...

    def escalate(self, reference: str, question: str) -> Owed:
        """Hand a question to an expert, unless the same caller's same question waits for one already."""
        ...

    def call_back(self, reference: str, number: str | None, when: When | None = None) -> Owed:
        """Promise a call (to the caller's own number where None is given), unless that is promised already.

        A time that is named now moves what was promised before.

        Raises:
            BadRequestError: there is no number, or it is none.
        """
        ...

    def set_opted_out(self, out: bool) -> None:
        """Keep that the caller wants no messages, or wants them again."""
        ...

    def last_told(self) -> tuple[str, str] | None:
        """The case of the last SMS that went out of a call of the caller, and the reader's language."""
        ...

    def opted_out(self) -> bool:
        """Whether the caller wants no messages."""
        ...

    def schemes_named(self, words: str) -> tuple[str, ...]:
        """The ids of the schemes that words are the name of, those in force where there are any; may be none."""
        ...

    def begin_interview(self, words: str, schemes: tuple[str, ...] = ()) -> Progress:
        """Begin an interview with what was told in own words (may be empty), on some schemes or on all."""
        ...

    def interview(self, code: str) -> Progress:
        """Where an interview stands.

        Raises:
            NotFoundError: it has been deleted.
        """
        ...

    def tell(self, code: str, entries: int, entry: Entry) -> Progress:
        """Add an entry as number ``entries`` + 1; nothing is added twice."""
        ...

    def take_back(self, code: str, entries: int) -> Progress:
        """Take the entry number ``entries`` back; nothing is taken back twice."""
        ...

    def read_facts(self, words: str) -> Entry | None:
        """The facts of the interview that words tell, as an entry; None where they tell none."""
        ...

    def entry(self, fact: str, raw: object) -> Entry:
        """An answer to a question of the interview, checked.

        Raises:
            BadRequestError: it cannot be that.
        """
        ...

    def send_sms(self, reply: Reply, reference: str) -> bool:
        """Queue an SMS to the caller's own number; False where that cannot be done. Asking for it is the consent."""
        ...
