"""Runs gold questions and tables how they were met: finding, answering and refusing apart."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from service.evaluation.gold import Gold, Met, meet, share
from service.records import Answer

Ask = Callable[[str, Sequence[str]], Answer]

_ANSWERABLE: tuple[tuple[str, Callable[[Met], bool]], ...] = (
    ("R@5", lambda met: met.rank is not None and met.rank <= 5),
    ("useful", lambda met: met.useful),
    ("sound", lambda met: met.sound),
    ("wrong", lambda met: met.wrong),
    ("refused", lambda met: met.refused),
    ("asked", lambda met: met.status.value == "needs_facts"),
)
_OTHER: tuple[tuple[str, Callable[[Met], bool]], ...] = (
    ("right", lambda met: met.right_ending),
    ("wrong", lambda met: met.wrong),
)


def run(questions: Sequence[Gold], ask: Ask) -> list[Met]:
    """Ask every question and compare the answers, in order."""
    return [meet(gold, ask(gold.text, gold.history)) for gold in questions]


def figures(met: Sequence[Met]) -> dict[str, Any]:
    """All figures as one JSON-able object: for all questions and for each group, answerable ones and others apart."""
    answerable = [m for m in met if m.gold.answerable]
    others = [m for m in met if not m.gold.answerable]
    return {"answerable": _table(answerable, _ANSWERABLE), "not_answerable": _table(others, _OTHER)}


def _table(
    met: Sequence[Met], columns: Sequence[tuple[str, Callable[[Met], bool]]]
) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Met]] = defaultdict(list)
    for one in met:
        groups["all"].append(one)
        for name, value in one.gold.groups:
            groups[f"{name}: {value}"].append(one)
    return {
        name: {"n": len(rows)} | {column: share(test(row) for row in rows) for column, test in columns}
        for name, rows in groups.items()
    }


def lines(met: Sequence[Met], failures: bool = False) -> Iterator[str]:
    """The figures as a table for people, and with ``failures`` each question that was not met."""
    for part, table in figures(met).items():
        if not table:
            continue
        columns = [name for name in next(iter(table.values())) if name != "n"]
        yield f"{part.replace('_', ' '):34}{'n':>5}" + "".join(f"{name:>9}" for name in columns)
        for name, row in table.items():
            yield f"  {name:32}{row['n']:>5}" + "".join(f"{row[column]:>9.2f}" for column in columns)
    if failures:
        yield from (_failure(m) for m in met if not (m.sound if m.gold.answerable else m.right_ending))


def _failure(met: Met) -> str:
    lost = "found" if met.rank and met.rank <= 5 else f"rank {met.rank}"
    return f"not met: {met.gold.id} {met.status.value} ({lost}): {met.gold.text}"
