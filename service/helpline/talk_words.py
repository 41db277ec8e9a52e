"""What the conversation says by itself: wordings of ``prompts/conversation.yaml``, filled in for a channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

import yaml

from service.helpline import references
from service.helpline.channels.records import Choice
from service.helpline.renderings.records import Language
from service.helpline.renderings.templates import Template as SmsTemplate
from service.helpline.renderings.templates import shipped
from service.helpline.talk_records import Expects, Reply
from service.helpline.working_days import INDIA
from service.interviews import codes

_MONTHS_HI = "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर".split()


@dataclass(frozen=True, slots=True)
class Topic:
    """One entry of the telephone's menu: what it is called, and the question that is looked up for it."""

    question: str
    en: str
    hi: str


def words(key: str, language: str, phone: bool = False, **parts: object) -> str:
    """A wording in a language with its parts filled in.

    Raises:
        KeyError: there is no such wording, or a part of it was not given.
    """
    texts = _wordings()["words"][key]
    text = texts.get(f"phone_{language}") if phone else None
    return (
        Template(text or texts[language])
        .substitute({name: str(part) for name, part in parts.items()})
        .strip()
    )


@cache
def topics() -> tuple[Topic, ...]:
    """The entries of the telephone's menu, in the order of their keys from 1."""
    return tuple(Topic(**row) for row in _wordings()["topics"])


def said(key: str, language: str, channel: str, **parts: object) -> Reply:
    """One reply made of a wording: for SMS the registered template of that name, else plain words.

    ``reference`` is written with its dash and also given to the wording as ``spoken``; ``due`` (a moment) as the day
    and hour in India.
    """
    told = _parts(parts, language)
    if channel == "sms":
        return template_reply(
            f"talk-{key}",
            language,
            [str(told[name]) for name in ("due", "reference", "code") if name in told],
        )
    phone = channel == "phone"
    return Reply(words(key, language, phone, **told), language, channel=channel)


def template_reply(name: str, language: str, variables: Sequence[str]) -> Reply:
    """An SMS from a registered template of the conversation.

    Raises:
        KeyError: there is no such template.
        TemplateError: a variable is empty or too long.
    """
    template = _templates()[f"{name}-{language}"]
    kept = tuple(variables)[-template.slots :] if template.slots else ()
    return Reply(template.fill(kept), language, name=template.id, variables=kept, channel="sms")


def prompt(key: str, language: str, expects: Expects = Expects.KEY, **parts: object) -> Reply:
    """Something said in a call that waits for keys or words."""
    told = _parts(parts, language)
    return Reply(words(key, language, True, **told), language, expects=expects, channel="phone")


def choices(language: str, **keys: str) -> tuple[Choice, ...]:
    """Choices by their keys: ``choices("en", expert="1")`` is the key 1 for an expert."""
    return tuple(Choice(key, words(f"choice_{name}", language)) for name, key in keys.items())


def day_and_hour(moment: datetime, language: str) -> str:
    """A moment as people in India say it: "25 Nov, 14:30" or "25 नवंबर, 14:30"; midnight ends a day."""
    there = moment.astimezone(INDIA)
    if there.time() == time():
        day = there - timedelta(days=1)
        if language == "hi":
            return f"{day.day} {_MONTHS_HI[day.month - 1]} के अंत"
        return f"the end of {day:%a} {day.day} {day:%b}"
    month = _MONTHS_HI[there.month - 1] if language == "hi" else f"{there:%b}"
    return f"{there.day} {month}, {there:%H:%M}"


def day_and_hours(since: datetime, until: datetime, language: str) -> str:
    """Hours of one day in India: "25 Nov, 17:00 to 18:00", in Hindi "25 नवंबर, 17:00 से 18:00"."""
    word = "से" if language == "hi" else "to"
    return f"{day_and_hour(since, language)} {word} {until.astimezone(INDIA):%H:%M}"


def _parts(parts: Mapping[str, object], language: str) -> dict[str, object]:
    told = dict(parts)
    if isinstance(told.get("due"), datetime):
        told["due"] = day_and_hour(told["due"], language)  # type: ignore[arg-type]
    if "reference" in told:
        plain = str(told["reference"])
        told |= {"reference": references.shown(plain), "spoken": aloud(plain, language)}
    return told


def aloud(signs: str, language: str) -> str:
    """A reference or a code, sign by sign: "K as in Kolkata, 7", in Hindi "K, कोलकाता का K; 7"."""
    if language != "hi":
        return codes.aloud(signs)
    towns: Mapping[str, str] = _wordings()["towns_hi"]
    return "; ".join(
        f"{sign}, {towns[sign]} का {sign}" if sign in towns else sign for sign in signs.replace("-", "")
    )


@cache
def _templates() -> Mapping[str, SmsTemplate]:
    return {template.id: template for template in shipped().all}


@cache
def _wordings() -> Mapping[str, Any]:
    texts: Mapping[str, Any] = yaml.safe_load(
        files("prompts").joinpath("conversation.yaml").read_text("utf-8")
    )
    return texts


def language_record(language: str) -> Language:
    """The language as the renderings name it."""
    return Language.HINDI if language == "hi" else Language.ENGLISH
