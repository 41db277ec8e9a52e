"""The supervisor's score sheet: cases drawn by lot, one sheet each, and how the operators stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import ClassVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from ingest.errors import BadRequestError
from service.helpline import references
from service.helpline.quality import MOST, Criterion, Quality, Score, Standing, criteria, standings
from service.helpline.records import Case
from service.http.auth import Who
from service.http.case_views import CaseHead, heading
from service.http.casework import Casework, SupervisingNow
from service.http.desk_words import CHANNELS, OUTCOMES, clock

DAYS, STANDING_DAYS = 7, 90
MARKS = (("2", "yes"), ("1", "in part"), ("0", "no"))
MOST_NOTE = 4000

quality_pages = APIRouter(
    prefix="/desk/quality", default_response_class=HTMLResponse, include_in_schema=False
)


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A case to be scored."""

    reference: str
    shown: str
    operator: str
    how: str
    outcome: str
    when: str


@dataclass(frozen=True, slots=True)
class StandingLine:
    """How one operator stands, as shares in percent."""

    operator: str
    sheets: int
    mean: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QualityPage:
    """What is to be scored, and how operators stand."""

    template: ClassVar[str] = "desk/quality.html"
    section: ClassVar[str] = "/desk"

    who: Who
    drawn: tuple[DrawnLine, ...]
    standings: tuple[StandingLine, ...]
    criteria: tuple[Criterion, ...]
    days: int
    standing_days: int
    title: str = "Quality"


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The sheet of one case; ``typed`` is what was chosen and could not be taken."""

    template: ClassVar[str] = "desk/sheet.html"
    section: ClassVar[str] = "/desk"

    who: Who
    case: Case
    head: CaseHead
    criteria: tuple[Criterion, ...]
    marks: tuple[tuple[str, str], ...]
    earlier: tuple[str, ...]
    typed: Mapping[str, str]
    error: str | None
    title: str = "Score sheet"


@quality_pages.get("")
def quality(work: SupervisingNow) -> Response:
    """Show what is to be scored and how the operators stand."""
    sheets = quality_of(work)
    scores = sheets.scores(since=work.now - timedelta(days=STANDING_DAYS))
    page = QualityPage(
        who=work.who,
        drawn=tuple(_drawn(case) for case in sheets.draw(work.now, DAYS) if case.operator != work.who.name),
        standings=tuple(_standing(one) for one in standings(scores)),
        criteria=criteria(),
        days=DAYS,
        standing_days=STANDING_DAYS,
    )
    return work.site.templates.reply(page)


@quality_pages.get("/{reference}")
def sheet(work: SupervisingNow, reference: str) -> Response:
    """Show the sheet of a case."""
    return work.site.templates.reply(sheet_page(work, reference))


@quality_pages.post("/{reference}")
async def score(request: Request, work: SupervisingNow, reference: str) -> Response:
    """Keep a sheet."""
    form = await request.form()
    typed = {name: str(value)[:MOST_NOTE] for name, value in form.items()}
    marks = {one.id: int(typed[one.id]) for one in criteria() if typed.get(one.id, "").isdecimal()}
    try:
        quality_of(work).score(reference, marks, typed.get("note", ""), work.who.name, work.now)
    except BadRequestError as error:
        return work.site.templates.reply(sheet_page(work, reference, typed, str(error)), 400)
    return RedirectResponse("/desk/quality", 303)


def quality_of(work: Casework) -> Quality:
    """The score sheets of the helpline."""
    return Quality(work.database, work.helpline.cases)


def sheet_page(
    work: Casework,
    reference: str,
    typed: Mapping[str, str] = MappingProxyType({}),
    error: str | None = None,
) -> SheetPage:
    """The sheet of a case, with what was typed."""
    case = work.helpline.cases.case(reference)
    earlier = quality_of(work).scores(case.reference)
    return SheetPage(
        who=work.who,
        case=case,
        head=heading(case),
        criteria=criteria(),
        marks=MARKS,
        earlier=tuple(_earlier(one) for one in earlier),
        typed=typed,
        error=error,
    )


def _earlier(one: Score) -> str:
    given = sum(one.marks.values())
    return f"{clock(one.at)}: {given} of {MOST * len(one.marks)} by {one.scored_by}" + (
        f". {one.note}" if one.note else ""
    )


def _drawn(case: Case) -> DrawnLine:
    return DrawnLine(
        case.reference,
        references.shown(case.reference),
        case.operator or "nobody",
        CHANNELS[case.channel],
        OUTCOMES[case.outcome] if case.outcome else "not closed",
        clock(case.opened),
    )


def _standing(one: Standing) -> StandingLine:
    points = tuple(f"{one.points[c.id]:.0%}" if c.id in one.points else "–" for c in criteria())
    return StandingLine(one.operator, one.sheets, f"{one.mean:.0%}", points)
