"""The supervisor's score sheet: closed cases are drawn by lot, each marked from 0 to 2 on a few points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import files
from statistics import fmean
from typing import Any

import yaml
from sqlalchemy import select

from ingest.errors import BadRequestError
from service.database.audit import Deed, record
from service.helpline import references
from service.helpline.cases import Cases, Sought
from service.helpline.database import Database
from service.helpline.desk_tables import SCORES
from service.helpline.records import Case

MOST = 2
"""The best mark on a point."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One point of the sheet: what a supervisor looks for."""

    id: str
    name: str
    asks: str


@dataclass(frozen=True, slots=True)
class Score:
    """A filled sheet. ``marks`` by criterion, 0 to ``MOST``."""

    id: int
    reference: str
    operator: str | None
    scored_by: str
    at: datetime
    marks: Mapping[str, int]
    note: str

    @property
    def share(self) -> float:
        """The marks as a share of the best possible, 0 to 1."""
        return sum(self.marks.values()) / (MOST * len(self.marks))


@dataclass(frozen=True, slots=True)
class Standing:
    """One operator over a span of time: sheets filled, the mean of them and of each point, as shares from 0 to 1."""

    operator: str
    sheets: int
    mean: float
    points: Mapping[str, float]


@cache
def criteria() -> tuple[Criterion, ...]:
    """The points of the sheet, from ``prompts/score_sheet.yaml``."""
    rows = yaml.safe_load(files("prompts").joinpath("score_sheet.yaml").read_text("utf-8"))["criteria"]
    return tuple(Criterion(row["id"], row["name"], row["asks"]) for row in rows)


class Quality:
    """The score sheets of a helpline."""

    def __init__(self, database: Database, cases: Cases) -> None:
        self._database, self._cases = database, cases

    def draw(self, now: datetime, days: int = 7, each: int = 3) -> tuple[Case, ...]:
        """Closed cases of the last days to be looked at: so many of each operator, drawn by lot, without a sheet yet.

        The lot is the same for everybody and at every call, so that nobody picks the cases.
        """
        since = now - timedelta(days=days)
        scored = {score.reference for score in self.scores()}
        closed = self._cases.search(Sought(opened_from=since, still_open=False), limit=5000)
        drawn: dict[str, list[Case]] = {}
        for case in sorted(closed, key=lambda case: sha256(case.reference.encode()).digest()):
            if case.operator and len(drawn.setdefault(case.operator, [])) < each:
                drawn[case.operator].append(case)
        return tuple(case for name in sorted(drawn) for case in drawn[name] if case.reference not in scored)

    def score(self, reference: str, marks: Mapping[str, int], note: str, by: str, now: datetime) -> Score:
        """Keep a sheet for a case.

        Raises:
            BadRequestError: a mark is missing or not 0 to 2, or the case is still open or one's own.
        """
        case = self._cases.case(reference)
        if case.closed is None:
            raise BadRequestError("This case is still open; it is scored when it is closed.")
        if case.operator == by:
            raise BadRequestError("Nobody scores a case of their own. Ask another supervisor.")
        wanted = {criterion.id for criterion in criteria()}
        if set(marks) != wanted or not all(0 <= mark <= MOST for mark in marks.values()):
            raise BadRequestError(f"Give each of the {len(wanted)} points a mark from 0 to {MOST}.")
        new: dict[str, Any] = {
            "reference": case.reference,
            "operator": case.operator,
            "scored_by": by,
            "at": now,
            "marks": dict(marks),
            "note": note.strip(),
        }
        with self._database.writing() as connection:
            made = connection.execute(SCORES.insert().values(**new).returning(SCORES.c.id)).scalar_one()
            record(connection, Deed(by, "scored", f"case {case.reference}"), now)
        return Score(id=int(made), **new)

    def scores(self, reference: str | None = None, since: datetime | None = None) -> tuple[Score, ...]:
        """Filled sheets, newest first."""
        asked = select(SCORES).order_by(SCORES.c.id.desc())
        if reference is not None:
            asked = asked.where(SCORES.c.reference == references.check(reference))
        if since is not None:
            asked = asked.where(SCORES.c.at >= since)
        with self._database.reading() as connection:
            return tuple(Score(**row) for row in connection.execute(asked).mappings())


def standings(scores: Sequence[Score]) -> tuple[Standing, ...]:
    """How the operators stand, by name."""
    by: dict[str, list[Score]] = {}
    for score in scores:
        by.setdefault(score.operator or "nobody", []).append(score)
    return tuple(
        Standing(name, len(rows), fmean(row.share for row in rows), _points(rows))
        for name, rows in sorted(by.items())
    )


def _points(rows: Sequence[Score]) -> dict[str, float]:
    return {
        criterion.id: fmean(row.marks[criterion.id] / MOST for row in rows if criterion.id in row.marks)
        for criterion in criteria()
        if any(criterion.id in row.marks for row in rows)
    }
