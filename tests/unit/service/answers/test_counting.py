"""Numbers of just the things that are to be counted, and States that documents are about."""

import pytest

from service.answers.agreement import counts
from service.answers.background import states_in


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("carried out in more than 15 countries across the world", True),
        ("In 2016, the cluster had twelve small countries", True),
        ("the countries joined in 1993", False),
        ("it reached many firms", False),
    ],
)
def test_a_number_counts_what_stands_close_behind_it(text: str, held: bool) -> None:
    assert counts(("countri",), text) is held


def test_states_are_found_by_their_whole_names() -> None:
    assert states_in("a drone cluster in Goa, or West Bengal; Goalpara is a town") == {"goa", "west bengal"}
