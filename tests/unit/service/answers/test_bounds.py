"""Limits of a cost: whose cost is meant, and whether a limit is asked at all."""

import pytest

from service.answers.question import understand
from service.answers.weigh import COST_LIMIT, OWN_ACTIVITY, bound_of, opposed
from service.answers.words import fold
from tests.unit.service.answers.plain import Plain

LIMIT = "In the centre part of Loom Aid, the grant is worked out on a cost of at most Rs 30 crore."
LAND = "In the centre part of Loom Aid, the land may cost at most 25% of the project."


@pytest.mark.parametrize(
    ("asked", "limit", "land"),
    [
        ("What is the maximum project cost?", COST_LIMIT, COST_LIMIT),
        ("cost limit for a centre", COST_LIMIT, COST_LIMIT),
        ("land cost limit for a centre", 0.0, COST_LIMIT),
        ("Who bears cost overruns?", 0.0, 0.0),
    ],
)
def test_a_limit_of_the_cost_answers_for_that_cost_alone(asked: str, limit: float, land: float) -> None:
    bound = bound_of(understand(asked, (), Plain()))
    assert opposed(bound, fold(LIMIT)) == limit
    assert opposed(bound, fold(LAND)) == land


def test_a_limit_that_names_the_activity_goes_before_one_that_names_none() -> None:
    bound = bound_of(understand("Loom Aid services maximum project cost", (), Plain()))
    split = "In the unit part of Loom Aid: The cost counts up to Rs 50 lakh in industry and Rs 20 lakh in services."
    assert opposed(bound, fold(split)) == COST_LIMIT + OWN_ACTIVITY
    assert opposed(bound, fold(LIMIT)) == COST_LIMIT


def test_a_limit_for_the_activity_of_a_unit_gains_where_no_limit_is_asked() -> None:
    bound = bound_of(understand("Loom Aid for a service unit of 30 lakh", (), Plain()))
    assert (
        opposed(bound, fold("Under Loom Aid: The cost counts up to Rs 20 lakh in services.")) == OWN_ACTIVITY
    )
    assert opposed(bound, fold(LIMIT)) == 0.0
