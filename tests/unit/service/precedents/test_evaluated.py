"""The search for cases as a task of the evaluation: figures, failures, what may not fall."""

from pathlib import Path

import pytest

from service.evaluation.outcomes import load, save
from service.evaluation.ratchet import falls
from service.precedents import evaluated
from service.precedents.measure import Query

CORPUS = Path(__file__).resolve().parents[4] / "corpus"
QUERIES = (
    Query("a", "found", {"one": 2, "two": 1}, "report"),
    Query("b", "refused in error", {"one": 2}, "report"),
    Query("c", "nothing held", {}, "report"),
    Query("d", "answered in error", {}, "report"),
)
ANSWERS = {"found": ["one", "two"], "refused in error": [], "nothing held": [], "answered in error": ["one"]}


def test_each_figure_is_the_mean_over_the_queries_that_it_concerns() -> None:
    run = evaluated.run("set", QUERIES, ANSWERS.__getitem__)
    assert evaluated.figures(run) == {
        "ndcg_10": 0.5,
        "recall_direct_10": 0.5,
        "refusal_recall": 0.5,
        "refusal_precision": 0.5,
        "false_refusals": 0.5,
    }


def test_what_failed_is_listed_with_where_it_was_lost() -> None:
    told = list(evaluated.lines(evaluated.run("set", QUERIES, ANSWERS.__getitem__), failures=True))
    assert told[-2:] == [
        "not met: b no_evidence (selected, refused): refused in error",
        "not met: d answered (answered where nothing answers): answered in error",
    ]


def test_a_run_is_kept_and_read_again(tmp_path: Path) -> None:
    run = evaluated.run("set", QUERIES, ANSWERS.__getitem__)
    save(run, tmp_path / "run.json")
    assert load(tmp_path / "run.json") == run


def test_a_run_that_finds_nothing_falls_below_what_is_held() -> None:
    many = [Query(str(number), "found", {"one": 2, "two": 1}, "report") for number in range(9)]
    must = evaluated.held(evaluated.run("set", many, ANSWERS.__getitem__))
    assert falls(must, evaluated.held(evaluated.run("set", many, lambda text: ["other"])))


@pytest.mark.parametrize(
    ("name", "known"), [("precedents", True), ("precedents-abstract", True), ("gold", False)]
)
def test_files_of_graded_queries_are_told_from_gold_questions(name: str, known: bool) -> None:
    assert evaluated.is_for_cases(CORPUS / "questions" / f"{name}.jsonl") is known
