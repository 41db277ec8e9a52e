"""The seven tasks that an answer is made of, each measured by itself.

A measure gives a question's value from 0 to 1 (``selection.statements``: a count), or None where the question says
nothing about it: precision of refusals, say, is measured on the questions that were refused. A figure is the mean.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log2
from types import MappingProxyType

from service.evaluation.gold import REFUSED, SAID, Gold, Met, cites, holds_all, right_rank
from service.evaluation.outcomes import Outcome
from service.evaluation.steps import Stage, Trace, stage
from service.records import Answer, AnswerStatus

NOT_SAID = REFUSED | {AnswerStatus.NEEDS_FACTS}


@dataclass(frozen=True, slots=True)
class Seen:
    """A question with all that is known of its answer.

    ``ranked`` is the rank of the first right passage among all that were weighed; ``same`` whether a second asking
    gave the same answer; ``exact`` the share of its citations whose quote stands at its place, None without one.
    """

    gold: Gold
    answer: Answer
    met: Met
    trace: Trace
    ranked: int | None
    same: bool
    exact: float | None

    @property
    def asks_back(self) -> bool:
        """Whether the right ending is a question back, and no other."""
        return self.gold.expect == {AnswerStatus.NEEDS_FACTS}

    @property
    def disputed(self) -> bool:
        """Whether the sources are known to disagree about it."""
        return self.gold.kind == "conflict" or self.gold.expect == {AnswerStatus.CONFLICTING}


Measure = Callable[[Seen], float | None]


def _if(applies: Callable[[Seen], bool], value: Callable[[Seen], float]) -> Measure:
    return lambda seen: float(value(seen)) if applies(seen) else None


def _answerable(seen: Seen) -> bool:
    return seen.gold.answerable


def _status(seen: Seen) -> AnswerStatus:
    return seen.answer.status


def _routed(seen: Seen) -> bool:
    """Asked back what must be, and nothing else; turned away unsearched only what is not answerable."""
    if seen.asks_back or _status(seen) is AnswerStatus.NEEDS_FACTS:
        return seen.asks_back and _status(seen) is AnswerStatus.NEEDS_FACTS
    return not (seen.gold.answerable and seen.trace.early)


def _within(depth: int) -> Measure:
    return _if(_answerable, lambda seen: seen.ranked is not None and seen.ranked <= depth)


def _gain(seen: Seen) -> float:
    """nDCG@10 where what is needed counts once, at the rank at which the hits first hold it all."""
    return 1 / log2(seen.ranked + 1) if seen.ranked and seen.ranked <= 10 else 0.0


def _held(seen: Seen) -> bool:
    """The answer is in the statements, whether or not they were given in the end."""
    return holds_all(seen.gold, seen.trace.chosen_text) or holds_all(seen.gold, seen.answer.text)


def _right_citations(seen: Seen) -> float:
    cited = [cites(seen.gold, citation.document_id) for citation in seen.answer.citations]
    return sum(cited) / len(cited)


def _cited_documents(seen: Seen) -> float:
    """Share of the documents needed that are cited."""
    wanted = {place.document_id for place in seen.gold.places}
    need = {"any": 1, "two": min(2, len(wanted)), "all": len(wanted)}[seen.gold.need]
    cited = {c.document_id.split(".", 1)[0] for c in seen.answer.citations}
    cited |= {c.document_id for c in seen.answer.citations}
    return min(len(wanted & cited), need) / need


def _cited(seen: Seen) -> bool:
    return _answerable(seen) and bool(seen.answer.citations)


def _of_kind(*kinds: str) -> Measure:
    return _if(lambda seen: seen.gold.kind in kinds, lambda seen: seen.met.right_ending)


TASKS: Mapping[str, Mapping[str, Measure]] = MappingProxyType(
    {
        "routing": {
            "right": _if(lambda seen: True, _routed),
            "precision": _if(
                lambda seen: _status(seen) is AnswerStatus.NEEDS_FACTS, lambda seen: seen.asks_back
            ),
            "recall": _if(
                lambda seen: seen.asks_back, lambda seen: _status(seen) is AnswerStatus.NEEDS_FACTS
            ),
        },
        "retrieval": {
            "ndcg_10": _if(_answerable, _gain),
            "recall_5": _within(5),
            "recall_20": _within(20),
            "mrr": _if(_answerable, lambda seen: 1 / seen.ranked if seen.ranked else 0.0),
        },
        "selection": {
            "held": _if(_answerable, _held),
            "held_of_found": _if(lambda seen: _answerable(seen) and seen.ranked is not None, _held),
            "statements": _if(
                lambda seen: _answerable(seen) and _status(seen) in SAID,
                lambda seen: len(seen.answer.statements),
            ),
        },
        "citation": {
            "precision": _if(_cited, _right_citations),
            "recall": _if(lambda seen: _answerable(seen) and _status(seen) in SAID, _cited_documents),
            "exact": lambda seen: seen.exact,
        },
        "refusal": {
            "precision": _if(
                lambda seen: _status(seen) in NOT_SAID,
                lambda seen: not seen.gold.answerable and seen.met.right_ending,
            ),
            "recall": _if(lambda seen: not seen.gold.answerable, lambda seen: seen.met.right_ending),
            "offtopic": _of_kind("unanswerable_offtopic"),
            "ontopic_absent": _of_kind("unanswerable_ontopic"),
            "underspecified": _of_kind("underspecified"),
            "false_refusals": _if(_answerable, lambda seen: _status(seen) in NOT_SAID),
        },
        "determinism": {"same": _if(lambda seen: True, lambda seen: seen.same)},
        "conflict": {
            "shown": _if(lambda seen: seen.disputed, lambda seen: seen.met.correct),
            "marked": _if(lambda seen: seen.disputed, lambda seen: _status(seen) is AnswerStatus.CONFLICTING),
            "marked_elsewhere": _if(
                lambda seen: not seen.disputed and _status(seen) in SAID,
                lambda seen: _status(seen) is AnswerStatus.CONFLICTING,
            ),
        },
        "answer": {
            "useful": _if(_answerable, lambda seen: seen.met.useful),
            "sound": _if(_answerable, lambda seen: seen.met.sound),
            "wrong": _if(_answerable, lambda seen: seen.met.wrong),
            "right_ending": _if(lambda seen: not seen.gold.answerable, lambda seen: seen.met.right_ending),
        },
    }
)  # fmt: skip

# A question fails a task when one of these of its measures is below 1.
MUST: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "routing": ("right",),
        "retrieval": ("recall_5",),
        "selection": ("held",),
        "citation": ("recall", "exact"),
        "refusal": ("recall",),
        "determinism": ("same",),
        "conflict": ("shown",),
        "answer": ("sound", "right_ending"),
    }
)
F1 = frozenset({"refusal"})  # tasks whose precision and recall are put together


def names(task: str) -> tuple[str, ...]:
    """The full names of a task's figures, F1 behind precision and recall."""
    own = [f"{task}.{measure}" for measure in TASKS[task]]
    if task in F1:
        own.insert(2, f"{task}.f1")
    return tuple(own)


def outcome(seen: Seen) -> Outcome:
    """Measure one question."""
    values = {
        f"{task}.{name}": measure(seen)
        for task, measures in TASKS.items()
        for name, measure in measures.items()
    }
    return Outcome(
        id=seen.gold.id,
        text=seen.gold.text,
        answerable=seen.gold.answerable,
        groups=seen.gold.groups,
        status=_status(seen).value,
        stage=stage(seen.gold, seen.met, seen.answer.text, seen.trace, seen.ranked),
        measures={name: value for name, value in values.items() if value is not None},
    )


def concerns(task: str, one: Outcome) -> bool:
    """Whether a task says anything about a question."""
    return any(f"{task}.{name}" in one.measures for name in MUST[task])


def failed(task: str, one: Outcome) -> bool:
    """Whether a question fails a task. One that a task does not concern never does."""
    return any(one.measures.get(f"{task}.{name}", 1.0) < 1.0 for name in MUST[task])


def rank_of(gold: Gold, trace: Trace) -> int | None:
    """The rank at which all weighed passages first hold what is needed."""
    return right_rank(gold, [(hit.passage.document_id, hit.passage.text) for hit in trace.hits])


def lost_where(outcomes: tuple[Outcome, ...]) -> dict[str, int]:
    """How many questions were lost at each stage, in the order of the steps."""
    counts = {place.value: sum(one.stage is place for one in outcomes) for place in Stage}
    return {name: count for name, count in counts.items() if count}
