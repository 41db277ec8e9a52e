"""A question that turns on a thing that no case speaks of: what makes it so, and what does not."""

from collections.abc import Sequence

import pytest

from index.embed import Vectors
from service.precedents.gazetteer import cities
from service.precedents.search import Ending, Precedents
from service.precedents.strange import is_name
from service.precedents.telling import Doubtful, turns, unspoken, without


@pytest.mark.parametrize(
    ("told", "near", "nearer", "found"),
    [
        (0.17, 0.45, 0.04, True),  # it tells much, and the cases are nearer without it
        (0.17, 0.45, 0.01, False),  # a text is about as near with it
        (0.05, 0.45, 0.10, False),  # a figure of speech
        (0.30, 0.45, 0.00, True),  # half of the question
        (0.30, 0.45, -0.02, False),  # a text speaks of it in other words
        (0.20, 0.60, 0.04, False),  # the question has a near text as it is
        (0.20, 0.60, 0.11, True),
    ],
)
def test_a_question_turns_on_a_word_that_tells_much_and_keeps_it_from_the_cases(
    told: float, near: float, nearer: float, found: bool
) -> None:
    assert turns(told, near, nearer) is found


def test_a_word_is_left_out_whole_and_in_any_writing() -> None:
    assert without("A shop in Paris, for parisian looms", "paris") == "A shop in , for parisian looms"


def test_a_name_is_told_by_its_capital_among_small_letters() -> None:
    assert is_name("milan", "a stall at the Milan fair")
    assert not is_name("milan", "Milan fair for shoes")
    assert not is_name("milan", "a stall at the milan fair")
    assert not is_name("milan", "A Stall At The Milan Fair")


def test_foreign_cities_are_known_and_ordinary_words_are_none() -> None:
    assert {"paris", "dubai", "tokyo"} <= cities()
    assert not {"center", "jersey", "oral", "wake", "kolkata"} & cities()


def test_nothing_doubtful_costs_no_embedding(cases_room: Precedents) -> None:
    def embed(texts: Sequence[str]) -> Vectors:
        raise AssertionError(texts)

    assert unspoken(cases_room._current().shelf, "shared looms", Doubtful(), embed) == ()


def test_a_city_in_which_no_case_lies_is_refused_with_what_is_near(cases_room: Precedents) -> None:
    found = cases_room.search("weavers who opened a shared shop in Paris")
    assert (found.status, found.matches) == (Ending.NO_EVIDENCE, ())
    assert found.message == "No case of Paris is held."
    assert found.near
