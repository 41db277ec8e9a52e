"""The shipped rules, read once, the day on which the tests stand, and worked cases as data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from service.eligibility import rules as rule_files
from service.eligibility.cases import Case, differences, read_cases, run
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook

TODAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class CaseBook:
    """How tests read and run worked cases."""

    read: Callable[[Path], Iterable[Case]]
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
    return CaseBook(read_cases, run, differences)
