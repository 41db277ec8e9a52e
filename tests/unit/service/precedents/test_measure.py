"""The measures by which the search is judged."""

import math
from pathlib import Path

import pytest

from ingest.errors import BadRequestError
from service.precedents.measure import Query, measured, ndcg, read_queries, recall_direct


def test_gain_is_two_to_the_grade_less_one_and_falls_with_the_place() -> None:
    grades = {"a": 2, "b": 1}
    assert ndcg(["a", "b"], grades) == 1
    assert ndcg(["b", "a"], grades) == pytest.approx((1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)))
    assert ndcg(["x"], grades) == 0


def test_recall_counts_direct_precedents_alone() -> None:
    assert recall_direct(["a", "x"], {"a": 2, "b": 2, "c": 1}) == 0.5


def test_an_empty_result_is_a_refusal_right_or_wrong() -> None:
    queries = [Query("1", "held", {"a": 2}, "tune"), Query("2", "not held", {}, "tune")]
    row = measured("none", lambda text: [], queries)
    assert (row.refused_rightly, row.unanswerable, row.refused_wrongly) == (1, 1, 1)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text("{}\n")
    with pytest.raises(BadRequestError, match=r"q\.jsonl"):
        read_queries(path)
