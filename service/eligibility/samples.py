"""Telling values of a fact: one for every way in which the tests on it can come out. For the linter and the tests."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from service.eligibility.scheme_records import Component, Scheme, Test
from service.eligibility.values import Plain, Value
from service.eligibility.vocabulary import FactSpec, Vocabulary


def tests_of(component: Component) -> Iterator[Test]:
    """Every test that a component sets, in its conditions, switches, grant rules, additions and cost bases."""
    for condition in component.conditions:
        yield condition.test
        yield from condition.only_if
    for rule in component.grant_rules:
        yield from rule.when
    for addition in component.additions:
        yield from addition.any_of
    for entry in component.limits.basis_by if component.limits else ():
        yield from entry.when


def all_tests(schemes: Iterable[Scheme]) -> Iterator[Test]:
    """The tests of all components and of the cases of all conflicts."""
    for scheme in schemes:
        for component in scheme.components:
            yield from tests_of(component)
        for conflict in scheme.conflicts:
            for case in conflict.cases:
                yield from case.when


def by_fact(tests: Iterable[Test], words: Vocabulary) -> dict[str, tuple[Value, ...]]:
    """Fact to telling values, for every fact that the tests look at."""
    grouped: dict[str, list[Test]] = defaultdict(list)
    for test in tests:
        grouped[test.field].append(test)
        if test.op == ">=_field":
            grouped[str(test.value)].append(test)
    return {fact: values(words.spec(fact), found) for fact, found in grouped.items()}


def values(spec: FactSpec, tests: Iterable[Test]) -> tuple[Value, ...]:
    """Telling values of one fact: every choice it has, or numbers at and on both sides of every limit."""
    if spec.type == "bool":
        return (True, False)
    if spec.type == "list":
        return tuple((str(option),) for option in spec.allowed)
    if spec.allowed:
        return tuple(spec.allowed)
    targets = [entry for test in tests for entry in _flat(test.value) if test.op != ">=_field"]
    if spec.type == "text":
        return (*dict.fromkeys(str(entry) for entry in targets), "Elsewhere")
    if spec.type == "date":
        return tuple(
            day + timedelta(days=step) for day in targets if isinstance(day, date) for step in (-1, 0)
        )
    return _numbers(spec, targets)


def _numbers(spec: FactSpec, targets: Iterable[Plain]) -> tuple[Value, ...]:
    step = 0.5 if spec.type in ("number", "percent") else 1
    limits = {entry for entry in targets if isinstance(entry, int | float)} or {1}
    found = {limit + move for limit in limits for move in (-step, 0, step)}
    return tuple(sorted(number for number in found if number >= 0))


def _flat(value: Plain | tuple[Plain, ...]) -> tuple[Plain, ...]:
    return value if isinstance(value, tuple) else (value,)


def restrict(facts: Mapping[str, tuple[Value, ...]], names: Iterable[str]) -> dict[str, tuple[Value, ...]]:
    """The telling values of some facts only, in the order of the names."""
    return {name: facts[name] for name in names if name in facts}
