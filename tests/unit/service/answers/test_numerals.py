"""Numbers in words, put together."""

import pytest

from service.answers.numerals import read


@pytest.mark.parametrize(
    ("values", "spoken", "taken"),
    [
        ("5 100", "500", 2),
        ("1 100 50", "150", 3),
        ("1 1000 5 100", "1,500", 4),
        ("50 1000", "50,000", 2),
        ("2 lakh", "2 lakh", 2),
        ("+0.5 3 crore", "3.5 crore", 3),
        ("-0.25 2 100", "175", 3),
        ("+0.25 lakh", "1.25 lakh", 2),
        ("lakh", "lakh", 1),
        ("0.5", "half", 1),
        ("7", "seven", 1),
        ("45", "45", 1),
    ],
)
def test_a_run_of_number_words_is_one_number(values, spoken, taken):
    assert read(values.split()) == (spoken, taken)


@pytest.mark.parametrize("values", ["2 3", "5 10", "1 1000 2 1000"])
def test_a_second_number_is_left_for_the_next_reading(values):
    assert read(values.split())[1] < len(values.split())
