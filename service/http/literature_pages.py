"""The pages of the literature room: search, what is new, and each work with its references in every form."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from ingest.errors import BadRequestError
from service.http import links
from service.http.literature_room import LiteratureNow, Sought, SoughtNow, moment
from service.http.literature_views import (
    HOME,
    PER_PAGE,
    LiteraturePage,
    NewPage,
    entry_page,
    new_page,
    row,
)
from service.http.website import SiteNow
from service.literature.formats import SORTS, Format, references
from service.literature.records import Entry
from service.literature.room import Literature
from service.literature.shelf import chosen
from service.literature.styles import Style

COOKIE = "samuh_reading_list"
MOST_IDS = 500
USUAL_DAYS = 30

literature_pages = APIRouter(prefix=HOME, default_response_class=HTMLResponse, include_in_schema=False)

Ids = Annotated[
    list[str],
    Query(default_factory=list, alias="id", max_length=MOST_IDS, description="The id of a work (repeatable)"),
]
FormatNow = Annotated[Format, Query(alias="format", description="The form of the file")]
Number = Annotated[int, Query(ge=1, le=1000)]


@literature_pages.get("")
def search(
    site: SiteNow, literature: LiteratureNow, request: Request, sought: SoughtNow, page: Number = 1
) -> HTMLResponse:
    """Find works, or list all of them."""
    found = literature.find(sought.asked, sought.since)
    listing, first = found.listing, (page - 1) * PER_PAGE
    made = LiteraturePage(
        sought=sought,
        rows=tuple(row(each) for each in listing.rows[first : first + PER_PAGE]),
        found=len(listing.rows),
        total=listing.total,
        selects=listing.selects,
        orders=listing.orders,
        whole=found.whole,
        code=request.cookies.get(COOKIE, ""),
        earlier=page_href(sought, page - 1) if page > 1 else None,
        later=page_href(sought, page + 1) if len(listing.rows) > first + PER_PAGE else None,
    )
    return site.templates.reply(made)


def page_href(sought: Sought, page: int) -> str:
    """The address of another page of the list."""
    pairs = [*sought.pairs, ("sort", sought.asked.wanted.sort), ("page", str(page))]
    return f"{HOME}?{links.query([pair for pair in pairs if pair[1]])}"


@literature_pages.get("/references")
def reference_file(
    literature: LiteratureNow,
    sought: SoughtNow,
    ids: Ids,
    wanted: FormatNow = Format.RIS,
    style: Style = Style.APA,
) -> Response:
    """Send references of the chosen works, or of all that a search finds where none was chosen."""
    return file_reply(wanted_entries(literature, sought, ids), wanted, style)


def wanted_entries(literature: Literature, sought: Sought, ids: list[str]) -> tuple[Entry, ...]:
    """The works of a request for references.

    Raises:
        BadRequestError: there are none.
    """
    if ids:
        found = chosen(literature.entries(), ids)
    else:
        found = tuple(each.entry for each in literature.find(sought.asked, sought.since).listing.rows)
    if not found:
        raise BadRequestError(
            "There is no work to write references for. Search again, or choose other works."
        )
    return found


def file_reply(entries: tuple[Entry, ...], wanted: Format, style: Style) -> Response:
    """References as a file to be saved."""
    sort = SORTS[wanted]
    return Response(
        references(entries, wanted, style),
        media_type=sort.media_type,
        headers={"Content-Disposition": f'attachment; filename="samuh-references.{sort.suffix}"'},
    )


@literature_pages.get("/new")
def new(
    site: SiteNow, literature: LiteratureNow, since: Annotated[str, Query(max_length=40)] = ""
) -> HTMLResponse:
    """Say what is new, changed or gone since a day; without one, in the last month."""
    try:
        asked = moment(since)
    except BadRequestError as error:
        return site.templates.reply(NewPage(since, (), 0, 0, str(error)), 400)
    first = asked or datetime.now(UTC) - timedelta(days=USUAL_DAYS)
    return site.templates.reply(new_page(first.date().isoformat(), literature.changes(first.date())))


@literature_pages.get("/{work_id}")
def work(site: SiteNow, literature: LiteratureNow, request: Request, work_id: str) -> HTMLResponse:
    """Show one work and how to cite it."""
    entry = literature.entry(work_id)
    return site.templates.reply(entry_page(entry, request.cookies.get(COOKIE, "")))
