"""What passes between a provider's webhook and the conversation: one shape for all providers, in both directions."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udfff]")


def cleaned(text: str) -> str:
    """A text as it can be kept by every database and shown on every page.

    Control signs and marks that turn the direction of writing go; half a sign (a lone surrogate) becomes "\ufffd". Line
    ends, tabs and the joiners of Indian scripts stay.
    """
    return _HALVES.sub("\ufffd", _CONTROL.sub("", text))


class Provider(StrEnum):
    """Who carries messages and calls. ``simulator`` carries them nowhere: its pages show them."""

    WHATSAPP = "whatsapp"
    TWILIO = "twilio"
    EXOTEL = "exotel"
    GATEWAY = "gateway"
    MAIL = "mail"
    SIMULATOR = "simulator"


class EventKind(StrEnum):
    """What happened: words, one or more keys, a call that began or ended, or something that cannot be read."""

    WORDS = "words"
    DIGITS = "digits"
    CALL_BEGAN = "call_began"
    CALL_ENDED = "call_ended"
    UNREADABLE = "unreadable"


class Delivery(StrEnum):
    """What a provider says became of a message that it was given."""

    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that a caller did, as a provider told it.

    ``id`` is the provider's own and names this event for good: the same id is the same event. ``sender`` is a number
    as the provider writes it, or a mail address; ``to`` is ours. ``step`` is the number of the question that this
    answers where the provider gave it back (the address of a keypad form, the id of a button), else None.
    ``subject`` and ``thread`` are those of a letter.
    """

    provider: Provider
    channel: str
    id: str
    sender: str
    to: str
    kind: EventKind
    text: str
    at: datetime | None
    step: int | None = None
    subject: str = ""
    thread: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Nothing goes on that cannot be kept: see ``cleaned``."""
        for name in ("id", "sender", "to", "text", "subject"):
            object.__setattr__(self, name, cleaned(getattr(self, name)))
        object.__setattr__(self, "thread", tuple(cleaned(one) for one in self.thread))


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a message: ``ours`` is our name for it where the provider gave it back, else None."""

    provider: Provider
    provider_id: str
    ours: str | None
    delivery: Delivery
    why: str

    def __post_init__(self) -> None:
        """Nothing goes on that cannot be kept: see ``cleaned``."""
        object.__setattr__(self, "provider_id", cleaned(self.provider_id))
        object.__setattr__(self, "why", cleaned(self.why))
        if self.ours is not None:
            object.__setattr__(self, "ours", cleaned(self.ours))


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose: the key that is pressed or typed for it, and its words."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Outbound:
    """One message that is to go out. ``id`` is ours and stays the same over all tries: it lets a repetition be seen.

    ``template`` names the registered SMS template or the approved WhatsApp template; ``variables`` are its parts for
    WhatsApp. ``step`` numbers the question that ``choices`` answer. ``subject`` and ``thread`` are for letters.
    """

    id: str
    channel: str
    to: str
    text: str
    choices: tuple[Choice, ...] = ()
    step: int | None = None
    template: str | None = None
    variables: tuple[str, ...] = ()
    language: str = "en"
    subject: str = ""
    thread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A request to a provider, ready to be made: pure data. ``form`` or ``body`` is sent, never both."""

    url: str
    headers: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    login: tuple[str, str] | None = None
