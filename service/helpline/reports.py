"""What the helpline did, counted by week, State, sector, scheme and outcome. Reports name no caller."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from service.helpline.database import Database
from service.helpline.records import TurnKind
from service.helpline.tables import CALLERS, CASES, TURNS

INDIA = ZoneInfo("Asia/Kolkata")
NOT_TOLD = "not told"
STILL_OPEN = "still open"
ANSWERED = ("answered", "partly_answered", "eligibility_given")


@dataclass(frozen=True, slots=True)
class Span:
    """The cases opened in it are counted: ``start`` is included, ``end`` is not. None = without a limit."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """How documents are counted: the names of schemes by document id, and the sectors of documents."""

    schemes: Mapping[str, str]
    sectors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Counted:
    """One case as reports see it; ``schemes`` and ``sectors`` are those of the documents that its answers cite."""

    week: str
    state: str
    outcome: str
    channel: str
    minutes: float | None
    schemes: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line: how many cases, how many of them were closed with an answer, the median minutes (None = not kept)."""

    name: str
    cases: int
    answered: int
    minutes: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """One table. A case that cites two schemes is counted for both."""

    by: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    title: str
    names: Callable[[Counted], Sequence[str]]
    in_order: bool = False


KINDS: Mapping[str, _Kind] = {
    "week": _Kind("Week", lambda case: (case.week,), in_order=True),
    "state": _Kind("State", lambda case: (case.state,)),
    "sector": _Kind("Sector", lambda case: case.sectors or (NOT_TOLD,)),
    "scheme": _Kind("Scheme", lambda case: case.schemes or ("none cited",)),
    "outcome": _Kind("Outcome", lambda case: (case.outcome,)),
    "channel": _Kind("Channel", lambda case: (case.channel,)),
}


class Reports:
    """Counts over the cases of a helpline."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cases(self, span: Span, shelf: Shelf) -> tuple[Counted, ...]:
        """The cases of a span, in the order of their opening, without anything personal."""
        asked = select(CASES, CALLERS.c.state.label("home")).join(
            CALLERS, CASES.c.caller_id == CALLERS.c.id, isouter=True
        )
        if span.start is not None:
            asked = asked.where(CASES.c.opened >= span.start)
        if span.end is not None:
            asked = asked.where(CASES.c.opened < span.end)
        with self._database.reading() as connection:
            rows = connection.execute(asked.order_by(CASES.c.opened)).mappings().all()
            cited = self._cited(connection, span)
        return tuple(_counted(dict(row), cited.get(row["reference"], ()), shelf) for row in rows)

    @staticmethod
    def _cited(connection: Connection, span: Span) -> dict[str, tuple[str, ...]]:
        """The documents that the answers of each case cite, each once."""
        asked = select(TURNS.c.case, TURNS.c.content).where(TURNS.c.kind == TurnKind.ANSWER.value)
        if span.start is not None:
            asked = asked.where(TURNS.c.at >= span.start)
        found: dict[str, dict[str, None]] = {}
        for reference, content in connection.execute(asked):
            cites = (cite["document_id"] for cite in content.get("citations", ()))
            found.setdefault(reference, {}).update(dict.fromkeys(cites))
        return {reference: tuple(documents) for reference, documents in found.items()}


def report(by: str, cases: Sequence[Counted]) -> Report:
    """Count cases by one of ``KINDS``: weeks in order, all else by number of cases."""
    kind = KINDS[by]
    groups: dict[str, list[Counted]] = {}
    for case in cases:
        for name in kind.names(case):
            groups.setdefault(name, []).append(case)
    rows = [_row(name, group) for name, group in groups.items()]
    rows.sort(key=lambda row: row.name if kind.in_order else (-row.cases, row.name))
    return Report(by, kind.title, tuple(rows))


def as_csv(made: Report) -> str:
    """A report as CSV with a line of names; a cell that a spreadsheet would take for a formula is set in quotes."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow([made.by, "cases", "answered", "median_minutes"])
    for row in made.rows:
        writer.writerow(
            [_safe(row.name), row.cases, row.answered, "" if row.minutes is None else row.minutes]
        )
    return lines.getvalue()


def week_of(moment: datetime) -> str:
    """The week of a moment in India, by its Monday: "2026-11-23"."""
    day = moment.astimezone(INDIA).date()
    return date.fromordinal(day.toordinal() - day.weekday()).isoformat()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _row(name: str, cases: Sequence[Counted]) -> Row:
    outcomes = Counter(case.outcome for case in cases)
    minutes = [case.minutes for case in cases if case.minutes is not None]
    answered = sum(outcomes[outcome] for outcome in ANSWERED)
    return Row(name, len(cases), answered, round(median(minutes), 1) if minutes else None)


def _counted(row: Mapping[str, Any], documents: Sequence[str], shelf: Shelf) -> Counted:
    schemes = (shelf.schemes[name] for name in documents if name in shelf.schemes)
    sectors = (shelf.sectors[name] for name in documents if name in shelf.sectors)
    return Counted(
        week=week_of(row["opened"]),
        state=row["home"] or NOT_TOLD,
        outcome=row["outcome"] or STILL_OPEN,
        channel=row["channel"],
        minutes=row["minutes"],
        schemes=tuple(dict.fromkeys(schemes)),
        sectors=tuple(dict.fromkeys(sectors)),
    )
