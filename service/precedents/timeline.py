"""What happened when, case by case: events with the years that the records give, drawn and told.

A year is as the record has it: a number, a span ("2005-2008", "2007-08"), or words with years in them ("from 1995").
What has no year is listed apart; it is put nowhere on the axis.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from ingest.sheets.words import upper_first
from service.precedents.records import Precedent, Year
from service.precedents.table import Item, change_said, gap, item

SPAN = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)(?:(s\b)|\s*[-–]\s*(\d{4}|\d\d)(?!\d))?")
WIDTH, LEFT, RIGHT, TOP, LANE, STEP = 720, 30, 24, 14, 34, 18
TRIED, OUTCOME = "tried", "outcome"


@dataclass(frozen=True, slots=True)
class Event:
    """One event: ``first`` and ``last`` year, both None where the record gives none. ``number`` counts over all."""

    number: int
    lane: int
    kind: str
    said: Item
    first: int | None
    last: int | None

    @property
    def when(self) -> str:
        """The year as the record has it."""
        return str(self.said.year) if self.said.year is not None else "no year in the record"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events by lane (the number of a case, from 0) and year; events without a year come last in their lane.

    ``blanks`` has for each lane what stands where its record names no event.
    """

    titles: tuple[str, ...]
    events: tuple[Event, ...]
    blanks: tuple[str, ...]

    @property
    def dated(self) -> tuple[Event, ...]:
        """The events that stand on the axis."""
        return tuple(event for event in self.events if event.first is not None)


def years(value: Year) -> tuple[int, int] | None:
    """First and last year that a value names; None where it names none.

    Example: "April 2005 to May 2008" gives (2005, 2008), "2007-08" gives (2007, 2008), "mid-1990s" the decade.
    """
    if value is None:
        return None
    found: list[int] = []
    for first, decade, last in SPAN.findall(str(value)):
        found.append(int(first))
        if decade:
            found.append(int(first) + 9)
        if last:
            found.append(int(last) if len(last) == 4 else int(first[:2] + last))
    return (min(found), max(found)) if found else None


def timeline(cases: Sequence[Precedent]) -> Timeline:
    """All events of some cases."""
    told = [
        (lane, kind, said)
        for lane, case in enumerate(cases)
        for kind, said in sorted(events(case), key=in_time)
    ]
    made = []
    for number, (lane, kind, said) in enumerate(told, 1):
        span = years(said.year)
        made.append(Event(number, lane, kind, said, *(span or (None, None))))
    blanks = tuple(upper_first(gap(case, TRIED).text) for case in cases)
    return Timeline(tuple(case.title for case in cases), tuple(made), blanks)


def events(case: Precedent) -> Iterator[tuple[str, Item]]:
    """What was tried and what came of it."""
    for trial in case.trials:
        yield TRIED, item(case, trial.what)
    for change in case.changes:
        yield OUTCOME, item(case, change.metric, text=change_said(change))


def in_time(event: tuple[str, Item]) -> tuple[bool, int, int]:
    """The order within a lane: by year, what has none last."""
    span = years(event[1].year)
    return (span is None, *(span or (0, 0)))


# --- the picture ---


def svg(made: Timeline, name: str = "timeline") -> str:
    """Draw the dated events, one lane a case, numbered as in the list beside; empty where none is dated.

    No script and no style attribute, so that it stands under a strict policy; the colour is that of the text around.
    """
    dated = made.dated
    if not dated:
        return ""
    first = min(event.first or 0 for event in dated)
    last = max(event.last or 0 for event in dated)
    tops, height = lanes(made, first, last)
    said = ". ".join(f"{event.number}: {event.when}, {event.said.text}" for event in dated)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline-plot" viewBox="0 0 {WIDTH} {height + 40}" '
            f'role="img" aria-labelledby="{name}-title {name}-desc" font-family="inherit" font-size="13">',
            f'<title id="{name}-title">Timeline from {first} to {last}</title>',
            f'<desc id="{name}-desc">{escape(said)}</desc>',
            *axis(first, last, height),
            *(part for lane, top in enumerate(tops) for part in drawn(made, lane, top, (first, last))),
            "</svg>",
        )
    )


def x_of(year: int, first: int, last: int) -> float:
    """Where a year stands, from the left."""
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (year - first) / max(last - first, 1), 1)


def rows_of(made: Timeline, lane: int, first: int, last: int) -> list[tuple[Event, int]]:
    """The events of a lane with the row that each stands in, so that no two touch."""
    ends: list[float] = []
    placed = []
    for event in (each for each in made.dated if each.lane == lane):
        left, right = x_of(event.first or 0, first, last), x_of(event.last or 0, first, last)
        row = next((at for at, end in enumerate(ends) if end + 22 < left), len(ends))
        ends[row:] = [right, *ends[row + 1 :]]
        placed.append((event, row))
    return placed


def lanes(made: Timeline, first: int, last: int) -> tuple[list[int], int]:
    """The top of each lane, and the height of all."""
    tops, at = [], TOP
    for lane in range(len(made.titles)):
        tops.append(at)
        rows = max((row for _, row in rows_of(made, lane, first, last)), default=0) + 1
        at += LANE + STEP * rows
    return tops, at


def axis(first: int, last: int, height: int) -> Iterator[str]:
    """Years below the lanes, at most a dozen."""
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100, 500) if (last - first) / size <= 11)
    for year in range(first - first % step, last + 1, step):
        if year >= first:
            x = x_of(year, first, last)
            yield f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{height}" stroke="currentColor" stroke-opacity="0.15"/>'
            yield f'<text x="{x}" y="{height + 20}" text-anchor="middle" fill="currentColor">{year}</text>'


def drawn(made: Timeline, lane: int, top: int, span: tuple[int, int]) -> Iterator[str]:
    """One lane: its title and its events; squares are what was tried, discs what came of it."""
    title = made.titles[lane]
    short = title if len(title) <= 80 else f"{title[:79]}…"
    yield f'<text x="4" y="{top + 14}" font-weight="bold" fill="currentColor">{escape(short)}</text>'
    for event, row in rows_of(made, lane, *span):
        left, right = (x_of(year or 0, *span) for year in (event.first, event.last))
        y = top + 30 + STEP * row
        if right > left:
            yield f'<line class="event-span" x1="{left}" y1="{y}" x2="{right}" y2="{y}" stroke="currentColor"/>'
        yield (
            f'<rect class="event-tried" x="{left - 5}" y="{y - 5}" width="10" height="10"/>'
            if event.kind == TRIED
            else f'<circle class="event-outcome" cx="{left}" cy="{y}" r="5.5"/>'
        )
        yield f'<text x="{left + 8}" y="{y + 4}" font-size="11" fill="currentColor">{event.number}</text>'
