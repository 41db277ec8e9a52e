"""One question's outcome under every measure, and a run of them kept in a file."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.errors import BadRequestError
from service.evaluation.steps import Stage


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question went. ``measures`` maps "task.measure" to its value, as far as it concerns the question."""

    id: str
    text: str
    answerable: bool
    groups: tuple[tuple[str, str], ...]
    status: str
    stage: Stage
    measures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Run:
    """The outcomes of a set's questions over one index."""

    name: str
    index_id: str
    outcomes: tuple[Outcome, ...]


def mean(values: Iterable[float]) -> float | None:
    """The mean, None of nothing."""
    kept = list(values)
    return sum(kept) / len(kept) if kept else None


def figure(outcomes: Sequence[Outcome], name: str) -> float | None:
    """The mean of a measure over the questions that it concerns; F1 from its precision and recall."""
    task, _, measure = name.partition(".")
    if measure != "f1":
        return mean(o.measures[name] for o in outcomes if name in o.measures)
    precision, recall = figure(outcomes, f"{task}.precision"), figure(outcomes, f"{task}.recall")
    if recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def save(run: Run, path: Path) -> None:
    """Keep a run as JSON for a later comparison."""
    path.write_text(json.dumps(asdict(run), ensure_ascii=False, indent=1) + "\n", "utf-8")


def load(path: Path) -> Run:
    """Read a run that was kept.

    Raises:
        BadRequestError: the file is missing, or no saved run.
    """
    try:
        kept = json.loads(path.read_text("utf-8"))
        outcomes = tuple(
            Outcome(
                **{
                    **row,
                    "groups": tuple((name, value) for name, value in row["groups"]),
                    "stage": Stage(row["stage"]),
                }
            )
            for row in kept["outcomes"]
        )
        return Run(kept["name"], kept["index_id"], outcomes)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRequestError(
            f"{path}: not a saved run ({error!r}). Make one with `samuh evaluate SET --save {path.name}`."
        ) from error
