"""The shipped rules, read once, the day on which the tests stand, and worked cases as data."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.eligibility import rules as rule_files
from service.eligibility.assess import assess
from service.eligibility.logic import UNMET
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook

TODAY = date(2026, 11, 22)
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Case:
    """One profile, one component, and what must come out."""

    name: str
    scheme: str
    component: str
    profile: dict[str, Any]
    expected: dict[str, Any]
    as_of: date | None


def read_cases(path: Path) -> Iterator[Case]:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=_YAML)
    if "scheme" in data:
        yield from _made(data)
    else:
        yield from _by_hand(data)


def _made(data: dict[str, Any]) -> Iterator[Case]:
    for component, rows in data["components"].items():
        for row in rows["cases"]:
            profile = {**rows["base"], **row.get("change", {})}
            for fact in row.get("drop", []):
                del profile[fact]
            yield Case(
                f"{data['scheme']}/{component}: {row['name']}", data["scheme"], component, profile, row, None
            )


def _by_hand(data: dict[str, Any]) -> Iterator[Case]:
    for row in data["cases"]:
        day = row.get("as_of")
        for expected in row["expected"]:
            name = f"{row['name']} ({expected['scheme']}/{expected['component']})"
            as_of = date.fromisoformat(str(day)) if day else None
            yield Case(name, expected["scheme"], expected["component"], row["profile"], expected, as_of)


def run_case(case: Case, rules: RuleBook, today: date) -> Assessment:
    found = assess(case.profile, rules, case.as_of or today, [case.scheme])
    return next(a for a in found if a.component.id == case.component)


def differences(case: Case, assessment: Assessment) -> list[str]:
    """What differs from what is expected, in words; empty where the case holds."""
    expected = case.expected
    fails = sorted(
        {f.condition.test.field for f in assessment.findings if f.result is UNMET and f.condition.hard}
    )
    found = {
        "verdict": assessment.verdict.value,
        "fails": fails,
        "max_grant_inr": assessment.amount.high_inr if assessment.amount else None,
        "min_grant_inr": assessment.amount.low_inr if assessment.amount else None,
    }
    wrong = [
        f"{case.name}: {key} is {found[key]}, not {expected[key]}"
        for key in found
        if key in expected and found[key] != (sorted(expected[key]) if key == "fails" else expected[key])
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


@dataclass(frozen=True, slots=True)
class CaseBook:
    """How tests read and run worked cases."""

    read: Callable[[Path], Iterator[Case]]
    run: Callable[[Case, RuleBook, date], Assessment]
    differences: Callable[[Case, Assessment], list[str]]


@pytest.fixture(scope="session")
def rules(repository: Path) -> RuleBook:
    return rule_files.load(repository / "corpus")


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def cases() -> CaseBook:
    return CaseBook(read_cases, run_case, differences)
