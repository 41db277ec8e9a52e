"""Words of sheets: money the Indian way, dates, lists, sentences."""

import pytest

from ingest.sheets import words


@pytest.mark.parametrize(
    ("rupees", "said"),
    [
        (70_000_000, "Rs 7 crore"),
        (1_875_000, "Rs 18.75 lakh"),
        (40_000, "Rs 40,000"),
        (50_001, "Rs 50,001"),
        (500_001, "Rs 5,00,001"),
        (12_345_678, "Rs 1,23,45,678"),
        (100_000_000_000, "Rs 10,000 crore"),
        (1_500_000_000_000, "Rs 1,50,000 crore"),
        (0, "Rs 0"),
    ],
)
def test_money_is_exact_and_grouped_the_indian_way(rupees: int, said: str) -> None:
    assert words.money(rupees) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(600_000, "600,000"), (5.28, "5.28"), (1_093_900, "1,093,900"), (2.50, "2.5"), (10, "10")],
)
def test_counts_have_commas_at_the_thousands_and_no_trailing_zeros(value: float, said: str) -> None:
    assert words.number(value) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-03-31", "on 31 March 2026"),
        ("2022-05", "in May 2022"),
        ("2030", "in 2030"),
        ("2025-26", "with the financial year 2025-26"),
    ],
)
def test_dates_take_the_preposition_that_fits(when: str, said: str) -> None:
    assert words.on_day(when) == said


def test_an_unknown_date_is_undated() -> None:
    assert words.day(None) == "undated"


def test_a_sentence_has_a_capital_one_full_stop_and_single_spaces() -> None:
    assert words.sentence("  the grant is   70% (PIB, 2023)..") == "The grant is 70% (PIB, 2023)."


def test_lists_read_as_prose() -> None:
    assert words.listing(["a"]) == "a"
    assert words.listing(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Soft part", "soft part"),
        ("MSE units", "MSE units"),
        ("Advance Authorisation", "Advance Authorisation"),
        ("A plant", "A plant"),
    ],
)
def test_names_and_acronyms_keep_their_capitals(text: str, said: str) -> None:
    assert words.lower_first(text) == said


def test_a_note_is_split_into_its_sentences_and_not_at_initials_or_decimals() -> None:
    assert words.sentences("By S.O. 5 it is 2.5 crore. The rest is unknown. See 2026.") == [
        "By S.O. 5 it is 2.5 crore",
        "The rest is unknown",
        "See 2026",
    ]
