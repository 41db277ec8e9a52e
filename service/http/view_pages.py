"""The viewer of originals, and the places of words on scanned pages that it asks for."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from service.http import cites
from service.http.api import DocumentId, problems
from service.http.document_page import Wanted
from service.http.schemas import Wire
from service.http.view_page import text_href, view_page
from service.http.website import SiteNow

Offset = Annotated[int | None, Query(ge=0, le=1 << 40)]
Number = Annotated[int | None, Query(ge=1, le=1_000_000)]

views = APIRouter(include_in_schema=False)
words_api = APIRouter(prefix="/api/v1")


def place(
    start: Offset = None,
    end: Offset = None,
    passage: str | None = None,
    cite: Annotated[tuple[str, ...], Query()] = (),
) -> Wanted:
    """The place that an address names, and the citations that it carries along."""
    return Wanted(start, end, passage, cites=cites.parse(cite))


PlaceNow = Annotated[Wanted, Depends(place)]


@views.get("/documents/{document_id}/view", response_class=HTMLResponse)
def view(site: SiteNow, document_id: str, wanted: PlaceNow, page: Number = None) -> Response:
    """Show the original at the cited place, or lead to the text view."""
    shown = view_page(site.desk, document_id, wanted, page)
    if shown is None:
        return RedirectResponse(text_href(document_id, wanted, None), 303)
    return site.templates.reply(shown)


class WordOut(Wire):
    """One recognised word of a scanned page. Edges are fractions of the page from its top left corner."""

    start: int
    end: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


class WordsOut(Wire):
    """The words of one scanned page in reading order; none for a page that carries its own text."""

    words: tuple[WordOut, ...]


@words_api.get(
    "/documents/{document_id}/words",
    tags=["Library"],
    summary="Get the places of words on a scanned page",
    responses=problems(404, 422, 503),
)
def words(
    site: SiteNow,
    document_id: DocumentId,
    page: Annotated[int, Query(ge=1, le=1_000_000, description="The page's number, from 1")],
) -> WordsOut:
    """Where each recognised word of a scanned page stands; none for a page that carries its own text."""
    document = site.desk.document(document_id)
    return WordsOut(
        words=tuple(
            WordOut(
                start=box.start,
                end=box.end,
                text=document.text[box.start : box.end],
                left=box.left,
                top=box.top,
                right=box.right,
                bottom=box.bottom,
            )
            for box in site.desk.word_boxes(document_id, page)
        )
    )
