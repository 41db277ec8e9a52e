"""Which fact to ask next: the one expected to settle most scheme components for what it costs to answer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from service.eligibility.derive import ASK_FOR
from service.eligibility.logic import MET, UNKNOWN, UNMET, condition_holds
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook, fields_of
from service.eligibility.scheme_records import Condition, Test
from service.eligibility.values import Plain, Value, Verdict
from service.eligibility.vocabulary import FactSpec


@dataclass(frozen=True, slots=True)
class Question:
    """The next question: the fact, how many components its answer is expected to settle, and why it is asked.

    ``schemes`` are those in which it stands open, in the order of the rule book.
    """

    fact: FactSpec
    settles: float
    gain: float
    schemes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Open:
    """A component that is not decided: the hard conditions that are unknown, and the facts as they stand."""

    scheme: str
    conditions: tuple[Condition, ...]
    values: Mapping[str, Value]


def rank(
    assessments: Sequence[Assessment], rules: RuleBook, skip: Iterable[str] = ()
) -> tuple[Question, ...]:
    """All questions worth asking, best first; empty where every component is settled or nothing more can be told.

    Args:
        assessments: As ``assess`` gave them, all for one profile.
        rules: The rule book they were made with.
        skip: Facts not to ask now. Those the caller could not tell are never asked again.
    """
    skipped = frozenset(skip)
    by_fact: dict[str, list[_Open]] = defaultdict(list)
    for assessment in assessments:
        if assessment.verdict is Verdict.NEED_FACT:
            entry = _open(assessment)
            for fact in assessment.missing:
                by_fact[fact].append(entry)
    questions = [
        _question(rules.words.spec(fact), entries)
        for fact, entries in by_fact.items()
        if fact not in skipped and rules.words.spec(fact).askable
    ]
    return tuple(sorted(questions, key=lambda question: (-question.gain, question.fact.name)))


def next_question(
    assessments: Sequence[Assessment], rules: RuleBook, skip: Iterable[str] = ()
) -> Question | None:
    """The best question, or None where there is nothing left to ask."""
    ranked = rank(assessments, rules, skip)
    return ranked[0] if ranked else None


def _open(assessment: Assessment) -> _Open:
    unknown = (f.condition for f in assessment.findings if f.condition.hard and f.result is UNKNOWN)
    return _Open(assessment.scheme.id, tuple(unknown), assessment.facts.values)


def _question(spec: FactSpec, entries: Sequence[_Open]) -> Question:
    answers = _answers(spec, [condition for entry in entries for condition in entry.conditions])
    settled = sum(_chance(spec.name, entry, answers) for entry in entries)
    # Where no single answer settles anything, the fact that stands open in most short lists comes first.
    progress = sum(0.05 / max(1, len(entry.conditions)) for entry in entries)
    schemes = tuple(dict.fromkeys(entry.scheme for entry in entries))
    count = len(schemes)
    reason = f"stands open in {count} scheme{'s' if count != 1 else ''}; its answer is likely to settle {settled:.0f}"
    if settled < 0.5:
        reason = f"needed by {count} scheme{'s' if count != 1 else ''}"
    return Question(spec, settled, (settled + progress) / spec.ask_cost, schemes, reason)


def _chance(fact: str, entry: _Open, answers: Sequence[tuple[Value, float]]) -> float:
    """How likely an answer decides the component: it fails a condition, or it was the last thing unknown."""
    mine = [condition for condition in entry.conditions if fact in fields_of(condition)]
    computed = [c for c in entry.conditions if c not in mine and fact in ASK_FOR.get(c.test.field, ())]
    last = len(mine) + len(computed) == len(entry.conditions)
    if not mine:
        return _HALF if last else 0.0
    total = 0.0
    for answer, weight in answers:
        results = {
            condition_holds(condition, _seen(condition, fact, answer, entry.values)) for condition in mine
        }
        if UNMET in results or (last and results <= {MET}):
            total += weight
    return total


_HALF = 0.5
"""For a fact from which another is computed, or on which only a dispute hangs: even odds that it settles the matter."""


def _seen(condition: Condition, fact: str, answer: Value, values: Mapping[str, Value]) -> dict[str, Value]:
    """The facts that a condition looks at, with one more answer among them."""
    seen = {field: values[field] for field in fields_of(condition) if field in values}
    return {**seen, fact: answer}


def _answers(spec: FactSpec, conditions: Iterable[Condition]) -> list[tuple[Value, float]]:
    """What a caller may answer, each with its weight: all choices alike, or one number from each side of each limit."""
    tests = [test for c in conditions for test in (c.test, *c.only_if) if test.field == spec.name]
    if spec.type == "bool":
        return [(True, _HALF), (False, _HALF)]
    if spec.name == "state":
        named = {str(test.value) for test in tests}
        return [*((state, 1 / STATES) for state in sorted(named)), ("elsewhere", 1 - len(named) / STATES)]
    options: list[Value] = list(spec.allowed)
    if spec.type == "list":
        options = [(str(option),) for option in spec.allowed]
    elif spec.type == "date":
        options = [entry for test in tests for entry in _around_day(test.value)]
    elif not spec.allowed:
        options = list(_around(tests))
    return [(option, 1 / len(options)) for option in options]


STATES = 36


def _around(tests: Iterable[Test]) -> Iterator[float]:
    """One number below, at and above every limit in the tests; 0 and 1 where they have none."""
    limits = sorted({number for test in tests for number in _numbers(test.value)}) or [1.0]
    yield from (limit + step for limit in limits for step in (-0.5, 0, 0.5))


def _numbers(value: Plain | tuple[Plain, ...]) -> Iterator[float]:
    for entry in value if isinstance(value, tuple) else (value,):
        if isinstance(entry, int | float):
            yield float(entry)


def _around_day(value: Plain | tuple[Plain, ...]) -> tuple[Value, ...]:
    return (value, value - timedelta(days=1)) if isinstance(value, date) else ()
