"""The pages for people: the same desk as the API, plain forms and shareable addresses."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator

from ingest.errors import BadRequestError
from service.http import asking
from service.http.about_page import AboutPage
from service.http.api_page import api_page
from service.http.ask_page import Asked, ask_page, turns_of
from service.http.assess_pointer import with_pointer
from service.http.assess_room import RoomNow
from service.http.browse_records import record_facts
from service.http.document_page import document_page
from service.http.library_page import Column, Order, library_page
from service.http.library_page import Wanted as WantedRows
from service.http.params import FiltersNow, History
from service.http.search_page import Sought, search_page
from service.http.upload_gate import QueueNow
from service.http.upload_pages import uploads_view
from service.http.view_pages import PlaceNow
from service.http.website import SiteNow

Text = Annotated[str, Query(alias="q")]
UPLOADS_SHOWN = 6
Number = Annotated[int, Query(ge=1, le=1_000_000)]
Sort = Annotated[Column, BeforeValidator(lambda value: value or Column.TITLE), Query()]
Direction = Annotated[Order, BeforeValidator(lambda value: value or Order.UP), Query()]

pages = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@pages.get("/")
def ask(site: SiteNow, room: RoomNow, filters: FiltersNow, history: History, q: Text = "") -> HTMLResponse:
    """Take a question; with one, show how it ended."""
    asked = Asked(" ".join(q.split()), turns_of(history), filters)
    limit = site.settings.max_question_chars
    try:
        answer = asking.answer(site, asked.question, asked.history, filters) if asked.question else None
    except BadRequestError as error:
        return site.templates.reply(ask_page(site.desk, asked, None, limit, str(error)), 400)
    return site.templates.reply(with_pointer(ask_page(site.desk, asked, answer, limit), room))


@pages.get("/search")
def search(
    site: SiteNow, filters: FiltersNow, q: Text = "", limit: Annotated[int, Query(ge=1, le=100)] = 20
) -> HTMLResponse:
    """List passages for a query."""
    sought = Sought(q.strip(), filters, limit)
    longest = site.settings.max_question_chars
    try:
        result = asking.find(site, sought.query, filters, limit) if sought.query else None
    except BadRequestError as error:
        return site.templates.reply(search_page(site.desk, sought, None, longest, str(error)), 400)
    return site.templates.reply(search_page(site.desk, sought, result, longest))


def wanted_rows(
    q: Text = "",
    kind: str = "",
    publisher: str = "",
    status: str = "",
    sort: Sort = Column.TITLE,
    order: Direction = Order.UP,
) -> WantedRows:
    """What the address asks the library to show."""
    return WantedRows(q.strip(), kind, publisher, status, sort, order)


@pages.get("/documents")
def documents(
    site: SiteNow,
    request: Request,
    queue: QueueNow,
    wanted: Annotated[WantedRows, Depends(wanted_rows)],
    page: Number = 1,
) -> HTMLResponse:
    """List the library, with the latest uploads."""
    uploads = uploads_view(site, request, queue, UPLOADS_SHOWN)
    return site.templates.reply(library_page(site.desk.documents(), wanted, page, uploads))


@pages.get("/documents/{document_id}")
def document(site: SiteNow, document_id: str, place: PlaceNow, part: Number = 1) -> HTMLResponse:
    """Show one document, with the cited words marked."""
    page = document_page(site.desk, document_id, replace(place, part=part))
    return site.templates.reply(replace(page, facts=(*page.facts, *record_facts(site, document_id))))


@pages.get("/api")
def api(site: SiteNow, request: Request) -> HTMLResponse:
    """Describe the JSON interface."""
    return site.templates.reply(api_page(request.app.openapi()))


@pages.get("/about")
def about(site: SiteNow) -> HTMLResponse:
    """Say what Samuh is."""
    return site.templates.reply(AboutPage())
