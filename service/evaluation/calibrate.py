"""Sets the limits of the support model on the tune half of the gold questions and reports on the other half.

Only limits are set here (``LIMITS``); the weights come from ``training/support.py``. Two limits are swept over their
ranges while the others stay, the best values are kept, and the sweeps are repeated until nothing changes.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

from service.answers.ask import Library
from service.answers.route import Ending
from service.answers.support import Evidence, Model, judge
from service.evaluation.gold import REFUSED, Gold, holds_all
from service.evaluation.steps import follow
from service.records import AnswerStatus

# What an ending is worth. A wrong figure costs a cluster more than a refusal does, hence twice as much.
RIGHT, WRONG, REFUSAL = 1.0, -2.0, -0.5

LIMITS: dict[str, tuple[float, float, float]] = {  # least, most, step
    "part": (0.06, 0.60, 0.02),
    "whole": (0.20, 0.80, 0.02),
    "ours": (0.25, 0.55, 0.01),
    "near": (0.25, 0.55, 0.01),
}
PAIRS = (("part", "whole"), ("ours", "near"))  # limits that bind each other are swept together


@dataclass(frozen=True, slots=True)
class Case:
    """A question whose ending the limits decide: its evidence, and whether the statements hold the answer."""

    gold: Gold
    evidence: Evidence
    holds: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What some limits give over cases: mean worth, and shares of endings."""

    n: int
    worth: float
    answered_rightly: float
    answered_wrongly: float
    refused_falsely: float
    refused_rightly: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Limits before and after, and what both give on the tune half and on the other."""

    before: dict[str, float]
    after: dict[str, float]
    tune: tuple[Figures, Figures]
    report: tuple[Figures, Figures]


def calibrate(questions: Sequence[Gold], library: Library) -> Calibration:
    """Find the limits that are worth most on the tune half; the other half is measured and never fitted."""
    cases = [case for gold in questions if (case := _case(gold, library)) is not None]
    tune = [case for case in cases if case.gold.split == "tune"]
    apart = [case for case in cases if case.gold.split == "report"]
    fitted = fit(tune, library.model)
    return Calibration(
        before=_limits(library.model),
        after=_limits(fitted),
        tune=(figures(tune, library.model), figures(tune, fitted)),
        report=(figures(apart, library.model), figures(apart, fitted)),
    )


def _case(gold: Gold, library: Library) -> Case | None:
    """None for a question that ends before the search: no limit decides it."""
    trace = follow(gold.text, gold.history, library)
    if trace.evidence is None:
        return None
    return Case(gold, trace.evidence, holds_all(gold, trace.chosen_text))


def fit(cases: Sequence[Case], model: Model) -> Model:
    """The model with the limits that are worth most; limits that gain nothing keep their value."""
    best, worth = model, figures(cases, model).worth
    while True:
        began = worth
        for pair in PAIRS:
            for values in product(*(_steps(name) for name in pair)):
                tried = with_limits(best, dict(zip(pair, values, strict=True)))
                if tried.part <= tried.whole and (gained := figures(cases, tried).worth) > worth + 1e-9:
                    best, worth = tried, gained
        if worth == began:
            return best


def with_limits(model: Model, limits: Mapping[str, float]) -> Model:
    """The model with other limits."""
    changed: dict[str, Any] = dict(limits)
    return replace(model, **changed)


def _steps(name: str) -> Iterator[float]:
    least, most, step = LIMITS[name]
    return (round(least + n * step, 4) for n in range(round((most - least) / step) + 1))


def figures(cases: Sequence[Case], model: Model) -> Figures:
    """What the model's limits give over cases."""
    ends = [(case, judge(case.evidence, model)) for case in cases]
    answerable = [(case, end) for case, end in ends if case.gold.answerable]
    others = [(case, end) for case, end in ends if not case.gold.answerable]
    said = [(case, _status(end) not in REFUSED) for case, end in answerable]
    return Figures(
        n=len(ends),
        worth=_share(worth(case, _status(end)) for case, end in ends),
        answered_rightly=_share(case.holds and given for case, given in said),
        answered_wrongly=_share(not case.holds and given for case, given in said),
        refused_falsely=_share(not given for _, given in said),
        refused_rightly=_share(_status(end).value in case.gold.expect for case, end in others),
    )


def worth(case: Case, status: AnswerStatus) -> float:
    """What an ending is worth for a question."""
    if not case.gold.answerable:
        return RIGHT if status.value in case.gold.expect else WRONG
    if status in REFUSED:
        return REFUSAL if case.holds else 0.0
    return RIGHT if case.holds else WRONG


def _status(end: AnswerStatus | Ending) -> AnswerStatus:
    return end.status if isinstance(end, Ending) else end


def _share(values: Iterator[float]) -> float:
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0


def _limits(model: Model) -> dict[str, float]:
    return {name: getattr(model, name) for name in LIMITS}


def store(limits: Mapping[str, float], path: Path | None = None) -> Path:
    """Write limits where the answers read them and return the file; its weights stay."""
    where = path or Path(str(files("service.answers").joinpath("support.json")))
    held = json.loads(where.read_text("utf-8"))
    where.write_text(json.dumps({**held, **limits}, indent=2) + "\n", "utf-8")
    return where


def lines(made: Calibration) -> Iterator[str]:
    """The calibration for people."""
    for name, value in made.after.items():
        yield f"{name:8} {made.before[name]:.3f} -> {value:.3f}"
    yield f"{'':16}{'n':>5}{'worth':>9}{'right':>9}{'wrong':>9}{'false ref':>11}{'right ref':>11}"
    for half in ("tune", "report"):
        for when, row in zip(("before", "after"), getattr(made, half), strict=True):
            yield (
                f"{half + ' ' + when:16}{row.n:>5}{row.worth:>9.3f}{row.answered_rightly:>9.3f}"
                f"{row.answered_wrongly:>9.3f}{row.refused_falsely:>11.3f}{row.refused_rightly:>11.3f}"
            )
