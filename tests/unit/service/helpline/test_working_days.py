"""Due times: 72 hours on a clock that stands still while offices are closed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.helpline.working_days import INDIA, due, holidays_of, working

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 1), timezones=st.just(UTC))
STATES = st.sampled_from([None, "Gujarat", "Assam", "West Bengal", "no such State"])
HOURS = st.floats(0.5, 300)


def open_time(start: datetime, end: datetime, state: str | None) -> timedelta:
    """How long offices were open between two moments: counted minute by minute, apart from the code under test."""
    holidays, step = holidays_of(state), timedelta(minutes=30)
    total, at = timedelta(), start
    while at < end:
        nxt = min(at + step, end)
        local = at.astimezone(INDIA)
        midnight = datetime.combine(local.date() + timedelta(days=1), datetime.min.time(), INDIA)
        nxt = min(nxt, midnight.astimezone(UTC))
        if local.weekday() < 5 and holidays(local.date()) is None:
            total += nxt - at
        at = nxt
    return total


@given(MOMENTS, STATES, HOURS)
def test_exactly_so_many_working_hours_lie_between(now: datetime, state: str | None, hours: float) -> None:
    end = due(2, now, holidays_of(state), hours)
    assert abs(open_time(now, end, state) - timedelta(hours=hours)) < timedelta(milliseconds=1)


@given(MOMENTS, MOMENTS, STATES)
def test_who_asks_first_is_due_first(a: datetime, b: datetime, state: str | None) -> None:
    first, second = sorted((a, b))
    holidays = holidays_of(state)
    assert due(2, first, holidays) <= due(2, second, holidays)
    assert due(2, first, holidays) >= first + timedelta(hours=72)


@given(MOMENTS)
def test_without_any_day_off_the_clock_runs_through_the_week(now: datetime) -> None:
    end = due(3, now, lambda day: None)
    weekend = {day for day in range(7) if (now.astimezone(INDIA) + timedelta(days=day)).weekday() >= 5}
    assert end - now == timedelta(hours=72) or weekend


@pytest.mark.parametrize(
    ("now", "state", "end"),
    [
        # Monday 16 November 2026, 10:00 in India: Tuesday, Wednesday, Thursday 10:00
        ("2026-11-16T10:00+05:30", None, "2026-11-19T10:00+05:30"),
        # over the weekend
        ("2026-11-19T10:00+05:30", None, "2026-11-25T10:00+05:30"),  # Tuesday 24 is Guru Nanak's birthday
        # Saturday: the clock starts on Monday
        ("2026-12-05T15:00+05:30", None, "2026-12-10T00:00+05:30"),
        # 1 May 2026 is Maharashtra Day (and Buddha Purnima for all)
        ("2026-04-28T09:00+05:30", "Maharashtra", "2026-05-04T09:00+05:30"),
        # Republic Day
        ("2027-01-25T12:00+05:30", None, "2027-01-29T12:00+05:30"),
    ],
)
def test_worked_examples(now: str, state: str | None, end: str) -> None:
    assert due(2, datetime.fromisoformat(now), holidays_of(state)) == datetime.fromisoformat(end)


def test_a_state_has_its_own_holidays_by_name_or_code() -> None:
    new_year = date(2026, 11, 10)  # Gujarati New Year, a Tuesday
    assert working(new_year, holidays_of(None))
    assert not working(new_year, holidays_of("Gujarat"))
    assert not working(new_year, holidays_of("gj"))
    assert working(new_year, holidays_of("Nowhere"))
    assert holidays_of("Jammu & Kashmir") is holidays_of("Jammu and Kashmir")


def test_years_without_tables_have_weekends_and_fixed_days() -> None:
    assert not working(date(2045, 1, 26), holidays_of("Gujarat"))
    assert working(date(2045, 1, 25), holidays_of("Gujarat"))


def test_a_level_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="level 1"):
        due(1, datetime(2026, 11, 16, tzinfo=UTC), holidays_of(None))


def test_holidays_without_end_are_told_instead_of_looked_through_for_ever() -> None:
    with pytest.raises(ValueError, match="ten years"):
        due(2, datetime(2026, 11, 16, tzinfo=UTC), lambda day: "a feast")
