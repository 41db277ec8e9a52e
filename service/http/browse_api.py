"""Schemes, clusters, works and agencies as JSON: the rows of the lists, each record with what is worked out."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from ingest.sheets.load import read_yaml
from ingest.sheets.models import Record
from service.browse.agencies import agencies_page
from service.browse.book import Held
from service.browse.cluster_page import cluster_page
from service.browse.clusters import find_clusters
from service.browse.scheme_page import scheme_page
from service.browse.schemes import find_schemes
from service.browse.sheet_text import plain
from service.browse.works import find_works, work_page
from service.http.api import problems
from service.http.browse_pages import BookNow
from service.http.browse_schemas import (
    AgenciesAsked,
    AgenciesOut,
    AgencyOut,
    ClusterOut,
    ClusterRecordOut,
    ClustersAsked,
    ClustersOut,
    CoverageOut,
    EditionOut,
    GrantTable,
    SchemeOut,
    SchemeRecordOut,
    SchemesAsked,
    SchemesOut,
    WorkOut,
    WorkRecordOut,
    WorksAsked,
    WorksOut,
)

SchemeId = Annotated[str, Path(description="The id of the scheme", examples=["mse-cdp-2022"])]
ClusterId = Annotated[str, Path(description="The id of the cluster", examples=["kanpur-leather"])]
WorkId = Annotated[str, Path(description="The id of the work", examples=["schmitz-1995"])]

browse_api = APIRouter(prefix="/api/v1", tags=["Corpus"])


@browse_api.get("/schemes", summary="List schemes", responses=problems(422))
def schemes(book: BookNow, asked: Annotated[SchemesAsked, Query()]) -> SchemesOut:
    """The schemes that fit, each with what is known of its being open and as of when."""
    found = find_schemes(book, asked.wanted(), date.today())
    return SchemesOut(total=found.total, schemes=tuple(SchemeOut.of(row) for row in found.rows))


@browse_api.get("/schemes/{scheme_id}", summary="Get a scheme", responses=problems(404))
def scheme(book: BookNow, scheme_id: SchemeId) -> SchemeRecordOut:
    """One scheme: its record, grants worked out at sample costs, coverage, editions, and who names it."""
    page = scheme_page(book, scheme_id, date.today())
    return SchemeRecordOut(
        scheme=SchemeOut.of(page.row),
        first_step=plain(page.first_step),
        grants=tuple(GrantTable.of(part.id, part.worked) for part in page.parts if part.worked),
        coverage=CoverageOut(
            checked=page.coverage.checked, total=page.coverage.total, beyond=page.coverage.beyond
        ),
        editions=tuple(EditionOut.of(each) for each in page.editions),
        clusters=tuple(each.id for each in page.clusters),
        works=tuple(each.id for each in page.works),
        record=written(book.scheme(scheme_id)),
    )


@browse_api.get("/clusters", summary="List clusters", responses=problems(422))
def clusters(book: BookNow, asked: Annotated[ClustersAsked, Query()]) -> ClustersOut:
    """The clusters that fit."""
    found = find_clusters(book, asked.wanted())
    return ClustersOut(total=found.total, clusters=tuple(ClusterOut.of(row) for row in found.rows))


@browse_api.get("/clusters/{cluster_id}", summary="Get a cluster", responses=problems(404))
def cluster(book: BookNow, cluster_id: ClusterId) -> ClusterRecordOut:
    """One cluster: its record with figures, years and sources, and its neighbours."""
    page = cluster_page(book, cluster_id)
    return ClusterRecordOut(
        cluster=ClusterOut.of(page.row),
        schemes=tuple(each.id for each in page.schemes),
        works=tuple(each.id for each in page.works),
        similar=tuple(each.id for each in page.similar),
        record=written(book.cluster(cluster_id)),
    )


@browse_api.get("/works", summary="List works", responses=problems(422))
def works(book: BookNow, asked: Annotated[WorksAsked, Query()]) -> WorksOut:
    """The works of research and policy that fit."""
    found = find_works(book, asked.wanted())
    return WorksOut(total=found.total, works=tuple(WorkOut.of(row) for row in found.rows))


@browse_api.get("/works/{work_id}", summary="Get a work", responses=problems(404))
def work(book: BookNow, work_id: WorkId) -> WorkRecordOut:
    """One work: its findings as sentences, and what rests on it."""
    page = work_page(book, work_id)
    return WorkRecordOut(
        work=WorkOut.of(page.row),
        findings=tuple(plain(line) for line in page.findings),
        bears_out=tuple(f"{folder}/{each.id}" for folder, each in page.supports),
        record=written(book.work(work_id)),
    )


@browse_api.get("/agencies", summary="Who works in which area", responses=problems(422))
def agencies(book: BookNow, asked: Annotated[AgenciesAsked, Query()]) -> AgenciesOut:
    """The agencies that work in an area and a sector, as the strategy paper of 2012 lists them."""
    page = agencies_page(book, asked.area, asked.sector)
    keys = [option.value for option in page.areas]
    return AgenciesOut(
        warning=page.warning,
        answer=page.answer,
        areas={option.value: option.name for option in page.areas},
        agencies=tuple(
            AgencyOut(
                name=row.name,
                kind=row.kind,
                sectors=row.sectors,
                does=row.does,
                areas=tuple(key for key, works_there in zip(keys, row.areas, strict=True) if works_there),
            )
            for row in page.rows
        ),
    )


def written(held: Held[Record]) -> dict[str, object]:
    """The record as its file has it."""
    content = read_yaml(held.path)
    assert isinstance(content, dict)
    return content
