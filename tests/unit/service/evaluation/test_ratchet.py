"""Figures may rise and not fall."""

from pathlib import Path

import pytest

from service.evaluation.outcomes import Outcome
from service.evaluation.ratchet import Held, falls, measured, read, write
from service.evaluation.steps import Stage


def outcomes(*sound: float) -> list[Outcome]:
    return [
        Outcome(str(n), "q", True, (), "answered", Stage.MET, {"answer.sound": value, "citation.exact": 1.0})
        for n, value in enumerate(sound)
    ]


def test_noise_is_the_worth_of_four_questions_and_none_for_what_is_sure() -> None:
    made = measured(outcomes(1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0))
    assert made["answer.sound"] == Held(0.75, 0.5)
    assert made["citation.exact"] == Held(1.0, 0.0)


@pytest.mark.parametrize(("now", "fell"), [(0.80, False), (0.75, False), (0.71, False), (0.69, True)])
def test_a_figure_may_lie_below_by_its_noise(now: float, fell: bool) -> None:
    must = {"answer.sound": Held(0.75, 0.05)}
    assert bool(falls(must, {"answer.sound": Held(now, 0.05)})) is fell


def test_a_figure_that_is_no_longer_measured_fell() -> None:
    assert falls({"answer.sound": Held(0.75, 0.05)}, {}) == [
        "answer.sound: None, must be at least 0.75 - 0.05"
    ]


def test_the_file_is_raised_and_never_lowered(tmp_path: Path) -> None:
    path = tmp_path / "ratchet.json"
    before = {"answer.sound": Held(0.75, 0.05), "answer.useful": Held(0.9, 0.05)}
    write(path, "about", before, {"answer.sound": Held(0.8, 0.05), "answer.useful": Held(0.85, 0.05)})
    assert read(path) == {"answer.sound": Held(0.8, 0.05), "answer.useful": Held(0.9, 0.05)}
