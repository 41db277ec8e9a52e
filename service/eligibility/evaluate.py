"""From facts to a verdict for one component: status first, then the conditions in three values, then disputes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from service.eligibility import status
from service.eligibility.amounts import amount
from service.eligibility.derive import to_ask
from service.eligibility.logic import MET, UNKNOWN, UNMET, all_of, condition_holds, holds
from service.eligibility.records import Assessment, Caution, Dispute, Facts, Finding
from service.eligibility.scheme_records import Component, Condition, Scheme, Test
from service.eligibility.values import Truth, Value, Verdict
from service.eligibility.vocabulary import Vocabulary
from service.eligibility.wording import rupees, say_fact


@dataclass(frozen=True, slots=True)
class Outcome:
    """The bare result for a component: one truth per condition in their order, what is in dispute, and the verdict."""

    truths: tuple[Truth, ...]
    disputes: tuple[Dispute, ...]
    verdict: Verdict


def decide(scheme: Scheme, component: Component, values: Mapping[str, Value]) -> Outcome:
    """Judge the conditions and disputes of a component, its status left aside."""
    disputes = _disputes(scheme, component, values) if scheme.conflicts else ()
    truths = [condition_holds(condition, values) for condition in component.conditions]
    if disputes:
        truths = [
            _lifted(condition, result, disputes)
            for condition, result in zip(component.conditions, truths, strict=True)
        ]
    return Outcome(tuple(truths), disputes, _verdict(component.conditions, truths, disputes))


def _disputes(scheme: Scheme, component: Component, values: Mapping[str, Value]) -> tuple[Dispute, ...]:
    """The conflicts that matter, or may matter, for this component and these facts."""
    found = []
    for conflict in scheme.conflicts:
        for case in conflict.cases:
            if not case.components or component.id in case.components:
                result = all_of(holds(test, values) for test in case.when)
                if result is not UNMET:
                    found.append(Dispute(conflict, case, result))
    return tuple(found)


def _lifted(condition: Condition, result: Truth, disputes: Sequence[Dispute]) -> Truth:
    """An unmet condition in dispute is no refusal: it holds where the dispute surely matters, else it is unknown."""
    if result is not UNMET:
        return result
    lifting = [dispute for dispute in disputes if condition.test.field in dispute.case.lifts]
    if not lifting:
        return result
    return MET if any(dispute.result is MET for dispute in lifting) else UNKNOWN


def _verdict(
    conditions: Sequence[Condition], truths: Sequence[Truth], disputes: Sequence[Dispute]
) -> Verdict:
    hard = {truth for condition, truth in zip(conditions, truths, strict=True) if condition.hard}
    settled = (
        {dispute.case.verdict for dispute in disputes if dispute.result is MET} if disputes else frozenset()
    )
    if UNMET in hard or Verdict.NOT_ELIGIBLE in settled:
        return Verdict.NOT_ELIGIBLE
    if UNKNOWN in hard or any(_open_disputes(disputes)):
        return Verdict.NEED_FACT
    return Verdict.CHECK if settled else Verdict.ELIGIBLE


def _open_disputes(disputes: Sequence[Dispute]) -> Iterator[Dispute]:
    """Disputes of which it is not known whether they matter, unless the verdict is "check" without them anyway."""
    checked = any(d.result is MET and d.case.verdict is Verdict.CHECK for d in disputes)
    for dispute in disputes:
        if dispute.result is UNKNOWN and not (checked and dispute.case.verdict is Verdict.CHECK):
            yield dispute


def assess_component(
    scheme: Scheme, component: Component, facts: Facts, words: Vocabulary, on: date, determination: str
) -> Assessment:
    """Assess one component in full: verdict, findings, missing facts, cautions and the amount."""
    status_reading = status.reading(scheme, component, on)
    outcome = decide(scheme, component, facts.values)
    wanted = dict.fromkeys(to_ask(facts, name) for name in _needed(component, outcome, facts.values))
    return Assessment(
        scheme=scheme,
        component=component,
        verdict=Verdict.CLOSED if status_reading.closed else outcome.verdict,
        findings=_findings(component, outcome, facts.values),
        missing=tuple(name for name in wanted if name not in facts.not_told),
        unanswerable=tuple(name for name in wanted if name in facts.not_told),
        disputes=outcome.disputes,
        cautions=tuple(_cautions(component, outcome, facts, words)),
        status=status_reading,
        amount=amount(component, facts),
        facts=facts,
        as_of=on,
        determination=determination,
    )


def _findings(component: Component, outcome: Outcome, values: Mapping[str, Value]) -> tuple[Finding, ...]:
    pairs = zip(component.conditions, outcome.truths, strict=True)
    return tuple(
        [Finding(condition, result, values.get(condition.test.field)) for condition, result in pairs]
    )


def _needed(component: Component, outcome: Outcome, values: Mapping[str, Value]) -> Iterator[str]:
    """The facts that unknown hard conditions and open disputes wait for, in the order of the conditions."""
    # What a dispute alone leaves open is settled by the dispute's facts, not by telling the same fact again.
    open_ones = [
        condition
        for condition, result in zip(component.conditions, outcome.truths, strict=True)
        if result is UNKNOWN and condition.hard and condition_holds(condition, values) is UNKNOWN
    ]
    asked_anyway = {condition.test.field for condition in open_ones if not condition.only_if}
    for condition in open_ones:
        if condition.only_if or condition.test.op == ">=_field":
            yield from _needed_for(condition, values, asked_anyway)
        else:
            yield condition.test.field
    for dispute in _open_disputes(outcome.disputes):
        yield from _unknown_fields(dispute.case.when, values)


def _needed_for(condition: Condition, values: Mapping[str, Value], asked_anyway: set[str]) -> Iterator[str]:
    """Of a condition with a switch, ask the switch first where it is asked anyway, else the condition's own fact."""
    own = tuple(_unknown_fields((condition.test,), values))
    switch = tuple(_unknown_fields(condition.only_if, values))
    if own and not (switch and asked_anyway.issuperset(switch)):
        yield from own
    else:
        yield from switch


def _unknown_fields(tests: Iterable[Test], values: Mapping[str, Value]) -> Iterator[str]:
    for test in tests:
        if holds(test, values) is not UNKNOWN:
            continue
        if test.op == ">=_field":
            yield from (
                name
                for name in (test.field, str(test.value))
                if not isinstance(values.get(name), int | float)
            )
        else:
            yield test.field


def _cautions(component: Component, outcome: Outcome, facts: Facts, words: Vocabulary) -> Iterator[Caution]:
    for condition, result in zip(component.conditions, outcome.truths, strict=True):
        if not condition.hard and result is UNMET:
            told = say_fact(words.spec(condition.test.field), facts.values.get(condition.test.field))
            yield Caution(f"{condition.test.text}; you said {told}", condition.test.sources)
    yield from _loan_limits(component, facts.values)


def _loan_limits(component: Component, values: Mapping[str, Value]) -> Iterator[Caution]:
    limits, loan = component.limits, values.get("loan_amount_inr")
    if limits is None or not isinstance(loan, int):
        return
    if limits.max_loan_inr and loan > limits.max_loan_inr:
        yield Caution(f"only loans up to ₹{rupees(limits.max_loan_inr)} count", limits.sources)
    if limits.min_loan_inr and loan < limits.min_loan_inr:
        yield Caution(f"loans begin at ₹{rupees(limits.min_loan_inr)}", limits.sources)
