"""What a telephone provider is to do, as XML: one writer, two dialects (TwiML of Twilio, ExoML of Exotel)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from xml.sax.saxutils import escape, quoteattr


class Dialect(StrEnum):
    """Whose XML."""

    TWIML = "twiml"
    EXOML = "exoml"


VOICES = {"en": "en-IN", "hi": "hi-IN"}
"""Languages as both providers name them."""


@dataclass(frozen=True, slots=True)
class Say:
    """Words to be said, in "en" or "hi"."""

    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Gather:
    """Say something and wait for keys, and for words where ``hears``. ``keys`` 0 = any number, ended by #."""

    says: tuple[Say, ...]
    action: str
    keys: int = 1
    seconds: int = 8
    hears: bool = False


@dataclass(frozen=True, slots=True)
class Dial:
    """Connect the caller with a person."""

    number: str
    seconds: int = 30


@dataclass(frozen=True, slots=True)
class Redirect:
    """Go on at another address: where no key came."""

    address: str


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""


Step = Say | Gather | Dial | Redirect | HangUp


def write(steps: Sequence[Step], dialect: Dialect) -> str:
    """The whole reply to a webhook of a call.

    Example: ``write([Say("Namaste")], Dialect.EXOML)`` gives ``<Response><Say>Namaste</Say></Response>`` behind the
    declaration. TwiML names the language of each Say; ExoML has one voice for a number and takes no attributes there.
    """
    body = "".join(_step(step, dialect) for step in steps)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Response>{body}</Response>'


def _step(step: Step, dialect: Dialect) -> str:
    if isinstance(step, Say):
        return _say(step, dialect)
    if isinstance(step, Gather):
        return _gather(step, dialect)
    if isinstance(step, Dial):
        return f'<Dial timeout="{step.seconds}"><Number>{escape(step.number)}</Number></Dial>'
    if isinstance(step, Redirect):
        return f'<Redirect method="POST">{escape(step.address)}</Redirect>'
    return "<Hangup/>"


def _say(step: Say, dialect: Dialect) -> str:
    text = escape(_legal(step.text))
    if dialect is Dialect.EXOML:
        return f"<Say>{text}</Say>"
    return f'<Say language="{VOICES[step.language]}">{text}</Say>'


def _gather(step: Gather, dialect: Dialect) -> str:
    names = [("action", step.action), ("method", "POST"), ("timeout", str(step.seconds))]
    names += [("numDigits", str(step.keys))] if step.keys else [("finishOnKey", "#")]
    if dialect is Dialect.TWIML:
        names.append(("input", "dtmf speech" if step.hears else "dtmf"))
        if step.hears:
            names.append(("language", VOICES[step.says[0].language if step.says else "en"]))
        names.append(("actionOnEmptyResult", "true"))
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in names)
    return f"<Gather{attributes}>{''.join(_say(say, dialect) for say in step.says)}</Gather>"


def _legal(text: str) -> str:
    """Without the control signs that XML cannot carry."""
    return "".join(sign for sign in text if sign in "\t\n\r" or ord(sign) >= 32)
