"""What an operator says, by type of call and in the caller's language: ``prompts/call_scripts.yaml``.

A script is wording only. What is said of a scheme is read from the answer, with its source and year.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

import yaml

from service.helpline.records import Outcome

LANGUAGES: Mapping[str, str] = {"en": "English", "hi": "हिन्दी"}
"""The languages in which there are scripts, by their own names."""

FIRST = "scheme_question"
"""The type of a call of which nothing is known yet."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a script may name: who speaks, the case's reference as it is said, the time of what was promised.

    ``call_by`` is the time of a call-back; blank = ``due``.
    """

    operator: str
    reference: str
    due: str
    call_by: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """The words of one call, in order: greeting, consent, what to ask, how it ends, and the closing words.

    ``language`` is that of the words: English where there are none in the language asked for.
    """

    call_type: str
    language: str
    greeting: str
    consent: tuple[str, ...]
    ask: tuple[str, ...]
    endings: Mapping[Outcome, str]
    closing: str


def call_types(language: str = "en") -> Mapping[str, str]:
    """The types of calls with their names."""
    return {name: _in(entry["name"], language) for name, entry in _texts()["types"].items()}


def script(call_type: str | None, language: str, words: Words) -> Script:
    """The script of a call; of one without a type, or with one that no longer exists, that of a plain question."""
    texts = _texts()
    known = call_type if call_type and call_type in texts["types"] else FIRST
    common, entry = texts["common"], texts["types"][known]
    return Script(
        call_type=known,
        language=language if language in LANGUAGES else "en",
        greeting=_said(_in(common["greeting"], language), words),
        consent=tuple(_in(common["consent"], language)),
        ask=tuple(_in(entry["ask"], language)),
        endings={
            Outcome(name): _said(_in(said, language), _promised(words, name))
            for name, said in texts["outcomes"].items()
            if said
        },
        closing=_said(_in(common["closing"], language), words),
    )


def _in(entry: Mapping[str, Any], language: str) -> Any:  # noqa: ANN401 -- one text or several
    return entry.get(language, entry["en"])


def _promised(words: Words, outcome: str) -> Words:
    """The words with the time of what this outcome promises."""
    return replace(words, due=words.call_by or words.due) if outcome == Outcome.CALL_BACK else words


def _said(text: str, words: Words) -> str:
    return Template(text).substitute(operator=words.operator, reference=words.reference, due=words.due)


@cache
def _texts() -> Mapping[str, Any]:
    texts: Mapping[str, Any] = yaml.safe_load(
        files("prompts").joinpath("call_scripts.yaml").read_text("utf-8")
    )
    return texts
