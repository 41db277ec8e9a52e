"""How much a question reads like one of another field."""

import numpy as np
import pytest

from index.embed import MiniLmEmbedder
from service.answers.afield import REACH, afield, shipped


def test_a_vector_of_another_model_says_nothing() -> None:
    assert afield(np.ones(64, dtype=np.float32)) == 0.0


def test_the_log_odds_stay_within_reach() -> None:
    weights, _ = shipped()
    assert afield(100 * weights) == REACH
    assert afield(-100 * weights) == -REACH


@pytest.mark.model
def test_the_weather_is_afield_and_a_grant_is_not() -> None:
    weather, grant = MiniLmEmbedder(threads=1).embed(
        ["will it snow in Shimla next week?", "how much grant does a weavers' common facility get?"]
    )
    assert afield(weather) > 1
    assert afield(grant) < 0
