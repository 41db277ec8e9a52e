"""A question of the interview in Hindi: ``prompts/interview_hi.yaml``. Values and what they decide stay as they are."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

import yaml

from service.interviews.records import Ask, Option
from service.interviews.wording import NO, YES


def in_hindi(ask: Ask) -> Ask:
    """The same question with its words, its help, its reason and its answers in Hindi.

    What has no Hindi wording stays in English; a test sees that every fact that can be asked has one.
    """
    entry = _entry(ask.fact)
    return replace(
        ask,
        text=str(entry.get("question", ask.text)),
        help=entry.get("help"),
        why=_why(len(ask.schemes)),
        options=tuple(_option(option, entry) for option in ask.options),
    )


def hindi_question(fact: str) -> str | None:
    """How a fact is asked for in Hindi, None where it is not written yet."""
    text: str | None = _entry(fact).get("question")
    return text


def _option(option: Option, entry: Mapping[str, Any]) -> Option:
    known = {YES: entry.get("yes", _file()["yes"]), NO: entry.get("no", _file()["no"])}
    names = {str(value): label for value, label in entry.get("names", {}).items()}
    return Option(option.value, names.get(option.value, known.get(option.value, option.label)))


def _why(count: int) -> str:
    """For how many schemes it is asked; their names are English, and would be read out by the wrong voice."""
    if not count:
        return ""
    texts: Mapping[str, str] = _file()["why"]
    return texts["one"] if count == 1 else Template(texts["many"]).substitute(count=count)


def _entry(fact: str) -> Mapping[str, Any]:
    entries: Mapping[str, Mapping[str, Any]] = _file()["facts"]
    return entries.get(fact, {})


@cache
def _file() -> Mapping[str, Any]:
    texts: Mapping[str, Any] = yaml.safe_load(
        files("prompts").joinpath("interview_hi.yaml").read_text("utf-8")
    )
    return texts
