"""The search for cases as a task of ``samuh evaluate``: its figures, what failed, and figures that may not fall.

A run is kept and compared like a run of answers: its measures are ``precedents.*``.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from service.evaluation.outcomes import Outcome, Run, figure
from service.evaluation.ratchet import LUCK, Held
from service.evaluation.steps import Stage
from service.precedents.measure import Query, Searcher, ndcg, read_queries, recall_direct

TASK = "precedents"
FIGURES = ("ndcg_10", "recall_direct_10", "refusal_recall", "refusal_precision", "false_refusals")
GOOD = 0.5  # nDCG below which an answered query is listed as a failure
HELD = ("ndcg_10", "recall_direct_10", "refusal_recall")


def is_for_cases(path: Path) -> bool:
    """Whether a file holds graded queries for cases: its first query grades records, or it is YAML."""
    if path.suffix in {".yaml", ".yml"}:
        return True
    try:
        with path.open(encoding="utf-8") as stream:
            return any('"grade"' in line for line in stream)
    except (OSError, UnicodeDecodeError):
        return False


def queries_of(path: Path, split: str | None) -> list[Query]:
    """The queries of a file, or of one part of it.

    Raises:
        BadRequestError: the file holds no graded queries.
    """
    return [query for query in read_queries(path) if split in (None, query.split)]


def run(name: str, queries: Sequence[Query], search: Searcher) -> Run:
    """Ask every query; an empty result is a refusal."""
    return Run(name, "cases", tuple(outcome(query, search(query.text)) for query in queries))


def outcome(query: Query, ranked: Sequence[str]) -> Outcome:
    """How one query went."""
    answerable, refused = bool(query.grades), not ranked
    measures: dict[str, float] = {}
    if answerable:
        measures = {
            "ndcg_10": ndcg(ranked, query.grades),
            "recall_direct_10": recall_direct(ranked, query.grades),
            "false_refusals": float(refused),
        }
    else:
        measures = {"refusal_recall": float(refused)}
    if refused:
        measures["refusal_precision"] = float(not answerable)
    return Outcome(
        id=query.id,
        text=query.text,
        answerable=answerable,
        groups=(("split", query.split),),
        status="no_evidence" if refused else "answered",
        stage=stage(answerable, refused, measures),
        measures={f"{TASK}.{name}": value for name, value in measures.items()},
    )


def stage(answerable: bool, refused: bool, measures: dict[str, float]) -> Stage:
    """Where a query was lost."""
    if not answerable:
        return Stage.MET if refused else Stage.NOT_REFUSED
    if refused:
        return Stage.REFUSED
    return Stage.MET if measures["ndcg_10"] >= GOOD else Stage.NOT_RETRIEVED


def figures(run: Run) -> dict[str, float]:
    """The task's figures, those that concern at least one query."""
    made = {name: figure(run.outcomes, f"{TASK}.{name}") for name in FIGURES}
    return {name: value for name, value in made.items() if value is not None}


def as_record(run: Run) -> dict[str, Any]:
    """A run as one JSON object."""
    return {
        "set": run.name,
        "queries": len(run.outcomes),
        "tasks": {TASK: {"n": len(run.outcomes), **figures(run)}},
        "failures": [
            {"id": one.id, "stage": one.stage.value, "status": one.status}
            for one in run.outcomes
            if one.stage is not Stage.MET
        ],
    }


def lines(run: Run, failures: bool = False) -> Iterator[str]:
    """A run for people, and with ``failures`` each query that was lost."""
    yield f"{run.name}: {len(run.outcomes)} queries for cases"
    shown = "  ".join(f"{name} {value:.3f}" for name, value in figures(run).items())
    yield f"{TASK:12} n {len(run.outcomes):<4} {shown}"
    lost = [one for one in run.outcomes if one.stage is not Stage.MET]
    yield f"lost: {len(lost)}"
    if failures:
        yield from (f"not met: {one.id} {one.status} ({one.stage.value}): {one.text}" for one in lost)


def held(run: Run) -> dict[str, Held]:
    """The figures that may not fall, each with the noise of ``LUCK`` queries."""
    made = {}
    for name in HELD:
        concerned = sum(f"{TASK}.{name}" in one.measures for one in run.outcomes)
        value = figure(run.outcomes, f"{TASK}.{name}")
        if value is not None:
            made[f"{TASK}.{name}"] = Held(round(value, 4), round(LUCK / concerned, 4))
    return made
