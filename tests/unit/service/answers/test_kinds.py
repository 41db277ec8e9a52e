"""What is learnt of how a question reads."""

import numpy as np
import pytest

from service.answers.kinds import REACH, Kind, afield, kind, vague


@pytest.mark.parametrize("odds", [afield, vague])
def test_a_vector_of_another_model_says_nothing(odds) -> None:
    assert odds(np.ones(64, dtype=np.float32)) == 0.0


@pytest.mark.parametrize("name", ["afield", "vague"])
def test_what_is_kept_are_unit_vectors_with_one_weight_each(name: str) -> None:
    held = kind(name)
    assert held.near.shape == (len(held.pull), 384)
    assert np.allclose(np.linalg.norm(held.near, axis=1), 1, atol=1e-5)


def test_a_question_near_those_of_the_kind_is_of_it_and_the_odds_stay_within_reach() -> None:
    sides = Kind(np.eye(2, dtype=np.float32), np.array([1, -1], dtype=np.float32), 1.0, 2.0, 0.0)
    assert 1 < sides.odds(np.array([1, 0], dtype=np.float32)) < 2
    assert -2 < sides.odds(np.array([0, 1], dtype=np.float32)) < -1
    steep = Kind(sides.near, sides.pull, 1.0, 100.0, 0.0)
    assert steep.odds(np.array([1, 0], dtype=np.float32)) == REACH
