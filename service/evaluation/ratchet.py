"""Figures that may rise and not fall: a file of the best ones so far, and how far below luck alone may put one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.evaluation.outcomes import Outcome, figure

# Five questions lost and none gained is luck in 1 of 32 draws; four or fewer may be.
LUCK = 4
FIGURES = (
    "routing.right", "retrieval.recall_5", "retrieval.recall_20", "retrieval.ndcg_10", "selection.held",
    "citation.precision", "citation.recall", "citation.exact", "refusal.recall", "determinism.same",
    "answer.useful", "answer.sound",
)  # fmt: skip
SURE = frozenset({"citation.exact", "determinism.same"})  # nothing here is a matter of luck


@dataclass(frozen=True, slots=True)
class Held:
    """A figure that must be held: its best value so far and how far below it may lie."""

    value: float
    noise: float

    def fell(self, now: float) -> bool:
        """Whether a value is lower than luck explains."""
        return now < self.value - self.noise - 1e-9


def measured(outcomes: Sequence[Outcome]) -> dict[str, Held]:
    """The figures of a run, each with its noise: ``LUCK`` questions' worth."""
    made = {}
    for name in FIGURES:
        value = figure(outcomes, name)
        concerned = sum(name in one.measures for one in outcomes)
        if value is not None:
            made[name] = Held(round(value, 4), 0.0 if name in SURE else round(LUCK / concerned, 4))
    return made


def read(path: Path) -> dict[str, Held]:
    """The figures that must be held."""
    rows: dict[str, dict[str, float]] = json.loads(path.read_text("utf-8"))["figures"]
    return {name: Held(row["value"], row["noise"]) for name, row in rows.items()}


def falls(must: Mapping[str, Held], now: Mapping[str, Held]) -> list[str]:
    """Each figure that fell below what must be held, or is no longer measured, in words."""
    found = []
    for name, held in must.items():
        value = now[name].value if name in now else None
        if value is None or held.fell(value):
            found.append(f"{name}: {value}, must be at least {held.value} - {held.noise}")
    return found


def write(path: Path, about: str, must: Mapping[str, Held], now: Mapping[str, Held]) -> None:
    """Raise the file to the present figures; one that is lower now keeps its value."""
    raised = {
        name: one if name not in must else max(one, must[name], key=_value) for name, one in now.items()
    }
    rows = {name: {"value": one.value, "noise": one.noise} for name, one in raised.items()}
    path.write_text(json.dumps({"about": about, "figures": rows}, indent=1) + "\n", "utf-8")


def _value(held: Held) -> float:
    return held.value
