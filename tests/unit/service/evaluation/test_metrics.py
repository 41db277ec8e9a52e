import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.evaluation.metrics import ndcg, recall, reciprocal_rank

names = st.sampled_from([f"p{n}" for n in range(20)])
rankings = st.lists(names, unique=True, max_size=20)
judgements = st.dictionaries(names, st.integers(-1, 3), max_size=20)


def slow_ndcg(ranking, judged, depth):
    """The definition, rank by rank, with the ideal ranking written out."""
    gained = 0.0
    for position in range(depth):
        if position < len(ranking):
            grade = judged.get(ranking[position], 0)
            if grade > 0:
                gained = gained + grade / (math.log(position + 2) / math.log(2))
    ideal = 0.0
    for position, grade in enumerate(sorted((max(0, grade) for grade in judged.values()), reverse=True)):
        if position < depth:
            ideal = ideal + grade / (math.log(position + 2) / math.log(2))
    return 0.0 if ideal == 0 else gained / ideal


def slow_recall(ranking, judged, depth):
    relevant = [name for name in judged if judged[name] > 0]
    if not relevant:
        return 0.0
    return sum(1 for name in relevant if name in ranking and ranking.index(name) < depth) / len(relevant)


def slow_reciprocal_rank(ranking, judged, depth):
    for position in range(min(depth, len(ranking))):
        if judged.get(ranking[position], 0) > 0:
            return 1 / (position + 1)
    return 0.0


@given(rankings, judgements, st.integers(1, 25))
def test_measures_equal_their_definitions(ranking, judged, depth) -> None:
    assert ndcg(ranking, judged, depth) == pytest.approx(slow_ndcg(ranking, judged, depth))
    assert recall(ranking, judged, depth) == pytest.approx(slow_recall(ranking, judged, depth))
    assert reciprocal_rank(ranking, judged, depth) == pytest.approx(
        slow_reciprocal_rank(ranking, judged, depth)
    )


def test_ndcg_of_a_worked_example() -> None:
    # grades by rank: 2, 0, 1; ideal order 2, 1, 1 -> (2 + 1/2) / (2 + 1/log2(3) + 1/2)
    judged = {"a": 2, "b": 1, "c": 1}
    assert ndcg(["a", "x", "b"], judged) == pytest.approx(2.5 / (2 + 1 / math.log2(3) + 0.5))


def test_a_perfect_ranking_scores_one_and_an_empty_one_nothing() -> None:
    judged = {"a": 3, "b": 1}
    assert ndcg(["a", "b"], judged) == pytest.approx(1)
    assert ndcg([], judged) == recall([], judged, 5) == reciprocal_rank([], judged) == 0


def test_relevance_below_the_depth_does_not_count() -> None:
    ranking = [f"x{n}" for n in range(10)] + ["a"]
    assert ndcg(ranking, {"a": 1}) == reciprocal_rank(ranking, {"a": 1}) == recall(ranking, {"a": 1}, 10) == 0
    assert recall(ranking, {"a": 1}, 11) == 1
