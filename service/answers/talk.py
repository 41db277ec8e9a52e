"""Follow-ups: a question that leans on those before it, put together with them into one that can stand alone.

There are two sorts. One changes what the last question was about ("and in Moradabad?", "what about SFURTI?", "if it
costs 15 crore?"): it goes into that question, in the place of what it changes. The other asks something else of the
same subject ("who can apply?", "and workers?"): it takes from before what was spoken of, and not what was asked.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.answers.generic import telling
from service.answers.words import STOP, content, stem, words


@dataclass(frozen=True, slots=True)
class Named:
    """The words of a text, folded, that name something: schemes, or places, clusters and works.

    ``trades`` are words for what clusters make; ``strange`` are words that neither the library nor ordinary English
    knows.
    """

    schemes: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    trades: frozenset[str] = frozenset()
    strange: frozenset[str] = frozenset()

    @property
    def every(self) -> frozenset[str]:
        """All that name something."""
        return self.schemes | self.others


NOTHING = Named()
Names = Callable[[str], Named]

_OPENING = re.compile(
    r"^(?:(?:and|or|but|so|also|then|ok|okay|yes|no|sir|thanks|what about|how about|what if|if|aur|toh?|lekin|accha"
    r"|haan|theek hai|और|तो|लेकिन|अच्छा)\b[ ,]*)+",
    re.IGNORECASE,
)
_LEADS = re.compile(  # openings that do not only greet, and prepositions with nothing before them
    r"^(?:and|or|but|so|also|then|what about|how about|what if|if|for|in|under|with|aur|toh?|lekin|और|तो|लेकिन)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(it|its|they|them|their|that|those|this|these|there|same|such|uska|uske|iska|iske|wahan|unka|usme|isme)\b|उसक|इसक|वहाँ|वहां",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(how|why|when|who|whom|which|where|what|kitn[aei]|kab|kaun|kyun?|kahan?|kaise|is|are|does|do|can|did|was|were)\b"
    r"|कितन|कब|कौन|क्यों|कहाँ|कहां|कैसे",
    re.IGNORECASE,
)
# These stand alone however short they are: a meaning is asked for, or a scheme or cluster is looked for.
_ALONE = re.compile(
    r"\b(what (is|are) an?|meaning of|defin\w+|stands? for|full form|matlab|kya hota)\b"
    r"|\b(which|what|any|list of|all|koi|kaun ?s[ei]) (schemes?|yojanas?|clusters?)\b",
    re.IGNORECASE,
)
_SEEKS = re.compile(r"\b(which|what|any|koi|kaun ?s[ei]) (schemes?|yojanas?)\b", re.IGNORECASE)
_OWN_SUBJECT = re.compile(r"\b(for|of|ke liye|ka|ki|ke)\b", re.IGNORECASE)
_AGAIN = re.compile(r"^\W*((which|what) (year|source)|source|kahan likha|as of when)\b", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(
    r"\W*(why|when|where|who|how|since when|how come|kyun?|kab|kahan?|kaise|kaun|क्यों|कब|कहाँ|कैसे)\W*",
    re.IGNORECASE,
)
_QUALIFIES = re.compile(r"^(for|in|under|with|on|at)\b", re.IGNORECASE)
_ELSE = re.compile(r"\b(other|another|else|elsewhere|dusr[aei])\b", re.IGNORECASE)
# What is asked of a scheme or a cluster, in one word.
_ASKED = frozenset(
    map(
        stem,
        """grant grants subsidy loan money amount share percent percentage ceiling cap limit maximum minimum cost costs
        contribution exports export turnover sales production output workers worker people employment jobs units firms
        members member eligible eligibility apply applicants applying documents document papers form date deadline open
        closed status interest fee guarantee collateral conditions condition procedure process steps problems problem
        result results outcome outcomes lesson lessons contact website age period log paisa anudan""".split(),
    )
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
_PREPOSITIONS = re.compile(r"\b(in|of|under|for|at|from)\s*(?=[?.,]|$)", re.IGNORECASE)
_SHORT = 3  # words that carry meaning up to which a turn that asks nothing is taken for a follow-up
_EMPTY = frozenset("one ones about what ka ki ke me mein".split())


def leans(text: str, named: Named = NOTHING) -> bool:
    """Whether a question cannot be understood alone: it opens with "and", points back, or has no subject of its own."""
    text, carried = text.strip(), content(text)
    if carried and {stem(word) for word in named.strange} >= set(carried):
        return False  # nothing that anybody could have meant
    if _LEADS.match(text) or (_POINTS.search(text) and not named.schemes):
        return True
    if _ALONE.search(text):
        return False
    if named.every:
        return not asks(text) and len(set(carried) - set(map(stem, named.every))) < _SHORT
    subject = telling(tuple(carried), text, own=False)
    if _ASKS.search(text):
        return len(subject) <= 1
    return len(carried) <= _SHORT and not (asks(text) and subject and _OWN_SUBJECT.search(text))


def asks(text: str) -> bool:
    """Whether a follow-up asks something of its own, and does not only change what the last question was about."""
    bare = _OPENING.sub("", text.strip())
    if _AGAIN.match(bare):
        return False
    if _ASKS.search(bare):
        return True
    return not (_SUMS.search(bare) or _QUALIFIES.match(bare)) and any(
        stem(word) in _ASKED for word in words(bare)
    )


def resolved(turns: Sequence[str], names: Names) -> str:
    """The turns of a talk, oldest first and in the library's words, as one question: what the last one asks."""
    talk = ""
    for turn in turns:
        talk = joined(talk, turn, names) if talk and leans(turn, names(turn)) else turn
    return talk


def joined(before: str, turn: str, names: Names) -> str:
    """A follow-up with what it takes from the question before it."""
    if _AGAIN.match(turn):
        return before
    if (changed := in_row(before, turn, names)) is not None:
        return changed
    bare = _OPENING.sub("", turn.strip())
    if not asks(turn):
        return put_into(before, bare, names)
    found_out = _SEEKS.search(before) and not names(turn).schemes  # the scheme is what was asked for
    if found_out or _CIRCUMSTANCE.fullmatch(bare):
        return f"{before} {bare}"
    kept = spoken_of(before, bare, names)
    return f"{bare} ({kept})" if kept else f"{before} {bare}"


def in_row(before: str, turn: str, names: Names) -> str | None:
    """The question before with the turn's "second" for its "first" and the like; None where the turn says more."""
    changed = before
    for row in _ROWS:
        if (new := row.search(turn)) and row.search(changed):
            changed = row.sub(new[0], changed, count=1)
    return None if changed == before or _adds(turn, changed, names) else changed


def put_into(before: str, turn: str, names: Names) -> str:
    """The question before, with what the turn names in the place of what was named, and the rest of it behind."""
    for row in _ROWS:
        if same := row.search(turn):
            before = row.sub(same[0], before, count=1)
    if _SUMS.search(turn):
        before = _SUMS.sub("", before)
    new, old, rest = names(turn), names(before), turn
    for fresh, stale in ((new.schemes, old.schemes), (new.others, old.others), (new.trades, old.trades)):
        if fresh and stale:
            before = replaced(before, stale, " ".join(token for token in turn.split() if _of(token, fresh)))
            rest = without(rest, fresh)
    return tidy(f"{before} {rest}" if content(rest) else before)


def spoken_of(before: str, turn: str, names: Names) -> str:
    """What the question before speaks of, without what it asks and without what the turn replaces."""
    new, old = names(turn), names(before)
    gone = (old.schemes if new.schemes else frozenset()) | (
        old.others if new.others or _ELSE.search(turn) else frozenset()
    )
    kept = (
        token.strip("?,.!()") for token in before.split() if _tells(token, old.every) and not _of(token, gone)
    )
    return tidy(" ".join(kept))


def _tells(token: str, named: frozenset[str]) -> bool:
    """Whether a token says what a question is about."""
    if _of(token, named):
        return True
    return any(
        w not in STOP and w not in _EMPTY and stem(w) not in _ASKED and not _ASKS.fullmatch(w)
        for w in words(token)
    )


def _adds(turn: str, before: str, names: Names) -> bool:
    """Whether a follow-up says anything that the question before it, changed by it, does not."""
    said = {stem(word) for word in words(before)}
    bare = words(_OPENING.sub("", turn.strip()))
    return bool(names(turn).every) or any(
        w not in STOP and w not in _EMPTY and stem(w) not in said for w in bare
    )


def replaced(text: str, stale: frozenset[str], new: str) -> str:
    """The text with new words for the last run of the stale ones; its other runs of them are left out."""
    tokens = text.split()
    last = max(at for at, token in enumerate(tokens) if _of(token, stale))
    end = re.search(r"[?.,!]*$", tokens[last])
    tokens[last] = new.strip("?.,! ") + (end[0] if end else "")
    return " ".join(token for at, token in enumerate(tokens) if at == last or not _of(token, stale))


def without(text: str, named: frozenset[str]) -> str:
    """A text without the words that name something."""
    return tidy(" ".join(token for token in text.split() if not _of(token, named)))


def tidy(text: str) -> str:
    """A text without brackets and prepositions that its words have left behind."""
    return " ".join(_PREPOSITIONS.sub("", re.sub(r"\(\s*\)", "", text)).split()).strip(" ,?") + (
        "?" if text.rstrip().endswith("?") else ""
    )


def _of(token: str, named: frozenset[str]) -> bool:
    return bool(set(words(token.replace("-", " "))) & named)


def last_that_asks(turns: Sequence[str]) -> str:
    """The last turn that asks something of its own; the last one where none does."""
    return next((turn for turn in reversed(turns) if asks(turn)), turns[-1]) if turns else ""
