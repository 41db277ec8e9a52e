"""Nobody begins so many briefs that others find no place."""

from datetime import UTC, datetime, timedelta

import pytest

from service.briefs import pace
from service.briefs.pace import Pace, TooManyError

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_an_address_begins_so_many_a_day_and_is_told_when_it_may_again() -> None:
    clock = [START]
    held = Pace(2, lambda: clock[0])
    held.take("a")
    held.take("a")
    with pytest.raises(TooManyError, match="23 November 2026 at 09:30 UTC"):
        held.take("a")
    held.take("b")
    clock[0] = START + timedelta(days=1)
    held.take("a")


def test_addresses_of_yesterday_are_forgotten(monkeypatch) -> None:
    monkeypatch.setattr(pace, "MOST_ADDRESSES", 3)
    clock = [START]
    held = Pace(1, lambda: clock[0])
    for name in "abc":
        held.take(name)
    clock[0] += timedelta(days=2)
    held.take("d")
    assert set(held._begun) == {"d"}
