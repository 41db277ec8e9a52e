"""The ledger knows when each thing came, changed and went, by the moments of the files."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.literature.ledger import Item, Ledger, News
from service.store import Store

DAY = timedelta(days=1)
START = datetime(2026, 11, 1, 12, tzinfo=UTC)


class Clock:
    now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Ledger:
    return Ledger(Store(tmp_path), clock)


def item(name: str, print_: str = "1", moment: datetime = START) -> Item:
    return Item(name, "work", name.title(), f"/literature/{name}", print_, moment)


def told(ledger: Ledger, since: datetime) -> dict[str, News]:
    return {change.id: change.news for change in ledger.since(since)}


def test_what_came_is_new_since_its_file_did(ledger: Ledger, clock: Clock) -> None:
    clock.now = START + 9 * DAY
    ledger.note([item("a"), item("b", moment=START + 5 * DAY)])
    assert told(ledger, START) == {"a": News.NEW, "b": News.NEW}
    assert told(ledger, START + DAY) == {"b": News.NEW}


def test_what_changed_is_changed_only_where_it_was_there_before(ledger: Ledger, clock: Clock) -> None:
    ledger.note([item("a"), item("b")])
    clock.now = START + 9 * DAY
    ledger.note([item("a", "2", START + 3 * DAY), item("b", moment=START + 3 * DAY)])
    assert told(ledger, START + DAY) == {"a": News.CHANGED}
    assert told(ledger, START) == {"a": News.NEW, "b": News.NEW}


def test_what_went_is_gone_and_new_again_when_it_comes_back(ledger: Ledger, clock: Clock) -> None:
    ledger.note([item("a"), item("b")])
    clock.now = START + 2 * DAY
    ledger.note([item("a")])
    assert told(ledger, START + DAY) == {"b": News.GONE}
    clock.now = START + 4 * DAY
    ledger.note([item("a"), item("b", moment=START + 4 * DAY)])
    assert told(ledger, START + 3 * DAY) == {"b": News.NEW}


def test_what_came_and_went_again_since_is_not_told(ledger: Ledger, clock: Clock) -> None:
    ledger.note([])
    clock.now = START + 2 * DAY
    ledger.note([item("a", moment=START + DAY)])
    clock.now = START + 3 * DAY
    ledger.note([])
    assert told(ledger, START) == {}


def test_a_file_with_a_moment_to_come_counts_as_now(ledger: Ledger, clock: Clock) -> None:
    ledger.note([item("a", moment=START + 400 * DAY)])
    assert told(ledger, START + DAY) == {}
