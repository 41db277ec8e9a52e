"""The pages of reading lists: plain forms that are sent, answered with another address, and shown from there.

The list in use is remembered by a cookie until the browser is closed, so that its code stands in no address that is
passed on.
"""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ingest.errors import BadRequestError, NotFoundError
from service.browse.facets import Wanted
from service.http.auth import is_https
from service.http.literature_pages import COOKIE, FormatNow, file_reply
from service.http.literature_room import FILTERS, LiteratureNow
from service.http.literature_views import HOME, KeptRow, ListPage, ListsPage, SearchRow
from service.http.same_site import same_site
from service.http.website import SiteNow
from service.interviews import codes
from service.literature.formats import Format
from service.literature.keeping import ReadingList, SavedSearch
from service.literature.records import Entry
from service.literature.room import Literature
from service.literature.search import Asked
from service.literature.shelf import chosen
from service.literature.styles import Style, Written, written

LISTS = f"{HOME}/lists"

reading_list_pages = APIRouter(
    prefix=LISTS,
    default_response_class=HTMLResponse,
    include_in_schema=False,
    dependencies=[Depends(same_site)],
)

Field = Annotated[str, Form(max_length=4000)]
Works = Annotated[list[str], Form(alias="id", max_length=500)]


@reading_list_pages.get("")
def lists(site: SiteNow, deleted: bool = False) -> HTMLResponse:
    """Offer to begin a list, or to open one."""
    return site.templates.reply(ListsPage(site.settings.reading_list_days, deleted=deleted))


@reading_list_pages.post("")
def begin(literature: LiteratureNow, title: Field = "") -> Response:
    """Begin a list."""
    return to(literature.lists.begin(title))


@reading_list_pages.post("/open")
def open_list(site: SiteNow, literature: LiteratureNow, code: Field = "") -> Response:
    """Open a list by its code."""
    try:
        return to(literature.lists.get(code).code)
    except (BadRequestError, NotFoundError) as error:
        status = 404 if isinstance(error, NotFoundError) else 400
        return site.templates.reply(ListsPage(site.settings.reading_list_days, str(error)), status)


@reading_list_pages.post("/works")
def add(literature: LiteratureNow, ids: Works = [], code: Field = "", note: Field = "") -> Response:  # noqa: B006
    """Put works on a list; without a code, on a new one."""
    works = [(entry.id, entry.title) for entry in chosen(literature.entries(), ids)]
    if not works:
        raise BadRequestError("No work was chosen. Go back, tick works, and send the form again.")
    held = literature.lists.get(code).code if code.strip() else literature.lists.begin()
    literature.lists.add(held, works, note)
    return to(held)


@reading_list_pages.post("/searches")
def save(literature: LiteratureNow, query: Field = "", name: Field = "", code: Field = "") -> Response:
    """Save a search on a list; without a code, on a new one."""
    asked_of(query)
    held = literature.lists.get(code).code if code.strip() else literature.lists.begin()
    literature.lists.save_search(held, name, query)
    return to(held)


@reading_list_pages.get("/{code}")
def one(site: SiteNow, literature: LiteratureNow, request: Request, code: str) -> Response:
    """Show one list, which is the one in use from now on."""
    kept = literature.lists.get(code)
    if kept.code != code:
        return to(kept.code)
    reply = site.templates.reply(list_page(kept, literature))
    secure = is_https(request)
    reply.set_cookie(COOKIE, kept.code, path=HOME, httponly=True, samesite="strict", secure=secure)
    return reply


@reading_list_pages.get("/{code}/references")
def reference_file(
    literature: LiteratureNow, code: str, wanted: FormatNow = Format.RIS, style: Style = Style.APA
) -> Response:
    """Send the references of a list."""
    kept = literature.lists.get(code)
    entries = chosen(literature.entries(), [each.work for each in kept.works])
    if not entries:
        raise BadRequestError("There is no work on this list yet. Put one on it first.")
    return file_reply(entries, wanted, style)


@reading_list_pages.post("/{code}/title")
def rename(literature: LiteratureNow, code: str, title: Field = "") -> Response:
    """Give a list another title."""
    literature.lists.rename(code, title)
    return to(code)


@reading_list_pages.post("/{code}/note")
def annotate(literature: LiteratureNow, code: str, work: Field = "", note: Field = "") -> Response:
    """Keep a note on a work."""
    literature.lists.annotate(code, work, note)
    return to(code)


@reading_list_pages.post("/{code}/remove")
def remove(literature: LiteratureNow, code: str, work: Field = "") -> Response:
    """Take a work off the list."""
    literature.lists.remove(code, work)
    return to(code)


@reading_list_pages.post("/{code}/look")
def look(literature: LiteratureNow, code: str, number: Annotated[int, Form()]) -> Response:
    """Show what is new in a search, which counts as looked at from now on."""
    search = search_of(literature.lists.get(code), number)
    literature.lists.look(code, number)
    since = f"since={search.looked:%Y-%m-%dT%H:%M:%SZ}"
    return RedirectResponse(f"{HOME}?{'&'.join(part for part in (search.query, since) if part)}", 303)


@reading_list_pages.post("/{code}/forget")
def forget(literature: LiteratureNow, code: str, number: Annotated[int, Form()]) -> Response:
    """Take a search off the list."""
    literature.lists.remove_search(code, number)
    return to(code)


@reading_list_pages.post("/{code}/delete")
def delete(literature: LiteratureNow, code: str) -> Response:
    """Delete the list with all that is on it."""
    literature.lists.delete(code)
    reply = RedirectResponse(f"{LISTS}?deleted=true", 303)
    reply.delete_cookie(COOKIE, path=HOME)
    return reply


# --- what the page shows ---


def list_page(kept: ReadingList, literature: Literature) -> ListPage:
    """A list with its works as references and its searches with what is new in them."""
    known = {entry.id: entry for entry in literature.entries()}
    return ListPage(
        kept=kept,
        aloud=codes.aloud(kept.code),
        rows=tuple(
            KeptRow(each.work, each.title, each.note, known.get(each.work), cited(known.get(each.work)))
            for each in kept.works
        ),
        searches=tuple(search_row(each, literature) for each in kept.searches),
    )


def cited(entry: Entry | None) -> Written:
    """A work as a reference; nothing where it is not known any more."""
    return written(entry, Style.APA) if entry else ()


def search_row(search: SavedSearch, literature: Literature) -> SearchRow:
    """A search with the number of works that are new in it since the last look."""
    new = literature.news_in(asked_of(search.query), search.looked)
    return SearchRow(search, len(new), f"{HOME}?{search.query}" if search.query else HOME)


def search_of(kept: ReadingList, number: int) -> SavedSearch:
    """One search of a list.

    Raises:
        NotFoundError: it has none of that number.
    """
    for search in kept.searches:
        if search.number == number:
            return search
    raise NotFoundError(f"This list has no search {number}. It may have been removed.")


def asked_of(query: str) -> Asked:
    """What a kept query asks; parameters that a search does not have are passed over.

    Raises:
        BadRequestError: a year of it is no number.
    """
    told = dict(parse_qsl(query))
    try:
        first, last = (int(told[name]) if told.get(name) else None for name in ("year_from", "year_to"))
    except ValueError:
        raise BadRequestError("A year of this search is no number. Search again, and save that.") from None
    filters = tuple((name, told[name]) for name in FILTERS if told.get(name))
    return Asked(Wanted(told.get("q", ""), "", filters), first, last)


def to(code: str) -> Response:
    """Lead to a list."""
    return RedirectResponse(f"{LISTS}/{codes.read(code)}", 303)
