"""Reports: what the helpline did, by week, State, sector, scheme, outcome and channel; as page, plot and CSV."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, ClassVar, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from ingest.errors import BadRequestError
from service.helpline.bar_plot import bar_plot
from service.helpline.records import Channel, Outcome
from service.helpline.reports import KINDS, Counted, Report, Reports, Row, Shelf, Span, as_csv, report
from service.http.assess_room import Room, RoomNow
from service.http.auth import Who
from service.http.casework import Casework, SupervisingNow
from service.http.desk_words import CHANNELS, INDIA, OUTCOMES, YEARS

By = Literal["week", "state", "sector", "scheme", "outcome", "channel"]
WEEKS = 12
Day = Annotated[str, Query(max_length=10)]

report_pages = APIRouter(prefix="/desk/reports", default_response_class=HTMLResponse, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report."""

    template: ClassVar[str] = "desk/reports.html"
    section: ClassVar[str] = "/desk"

    who: Who
    by: str
    kinds: tuple[tuple[str, str], ...]
    report: Report
    plot: Markup
    start: str
    end: str
    cases: int
    csv: str
    title: str = "Reports"


@report_pages.get("")
def reports(work: SupervisingNow, room: RoomNow, by: By = "week", start: Day = "", end: Day = "") -> Response:
    """Show one report over a span of days, both included; without days, the last twelve weeks."""
    first, last = _days(work, start, end)
    counted = _counted(work, room, first, last)
    made = _named(report(by, counted))
    page = ReportPage(
        who=work.who,
        by=by,
        kinds=tuple((key, kind.title) for key, kind in KINDS.items()),
        report=made,
        # The plot escapes every name that it is given.
        plot=Markup(bar_plot(made)),  # noqa: S704
        start=first.isoformat(),
        end=last.isoformat(),
        cases=len(counted),
        csv=f"/desk/reports/{by}.csv?start={first}&end={last}",
    )
    return work.site.templates.reply(page)


@report_pages.get("/{by}.csv")
def table(work: SupervisingNow, room: RoomNow, by: By, start: Day = "", end: Day = "") -> Response:
    """The same report as CSV."""
    first, last = _days(work, start, end)
    text = as_csv(_named(report(by, _counted(work, room, first, last))))
    name = f"samuh-{by}-{first}-{last}.csv"
    return Response(
        text,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _days(work: Casework, start: str, end: str) -> tuple[date, date]:
    """The first and the last day.

    Raises:
        BadRequestError: a day cannot be read, or the last stands before the first.
    """
    try:
        last = date.fromisoformat(end) if end else work.now.astimezone(INDIA).date()
        first = date.fromisoformat(start) if start else last - timedelta(weeks=WEEKS)
    except ValueError as error:
        raise BadRequestError("Give days as in 2026-11-23.") from error
    if first.year not in YEARS or last.year not in YEARS:
        raise BadRequestError(f"Give days of the years {YEARS.start} to {YEARS.stop - 1}.")
    if last < first:
        raise BadRequestError("The last day stands before the first.")
    return first, last


def _counted(work: Casework, room: Room, first: date, last: date) -> tuple[Counted, ...]:
    begin, end = (datetime.combine(day, time(), INDIA) for day in (first, last + timedelta(days=1)))
    return Reports(work.database).cases(Span(begin, end), _shelf(work, room))


def _shelf(work: Casework, room: Room) -> Shelf:
    """Names of schemes by the ids of their sheets, and the sectors of documents that have one."""
    sectors = {row.id: row.sector for row in work.site.desk.documents() if row.sector}
    return Shelf({scheme.id: scheme.title_short for scheme in room.rules.schemes}, sectors)


def _named(made: Report) -> Report:
    """The report with the words of the pages for outcomes and channels."""
    names = {
        "outcome": {one.value: OUTCOMES[one] for one in Outcome},
        "channel": {one.value: CHANNELS[one] for one in Channel},
    }.get(made.by, {})
    rows = (Row(names.get(row.name, row.name), row.cases, row.answered, row.minutes) for row in made.rows)
    return Report(made.by, made.title, tuple(rows))
