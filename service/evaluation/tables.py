"""The figures of a run for people and for machines: by task, by group of questions, and what failed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from service.evaluation.outcomes import Outcome, Run, figure
from service.evaluation.tasks import TASKS, concerns, failed, lost_where, names

_ANSWERABLE = {
    "R@5": "retrieval.recall_5", "R@20": "retrieval.recall_20", "held": "selection.held", "useful": "answer.useful",
    "sound": "answer.sound", "wrong": "answer.wrong", "refused": "refusal.false_refusals",
}  # fmt: skip
_OTHERS = {"right": "answer.right_ending", "same": "determinism.same"}


def tasks(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Any]]:
    """Each task's figures, the ids that failed it, and how many questions it concerns."""
    made: dict[str, dict[str, Any]] = {}
    for task in TASKS:
        figures = {name: figure(outcomes, name) for name in names(task)}
        made[task] = {
            "n": sum(concerns(task, one) for one in outcomes),
            **{name.split(".")[1]: value for name, value in figures.items() if value is not None},
            "failed": [one.id for one in outcomes if failed(task, one)],
        }
    return made


def groups(outcomes: Sequence[Outcome]) -> dict[str, dict[str, dict[str, Any]]]:
    """Figures of each group of questions, answerable ones and others apart."""
    answerable = [one for one in outcomes if one.answerable]
    others = [one for one in outcomes if not one.answerable]
    return {
        "answerable": _grouped(answerable, _ANSWERABLE),
        "not_answerable": _grouped(others, _OTHERS),
    }


def _grouped(outcomes: Sequence[Outcome], columns: dict[str, str]) -> dict[str, dict[str, Any]]:
    held: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for one in outcomes:
        for group in (("", "all"), *one.groups):
            held[group].append(one)
    traits = ["", *dict.fromkeys(name for one in outcomes for name, _ in one.groups)]
    ordered = sorted(held, key=lambda group: (traits.index(group[0]), -len(held[group]), group[1]))
    return {
        ": ".join(filter(None, group)): {"n": len(held[group])}
        | {column: figure(held[group], name) for column, name in columns.items()}
        for group in ordered
    }


def as_record(run: Run) -> dict[str, Any]:
    """A run as one JSON object."""
    return {
        "set": run.name,
        "index_id": run.index_id,
        "questions": len(run.outcomes),
        "tasks": tasks(run.outcomes),
        "groups": groups(run.outcomes),
        "lost": lost_where(run.outcomes),
        "failures": [
            {"id": one.id, "stage": one.stage.value, "status": one.status}
            for one in run.outcomes
            if failed("answer", one)
        ],
    }


def lines(run: Run, failures: bool = False) -> Iterator[str]:
    """A run as tables for people, and with ``failures`` what failed each task and where each question was lost."""
    yield f"{run.name}: {len(run.outcomes)} questions, index {run.index_id}"
    for task, row in tasks(run.outcomes).items():
        shown = "  ".join(f"{name} {_number(row[name])}" for name in row if name not in {"n", "failed"})
        yield f"{task:12} n {row['n']:<4} {shown}"
    for part, table in groups(run.outcomes).items():
        yield from _table(part, table)
    yield "lost: " + (", ".join(f"{n} {where}" for where, n in lost_where(run.outcomes).items()) or "none")
    if failures:
        yield from _failures(run)


def _table(part: str, table: dict[str, dict[str, Any]]) -> Iterator[str]:
    if not table:
        return
    columns = [name for name in next(iter(table.values())) if name != "n"]
    yield f"{part.replace('_', ' '):34}{'n':>5}" + "".join(f"{name:>9}" for name in columns)
    for group, row in table.items():
        yield f"  {group:32}{row['n']:>5}" + "".join(f"{_number(row[name]):>9}" for name in columns)


def _failures(run: Run) -> Iterator[str]:
    for task, row in tasks(run.outcomes).items():
        if row["failed"] and task != "answer":
            yield f"failed {task}: {' '.join(row['failed'])}"
    for one in run.outcomes:
        if failed("answer", one):
            yield f"not met: {one.id} {one.status} ({one.stage.value}): {one.text}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
