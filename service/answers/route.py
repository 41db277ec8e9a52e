"""Endings that need no search: nothing was asked, or the question fits any scheme, place or cluster."""

import re
from dataclasses import dataclass

from service.answers.background import Background
from service.answers.generic import OWN, telling
from service.answers.heard import Heard
from service.answers.question import Question, Wants
from service.answers.words import fold, stem, words
from service.records import AnswerStatus


@dataclass(frozen=True, slots=True)
class Ending:
    """How a question ends, the wording's name in ``prompts/endings.yaml``, and choices that would narrow it."""

    status: AnswerStatus
    wording: str
    choices: tuple[str, ...] = ()


# Without an earlier question, these words say nothing about which cluster or scheme is meant.
_POINTING = re.compile(
    r"\b(there|it|its|they|them|their|that one|this|these|those|same|wahan|uska|unka|iska)\b"
)
# Nothing else in such a question can be what they point to, however much it tells.
_POINTING_AWAY = re.compile(
    r"^\W*(are|do|does|did|have|has|will|can|could|what (are|do|did)|when (are|do|did)|how (are|do|did)"
    r"|how much (are|do|did)|who are) they\b"
    r"|\b(this|that|these|those) (clusters?|schemes?|programmes?|yojana|park|centre|project)\b"
    r"|\b(for|in|of|under|about|from|with|on) (this|these)\W*$|\b(is|iss) (yojana|scheme|cluster)\b"
)
_HAPPENED = frozenset(
    stem(word)
    for word in "results result outcome outcomes happened happen problem problems lesson lessons work worked failed "
    "succeed worth change changed reason cause improve improved effect main first second next number big small".split()
)
_QUALIFY = ("eligib", "qualif", "patra", "पात्र")
_PLACES = ("state", "district", "ilaka", "area", "region", "राज्य", "इलाक")
LEFT = 2  # words that do not fit every scheme, above which a question is about something
_SHOUTED = re.compile(r"\b[A-Z]{3,}\b")
VAGUE = 0.5  # log odds of being vague from which a question that names nothing is asked back
_ASKED_MOST = ("MSE-CDP", "SFURTI", "PMEGP", "CGTMSE")
_CLUSTERS = ("Tirupur", "Moradabad", "Kanpur", "Varanasi")


def route(question: Question, known: Background, alone: bool = False) -> Ending | None:
    """The ending of a question that must not be searched, or None; ``alone`` tells that nothing was asked before."""
    if not words(question.search):
        return Ending(AnswerStatus.OUT_OF_SCOPE, "nothing_asked")
    if known.schemes and question.terms and all(term[0].isdigit() for term in question.terms):
        return Ending(AnswerStatus.OUT_OF_SCOPE, "out_of_scope")  # a sum to be worked out
    if not underspecified(question, known, alone):
        return None
    wording = _lacking(question)
    return Ending(AnswerStatus.NEEDS_FACTS, wording, _choices(question, known, wording))


def reads_vague(question: Question, known: Background, heard: Heard) -> Ending | None:
    """The ending of a question that names nothing and reads like one that fits every scheme or cluster, or None.

    Args:
        question: As understood.
        known: Of the library.
        heard: What its vector says of it.
    """
    if heard.vague <= max(VAGUE, heard.afield) or question.wants is Wants.MEANING or tells(question, known):
        return None
    wording = _lacking(question)
    return Ending(AnswerStatus.NEEDS_FACTS, wording, _choices(question, known, wording))


def tells(question: Question, known: Background) -> bool:
    """Whether a question says what it is about, by a name, a word of its own (SPV, Udyam, EMC) or several words."""
    said = f"{question.asked} {question.search}"
    if len(telling(question.terms, said, bool(set(words(question.asked)) & OWN))) > LEFT or _SHOUTED.search(
        question.asked
    ):
        return True
    own = (term for term in question.terms if known.rarity.knows(term) and not term[0].isdigit())
    return (
        bool(known.names.find(question.search))
        or bool(known.named_words(question.search).every)
        or any(not known.names.ordinary(term) for term in own)
    )


def underspecified(question: Question, known: Background, alone: bool = False) -> bool:
    """Whether the question names nothing: no scheme, place, product or theme, only words that fit them all.

    With ``alone`` nothing was asked before, so that "there" points nowhere.
    """
    if question.wants is Wants.MEANING or known.names.find(question.search):
        return False
    said = f"{question.asked} {question.search}"
    left = telling(question.terms, said, bool(set(words(question.asked)) & OWN))
    if not left:
        return True
    text = fold(question.search)
    if alone and _POINTING_AWAY.search(text) and not known.named_words(question.search).every:
        return True
    return bool(alone and _POINTING.search(text) and set(left) <= _HAPPENED)


def _lacking(question: Question) -> str:
    folded = fold(question.asked)
    if any(mark in folded for mark in _QUALIFY):
        return "eligibility"
    own = set(words(question.asked)) & OWN
    if own and any(place in folded for place in _PLACES):
        return "which_state"
    happened = any(term in _HAPPENED for term in question.terms)
    if "scheme" not in folded and not own and ("cluster" in folded or happened):
        return "which_cluster"
    return "which_scheme"


def _choices(question: Question, known: Background, wording: str) -> tuple[str, ...]:
    """The same question with names of the library that people ask for most."""
    names = _CLUSTERS if wording == "which_cluster" else _ASKED_MOST
    held = [name for name in names if known.names.find(name)]
    return tuple(f"{question.asked.rstrip(' ?')} ({name})?" for name in held)
