"""The pages of briefs: plain forms that are sent, answered with another address, and shown from there.

A brief's address holds its code: who has it may read and change the brief. Every form carries the version that it was
made for, so that nobody overwrites what another has written meanwhile.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from ingest.errors import BadRequestError
from service.briefs import edit, recommend
from service.briefs.carried import read as carried_brief
from service.briefs.carried import written
from service.briefs.keeping import ChangedMeanwhileError
from service.briefs.make import Wanted, make
from service.briefs.offer import offered, passages_of, picked
from service.briefs.opened import Opened
from service.briefs.pace import TooManyError
from service.briefs.printed import MEDIA, printed
from service.briefs.records import Brief, Side, Strength
from service.briefs.shelves import OfDesk
from service.briefs.subject import read
from service.briefs.verify import verify
from service.http.brief_room import Room, RoomNow
from service.http.brief_views import (
    AddPage,
    LostPage,
    PickPage,
    StartPage,
    TracksPage,
    brief_page,
    check_page,
    offer_view,
    track_views,
)
from service.http.same_site import same_site
from service.http.views import hit_views
from service.http.website import SiteNow

Field = Annotated[str, Form()]
Version = Annotated[int, Form(ge=1)]
Marks = Annotated[list[str], Form(max_length=200)]
Words = Annotated[str, Query(alias="q", max_length=500)]
Ending = Literal["docx", "pdf", "md"]
PASSAGES = 25
NOTHING_PICKED = (
    "No statement was ticked, so nothing was added. Go back, tick statements, and send them again."
)

brief_pages = APIRouter(
    prefix="/briefs",
    default_response_class=HTMLResponse,
    include_in_schema=False,
    dependencies=[Depends(same_site)],
)


@brief_pages.get("")
def start(
    site: SiteNow, topic: Annotated[str, Query(max_length=500)] = "", deleted: bool = False
) -> HTMLResponse:
    """Offer to make a brief."""
    return site.templates.reply(StartPage(topic=topic, deleted=deleted, days=site.settings.brief_days))


@brief_pages.post("")
def begin(
    site: SiteNow,
    room: RoomNow,
    topic: Field = "",
    claim: Field = "",
    passage: Marks = [],  # noqa: B006
) -> Response:
    """Make a brief on a topic, of the passages that were picked or of all that is found."""
    try:
        sought = room.sought(read(topic))
        wanted = Wanted(claim=edit.checked("claim", " ".join(claim.split())), pinned=passages_of(passage))
        room.make_room()
        made = make(sought, wanted, date.today())
    except BadRequestError as error:
        status = 429 if isinstance(error, TooManyError) else 400
        return site.templates.reply(StartPage(topic, claim, str(error)), status)
    if made is None:
        return site.templates.reply(StartPage(topic, claim, nothing=True), 404)
    return _to(room.keeping.begin(made))


@brief_pages.get("/pick")
def pick(site: SiteNow, room: RoomNow, q: Words = "") -> HTMLResponse:
    """Show passages to make a brief from."""
    query = " ".join(q.split())
    if not query:
        return site.templates.reply(PickPage("", None))
    hits = room.desk.search(query, limit=PASSAGES).hits
    views = hit_views(room.desk, hits)
    rows = tuple((hit.passage.id, view) for hit, view in zip(hits, views, strict=True))
    return site.templates.reply(PickPage(query, rows))


@brief_pages.get("/recommendations")
def recommendations(site: SiteNow, room: RoomNow) -> HTMLResponse:
    """Show what policy texts recommend, matter by matter."""
    found = recommend.compared(room.desk, room.book)
    views = track_views(recommend.tracks(found), found.columns)
    return site.templates.reply(TracksPage(found.columns, views))


@brief_pages.get("/{code}")
def show(site: SiteNow, room: RoomNow, code: str, saved: bool = False) -> HTMLResponse:
    """Show a brief, to be edited."""
    return site.templates.reply(brief_page(room.keeping.get(code), room.keeping.until(code), saved))


@dataclass(frozen=True, slots=True)
class HeadForm:
    """What the form of a brief's head sends."""

    version: int
    title: str
    claim: str
    summary: str

    @property
    def typed(self) -> tuple[tuple[str, str], ...]:
        """What was typed, by the names of the fields."""
        return (("Title", self.title), ("Claim", self.claim), ("In your own words", self.summary))


def head_form(version: Version, title: Field = "", claim: Field = "", summary: Field = "") -> HeadForm:
    """Gather the fields of a brief's head."""
    return HeadForm(version, title, claim, summary)


@brief_pages.post("/{code}/head")
def head(site: SiteNow, room: RoomNow, code: str, form: Annotated[HeadForm, Depends(head_form)]) -> Response:
    """Set title, claim and summary."""
    try:
        change = edit.head(form.title, form.claim, form.summary)
        return _to(room.keeping.change(code, form.version, change), "?saved=1")
    except BadRequestError as error:
        status = 409 if isinstance(error, ChangedMeanwhileError) else 400
        return site.templates.reply(LostPage(code, str(error), form.typed), status)


@dataclass(frozen=True, slots=True)
class ItemForm:
    """What the form of a quote sends."""

    version: int
    action: Literal["save", "up", "down", "drop", "restore"]
    side: Side
    strength: Strength
    note: str


def item_form(
    version: Version,
    action: Annotated[Literal["save", "up", "down", "drop", "restore"], Form()],
    side: Annotated[Side, Form()],
    strength: Annotated[Strength, Form()],
    note: Field = "",
) -> ItemForm:
    """Gather the fields of a quote's form."""
    return ItemForm(version, action, side, strength, note)


@brief_pages.post("/{code}/items/{number}")
def item(
    site: SiteNow, room: RoomNow, code: str, number: int, form: Annotated[ItemForm, Depends(item_form)]
) -> Response:
    """Keep what was noted on a quote, then order, drop or take it back where that was asked."""
    try:
        return _to(room.keeping.change(code, form.version, _edit(number, form)), f"#quote-{number}")
    except BadRequestError as error:
        status = 409 if isinstance(error, ChangedMeanwhileError) else 400
        return site.templates.reply(LostPage(code, str(error), (("Your note", form.note),)), status)


def _edit(number: int, form: ItemForm) -> edit.Edit:
    first = edit.judge(number, form.side, form.strength, form.note)
    then: dict[str, edit.Edit] = {
        "up": edit.move(number, edit.Move.UP),
        "down": edit.move(number, edit.Move.DOWN),
        "drop": edit.drop(number),
        "restore": edit.drop(number, False),
    }
    second = then.get(form.action)
    return (lambda brief: second(first(brief))) if second else first


@brief_pages.get("/{code}/add")
def offers(site: SiteNow, room: RoomNow, code: str, q: Words = "") -> HTMLResponse:
    """Show statements that may be added."""
    brief, query = room.keeping.get(code), " ".join(q.split())
    found = offered(room.sought_for(brief), brief, query)
    return site.templates.reply(AddPage(brief, query, tuple(map(offer_view, found))))


@brief_pages.post("/{code}/add")
def add(site: SiteNow, room: RoomNow, code: str, version: Version, statement: Marks = []) -> Response:  # noqa: B006
    """Add the statements that were picked."""
    brief = room.keeping.get(code)
    if not any(each.strip() for each in statement):
        return site.templates.reply(LostPage(code, NOTHING_PICKED, ()), 400)
    items = picked(room.sought_for(brief), statement)
    try:
        return _to(room.keeping.change(code, version, edit.add(items)), "?saved=1")
    except ChangedMeanwhileError as error:
        return site.templates.reply(LostPage(code, str(error), ()), 409)


@brief_pages.get("/{code}/check")
def check(site: SiteNow, room: RoomNow, code: str) -> HTMLResponse:
    """Compare a brief with the library as it is."""
    brief = room.keeping.get(code)
    return site.templates.reply(check_page(brief, verify(as_kept(brief), OfDesk(room.desk))))


def as_kept(brief: Brief) -> Opened:
    """A brief from the database as if it came from a file that shows all of its quotes."""
    part = written(brief)
    kept, sealed = carried_brief(part)
    return Opened(kept, sealed, " ".join(quote.text for quote in kept.quotes()))


@brief_pages.get("/{code}/brief.{ending}")
def as_file(room: RoomNow, code: str, ending: Ending) -> Response:
    """Send a brief as a Word file, PDF or Markdown."""
    return file_reply(room, room.keeping.get(code), ending)


def file_reply(room: Room, brief: Brief, ending: Ending) -> Response:
    """A brief as a file to keep."""
    content = printed(brief, ending, room.address)
    name = f'attachment; filename="brief.{ending}"'
    return Response(content, media_type=MEDIA[ending], headers={"Content-Disposition": name})


@brief_pages.post("/{code}/delete")
def delete(room: RoomNow, code: str) -> Response:
    """Delete a brief."""
    room.keeping.delete(code)
    return RedirectResponse("/briefs?deleted=1", 303)


def _to(brief: Brief, rest: str = "") -> RedirectResponse:
    return RedirectResponse(f"/briefs/{brief.code}{rest}", 303)
