"""The pages of schemes, clusters, works and agencies. They are made from records alone: no model, no index."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ingest.errors import NotFoundError
from service.browse.agencies import agencies_page
from service.browse.book import Book, reader
from service.browse.chart import towns_svg
from service.browse.cluster_page import cluster_page
from service.browse.clusters import cluster_rows, find_clusters
from service.browse.facets import Wanted
from service.browse.scheme_page import scheme_page
from service.browse.schemes import find_schemes
from service.browse.works import find_works, work_page
from service.http import links
from service.http.browse_records import page_of
from service.http.browse_views import (
    AgenciesView,
    Chart,
    ClustersView,
    ClusterView,
    SchemesView,
    SchemeView,
    WorksView,
    WorkView,
    check_href,
    list_view,
    marks,
)
from service.http.website import SiteNow

LONGEST = 200
OWN = frozenset({"q", "sort"})
TOWNS = "/clusters/towns.svg"
FOR_A_DAY = {"Cache-Control": "public, max-age=86400"}

browse = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


def book_of(site: SiteNow) -> Book:
    """The records of the corpus as they are now."""
    return reader(site.settings.corpus).current()


def wanted_of(request: Request) -> Wanted:
    """What the address asks of a list: words, order, filters; a filter that the list does not have asks nothing."""
    asked = {name: value.strip()[:LONGEST] for name, value in request.query_params.items()}
    filters = tuple((name, value) for name, value in asked.items() if name not in OWN and value)
    return Wanted(asked.get("q", ""), asked.get("sort", ""), filters)


BookNow = Annotated[Book, Depends(book_of)]
WantedNow = Annotated[Wanted, Depends(wanted_of)]
Choice = Annotated[str, Query(max_length=LONGEST)]


@browse.get("/schemes")
def schemes(site: SiteNow, book: BookNow, wanted: WantedNow) -> HTMLResponse:
    """List the schemes."""
    found = find_schemes(book, wanted, date.today())
    return site.templates.reply(SchemesView(list_view("/schemes", wanted, found)))


@browse.get("/schemes/{scheme_id}")
def scheme(site: SiteNow, book: BookNow, scheme_id: str) -> HTMLResponse:
    """Show one scheme."""
    page = scheme_page(book, scheme_id, date.today())
    view = SchemeView(
        title=page.row.title,
        scheme=page,
        check_href=check_href(scheme=scheme_id),
        ask_href=ask_href(scheme_id),
        sheet_href=links.document(scheme_id),
    )
    return site.templates.reply(view)


@browse.get("/clusters")
def clusters(site: SiteNow, book: BookNow, wanted: WantedNow) -> HTMLResponse:
    """List the clusters and show them on the map."""
    found = find_clusters(book, wanted)
    view = ClustersView(
        list=list_view("/clusters", wanted, found),
        chart=Chart(TOWNS, marks(found.rows)),
        off_map=tuple(row for row in found.rows if row.spot is None),
    )
    return site.templates.reply(view)


@browse.get(TOWNS)
def towns(book: BookNow) -> Response:
    """The picture of towns that lies under the map."""
    return Response(towns_svg(book.towns), media_type="image/svg+xml", headers=FOR_A_DAY)


@browse.get("/clusters/{cluster_id}")
def cluster(site: SiteNow, book: BookNow, cluster_id: str) -> HTMLResponse:
    """Show one cluster."""
    page = cluster_page(book, cluster_id)
    on_map = page.row.spot is not None
    view = ClusterView(
        title=page.row.name,
        cluster=page,
        chart=Chart(TOWNS, marks(cluster_rows(book), cluster_id)) if on_map else None,
        check_href=check_href(state=page.rule_state, sector=page.rule_sector),
        ask_href=ask_href(cluster_id),
        sheet_href=links.document(cluster_id),
    )
    return site.templates.reply(view)


@browse.get("/works")
def works(site: SiteNow, book: BookNow, wanted: WantedNow) -> HTMLResponse:
    """List the works."""
    return site.templates.reply(WorksView(list_view("/works", wanted, find_works(book, wanted))))


@browse.get("/works/{work_id}")
def work(site: SiteNow, book: BookNow, work_id: str) -> HTMLResponse:
    """Show one work."""
    page = work_page(book, work_id)
    view = WorkView(page.row.cited_as, page, ask_href(work_id), links.document(work_id))
    return site.templates.reply(view)


@browse.get("/agencies")
def agencies(
    site: SiteNow, book: BookNow, area: Choice = "", sector: Choice = "", state: Choice = ""
) -> HTMLResponse:
    """Show who works in which area, and the offices of a State."""
    return site.templates.reply(AgenciesView(agencies_page(book, area, sector, state)))


@browse.get("/records/{record_id}")
def record(book: BookNow, record_id: str) -> RedirectResponse:
    """Lead from a sheet to the page of its record.

    Raises:
        NotFoundError: no page shows a record with that id.
    """
    address = page_of(book, record_id)
    if address is None:
        raise NotFoundError(
            f"{record_id}: no page shows a record with that id. Its sheet: /documents/{record_id}"
        )
    return RedirectResponse(address)


def ask_href(record_id: str) -> str:
    """The page that asks one sheet alone."""
    return "/?" + links.query([("document", record_id)])
