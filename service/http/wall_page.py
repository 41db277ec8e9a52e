"""The wall: the figures of the day for a screen that everybody sees. It names nobody and reloads by itself."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.helpline.desk_work import Figures, figures, jobs
from service.helpline.records import Outcome
from service.helpline.reminders import Reminders, of_waiting
from service.http.auth import Who
from service.http.desk_bench import BenchNow
from service.http.desk_words import OUTCOMES, clock, left

RELOAD_SECONDS = 30

wall_pages = APIRouter(prefix="/desk", default_response_class=HTMLResponse, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure; ``tone`` picks its colour, the words carry the meaning."""

    figure: str
    name: str
    tone: str = "none"


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class WallPage:
    """The figures of the day."""

    template: ClassVar[str] = "desk/wall.html"
    section: ClassVar[str] = "/desk"

    who: Who
    tiles: tuple[Tile, ...]
    outcomes: tuple[Bar, ...]
    hours: tuple[Bar, ...]
    at: str
    waiting: int
    overdue: int
    seconds: int = RELOAD_SECONDS
    title: str = "Today"

    @property
    def most_outcomes(self) -> int:
        """The longest bar of the outcomes."""
        return max((bar.count for bar in self.outcomes), default=1)

    @property
    def most_hours(self) -> int:
        """The longest bar of the hours."""
        return max((bar.count for bar in self.hours), default=1)


@wall_pages.get("/wall")
def wall(bench: BenchNow) -> HTMLResponse:
    """Show today's figures."""
    now, waiting = bench.now, jobs(bench.books)
    found = of_waiting(Reminders(bench.helpline.database).open(), waiting)
    today = figures(bench.books, now, waiting, sum(one.at <= now for one, _ in found))
    page = WallPage(
        who=bench.who,
        tiles=tiles(today, left(today.oldest_due, now) if today.oldest_due else "nothing waits"),
        outcomes=tuple(Bar(name, today.outcomes.get(one, 0)) for one, name in OUTCOMES.items()),
        hours=tuple(Bar(f"{hour}:00", today.hours.get(hour, 0)) for hour in _hours(today)),
        at=clock(now),
        waiting=today.waiting,
        overdue=today.overdue,
    )
    return bench.site.templates.reply(page)


def tiles(today: Figures, next_due: str) -> tuple[Tile, ...]:
    """The large figures."""
    share = "–" if today.settled is None else f"{today.settled:.0%}"
    minutes = "–" if today.minutes is None else f"{today.minutes:g}"
    return (
        Tile(str(today.calls), "contacts today"),
        Tile(str(today.still_open), "not closed yet", "part" if today.still_open else "none"),
        Tile(share, "closed with an answer", "good"),
        Tile(str(today.outcomes.get(Outcome.NOT_KNOWN, 0)), "not known", "part"),
        Tile(minutes, "minutes, the median call"),
        Tile(str(today.waiting), "promised and waiting"),
        Tile(str(today.overdue), "overdue", "conflict" if today.overdue else "good"),
        Tile(next_due, "the next one is due"),
        Tile(
            str(today.reminded),
            "reminder due now" if today.reminded == 1 else "reminders due now",
            "part" if today.reminded else "none",
        ),
    )


def _hours(today: Figures) -> range:
    """The hours between the first contact and the last; the usual hours of work where there was none."""
    return range(min(today.hours, default=9), max(today.hours, default=17) + 1)
