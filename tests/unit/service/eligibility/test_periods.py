"""Printed dates: days, months, years and financial years."""

from datetime import date

import pytest

from service.eligibility.periods import first_day, last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-04-01", date(2021, 4, 1), date(2021, 4, 1)),
        ("2021-22", date(2021, 4, 1), date(2022, 3, 31)),
        ("2025-26", date(2025, 4, 1), date(2026, 3, 31)),
        ("1999-00", date(1999, 4, 1), date(2000, 3, 31)),
        ("2029-01", date(2029, 1, 1), date(2029, 1, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
    ],
)
def test_the_first_and_last_day_that_a_text_can_mean(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize("read", [first_day, last_day])
def test_words_are_no_date(read: object) -> None:
    assert callable(read)
    with pytest.raises(ValueError, match="no day, month"):
        read("soon")
