"""What the helpline keeps: callers, cases with their turns, tickets and call-backs. All times are UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

Content: TypeAlias = dict[str, Any]
"""What a turn holds, in the form that JSON takes; which keys depends on the turn's kind."""


class Channel(StrEnum):
    """The way by which a case came."""

    PHONE = "phone"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    WEB = "web"
    WALK_IN = "walk_in"
    LETTER = "letter"


class Role(StrEnum):
    """What a caller is to a cluster."""

    CLUSTER_MANAGER = "cluster_manager"
    UNIT = "unit"
    ASSOCIATION = "association"
    BANK = "bank"
    OFFICIAL = "official"
    OTHER = "other"


class Outcome(StrEnum):
    """How a case ended."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NOT_KNOWN = "not_known"
    ELIGIBILITY_GIVEN = "eligibility_given"
    ESCALATED = "escalated"
    CALL_BACK = "call_back"
    WRONG_NUMBER = "wrong_number"
    DROPPED = "dropped"
    COMPLAINT = "complaint"


class TurnKind(StrEnum):
    """What happened in a turn of a case."""

    QUESTION = "question"
    ANSWER = "answer"
    INTERVIEW = "interview"
    NOTE = "note"
    MESSAGE_IN = "message_in"
    MESSAGE_OUT = "message_out"
    TICKET = "ticket"
    CORRECTION = "correction"


class TicketState(StrEnum):
    """Where a ticket stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class CallBackState(StrEnum):
    """Where a promised call stands."""

    PROMISED = "promised"
    DONE = "done"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Consent:
    """What a caller agreed to: that the talk is recorded, that messages are sent. None = not asked."""

    recorded: bool | None = None
    messages: bool | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """What is told about a caller. None = nothing new is known: what is kept stays."""

    name: str | None = None
    language: str | None = None
    state: str | None = None
    district: str | None = None
    role: Role | None = None
    consent: Consent = Consent()


@dataclass(frozen=True, slots=True)
class Caller:
    """A person who calls or writes. The number itself is not here: ``Callers.number_of`` unseals it.

    ``number_hash`` and ``number_last4`` are None for one who gave no number. For a mail address ``number_last4`` is its
    first letter and its domain. ``language`` is "en", "hi" or another ISO 639 code.
    """

    id: int
    number_hash: str | None
    number_last4: str | None
    name: str | None
    language: str | None
    state: str | None
    district: str | None
    role: Role | None
    consent: Consent
    opted_out: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One contact from its first word to its outcome. ``operator`` None = no person took part; ``minutes`` spent.

    ``version`` rises with each change of the case itself, not with its turns.
    """

    reference: str
    caller_id: int | None
    channel: Channel
    opened: datetime
    closed: datetime | None
    operator: str | None
    call_type: str | None
    outcome: Outcome | None
    minutes: float | None
    note: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Closing:
    """How a case is closed. ``by`` is the operator's account; None = the conversation closed itself."""

    outcome: Outcome
    minutes: float | None = None
    note: str | None = None
    call_type: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that happened in a case (``case`` is its reference). Turns are added, never changed.

    ``index_id`` names the index that an answer came from; ``by`` the account that did it, None = the caller or nobody.
    """

    case: str
    number: int
    at: datetime
    kind: TurnKind
    content: Content
    index_id: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A question handed to level 2 (an expert) or 3 (the ministry or agency), with the time by which it is due."""

    id: int
    reference: str
    level: int
    due: datetime
    assigned_to: str | None
    state: TicketState
    question: str
    reply: str | None
    raised: datetime
    raised_by: str | None
    version: int


@dataclass(frozen=True, slots=True)
class CallBack:
    """A call that was promised. ``number`` as it is dialled, E.164; ``attempts`` made so far.

    ``opens`` = the caller wished not to be called before that moment; None where no time was named.
    """

    id: int
    reference: str
    due: datetime
    number: str
    state: CallBackState
    attempts: int
    promised: datetime
    assigned_to: str | None
    version: int
    opens: datetime | None = None
