"""Follow-ups: a question that leans on those before it, put together with them into one that can stand alone.

What the follow-up names takes the place of what was named before ("and in Moradabad?" after a question on Tirupur);
so do its figures and its "second" after a "first". What it leaves open is taken from before.
"""

import re
from collections.abc import Callable, Sequence

from service.answers.words import STOP, content, fold, words

Names = Callable[[str], frozenset[str]]
"""The words of a text that name a document or a place, folded."""

_LEANS = re.compile(
    r"^(and|or|but|so|also|then|what about|how about|what if|aur|toh?|lekin|और|तो|क्या)\b|"
    r"\b(it|its|they|them|their|that|those|this|these|there|same|such|uska|uske|iska|iske|wahan|unka|usme|isme)\b|उसक|इसक|वहाँ|वहां",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(how|why|when|who|whom|which|where|kitn[aei]|kab|kaun|kyun?|kahan?|kaise|is|are|does|do|can|did|was|were)\b"
    r"|कितन|कब|कौन|क्यों|कहाँ|कहां|कैसे",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(and|or|but|so|also|then|what about|how about|aur|toh?|lekin|और|तो)\b[ ,]*", re.IGNORECASE
)
_ORDINALS = re.compile(r"\b(first|second|third|pehla|pehli|dusra|dusri|1st|2nd|3rd)\b", re.IGNORECASE)
_SUMS = re.compile(r"\b\d[\d.,]* ?(crores?|cr|lakhs?|lacs?)\b", re.IGNORECASE)
_SHORT = 4  # words up to which a question that names nothing is taken for a follow-up
_EMPTY = frozenset("one ones about what ka ki ke me mein".split())


def leans(text: str, named: frozenset[str] = frozenset()) -> bool:
    """Whether a question cannot be understood alone: it opens with "and", points back, or is very short.

    A short one that names something and asks something of it ("is SFURTI open") stands alone.
    """
    if _LEANS.search(text.strip()):
        return True
    if named and (_ASKS.search(text) or len(content(text)) > len(named)):
        return False
    return len(content(text)) <= 2 or len(words(text)) <= _SHORT


def asks(text: str) -> bool:
    """Whether a follow-up asks something of its own, and does not only change what the last question was about."""
    return _ASKS.search(_OPENING.sub("", text.strip())) is not None


def resolved(turns: Sequence[str], names: Names) -> str:
    """The turns of a talk, oldest first and in the library's words, as one question: what the last one asks."""
    talk = ""
    for turn in turns:
        talk = joined(talk, turn, names) if talk and leans(turn, names(turn)) else turn
    return talk


def joined(before: str, turn: str, names: Names) -> str:
    """A follow-up with what it takes from the question before it."""
    ordinal = _ORDINALS.search(turn)
    if ordinal and _ORDINALS.search(before):
        before = _ORDINALS.sub(ordinal[0], before, count=1)
        if not _adds(turn, names):
            return before
    if _SUMS.search(turn):
        before = _SUMS.sub("", before)
    if names(turn):
        before = without(before, names(before))
    return " ".join(f"{before} {_OPENING.sub('', turn.strip())}".split())


def _adds(turn: str, names: Names) -> bool:
    """Whether a follow-up with "second" in it says anything beside that."""
    bare = _ORDINALS.sub("", _OPENING.sub("", turn.strip()))
    return bool(names(turn)) or any(w not in STOP and w not in _EMPTY for w in words(bare))


def without(text: str, named: frozenset[str]) -> str:
    """A text without the words that name something."""
    kept = [token for token in text.split() if not (set(words(token.replace("-", " "))) & named)]
    return re.sub(r"\(\s*\)|\b(in|of|under|for|at|from) (?=[?.,]|$)", "", " ".join(kept)).strip()


def last_that_asks(turns: Sequence[str]) -> str:
    """The last turn that asks something of its own; the last one where none does."""
    return next((turn for turn in reversed(turns) if asks(turn)), turns[-1]) if turns else ""


def folded(text: str) -> str:
    """A text as names are looked for in it."""
    return fold(text)
