"""What a question asks: its words, the kind of answer it wants, and the earlier question it leans on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from service.answers.intent import parts_asked
from service.answers.naming import Named, Names, named_once
from service.answers.talk import (
    alone,
    asks,
    defines,
    followed,
    last_that_asks,
    leans,
    opens_leaning,
)
from service.answers.words import content, fold, stem, words


class Tongues(Protocol):
    """Puts a text into the words of the library; ``service.answers.language`` has the real one."""

    def english(self, text: str) -> str:
        """The text in English words as far as known."""
        ...

    def placed(self, text: str) -> str:
        """The text with the special area behind a place that lies in one."""
        ...

    def other_names(self, text: str) -> tuple[str, ...]:
        """Other names of what the text speaks of."""
        ...


class Wants(StrEnum):
    """The kind of answer that a question asks for."""

    MONEY = "money"
    SHARE = "share"
    NUMBER = "number"
    YEAR = "year"
    PERSON = "person"
    PLACE = "place"
    STATUS = "status"
    LIST = "list"
    MEANING = "meaning"
    YES_NO = "yes_no"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is searched.

    ``asked`` is what was typed; ``search`` is the question in the words of the library, whose meaning is searched;
    ``focus`` is the part that asks, where a story stands before it; ``words`` adds other names of the same things,
    for the search by words; ``terms`` are the stems that carry meaning; ``parts`` begin the headings of our sheets
    that it asks for; ``leans`` tells that an earlier question was taken into it; ``understood`` is ``search`` where
    that differs from what was typed.
    """

    asked: str
    search: str
    focus: str
    words: str
    terms: tuple[str, ...]
    wants: Wants
    parts: tuple[str, ...]
    wants_past: bool
    leans: bool
    understood: str | None


# Words with which a meaning is asked for; they say nothing about what it is the meaning of.
_MEANING = frozenset(
    map(stem, "letter letters stand stands acronym abbreviation full form mean means meaning matlab".split())
)
LONG = 30  # words above which a question is a story with a question in it

# First match wins, so the narrow kinds stand first.
_KINDS: tuple[tuple[Wants, str], ...] = (
    (
        Wants.STATUS,
        r"\b(is|are) .*\b(open|closed|available|running|active|live|over)\b"
        r"|\b(accepting|taking|invit\w+) applications\b|\bapply (today|now)\b"
        r"|\bstill\b.*\b(get|give|apply|open|run\w*|available)"
        r"|\b(open|closed|over|discontinued|extended|renewed|available) (now|today|yet|still)\b|\babhi\b|\bchalu\b"
        r"|\bband ho\b|अभी|चालू|\bcurrent(ly)? open\b",
    ),
    (
        Wants.SHARE,
        r"\b(what|which|kitne?|kitna) (share|percent\w*|per cent|proportion|pratishat)"
        r"|\bpercent(age)?\b|%|pratishat|प्रतिशत",
    ),
    (
        Wants.MEANING,
        r"\bstands? for\b|\bmean(s|t|ing)?\b|\bdefin\w+|\bfull form\b|\bmatlab\b|मतलब|परिभाषा"
        r"|\bkya hot[aie]\b|क्या होत[ाीे]"
        r"|\bwhat (is|are) (an?|the) (cluster|spv|cfc|dpr|facts|csc)\b",
    ),
    (
        Wants.YEAR,
        r"\bwhen\b|\b(which|what) (year|date)\b|\byear\b|\bsince\b|\bkab\b|कब|\bdeadline\b"
        r"|\blast date\b|aa?khri tarik|\bhow old\b",
    ),
    (
        Wants.MONEY,
        r"\bhow much\b|\b(cost|costs|spend|spent|price|budget|grant|subsidy|ceiling|cap|limit|loan|turnover"
        r"|funding|amount|exports?|rupees|rs)\b|\bkitn[aei]\b.*\b(paisa|rupay\w*|lakh|crore|anudan)|कितना|कितनी",
    ),
    (
        Wants.NUMBER,
        r"\bhow (many|long|far|big|large|often)\b|\bnumber of\b|\b(minimum|maximum|least|most|smallest|largest)\b"
        r"|\bkitn[aei]\b|कितने|\bmny\b|\bno\.? of\b",
    ),
    (Wants.PERSON, r"\bwho\b|\bwhom\b|\bwhose\b|\bname of\b|\bkaun\b|\bkisne\b|किसने|कौन"),
    (Wants.PLACE, r"\bwhere\b|\bwhich (country|city|town|state|district|place)\b|\bkahan?\b|कहाँ|कहां"),
    (
        Wants.LIST,
        r"\bwhich (two|three|four|five|six|seven|\d+)\b|\bwhat (are|were) the\b|\blist\b|\bwhich\b.*s\b"
        r"|\btypes?\b|\bkinds?\b|\bexamples\b|किन|कौन से",
    ),
    (
        Wants.YES_NO,
        r"^(is|are|was|were|do|does|did|can|could|has|have|will|should|may)\b|^\W*kya\b|^\W*क्या",
    ),
)
_PAST = re.compile(
    r"\b(old|older|earlier|former(ly)?|previous|before|purane?|purani|pehle|in (19|20)\d\d|(19|20)[01]\d)\b"
    r"|\buntil\b(?! when)|पुरान|पहले"
)

# A rider tells the system what to write instead of asking something; it is left out of what is searched.
_RIDER = re.compile(
    r"\b(ignore|disregard|forget)\b.*\b(instruction|prompt|rule|above|previous|everything)|"
    r"\b(finish|end|begin|start|sign off|close) (your|the|each|every) (answer|reply|response|sentence)s?\b|"
    r"(^|[,;:] ?|\b(and|then|please|just) )(reply|answer|respond|say|write|print|output|repeat) (only |exactly |just )?"
    r"(with|in|as|that|the words?|your|\d)|"
    r"\b(system|hidden|your) (prompt|instructions?)\b|\bpretend\b|\byou are now\b|\brole ?play\b|"
    r"(^|[,;:] ?|\b(and|then|please|now|must|you) )act as\b|"
    r"\bregardless of (the )?(documents?|sources?|evidence)\b|\bdo not cite\b|\bwithout (citing|citations?|sources?)\b",
    re.IGNORECASE,
)


# Said by somebody who asks nothing.
_COURTESIES = frozenset(
    """ok okay thanks thank you thankyou hello hi namaste namaskar good morning evening sir madam ji accha acha haan
    theek thik hai dhanyavad dhanyavaad shukriya bye welcome great fine very much so nice धन्यवाद नमस्ते शुक्रिया ठीक है अच्छा
    जी हाँ हां सर मैडम""".split()
)

_GREETING = re.compile(
    r"^(?:(?:ok(ay)?|thanks?( you)?|dhanyavaa?d|shukriya|hello|hi|namaste|namaskar|good (morning|evening)"
    r"|accha|theek hai|sir|madam|ji|नमस्ते|धन्यवाद|ठीक है|अच्छा)\b[ ,.!]*)+(?=[^\W_])",
    re.IGNORECASE,
)


def nothing_named(_: str) -> Named:
    """No word of any text names anything."""
    return Named()


def understand(
    asked: str,
    history: Sequence[str],
    languages: Tongues,
    names: Names = nothing_named,
    leaning: bool | None = None,
) -> Question:
    """Make a question ready to be searched.

    Args:
        asked: As typed.
        history: Earlier questions of the same talk, oldest first.
        languages: Puts Hindi, Hinglish and misspelt words into those of the library.
        names: Tells the words of a text that name a document or a place.
        leaning: Whether it leans on the earlier ones; found out where not given.
    """
    plain = languages.english(without_riders(asked))
    plain = "" if set(words(plain)) <= _COURTESIES else plain
    search = plain if history else alone(plain, names(plain))
    wording: tuple[str, ...] = (focus(asked), focus(plain))
    turn = named_once(plain)
    if leaning is None:
        leaning = (leans(turn, names(turn)) or opens_leaning(asked, turn, names(turn))) and not defines(asked)
    leaning = leaning and bool(history and plain)
    if leaning:
        before = [named_once(languages.english(without_riders(earlier))) for earlier in history]
        search = followed(before, turn, names)
        wording = wording if asks(turn) or asks(asked) else (focus(last_that_asks(before)), *wording)
    search = languages.placed(search)
    wants = wanted(*wording)
    return Question(
        asked=asked,
        search=search,
        focus=focus(search),
        words=" ".join((search, *languages.other_names(search))),
        terms=tuple(t for t in content(search) if wants is not Wants.MEANING or t not in _MEANING),
        wants=wants,
        parts=parts_asked(*wording),
        wants_past=bool(_PAST.search(fold(plain))),
        leans=leaning,
        understood=search if search.strip() not in ("", asked.strip()) else None,
    )


def without_riders(text: str) -> str:
    """The text without the sentences that give orders to the system; empty where it only does that, or thanks."""
    if set(words(text)) <= _COURTESIES:
        return ""
    text = _GREETING.sub("", text.strip())
    parts = re.split(r"(?<=[.?!।])\s+|\n+", text.strip())
    return " ".join(part for part in parts if part and not _RIDER.search(part))


def focus(text: str) -> str:
    """The sentences of a long text that end in a question mark, or its last one; a short text as it is."""
    if len(words(text)) <= LONG:
        return text
    parts = [part for part in re.split(r"(?<=[.?!।:])\s+", text) if part]
    return " ".join([part for part in parts if part.endswith("?")] or parts[-1:])


def wanted(*wordings: str) -> Wants:
    """The kind of answer that a question asks for, in its own wording or in a translated one."""
    folded = [fold(text) for text in wordings]
    found = (kind for kind, pattern in _KINDS if any(re.search(pattern, text) for text in folded))
    return next(found, Wants.TEXT)
