"""Keeps what a person said of extracted cases: confirmed ones join the others, rejected ones are not offered again.

A case is kept whole, as it was read, with the hash of its document: what was confirmed stays what was seen.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from service.precedents.records import Cell, Change, Kind, Precedent, Span, Standing, Trial
from service.store import Store


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was said of one extracted case, and when (UTC, ISO 8601). ``sha256`` is that of its document then."""

    case: Precedent
    sha256: str
    standing: Standing
    judged: str


class Judgements:
    """The judged cases of a library's database; nothing is made before the first one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def judge(self, case: Precedent, sha256: str, standing: Standing, now: datetime) -> Precedent:
        """Keep a judgement, in the place of an earlier one, and give the case with it."""
        judged = replace(case, standing=standing)
        content = json.dumps(asdict(judged), ensure_ascii=False)
        with self._store.writing() as database:
            database.execute(
                "INSERT INTO precedent_judgements (id, document_id, sha256, standing, judged, content) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET sha256 = excluded.sha256, "
                "standing = excluded.standing, judged = excluded.judged, content = excluded.content",
                (case.id, case.document_id, sha256, standing, now.isoformat(timespec="seconds"), content),
            )
        return judged

    def take_back(self, name: str) -> None:
        """Forget the judgement of a case, so that it is offered again."""
        if self._store.path.exists():
            with self._store.writing() as database:
                database.execute("DELETE FROM precedent_judgements WHERE id = ?", (name,))

    def all(self) -> dict[str, Judgement]:
        """All judgements by the id of their case."""
        if not self._store.path.exists():
            return {}
        with self._store.reading() as database:
            rows = database.execute(
                "SELECT id, sha256, standing, judged, content FROM precedent_judgements ORDER BY id"
            ).fetchall()
        return {
            row["id"]: Judgement(
                case_from(json.loads(row["content"])), row["sha256"], Standing(row["standing"]), row["judged"]
            )
            for row in rows
        }

    def confirmed(self) -> tuple[Precedent, ...]:
        """The cases that a person has confirmed, by id."""
        return tuple(each.case for each in self.all().values() if each.standing is Standing.CONFIRMED)


def case_from(told: dict[str, Any]) -> Precedent:
    """A case as it was kept."""
    made: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
    }
    made |= {
        "kind": Kind(told["kind"]),
        "standing": Standing(told["standing"]),
        "product": cell_from(told["product"]),
        "problems": tuple((theme, cell_from(cell)) for theme, cell in told["problems"]),
        "trials": tuple(trial_from(each) for each in told["trials"]),
        "changes": tuple(change_from(each) for each in told["changes"]),
        "lessons": tuple(cell_from(each) for each in told["lessons"]),
        "figures": tuple(cell_from(each) for each in told["figures"]),
    }
    return Precedent(**made)


def cell_from(told: dict[str, Any] | None) -> Cell | None:
    """A cell as it was kept; extracted cells have a span and no further sources."""
    if told is None:
        return None
    span = Span(**told["span"]) if told["span"] else None
    return Cell(told["text"], (), told["year"], told["section"], told["inferred"], span)


def trial_from(told: dict[str, Any]) -> Trial:
    """A trial as it was kept."""
    what = cell_from(told["what"])
    assert what is not None
    payers = (cell_from(each) for each in told["payers"])
    return Trial(
        what=what,
        who=cell_from(told["who"]),
        year=told["year"],
        scheme=cell_from(told["scheme"]),
        cost=cell_from(told["cost"]),
        payers=tuple(each for each in payers if each is not None),
        status=cell_from(told["status"]),
    )


def change_from(told: dict[str, Any]) -> Change:
    """An outcome as it was kept."""
    metric = cell_from(told["metric"])
    assert metric is not None
    cells = {name: cell_from(told[name]) for name in ("before", "after", "change", "note")}
    return Change(metric=metric, year=told["year"], **cells)
