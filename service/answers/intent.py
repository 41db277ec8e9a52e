"""Which parts of a sheet a question asks for: the same few parts stand in every sheet under known headings."""

import re
from collections.abc import Iterable

from service.answers.words import fold

# Wording of a question -> beginning of the heading that answers it. A question may ask for several parts.
_PARTS: tuple[tuple[str, str], ...] = (
    (
        r"\b(grant|subsid\w*|anudan|how much|share|percent\w*|ceiling|cap|limit|most|biggest|maximum|max|pays?|paid"
        r"|gives?|back|covers?|guarantee\w*|interest|funding|sum|help|kitn[aei])\b|%|अनुदान|कितन",
        "How much",
    ),
    (
        r"\b(accepting|open|closed|still|stop\w*|ended|expired?|abhi|chalu|renew\w*|extended)\b|अभी|चालू|बंद",
        "Is it open now",
    ),
    (r"\b(documents?|papers?|proofs?|kaga[zj]\w*|dastavez)\b|काग|दस्तावेज", "Documents"),
    (
        r"\b(steps?|process|procedure|how (do|can|to|does) .*(apply|file|register)|how long|days|take to)\b",
        "How to apply",
    ),
    (r"\b(who can|who may|eligible|apply|applicants?|qualify|allowed to)\b|पात्र", "Who can apply"),
    (
        r"\b(members?|minimum|least|few(est)?|smallest|how many (units|artisans|members)|sadasya)\b|सदस्य",
        "Minimum members",
    ),
    (
        r"\b(members?|least|must|condition|age|class|old|need(ed)?|turnover|allowed|can (he|she|they|we|i))\b",
        "Conditions",
    ),
    (
        r"\b(own|members?|state|contribution|bear|beneficiary|applicant\w*) (share|contribution|pay|side|money)\b",
        "Own contribution",
    ),
    (
        r"\b(overrun|overshoot\w*|not (paid|allowed|covered)|extra money|excluded|barred|used machines)\b",
        "What is not paid",
    ),
    (r"\b(bonus|extra|combine|both|together with|replac\w+|successor|instead)\b", "Related schemes"),
    (r"\b(portal|website|helpline|phone|where do we (ask|apply))\b", "Where to ask"),
    (
        r"\b(differ|disagree|conflict\w*|accounts|versions|contradict\w*|do not agree)\b",
        "Where sources disagree",
    ),
    (
        r"\bwhy\W*$|\b(problems?|trouble|why .*(close|fail|suffer|declin)\w*|difficult\w*|threat|shortage)\b"
        r"|samasya|समस्या",
        "Problems",
    ),
    (
        r"\b(tried|projects?|who paid|built|set up|cost of|spent|started|run by|intervention\w*|did .* do)\b",
        "What was tried",
    ),
    (
        r"\b(outcomes?|results?|fail(ed|ures?)|worked|succeed\w*|success\w*|came of|grow|grew|rose|fell|from what"
        r"|before and after|vs|agreed|improve\w*|effect)\b",
        "What came of it",
    ),
    (r"\b(lessons?|learn\w*|pushed|drove|reason|why|what made|really)\b", "Lessons"),
    (r"\b(turnover|sales|exports?|output|production|niryat)\b|निर्यात", "Competitiveness"),
    (
        r"\b(units|firms|workers?|people|jobs|employ\w*|looms|workshops|tanneries|how many)\b|रोजगार|इकाई",
        "Units and workers",
    ),
    (
        r"^\W*what (is|are) (the )?[\w-]+\W*$|\b(kya (hai|hota)|ke baa?re me|tell me about)\b|क्या है",
        "What it is for",
    ),
    (r"\b(not known|unknown|gaps?)\b", "What is not known"),
    (r"\b(associations?|institutions?|body|who represents|organisations?)\b", "Collective"),
)
_COMPILED = tuple((re.compile(pattern), heading) for pattern, heading in _PARTS)


def parts_asked(*wordings: str) -> tuple[str, ...]:
    """Beginnings of the headings that a question asks for, in its own wording or in a translated one."""
    folded = [fold(text) for text in wordings]
    return tuple(heading for pattern, heading in _COMPILED if any(pattern.search(text) for text in folded))


def asked_part(heading: str, parts: Iterable[str]) -> bool:
    """Whether a heading is one of the parts asked for."""
    return any(heading.startswith(part) for part in parts)
