"""What a form of the interview sends, made into a value that the engine takes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process

from ingest.errors import BadRequestError
from service.eligibility.rules import RuleBook
from service.interviews.records import Ask

_BARE = re.compile(r"\s*(?:₹|rs\.?|inr)?\s*[\d०-९.,]+\s*(?:/-)?\s*", re.I)
SCALES = {"rupees": "", "lakh": " lakh", "crore": " crore"}


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields of an answer as they were filled in; ``sure`` = a name that is on no list is meant as written."""

    values: tuple[str, ...]
    scale: str
    sure: bool


def raw_value(ask: Ask, filled: Filled, rules: RuleBook, state: str | None) -> object:
    """The answer in the form that the vocabulary takes.

    Raises:
        BadRequestError: nothing was filled in, or it cannot be an answer; the message says what would do.
    """
    values = [value.strip() for value in filled.values if value.strip()]
    if not values:
        raise BadRequestError('Give an answer, or choose "We do not know" or "Skip for now".')
    if ask.kind == "any_of":
        return _several(values)
    if ask.kind == "money":
        return _money(values[0], filled.scale)
    if ask.kind == "district" and not filled.sure:
        return _district(values[0], state, rules)
    return values[0]


def _several(values: Sequence[str]) -> list[str]:
    if "none" in values and len(values) > 1:
        raise BadRequestError('"None of these" does not go with another answer. Take one of the two away.')
    return list(values)


def _money(text: str, scale: str) -> str:
    """A bare number takes the unit chosen beside it; a sum in words ("5 crore 20 lakh") stands for itself."""
    return text + SCALES.get(scale, "") if _BARE.fullmatch(text) else text


def _district(text: str, state: str | None, rules: RuleBook) -> str:
    if rules.gazetteer.district(text, state):
        return text
    known = sorted(name for home, name in rules.gazetteer.districts if state in (None, home))
    near = [name for name, _, _ in process.extract(text, known, limit=3, score_cutoff=60)]
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    where = f" of {state}" if state else ""
    raise BadRequestError(
        f"No district or town{where} with this name is on our list.{hint} "
        'Correct it, or tick "It is written as it should be".'
    )
