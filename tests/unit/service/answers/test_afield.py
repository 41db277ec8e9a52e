"""How much a question reads like one of another field."""

import numpy as np

from service.answers.afield import REACH, afield, shipped


def test_a_vector_of_another_model_says_nothing() -> None:
    assert afield(np.ones(64, dtype=np.float32)) == 0.0


def test_the_log_odds_stay_within_reach() -> None:
    weights, _ = shipped()
    assert afield(100 * weights) == REACH
    assert afield(-100 * weights) == -REACH
