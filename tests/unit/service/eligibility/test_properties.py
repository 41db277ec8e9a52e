"""What holds for every profile: a decided verdict stays, order changes nothing, every completion agrees."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import islice, product
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from service.eligibility.assess import assess
from service.eligibility.derive import derive
from service.eligibility.evaluate import decide
from service.eligibility.facts import Profile
from service.eligibility.rules import RuleBook, fields_of
from service.eligibility.samples import all_tests, by_fact
from service.eligibility.values import Members, Value, Verdict

FEW = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
SMALL = 4  # facts that a component looks at; up to here every completion is tried


@pytest.fixture(scope="module")
def samples(rules: RuleBook) -> Mapping[str, tuple[Value, ...]]:
    return by_fact(all_tests(rules.schemes), rules.words)


def drawn(data: Any, samples: Mapping[str, tuple[Value, ...]]) -> dict[str, Value]:
    names = data.draw(st.sets(st.sampled_from(sorted(samples)), max_size=40))
    return {name: data.draw(st.sampled_from(samples[name])) for name in sorted(names)}


def keeps(before: Value, after: Value | None) -> bool:
    """Whether a fact that was known is still known to be the same; a list may have become better known."""
    if isinstance(before, Members) and isinstance(after, Members):
        return before.inside <= after.inside and before.outside <= after.outside
    return before == after


@FEW
@given(data=st.data())
def test_adding_a_fact_never_turns_a_decided_verdict(
    data: Any, rules: RuleBook, samples: Any, today: date
) -> None:
    """Facts that contradict what was derived before are set aside: there the derived fact wins, and it is told."""
    told = drawn(data, samples)
    name = data.draw(st.sampled_from(sorted(set(samples) - set(told))))
    before = derive(Profile(told), rules, today)
    after = derive(Profile({**told, name: data.draw(st.sampled_from(samples[name]))}), rules, today)
    assume(not after.contradictions)
    assume(all(keeps(value, after.values.get(fact)) for fact, value in before.values.items()))
    for scheme in rules.schemes:
        for component in scheme.components:
            first = decide(scheme, component, before.values).verdict
            if first is not Verdict.NEED_FACT:
                assert decide(scheme, component, after.values).verdict is first, (
                    scheme.id,
                    component.id,
                    name,
                )


@FEW
@given(data=st.data())
def test_the_order_of_facts_and_schemes_changes_nothing(
    data: Any, rules: RuleBook, samples: Any, today: date
) -> None:
    told = drawn(data, samples)
    turned = dict(data.draw(st.permutations(list(told.items()))))
    backwards = [scheme.id for scheme in reversed(rules.schemes)]
    one = {(a.scheme.id, a.component.id): a for a in assess(Profile(told), rules, today)}
    other = {(a.scheme.id, a.component.id): a for a in assess(Profile(turned), rules, today, backwards)}
    assert one.keys() == other.keys()
    for key, first in one.items():
        second = other[key]
        assert (first.verdict, first.missing, first.amount) == (second.verdict, second.missing, second.amount)
        assert first.determination == second.determination


@FEW
@given(data=st.data())
def test_the_order_of_conditions_changes_nothing(
    data: Any, rules: RuleBook, samples: Any, today: date
) -> None:
    values = derive(Profile(drawn(data, samples)), rules, today).values
    for scheme in rules.schemes:
        for component in scheme.components:
            turned = replace(component, conditions=tuple(reversed(component.conditions)))
            assert decide(scheme, component, values).verdict is decide(scheme, turned, values).verdict


def test_small_rules_agree_with_every_completion(rules: RuleBook, samples: Any) -> None:
    """For each partial profile of a small component: what is decided holds for every way of filling the rest in."""
    tried = 0
    for scheme in rules.schemes:
        for component in scheme.components:
            names = sorted({name for c in component.conditions if c.hard for name in fields_of(c)})
            cases = [case for conflict in scheme.conflicts for case in conflict.cases]
            if not names or len(names) > SMALL or cases:
                continue
            space = {name: samples[name][:6] for name in names}
            for chosen in islice(product(*((None, *values) for values in space.values())), 300):
                told = {name: value for name, value in zip(space, chosen, strict=True) if value is not None}
                verdict = decide(scheme, component, told).verdict
                ends = {end.verdict for end in completions(scheme, component, told, space)}
                tried += 1
                if verdict is not Verdict.NEED_FACT:
                    assert ends == {verdict}, (scheme.id, component.id, told)
    assert tried > 1000


def completions(
    scheme: Any, component: Any, told: dict[str, Value], space: Mapping[str, tuple[Value, ...]]
) -> Any:
    rest = {name: values for name, values in space.items() if name not in told}
    for filled in islice(product(*rest.values()), 200):
        yield decide(scheme, component, {**told, **dict(zip(rest, filled, strict=True))})
