"""What a question wants to know of a scheme's money beside its field: who pays, the loan's limit, the start.

A sheet's statements on these stand under one heading with many others, and only their own words tell them apart.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from service.answers.question import Question
from service.answers.words import fold

TOLD = 0.5  # what a statement gains by telling just what is asked
NOTE_TOLD = 0.2  # the same for a note on it, behind the rule that it is on
OTHER_PAYER = (
    -0.5
)  # what a statement on another payer loses, where its sheet tells of the one that is asked for
_NOTE = re.compile(r"^in the [^:]{3,180} part of [^:]{2,80}: |^under [^:,]{2,80}: ")
_STATE = r"(?:the )?state(?: govt| government)?"
_MEMBERS = r"(?:the |our |its |each )?(?:spv|members?|applicants?|beneficiar(?:y|ies)|promoters?|we|i)"
_PAYS = r"(?:pay|bear|contribute|bring|put)s?\b"


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect: the wordings that ask for it, those that ask for something else after all, and those that tell it.

    ``rivals`` are the statements that answer the same question about another payer.
    """

    asked: re.Pattern[str]
    told: re.Pattern[str]
    unless: re.Pattern[str]
    rivals: re.Pattern[str] | None = None


_CENTRE_PAYS = (
    r"\bgets? a grant of\b|\ba project of rs [\d.,]+ \w+ gets\b|\bproject gets rs\b|\bthe share falls at\b"
)
_NOT_A_SHARE = re.compile(r"\b(interest|fees?|premium|rent|tax|gst|emi|instal\w+|salar\w+|wages?)\b")
ASPECTS: Mapping[str, Aspect] = {
    "state": Aspect(
        re.compile(
            rf"\bstate(?:'?s)?(?: govt| government)?(?:'s)? (?:share|contribution|part|portion)\b|\b{_STATE} {_PAYS}"
            rf"|\b(?:share|contribution) of {_STATE}\b"
        ),
        re.compile(r"\bthe state (?:government )?pays\b"),
        _NOT_A_SHARE,
        re.compile(rf"{_CENTRE_PAYS}|\bown contribution\b"),
    ),
    "members": Aspect(
        re.compile(
            rf"\b{_MEMBERS} (?:have to |has to |must |should |need to )?{_PAYS}"
            rf"|\b(?:spv|members?)(?:'?s)?'? (?:own )?(?:share|contribution)\b|\bown (?:share|contribution|money)\b"
        ),
        re.compile(r"\bown contribution\b"),
        _NOT_A_SHARE,
        re.compile(rf"{_CENTRE_PAYS}|\bthe state government pays\b|\bthe spv must have at least\b"),
    ),
    "loan": Aspect(
        re.compile(
            r"\b(?:max\w*|limit|ceiling|cap|highest|largest|biggest|upper|up ?to|adhiktam)\b.*"
            r"\b(?:loans?|credit|guarantee|exposure)\b"
            r"|\b(?:loans?|credit|guarantee|exposure)\b.*\b(?:max\w*|limit|ceiling|cap|up ?to|adhiktam)\b"
            r"|\bhow (?:big|large) a loan\b|^\W*(?:what is )?(?:the )?(?:ceiling|limit) (?:of|under) [\w.()-]+\W*$"
            r"|^\W*[\w.()-]+ (?:ceiling|limit)\W*$"
        ),
        re.compile(r"\b(?:loan|exposure that is guaranteed) is at most\b"),
        re.compile(
            r"\bcover\w*|\bper ?cent|%|\bshare\b|\bfees?\b|\binterest\b|\brates?\b|\brepay\w*|\btenure\b|\byears?\b"
            r"|\bmonths?\b|\bage\b|\bmembers?\b|\bcosts?\b|\bmin\w*\b|\bfirst\b|\bsecond\b"
        ),
    ),
    "interest": Aspect(
        re.compile(r"\binterest\b|\bbyaa?j\b|\b(?:borrowers?|units?|enterprises?|we|i) (?:\w+ )?pay\b.*\bloan\b"
                   r"|\bborrowers? (?:\w+ )?pays?\b"),
        re.compile(r"\b(?:pays|rate of|the) interest\b|\bof interest on top\b"),
        re.compile(r"\bfees?\b|\binterested\b|\bhow long\b|\bcover\w*"),
    ),
    "start": Aspect(
        re.compile(
            r"\b(?:when|which year|what year|since when)\b.*\b(?:start\w*|launch\w*|introduc\w*|beg[aiu]n|issued)\b"
            r"|\b(?:start|starting|launch) (?:date|year)\b"
        ),
        re.compile(r"\bguidelines of .* were issued\b|\bstated period of .* is from\b|\bwas (?:launched|started)\b"),
        re.compile(r"\b(?:should|can|may|must|to start|apply\w*|units?|business|production)\b"),
    ),
}  # fmt: skip


def asked_of(question: Question) -> tuple[str, ...]:
    """The names of the aspects that a question asks for."""
    asked = fold(question.search)
    return tuple(
        name for name, one in ASPECTS.items() if one.asked.search(asked) and not one.unless.search(asked)
    )


def telling(asked: tuple[str, ...], text: str, sheet: str) -> float:
    """What a statement gains by telling an aspect that is asked for, or loses by telling of another payer.

    Args:
        asked: The names of the aspects.
        text: Of the statement, folded.
        sheet: The whole text of its sheet; where it never tells the aspect, nothing is lost.
    """
    if any(ASPECTS[name].told.search(text) for name in asked):
        return NOTE_TOLD if _NOTE.search(text) else TOLD
    rivals = ((name, ASPECTS[name].rivals) for name in asked)
    lost = any(rival and rival.search(text) and tells(name, sheet) for name, rival in rivals)
    return OTHER_PAYER * lost


@lru_cache(maxsize=1024)  # the same sheets are weighed for many questions
def tells(name: str, sheet: str) -> bool:
    """Whether a sheet tells an aspect anywhere."""
    return ASPECTS[name].told.search(fold(sheet)) is not None


_ACTIVITIES = {
    "service": re.compile(r"\bservices?\b"),
    "manufacturing": re.compile(r"\bmanufactur\w*"),
    "trade": re.compile(r"\btrad(?:e|ing)\b"),
}


def activity_in(text: str) -> frozenset[str]:
    """The activities that a text names, folded: service, manufacturing, trade."""
    return frozenset(name for name, said in _ACTIVITIES.items() if said.search(text))
