"""Follow-ups: a question that leans on those before it, put together with them into one that can stand alone.

What the follow-up names takes the place of what was named before ("and in Moradabad?" after a question on Tirupur);
so do its figures and its "second" after a "first". What it leaves open is taken from before.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.answers.words import STOP, content, stem, words


@dataclass(frozen=True, slots=True)
class Named:
    """The words of a text, folded, that name something: schemes, or places, clusters and works."""

    schemes: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    @property
    def every(self) -> frozenset[str]:
        """All of them."""
        return self.schemes | self.others


Names = Callable[[str], Named]

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
# Of words of one row only one can be meant: a new one takes the place of the old one.
_ROWS = tuple(
    re.compile(rf"\b({row})\b", re.IGNORECASE)
    for row in (
        "first|second|third|pehla|pehli|dusra|dusri|1st|2nd|3rd", "rural|urban", "general|special",
        "micro|small|medium|large", "bronze|silver|gold", "regular|major",
    )
)  # fmt: skip
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
        talk = joined(talk, turn, names) if talk and leans(turn, names(turn).every) else turn
    return talk


def joined(before: str, turn: str, names: Names) -> str:
    """A follow-up with what it takes from the question before it."""
    changed = before
    for row in _ROWS:
        if (new := row.search(turn)) and row.search(changed):
            changed = row.sub(new[0], changed, count=1)
    if changed != before and not _adds(turn, changed, names):
        return changed
    before = changed
    if _SUMS.search(turn):
        before = _SUMS.sub("", before)
    named, old = names(turn), names(before)
    if named.schemes:
        before = without(before, old.schemes)
    if named.others:
        before = without(before, old.others)
    return " ".join(f"{before} {_OPENING.sub('', turn.strip())}".split())


def _adds(turn: str, before: str, names: Names) -> bool:
    """Whether a follow-up says anything that the question before it, changed by it, does not."""
    said = {stem(word) for word in words(before)}
    bare = words(_OPENING.sub("", turn.strip()))
    return bool(names(turn).every) or any(
        w not in STOP and w not in _EMPTY and stem(w) not in said for w in bare
    )


def without(text: str, named: frozenset[str]) -> str:
    """A text without the words that name something."""
    kept = [token for token in text.split() if not (set(words(token.replace("-", " "))) & named)]
    return re.sub(r"\(\s*\)|\b(in|of|under|for|at|from)\s*(?=[?.,]|$)", "", " ".join(kept)).strip()


def last_that_asks(turns: Sequence[str]) -> str:
    """The last turn that asks something of its own; the last one where none does."""
    return next((turn for turn in reversed(turns) if asks(turn)), turns[-1]) if turns else ""
