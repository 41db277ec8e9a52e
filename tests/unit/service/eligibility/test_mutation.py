"""Drop or invert any hard condition of any scheme, and some worked case must notice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.eligibility.rules import RuleBook
from service.eligibility.scheme_records import Component, Condition, Scheme, Test

FOLDER = Path(__file__).resolve().parents[4] / "corpus" / "schemes" / "cases"
INVERSE = {
    "==": "!=",
    "!=": "==",
    ">=": "<",
    "<": ">=",
    ">": "<=",
    "<=": ">",
    "in": "not_in",
    "not_in": "in",
    "intersects": "excludes",
    "excludes": "intersects",
}


def inverted(test: Test) -> Test:
    if test.op == "between":
        assert isinstance(test.value, tuple)
        return replace(test, op="<", value=test.value[0])
    if test.op == ">=_field":
        return replace(test, field=str(test.value), value=test.field)
    return replace(test, op=INVERSE[test.op])


def mutants(component: Component) -> Iterator[tuple[str, Component]]:
    for at, condition in enumerate(component.conditions):
        if condition.hard:
            name = f"{condition.test.field} {condition.test.op}"
            rest = (*component.conditions[:at], *component.conditions[at + 1 :])
            yield f"dropped {name}", replace(component, conditions=rest)
            turned: Condition = replace(condition, test=inverted(condition.test))
            yield f"inverted {name}", replace(component, conditions=(*rest[:at], turned, *rest[at:]))


def with_component(rules: RuleBook, scheme: Scheme, mutant: Component) -> RuleBook:
    parts = tuple(mutant if part.id == mutant.id else part for part in scheme.components)
    changed = replace(scheme, components=parts)
    return replace(rules, schemes=(changed,))


@pytest.fixture(scope="session")
def worked(cases: Any) -> dict[tuple[str, str], list[Any]]:
    found: dict[tuple[str, str], list[Any]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in cases.read(path):
            found.setdefault((case.scheme, case.component), []).append(case)
    return found


def test_at_least_95_of_100_mutants_are_noticed(
    rules: RuleBook, cases: Any, worked: Any, today: date
) -> None:
    alive, total = [], 0
    for scheme in rules.schemes:
        for component in scheme.components:
            for name, mutant in mutants(component):
                total += 1
                book = with_component(rules, scheme, mutant)
                if not noticed(book, cases, worked.get((scheme.id, component.id), []), today):
                    alive.append(f"{scheme.id}/{component.id}: {name}")
    assert total > 500
    assert len(alive) <= total * 0.05, f"{len(alive)} of {total} live on: {alive}"


def noticed(book: RuleBook, cases: Any, worked: list[Any], today: date) -> bool:
    return any(cases.differences(case, cases.run(case, book, today)) for case in worked)
