"""Endings that need no search: nothing was asked, or the question fits any scheme, place or cluster."""

import re
from dataclasses import dataclass

from service.answers.background import Background
from service.answers.question import Question, Wants
from service.answers.words import fold, stem, words
from service.records import AnswerStatus


@dataclass(frozen=True, slots=True)
class Ending:
    """How a question ends, the wording's name in ``prompts/endings.yaml``, and choices that would narrow it."""

    status: AnswerStatus
    wording: str
    choices: tuple[str, ...] = ()


# Words that every scheme shares: a question made of these alone cannot be answered without knowing which.
_COMMON = frozenset(
    stem(word)
    for word in """scheme schemes yojana grant grants subsidy subsidies ceiling cap limit limits maximum minimum
    eligible eligibility qualify apply applying application applications amount state states cluster
    clusters money fund funds funding loan documents document papers deadline date last project
    projects help percentage percent share benefit benefits cost contribution members member units
    unit rate process procedure steps form office available open closed status rules rule conditions
    condition criteria crore lakh rupees want know whether possible anudan patra hain kya hum hame
    humko hamara hamari humara kitna kitni kitne milega milegi milta milti chahiye area region
    district place government govt company people group new now today year years present current
    currently sir madam please hello namaste get term full long time answer question thing things
    kind type sort good best better enough required requirement necessary approval approved
    guidelines changed sanction sanctioned release released instalment receive received""".split()
)
_OWN = frozenset(
    """we our us i my me hum hamara hamari hamare hame humko mera meri mujhe apna apne apni
    हम हमारा हमारी हमारे हमें मैं मेरा मेरी मेरे मुझे""".split()
)
# Without an earlier question, these words say nothing about which cluster or scheme is meant.
_POINTING = re.compile(
    r"\b(there|it|its|they|them|their|that one|this|these|those|same|wahan|uska|unka|iska)\b"
)
_HAPPENED = frozenset(
    stem(word)
    for word in "results result outcome outcomes happened happen problem problems lesson lessons work worked failed "
    "succeed worth change changed reason cause improve improved effect main first second next number big small".split()
)
_QUALIFY = ("eligib", "qualif", "patra", "पात्र")
_ASKED_MOST = ("MSE-CDP", "SFURTI", "PMEGP", "CGTMSE")


def route(question: Question, known: Background, alone: bool = False) -> Ending | None:
    """The ending of a question that must not be searched, or None; ``alone`` tells that nothing was asked before."""
    if not words(question.search):
        return Ending(AnswerStatus.OUT_OF_SCOPE, "nothing_asked")
    if not underspecified(question, known, alone):
        return None
    return Ending(AnswerStatus.NEEDS_FACTS, _lacking(question), _choices(question, known))


def underspecified(question: Question, known: Background, alone: bool = False) -> bool:
    """Whether the question names nothing: no scheme, place, product or theme, only words that fit them all.

    With ``alone`` nothing was asked before, so that "there" points nowhere.
    """
    if question.wants is Wants.MEANING or known.names.find(question.search):
        return False
    telling = [term for term in question.terms if term not in _COMMON and not term.isdigit()]
    pointing = alone and _POINTING.search(fold(question.search))
    return not telling or bool(pointing and not [term for term in telling if term not in _HAPPENED])


def _lacking(question: Question) -> str:
    folded = fold(question.asked)
    if any(mark in folded for mark in _QUALIFY):
        return "eligibility"
    own = set(words(question.asked)) & _OWN
    if own and ("state" in folded or "district" in folded or "राज्य" in folded):
        return "which_state"
    if "scheme" not in folded and "cluster" in folded and not own:
        return "which_cluster"
    return "which_scheme"


def _choices(question: Question, known: Background) -> tuple[str, ...]:
    held = [name for name in _ASKED_MOST if known.names.find(name)]
    return tuple(f"{question.asked.rstrip(' ?')} ({name})?" for name in held)
