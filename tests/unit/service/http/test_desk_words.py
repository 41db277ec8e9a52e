"""Times as the desk says them: Indian time, and how long is left."""

from datetime import UTC, datetime, timedelta

import pytest

from ingest.errors import BadRequestError
from service.http.desk_words import clock, field_time, hours, left, read_time

NOON = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOON, "Mon 23 Nov, 12:00 pm"),
        (NOON - timedelta(minutes=55), "Mon 23 Nov, 11:05 am"),
        (NOON + timedelta(hours=12), "Mon 23 Nov, end of the day"),
        (NOON + timedelta(hours=12, minutes=30), "Tue 24 Nov, 12:30 am"),
    ],
)
def test_a_moment_is_said_in_indian_time(moment: datetime, said: str) -> None:
    assert clock(moment) == said


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [
        (None, NOON, "Mon 23 Nov, 12:00 pm"),
        (NOON, NOON + timedelta(hours=2), "Mon 23 Nov, 12:00 pm to 2:00 pm"),
        (NOON, NOON + timedelta(hours=12), "Mon 23 Nov, 12:00 pm to Mon 23 Nov, end of the day"),
    ],
)
def test_the_hours_of_a_wished_call_are_said_from_their_beginning(
    opens: datetime | None, closes: datetime, said: str
) -> None:
    assert hours(opens, closes) == said


def test_a_field_gives_back_the_moment_that_it_was_filled_with() -> None:
    assert read_time(field_time(NOON)) == NOON


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-13-01T10:00"])
def test_what_is_no_moment_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadRequestError, match="2026-11-30T15:00"):
        read_time(text)


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(minutes=59), "in 59 min"),
        (timedelta(hours=47), "in 47 h"),
        (timedelta(hours=48), "in 2 days"),
        (-timedelta(minutes=1), "1 min overdue"),
        (-timedelta(days=3), "3 days overdue"),
    ],
)
def test_how_long_is_left_is_said_in_one_unit(span: timedelta, said: str) -> None:
    assert left(NOON + span, NOON) == said
