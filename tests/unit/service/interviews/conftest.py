"""The shipped rules, a day, a clock that can be moved, and a store in a folder of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from service.eligibility import rules as rule_files
from service.eligibility.rules import RuleBook
from service.interviews.keeping import Keeping
from service.interviews.progress import progress
from service.interviews.records import Entry, Interview, Progress
from service.store import Store

TODAY = date(2026, 11, 22)


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 9, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@pytest.fixture(scope="session")
def rules(repository: Path) -> RuleBook:
    return rule_files.load(repository / "corpus")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keeping(tmp_path: Path, clock: Clock) -> Keeping:
    return Keeping(Store(tmp_path / "library"), days=90, now=clock)


@pytest.fixture
def stands(rules: RuleBook) -> Callable[..., Progress]:
    """Where an interview with these entries stands on the day of the tests."""

    def made(*entries: Entry, schemes: tuple[str, ...] | None = None, as_of: date | None = None) -> Progress:
        moment = datetime(2026, 11, 22, tzinfo=UTC)
        return progress(Interview("0000-0000-0000", moment, moment, schemes, as_of, entries), rules, TODAY)

    return made
