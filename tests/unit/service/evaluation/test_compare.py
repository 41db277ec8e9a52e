"""Two runs compared, and runs kept in files."""

from pathlib import Path

import numpy as np
import pytest

from ingest.errors import BadRequestError
from service.evaluation.compare import chance, differences, lines
from service.evaluation.outcomes import Outcome, Run, load, save
from service.evaluation.steps import Stage


def made(name: str, *sound: float) -> Run:
    return Run(
        name,
        "index-1",
        tuple(
            Outcome(
                f"q{n}",
                f"Ask {n}",
                True,
                (("kind", "number"),),
                "answered",
                Stage.MET,
                {"answer.sound": value},
            )
            for n, value in enumerate(sound)
        ),
    )


def test_a_run_is_the_same_after_saving(tmp_path: Path) -> None:
    run = made("set", 1.0, 0.0)
    save(run, tmp_path / "run.json")
    assert load(tmp_path / "run.json") == run


@pytest.mark.parametrize("text", ["", "[]", '{"name": "x"}'])
def test_a_file_that_is_no_run_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text, "utf-8")
    with pytest.raises(BadRequestError, match="not a saved run"):
        load(tmp_path / "run.json")


def test_the_chance_of_luck_agrees_with_counting_all_signs() -> None:
    # Five gaps of one sign out of five: 2 of the 32 ways of drawing signs are as far from 0.
    assert chance(np.array([1.0] * 5)) == pytest.approx(2 / 32, abs=0.01)
    # Four up and one down: a sum of 3 or more, either way, is drawn in 12 of 32.
    assert chance(np.array([1.0, 1.0, 1.0, 1.0, -1.0])) == pytest.approx(12 / 32, abs=0.02)


def test_no_change_is_luck_for_certain_and_many_like_changes_are_not() -> None:
    assert chance(np.zeros(40)) == 1.0
    assert chance(np.array([1.0] * 20)) < 0.001


def test_gained_and_lost_questions_are_named() -> None:
    (found,) = differences(made("a", 0.0, 1.0, 1.0), made("b", 1.0, 0.0, 1.0))
    assert (found.n, found.changed, found.gained, found.lost) == (3, 2, ("q0",), ("q1",))
    assert found.before == found.after == pytest.approx(2 / 3)


def test_only_questions_of_both_runs_are_compared() -> None:
    (found,) = differences(made("a", 1.0), made("b", 1.0, 0.0))
    assert found.n == 1


def test_a_clear_gain_is_starred() -> None:
    shown = list(lines(made("a", *[0.0] * 12), made("b", *[1.0] * 12)))
    assert any(line.startswith("answer.sound") and line.endswith("*") for line in shown)
    assert not any(
        line.startswith("answer.sound") and line.endswith("*")
        for line in lines(made("a", 0.0, 1.0), made("b", 1.0, 1.0))
    )
