"""The gap list: questions that the documents did not answer, grouped, each with the documents to be found for it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, ClassVar

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from ingest.errors import BadRequestError
from service.browse.book import Book
from service.helpline import references
from service.helpline.errors import StaleError
from service.helpline.gaps import Gap, Gaps, WantedState
from service.helpline.tickets import Doing
from service.http import links
from service.http.auth import Who
from service.http.casework import Casework, EditingNow, ReadingNow
from service.http.desk_words import clock
from service.http.gap_links import Place, book_of, where_to_look
from service.http.words import ENDINGS
from service.people.records import Role

STATES = {
    WantedState.WANTED: "to be found",
    WantedState.ASKED_FOR: "asked for",
    WantedState.FOUND: "found and added to the library",
    WantedState.NOT_TO_BE_HAD: "not to be had",
}
MOST_SHOWN = 5

gap_pages = APIRouter(prefix="/desk/gaps", default_response_class=HTMLResponse, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One question of a group."""

    shown: str
    reference: str
    when: str
    question: str
    ending: str


@dataclass(frozen=True, slots=True)
class NearLine:
    """A document that came near."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class GapView:
    """One group of questions; ``more`` questions are not shown."""

    gap: Gap
    asked: tuple[AskedLine, ...]
    more: int
    near: tuple[NearLine, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class GapsPage:
    """The gap list."""

    template: ClassVar[str] = "desk/gaps.html"
    section: ClassVar[str] = "/desk"

    who: Who
    gaps: tuple[GapView, ...]
    days: int
    editor: bool
    states: tuple[tuple[str, str], ...]
    error: str | None
    title: str = "Gaps"


@gap_pages.get("")
def gaps(work: ReadingNow, days: Annotated[int, Query(ge=1, le=3650)] = 90) -> Response:
    """List what callers asked and the documents did not answer."""
    return work.site.templates.reply(gaps_page(work, days))


@gap_pages.post("")
def want(
    work: EditingNow,
    key: Annotated[str, Form(pattern="^[0-9a-f]{64}$")],
    title: Annotated[str, Form(max_length=300)] = "",
    where_to_ask: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Note a document to find for a group."""
    try:
        Gaps(work.database).want(key, title, where_to_ask, work.who.name, work.now)
    except BadRequestError as error:
        return work.site.templates.reply(gaps_page(work, 90, str(error)), 400)
    return RedirectResponse("/desk/gaps", 303)


@gap_pages.post("/documents/{wanted_id}")
def move(
    work: EditingNow,
    wanted_id: int,
    version: Annotated[int, Form()],
    state: Annotated[WantedState, Form()],
) -> Response:
    """Say where the search for a document stands."""
    try:
        Gaps(work.database).move(wanted_id, state, Doing(version, work.who.name), work.now)
    except StaleError as error:
        return work.site.templates.reply(gaps_page(work, 90, str(error)), 409)
    return RedirectResponse("/desk/gaps", 303)


def gaps_page(work: Casework, days: int, error: str | None = None) -> GapsPage:
    """The gaps of the last so many days."""
    titles = {row.id: row.title for row in work.site.desk.documents()}
    book = book_of(work.site.settings)
    found = Gaps(work.database).groups(work.now - timedelta(days=days), work.site.desk.directions)
    return GapsPage(
        who=work.who,
        gaps=tuple(_view(gap, titles, book) for gap in found),
        days=days,
        editor=work.who.may(Role.EDITOR),
        states=tuple((state.value, name) for state, name in STATES.items()),
        error=error,
    )


def _view(gap: Gap, titles: dict[str, str], book: Book | None) -> GapView:
    asked = tuple(
        AskedLine(
            references.shown(one.reference),
            one.reference,
            clock(one.at),
            one.question,
            ENDINGS[one.status].title,
        )
        for one in gap.questions[:MOST_SHOWN]
    )
    near = tuple(NearLine(titles.get(name, name), links.document(name)) for name in gap.nearest)
    return GapView(gap, asked, len(gap.questions) - len(asked), near, where_to_look(gap, book))
