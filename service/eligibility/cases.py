"""Worked cases: profiles with what must come out of them, and what a scheme's cases leave untried.

``corpus/schemes/cases`` holds two forms: one file for each scheme, made from its conditions (a base profile, and what
each case changes in it), and files written by hand, each case with its own profile and what it expects of components.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ingest.errors import CatalogueError
from service.eligibility.assess import assess
from service.eligibility.logic import UNKNOWN, UNMET, condition_holds
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.scheme_records import Component, Condition
from service.eligibility.values import Truth

_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One profile, one component, and what must come out; ``as_of`` is None where any day will do."""

    name: str
    scheme: str
    component: str
    profile: Row
    expected: Row
    as_of: date | None


def read_cases(path: Path) -> tuple[Case, ...]:
    """Read a file of cases.

    Raises:
        CatalogueError: it is no such file; the message says what is wrong.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_YAML)  # noqa: S506 -- a safe loader
        return tuple(_made(data) if "scheme" in data else _by_hand(data))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise CatalogueError(f"{path}: this is no file of cases ({type(error).__name__}: {error})") from error


def _made(data: Row) -> Iterator[Case]:
    for component, rows in data["components"].items():
        for row in rows["cases"]:
            profile = {**rows["base"], **row.get("change", {})}
            for fact in row.get("drop", []):
                del profile[fact]
            name = f"{data['scheme']}/{component}: {row['name']}"
            yield Case(name, data["scheme"], component, profile, row, None)


def _by_hand(data: Row) -> Iterator[Case]:
    for row in data["cases"]:
        as_of = date.fromisoformat(str(row["as_of"])) if row.get("as_of") else None
        for expected in row["expected"]:
            name = f"{row['name']} ({expected['scheme']}/{expected['component']})"
            yield Case(name, expected["scheme"], expected["component"], row["profile"], expected, as_of)


def run(case: Case, rules: RuleBook, today: date) -> Assessment:
    """Assess the profile of a case for its component.

    Raises:
        BadRequestError: a fact, a value, the scheme or the component is not known.
    """
    found = assess(case.profile, rules, case.as_of or today, [case.scheme])
    mine = [one for one in found if one.component.id == case.component]
    if not mine:
        raise CatalogueError(f"{case.name}: {case.scheme} has no component {case.component!r}")
    return mine[0]


def differences(case: Case, assessment: Assessment) -> list[str]:
    """What differs from what is expected, in words; empty where the case holds."""
    expected, amount = case.expected, assessment.amount
    failing = {f.condition.test.field for f in assessment.findings if f.result is UNMET and f.condition.hard}
    found = {
        "verdict": assessment.verdict.value,
        "fails": sorted(failing),
        "max_grant_inr": amount.high_inr if amount else None,
        "min_grant_inr": amount.low_inr if amount else None,
    }
    wanted = {
        key: sorted(value) if key == "fails" else value for key, value in expected.items() if key in found
    }
    wrong = [
        f"{case.name}: {key} is {found[key]}, not {value}"
        for key, value in wanted.items()
        if found[key] != value
    ]
    told = {*assessment.missing, *assessment.unanswerable}
    wrong += [f"{case.name}: does not ask {fact}" for fact in expected.get("need", []) if fact not in told]
    if "warns" in expected and not any(expected["warns"] in text for text in _warnings(assessment)):
        wrong.append(f"{case.name}: does not say {expected['warns']!r}")
    return wrong


def _warnings(assessment: Assessment) -> Iterator[str]:
    yield assessment.status.text
    yield assessment.status.warning or ""
    yield from (caution.text for caution in assessment.cautions)
    yield from (f"{clash.stated} is {clash.derived}" for clash in assessment.facts.contradictions)


# ---------------------------------------------------------------- what is left untried


@dataclass(frozen=True, slots=True)
class Gap:
    """Something about a component that no case tries."""

    scheme: str
    component: str
    text: str


def gaps(rules: RuleBook, worked: Iterable[Assessment]) -> Iterator[Gap]:
    """What the cases of each component leave untried.

    Wanted are: a profile that meets every hard condition; each hard condition unmet, and its fact the only one that
    fails; each hard condition unknown while nothing fails.
    """
    by_component: dict[int, list[Assessment]] = {}
    for one in worked:
        by_component.setdefault(id(one.component), []).append(one)
    for scheme in rules.schemes:
        for component in scheme.components:
            tried = [_truths(component, one) for one in by_component.get(id(component), [])]
            yield from (Gap(scheme.id, component.id, text) for text in _untried(component, tried))


def _hard(component: Component) -> list[Condition]:
    return [condition for condition in component.conditions if condition.hard]


def _truths(component: Component, one: Assessment) -> list[Truth]:
    """How the hard conditions of a component come out for the facts of a case, disputes left aside."""
    return [condition_holds(condition, one.facts.values) for condition in _hard(component)]


def _untried(component: Component, tried: Sequence[Sequence[Truth]]) -> Iterator[str]:
    hard = _hard(component)
    if not any(not {UNMET, UNKNOWN} & set(truths) for truths in tried):
        yield "no case meets every hard condition"
    for number, condition in enumerate(hard):
        name = _name(condition)
        failing = [truths for truths in tried if truths[number] is UNMET]
        if not failing:
            yield f"no case fails {name}"
        elif not any(_alone(hard, number, truths) for truths in failing):
            yield f"no case fails {name} alone"
        if not any(truths[number] is UNKNOWN and UNMET not in truths for truths in tried):
            yield f"no case leaves {name} unknown"


def _alone(hard: Sequence[Condition], number: int, truths: Sequence[Truth]) -> bool:
    """Whether the fact of a condition is the only one that fails: two limits of one fact may fail together."""
    fields = {c.test.field for c, truth in zip(hard, truths, strict=True) if truth is UNMET}
    return fields == {hard[number].test.field}


def _name(condition: Condition) -> str:
    switch = " where " + " and ".join(_test(test.field, test.op, test.value) for test in condition.only_if)
    test = condition.test
    return f"{_test(test.field, test.op, test.value)}{switch if condition.only_if else ''}"


def _test(field: str, op: str, value: object) -> str:
    text = str(value)
    return f"{field} {op} {text if len(text) < 60 else text[:57] + '...'}"


def read_all(folder: Path) -> Mapping[str, tuple[Case, ...]]:
    """All cases of a folder by the names of their files, in order.

    Raises:
        CatalogueError: a file is none of cases.
    """
    return {path.name: read_cases(path) for path in sorted(folder.glob("*.yaml"))}
