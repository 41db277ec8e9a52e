import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import fuse
from index.ranking import Ranking

rankings = st.dictionaries(st.integers(0, 30), st.floats(-10, 10), max_size=20).map(
    lambda scores: Ranking.of(list(scores), list(scores.values()))
)


def test_the_first_of_both_arms_scores_one() -> None:
    both = fuse(Ranking.of([1, 2, 3], [0.9, 0.5, 0.1]), Ranking.of([1, 3], [12.0, 2.0]))
    assert both.numbers.tolist()[0] == 1
    assert both.scores[0] == pytest.approx(1.0)


def test_a_lead_counts_for_what_it_is() -> None:
    meaning = Ranking.of([1, 2, 3], [0.90, 0.89, 0.10])
    lexical = Ranking.of([2, 1, 3], [20.0, 3.0, 1.0])
    assert fuse(meaning, lexical, 0.4).numbers.tolist() == [2, 1, 3]


def test_one_arm_alone_keeps_its_order() -> None:
    meaning = Ranking.of([4, 7, 1], [0.9, 0.5, 0.1])
    assert fuse(meaning, Ranking.empty()).numbers.tolist() == [4, 7, 1]
    assert fuse(Ranking.empty(), meaning).numbers.tolist() == [4, 7, 1]
    assert len(fuse(Ranking.empty(), Ranking.empty())) == 0


def test_equal_scores_come_in_order_of_numbers() -> None:
    assert fuse(Ranking.of([9, 3, 5], [1, 1, 1]), Ranking.empty()).numbers.tolist() == [3, 5, 9]


@given(rankings, rankings, st.floats(0, 1))
def test_all_found_are_kept_once_with_scores_from_zero_to_one(one, other, weight) -> None:
    fused = fuse(one, other, weight)
    assert set(fused.numbers.tolist()) == set(one.numbers.tolist()) | set(other.numbers.tolist())
    assert len(set(fused.numbers.tolist())) == len(fused)
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in fused.scores)
    assert fused.scores.tolist() == sorted(fused.scores.tolist(), reverse=True)
