import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import aligned, fuse, with_sentences
from index.ranking import Ranking

cosines = st.lists(st.floats(-1, 1), min_size=1, max_size=30)


def test_a_passage_that_is_nearest_and_holds_all_words_scores_one() -> None:
    assert fuse(np.array([0.6, 0.3]), np.array([1.0, 0.0]), 0.4) == pytest.approx([1.0, 0.3])


def test_words_decide_where_a_passage_holds_all_of_them() -> None:
    one, other = fuse(np.array([0.60, 0.50]), np.array([0.1, 1.0]))
    assert other > one


def test_words_move_little_where_no_passage_holds_much_of_them() -> None:
    one, other = fuse(np.array([0.60, 0.50]), np.array([0.05, 0.15]))
    assert one > other


def test_faint_cosines_are_not_stretched() -> None:
    assert fuse(np.array([0.01, -0.2]), np.zeros(2)).max() < 0.2
    assert len(fuse(np.zeros(0), np.zeros(0))) == 0


def test_a_clear_sentence_lifts_a_blurred_passage() -> None:
    one, other = with_sentences(np.array([0.5, 0.5]), np.array([0.5, 0.8]))
    assert other > one == pytest.approx(0.5)


def test_scores_are_put_in_line_with_numbers() -> None:
    assert aligned(Ranking.of([7, 2], [3.0, 1.0]), np.array([2, 5, 7])).tolist() == [1.0, 0.0, 3.0]
    assert aligned(Ranking.empty(), np.array([2, 5])).tolist() == [0.0, 0.0]


@given(cosines, st.floats(0, 1))
def test_with_equal_words_the_order_is_that_of_the_meaning(meaning, weight) -> None:
    scores = fuse(np.array(meaning), np.full(len(meaning), 0.5), weight)
    order = np.argsort(-np.array(meaning), kind="stable")
    assert np.all(np.diff(scores[order]) <= 1e-9)


def test_a_ranking_is_best_first_with_ties_in_order_of_numbers() -> None:
    made = Ranking.of([9, 3, 5, 1], [1.0, 1.0, 2.0, 1.0])
    assert made.numbers.tolist() == [5, 1, 3, 9]
    assert made.ranks() == {5: 1, 1: 2, 3: 3, 9: 4}
    assert made.by_number() == {5: 2.0, 1: 1.0, 3: 1.0, 9: 1.0}
    assert len(made.first(2)) == 2
