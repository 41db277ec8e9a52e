"""Does a library answer that holds none of our sheets? Its nearest passage is mostly about the thing that is asked of.

So likeness to the topic tells little. What tells is whether some sentence is like the question beyond the topic: how
alike the two stay once what both share with the passage's title is taken away, and how like the question without the
title's words they are. A small logistic model weighs that; its weights are data (``elsewhere.json``), fitted by
``training/elsewhere.py`` on passages and questions about the world at large, for the vectors of one model.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from index.embed import Vectors
from index.records import Hit
from index.search import Index
from service.answers.background import Background
from service.answers.question import Question
from service.answers.route import Ending
from service.answers.support import Evidence
from service.answers.words import stem_set
from service.records import AnswerStatus

TAIL = slice(12, 24)  # ranks by likeness that stand for passages about something else
_OTHER_SCRIPT = re.compile(
    "[\u0900-\u0dff]"
)  # the model reads no Indian script: its likeness says nothing there


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer in the best passage; cosines and shares.

    ``beyond``: best likeness of a sentence to the question with the title's part of both taken away; ``lead``: of the
    nearest passage over those of the ranks ``TAIL``; ``words``: weight of the question's words, those of the title left
    out, that the passage holds; ``peak``: lead of its best sentence over their mean; ``astray``: it lacks a figure or
    names another place; ``left``: likeness of the question without the title's words to the whole question; ``rest``:
    best likeness of a sentence to that part.
    """

    beyond: float
    lead: float
    words: float
    peak: float
    astray: float
    left: float
    rest: float


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Weights by name of sign, the chance from which there is an answer, and the model whose vectors they are for."""

    weights: Mapping[str, float]
    bias: float
    limit: float
    model: str

    def chance(self, found: Signs) -> float:
        """How likely the passage answers, 0 to 1."""
        total = self.bias + sum(self.weights[name] * value for name, value in asdict(found).items())
        return 1 / (1 + math.exp(-total))


@cache
def shipped() -> Elsewhere:
    """The weights that are shipped."""
    return Elsewhere(**json.loads(files("service.answers").joinpath("elsewhere.json").read_text("utf-8")))


def concerns(question: Question, index: Index, known: Background) -> bool:
    """Whether the library is none of ours, and the question one whose likeness to its texts the weights know."""
    if known.schemes or index.embedder.sha256 != shipped().model:
        return False
    return not _OTHER_SCRIPT.search(question.asked + question.search)


def verdict(
    question: Question, hits: Sequence[Hit], held: Evidence, index: Index, known: Background
) -> AnswerStatus | Ending:
    """Answered, or the ending that refuses; for libraries that ``concerns`` names.

    Args:
        question: As understood.
        hits: The passages found, best first.
        held: How well the chosen statements bear out an answer, by the measures of our own field.
        index: Gives likenesses of sentences.
        known: Of the library.
    """
    if not hits:
        return Ending(AnswerStatus.OUT_OF_SCOPE, "out_of_scope")
    model = shipped()
    if held.spelt or model.chance(signs(question, hits, held, index, known)) >= model.limit:
        return AnswerStatus.ANSWERED
    return Ending(AnswerStatus.NO_EVIDENCE, "no_evidence")


def signs(question: Question, hits: Sequence[Hit], held: Evidence, index: Index, known: Background) -> Signs:
    """Measure the best passage against the question; arguments as for ``verdict``, ``hits`` not empty."""
    passage = hits[0].passage
    title = " ".join((known.documents[passage.document_id].title, *passage.headings)).strip()
    named = stem_set(title)
    asked, rest = index.embedder.embed([question.search, without(question.search, named)])
    topic = index.embedder.embed([title])[0] if title else np.zeros_like(asked)
    likeness, by_topic, by_rest = (index.sentence_scores(one, [passage.id]) for one in (asked, topic, rest))
    own = [term for term in question.terms if term not in named]
    return Signs(
        beyond=float(beyond(likeness, by_topic, float(asked @ topic)).max(initial=0.0)),
        lead=lead(hits),
        words=known.rarity.coverage(own, stem_set(passage.text)) if own else 1.0,
        peak=float(likeness.max() - likeness.mean()) if likeness.size else 0.0,
        astray=held.astray,
        left=float(asked @ rest),
        rest=float(by_rest.max(initial=0.0)),
    )


def without(text: str, named: frozenset[str]) -> str:
    """A question without the words whose stems are given; the whole where nothing else is left."""
    kept = [word for word in text.split() if not stem_set(word) & named]
    return " ".join(kept) or text


def beyond(likeness: Vectors, by_topic: Vectors, shared: float) -> Vectors:
    """The cosine of each sentence with the question once the topic's direction is taken out of both.

    Args:
        likeness: Cosine of each sentence with the question.
        by_topic: Cosine of each sentence with the topic.
        shared: Cosine of the question with the topic.
    """
    room = np.maximum((1 - shared**2) * (1 - by_topic**2), 1e-6)  # nothing is left of what is all topic
    return np.asarray((likeness - shared * by_topic) / np.sqrt(room), dtype=np.float32)


def lead(hits: Sequence[Hit]) -> float:
    """How far the nearest passage lies before those about something else; before all where they are few."""
    ranked = sorted((hit.dense or 0.0 for hit in hits), reverse=True)
    others = ranked[TAIL] or ranked
    return ranked[0] - sum(others) / len(others)
