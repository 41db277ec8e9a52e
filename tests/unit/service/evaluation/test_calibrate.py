"""Limits found on the tune half, reported on the other, and stored where answers read them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from service.answers.support import Evidence, shipped
from service.evaluation.calibrate import LIMITS, Case, calibrate, figures, fit, lines, store, worth
from service.evaluation.gold import Gold
from service.library_desk import LibraryDesk
from service.records import AnswerStatus


def case(gold: Gold, passage: float, holds: bool) -> Case:
    return Case(gold, Evidence(likeness=0.9, passage=passage), holds)


def test_a_limit_moves_to_where_right_and_wrong_part(questions: list[Gold]) -> None:
    right, other = questions[0], questions[3]
    cases = [case(right, 0.9, True), case(right, 0.8, True), case(other, 0.3, False), case(other, 0.2, False)]
    weights = dict.fromkeys(shipped().weights, 0.0) | {"passage": 2.0}
    model = replace(shipped(), part=0.06, whole=0.2, bias=-1.0, weights=weights, ours=0.0, near=0.0)
    loose, fitted = figures(cases, model), fit(cases, model)
    assert loose.refused_rightly < 1.0
    assert figures(cases, fitted).refused_rightly == figures(cases, fitted).answered_rightly == 1.0
    assert fitted.part <= fitted.whole


def test_limits_that_cannot_be_bettered_stay(questions: list[Gold]) -> None:
    cases = [case(questions[0], 5.0, True), Case(questions[3], Evidence(), False)]
    assert fit(cases, shipped()) == shipped()


@pytest.mark.parametrize(
    ("number", "holds", "status", "value"),
    [
        (0, True, AnswerStatus.ANSWERED, 1.0),
        (0, False, AnswerStatus.ANSWERED, -2.0),
        (0, True, AnswerStatus.NO_EVIDENCE, -0.5),
        (0, False, AnswerStatus.NO_EVIDENCE, 0.0),
        (3, False, AnswerStatus.OUT_OF_SCOPE, 1.0),
        (3, False, AnswerStatus.PARTLY_ANSWERED, -2.0),
    ],
)
def test_a_wrong_answer_costs_more_than_a_refusal(
    questions: list[Gold], number: int, holds: bool, status: AnswerStatus, value: float
) -> None:
    assert worth(Case(questions[number], Evidence(), holds), status) == value


def test_both_halves_are_reported_and_only_one_is_fitted(desk: LibraryDesk, questions: list[Gold]) -> None:
    made = calibrate(questions, desk.library())
    assert made.tune[0].n == 2
    assert made.report[0].n == 2  # the vague one ends before the search
    assert made.tune[1].worth >= made.tune[0].worth
    shown = list(lines(made))
    assert [line.split()[0] for line in shown[: len(LIMITS)]] == list(LIMITS)
    assert any(line.startswith("report after") for line in shown)


def test_stored_limits_leave_the_weights_alone(tmp_path: Path) -> None:
    path = tmp_path / "support.json"
    path.write_text(json.dumps({"weights": {"own": 2.0}, "bias": -1.0, "whole": 0.5, "part": 0.2}), "utf-8")
    assert store({"part": 0.3, "whole": 0.6}, path) == path
    assert json.loads(path.read_text("utf-8")) == {
        "weights": {"own": 2.0}, "bias": -1.0, "whole": 0.6, "part": 0.3,
    }  # fmt: skip
