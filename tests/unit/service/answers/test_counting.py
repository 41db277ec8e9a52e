"""Numbers of just the things that are to be counted, and States that documents are about."""

import pytest

from service.answers.agreement import counts, states_number
from service.answers.background import states_in


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("carried out in more than 15 countries across the world", True),
        ("In 2016, the cluster had twelve small countries", True),
        ("the countries joined in 1993", False),
        ("it reached many firms", False),
        ("One Country One Product items were sold", False),
    ],
)
def test_a_number_counts_what_stands_close_behind_it(text: str, held: bool) -> None:
    assert counts(("countri",), text) is held


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The sector is the One District One Product (ODOP) item of the district.", False),
        ("One District One Product items are covered (Loom Post, 2022).", False),
        ("Under MSE-CDP (2022 guidelines) a society may join (PIB copy (PIB tracker), 2026).", False),
        ("It was set up in 1994 as a Section 8 company.", False),
        ("Four States were chosen (The Hindu, 2021).", True),
        ("In 2023, the cluster had 1,250 units (Loom Post, 2023).", True),
        ("Of 2000 firms some export.", True),
    ],
)
def test_numbers_in_names_years_and_sources_count_nothing(text: str, states: bool) -> None:
    assert states_number(text) is states


def test_states_are_found_by_their_whole_names() -> None:
    assert states_in("a drone cluster in Goa, or West Bengal; Goalpara is a town") == {"goa", "west bengal"}
