"""Asks gold questions twice, follows each through the steps, and measures the seven tasks."""

from collections.abc import Sequence
from typing import Protocol

from index.records import NO_FILTERS, Filters
from ingest.records import Document
from service.answers.ask import Library
from service.answers.verify import exact
from service.evaluation.gold import Gold, meet
from service.evaluation.outcomes import Run
from service.evaluation.steps import follow
from service.evaluation.tasks import Seen, outcome, rank_of
from service.records import Answer


class Answering(Protocol):
    """What is measured: a desk that answers, and what its answers are made from."""

    def answer(self, question: str, history: Sequence[str] = (), filters: Filters = NO_FILTERS) -> Answer:
        """Answer a question."""
        ...

    def library(self) -> Library:
        """What answers are made from now."""
        ...


def run(name: str, questions: Sequence[Gold], desk: Answering) -> Run:
    """Ask every question, then every one again in the other order, and measure.

    The second asking shows whether an answer depends on anything but its question; the order differs so that one
    that leans on what was asked before is caught.
    """
    first = [desk.answer(gold.text, gold.history) for gold in questions]
    second = [desk.answer(gold.text, gold.history) for gold in reversed(questions)]
    library = desk.library()
    seen = [
        look(gold, answer, again, library)
        for gold, answer, again in zip(questions, first, reversed(second), strict=True)
    ]
    return Run(name, library.index.manifest.index_id, tuple(outcome(one) for one in seen))


def look(gold: Gold, answer: Answer, again: Answer, library: Library) -> Seen:
    """All that is known of one question's answer."""
    trace = follow(gold.text, gold.history, library)
    return Seen(
        gold=gold,
        answer=answer,
        met=meet(gold, answer),
        trace=trace,
        ranked=rank_of(gold, trace),
        same=answer == again,
        exact=exactness(answer, library.known.documents),
    )


def exactness(answer: Answer, documents: dict[str, Document]) -> float | None:
    """Share of the citations whose quote is, letter for letter, the text at the place they name; None without one."""
    right = [exact(citation, documents) for citation in answer.citations]
    return sum(right) / len(right) if right else None
