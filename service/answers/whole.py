"""Whether chosen statements tell all that was asked, or leave something out that must be said to be left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.answers.background import Background
from service.answers.generic import COMMON
from service.answers.question import Question, Wants, wanted
from service.answers.weigh import Candidate, fitting
from service.answers.words import content, fold, stem_set

_FATE = re.compile(
    r"\b(which|what|kaun|kya)\b.*\b(interventions?|projects?|measures?|schemes?|efforts?|programmes?|tried)\b.*"
    r"\b(fail\w*|flop\w*|worked|succe\w+|collaps\w*)\b|\b(did|does|has) (it|they|that|this) (work|fail|succeed)"
)
FATE_TOLD = re.compile(
    r"\b(fail\w*|non-starter|not work\w*|abandon\w*|shut|idle|unused|succe\w+|did not)\b", re.IGNORECASE
)
_SPLIT = re.compile(
    r"\?\s+|,?\s+\b(?:and|aur|also)\b\s+(?=(?:how|what|which|who|when|where|is|are|does|do|can|kitn|kab|kaun)\b)"
)
_STRICT = frozenset({Wants.MONEY, Wants.SHARE, Wants.NUMBER, Wants.YEAR})
FATE_UNTOLD = "fate_untold"
PARTLY = "partly_answered"


@dataclass(frozen=True, slots=True)
class Told:
    """The statements as one text, and the stems in them and in the headings over them."""

    text: str
    stems: frozenset[str]


def left_out(question: Question, chosen: Sequence[Candidate], known: Background) -> str | None:
    """The wording's name for what the statements leave out, None where they tell all that was asked."""
    if asks_fate(question) and not fate_told(chosen):
        return FATE_UNTOLD
    text = " ".join(c.sentence.text for c in chosen)
    around = " ".join(f"{c.heading} {known.documents[c.document_id].title}" for c in chosen)
    told = Told(text, stem_set(f"{text} {around}"))
    parts = [part for part in _SPLIT.split(question.search) if content(part)]
    return PARTLY if len(parts) > 1 and not all(tells(part, told) for part in parts) else None


def asks_fate(question: Question) -> bool:
    """Whether it is asked which of several works failed or worked."""
    return _FATE.search(fold(question.search)) is not None


def fate_told(chosen: Sequence[Candidate]) -> bool:
    """Whether a statement on what was tried says itself how it ended."""
    return any(
        FATE_TOLD.search(c.sentence.text) for c in chosen if c.heading.startswith("What was tried")
    ) or all(not c.heading.startswith(("What was tried", "What came of it")) for c in chosen)


def tells(part: str, told: Told) -> bool:
    """Whether statements tell one part of a question: a figure of its kind, and half of its own words."""
    kind = wanted(part)
    if kind in _STRICT and not fitting(kind, told.text, ""):
        return False
    own = [term for term in content(part) if term not in COMMON and not term[0].isdigit()]
    return not own or sum(term in told.stems for term in own) * 2 >= len(own)
