"""The pages of precedents: search, and the cases that rules found in documents, to be confirmed or rejected."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from ingest.errors import BadRequestError, LibraryError, NotFoundError
from service.http import links
from service.http.precedent_room import FinderNow, LimitsNow, PrecedentsNow, cell_href
from service.http.same_site import same_site
from service.http.upload_gate import allowed, at_this_machine, taken
from service.http.website import Site, SiteNow
from service.precedents.facets import FACETS, RESULT_NAMES, Limits, Value, values
from service.precedents.judging import Offered
from service.precedents.records import Cell, Kind, Precedent, Result, Standing
from service.precedents.search import Found, Match, Precedents
from service.precedents.told import origin_name

HOME = "/precedents"
SHOWN = 20
ACTS = {"confirm": Standing.CONFIRMED, "reject": Standing.REJECTED}

precedent_pages = APIRouter(
    prefix=HOME,
    default_response_class=HTMLResponse,
    include_in_schema=False,
    dependencies=[Depends(same_site)],
)


@dataclass(frozen=True, slots=True)
class Select:
    """One filter of the form; ``chosen`` is the value that is on, blank for none."""

    name: str
    label: str
    values: tuple[Value, ...]
    chosen: str

    @property
    def chosen_name(self) -> str:
        """The name of the value that is on; the value itself where no case has it."""
        return next((each.name for each in self.values if each.value == self.chosen), self.chosen)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a case's card: its label, its words, the page that it opens, the names of its sources."""

    label: str
    text: str
    href: str
    sources: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One case that was found."""

    match: Match
    href: str
    like_href: str
    ended: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PrecedentsPage:
    """The search. ``found`` is None before anything was asked; ``like`` is the case that others are to be like."""

    template: ClassVar[str] = "precedents/search.html"
    section: ClassVar[str] = HOME

    query: str
    limits: Limits
    selects: tuple[Select, ...]
    found: Found | None
    cards: tuple[Card, ...]
    near: tuple[Card, ...]
    like: Precedent | None
    total: int
    error: str = ""
    title: str = "Precedents"


@dataclass(frozen=True, slots=True)
class Seen:
    """One extracted case as the page shows it: its sentences with their pages."""

    offered: Offered
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ExtractedPage:
    """The extracted cases; ``may_judge`` tells whether this visitor may confirm and reject."""

    template: ClassVar[str] = "precedents/extracted.html"
    section: ClassVar[str] = HOME

    rows: tuple[Seen, ...]
    may_judge: bool
    title: str = "Cases found in documents"


@precedent_pages.get("")
def search(
    site: SiteNow,
    room: PrecedentsNow,
    limits: LimitsNow,
    q: Annotated[str, Query(max_length=1000)] = "",
    like: Annotated[str, Query(max_length=200)] = "",
) -> HTMLResponse:
    """Find cases by words and filters, or more like one."""
    query = " ".join(q.split())
    try:
        found = asked(room, query, limits, like)
    except BadRequestError as error:
        return site.templates.reply(page(room, query, limits, None, error=str(error)), 400)
    except LibraryError as error:
        return site.templates.reply(page(room, query, limits, None, error=str(error)), 503)
    return site.templates.reply(page(room, query, limits, found, like))


def asked(room: Precedents, query: str, limits: Limits, like: str) -> Found | None:
    """What was asked for; None where nothing was."""
    if like:
        return room.like(like, limits, SHOWN)
    return room.search(query, limits, SHOWN) if query or limits.any else None


def page(
    room: Precedents, query: str, limits: Limits, found: Found | None, like: str = "", error: str = ""
) -> PrecedentsPage:
    """Gather what the page shows."""
    cases = room.cases()
    chosen = {facet.name: str(getattr(limits, facet.name)) for facet in FACETS}
    return PrecedentsPage(
        query=query,
        limits=limits,
        selects=tuple(
            Select(facet.name, facet.label, values(facet, cases), chosen[facet.name]) for facet in FACETS
        ),
        found=found,
        cards=tuple(card(match) for match in found.matches) if found else (),
        near=tuple(card(match) for match in found.near) if found else (),
        like=room.case(like) if like else None,
        total=len(cases),
        error=error,
    )


def card(match: Match) -> Card:
    """A found case as a card."""
    case = match.case
    return Card(
        match=match,
        href=case.address,
        like_href=f"{HOME}?{links.query([('like', case.id)])}",
        ended=RESULT_NAMES[case.result] if case.result is not Result.UNKNOWN else "",
        facts=tuple(facts(case)),
    )


def facts(case: Precedent) -> list[Fact]:
    """The lines of a card: what was tried, who paid, what came of it, the lesson; one of each at most."""
    told: list[tuple[str, Cell | None]] = [("Problem", case.problems[0][1] if case.problems else None)]
    trial = next((each for each in case.trials if each.payers or each.cost), None) or next(
        iter(case.trials), None
    )
    if trial is not None:
        told += [("Tried", trial.what), ("Cost", trial.cost)]
        told += [("Who paid", cell) for cell in trial.payers]
    lines = [fact(case, label, cell) for label, cell in told if cell is not None]
    for change in case.changes[:1]:
        parts = (change.metric, change.before, change.after, change.change)
        text = "; ".join(cell.text for cell in parts if cell is not None)
        lines.append(fact(case, "Outcome", change.metric, text))
    lines += [fact(case, "Lesson", cell) for cell in case.lessons[:1] if case.kind is not Kind.WORK]
    return lines


def fact(case: Precedent, label: str, cell: Cell, text: str = "") -> Fact:
    """One line with its sources."""
    year = f" ({cell.year})" if cell.year and str(cell.year) not in (text or cell.text) else ""
    sources = "; ".join(origin_name(each) for each in cell.origins)
    return Fact(label, f"{text or cell.text}{year}", cell_href(case, cell), sources, cell.inferred)


@precedent_pages.get("/extracted")
def extracted(site: SiteNow, request: Request, finder: FinderNow) -> HTMLResponse:
    """Show the cases that rules found in documents."""
    rows = tuple(Seen(row, tuple(sentences(row.case))) for row in finder.offered())
    return site.templates.reply(ExtractedPage(rows, may_judge(site, request)))


def sentences(case: Precedent) -> list[Fact]:
    """The sentences of an extracted case by what they are taken for."""
    told = [("Problem", cell) for _, cell in case.problems]
    for trial in case.trials:
        told += [("Tried", trial.what), *(("Cost", cell) for cell in (trial.cost,) if cell)]
        told += [("Who paid", cell) for cell in trial.payers]
    told += [("Outcome", change.metric) for change in case.changes]
    told += [("Lesson", cell) for cell in case.lessons]
    return [fact(case, label, cell) for label, cell in told]


def may_judge(site: Site, request: Request) -> bool:
    """Whether a visitor may change what the library holds: the rule is that of uploads."""
    return taken(site.settings) and (site.settings.uploads is not None or at_this_machine(request))


@precedent_pages.post("/extracted/{case_id}")
def judge(
    site: SiteNow,
    request: Request,
    finder: FinderNow,
    case_id: str,
    act: Annotated[str, Form(max_length=20)] = "",
) -> RedirectResponse:
    """Confirm or reject a case, or take a judgement back.

    Raises:
        UploadsOffError: this visitor may change nothing here.
        BadRequestError: another act than those.
    """
    allowed(site, request)
    if act == "take_back":
        finder.take_back(case_id)
    elif act in ACTS:
        finder.judge(case_id, ACTS[act], datetime.now(UTC))
    else:
        raise BadRequestError("act: give confirm, reject or take_back.")
    return RedirectResponse(f"{HOME}/extracted#{case_id}", 303)


@precedent_pages.get("/{case_id}")
def one(room: PrecedentsNow, case_id: str) -> RedirectResponse:
    """Lead to the page of a case's record.

    Raises:
        NotFoundError: there is no case with that id.
    """
    found = room.case(case_id)
    if not found.document_id:
        raise NotFoundError(f"{case_id}: no page shows this case.")
    return RedirectResponse(found.address)
