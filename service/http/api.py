"""The JSON interface. Every route takes, calls and wraps; the work is the desk's."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse, JSONResponse
from fastapi.responses import Response as PlainResponse

from ingest.errors import LibraryError, NotFoundError
from service.http import asking, files
from service.http.document_schemas import DocumentOut, DocumentsOut
from service.http.params import FiltersNow, History
from service.http.problems import MEDIA_TYPE, Problem
from service.http.schemas import (
    AnswerOut,
    HealthOut,
    PassageReply,
    ReadyOut,
    SearchOut,
)
from service.http.website import SiteNow

PROBLEM_WORDS = {
    400: "The question or its filters cannot be used as given",
    403: "Not taken by this service, or sent by a page of another site",
    404: "Nothing with that id",
    409: "It cannot be done in the present state",
    413: "More than may be sent at once",
    422: "A parameter does not have the right form",
    429: "So many are kept that no more can be begun now",
    503: "The index or the model is not ready",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error replies of a route, for its description."""
    return {
        status: {
            "description": PROBLEM_WORDS[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }


Query_ = Annotated[
    str, Query(alias="q", description="What to look for, in words", examples=["effluent plant cost"])
]
Question = Annotated[
    str, Query(alias="q", description="The question, in plain words", examples=["Who can apply for MSE-CDP?"])
]
Limit = Annotated[int, Query(ge=1, le=100, description="Most passages to send")]
DocumentId = Annotated[str, Path(description="The id of the document", examples=["mse-cdp-2022"])]
PassageId = Annotated[str, Path(description="The id of the passage")]
PageNumber = Annotated[int, Query(ge=1, le=1_000_000, description="Which page of the list, from 1")]
PerPage = Annotated[int, Query(ge=1, le=500, description="Documents on one page")]

api = APIRouter(prefix="/api/v1")
health = APIRouter(tags=["Health"])


@api.get("/search", tags=["Questions"], summary="Find passages", responses=problems(400, 422, 503))
def search(site: SiteNow, query: Query_, filters: FiltersNow, limit: Limit = 10) -> SearchOut:
    """List the passages nearest to a query, best first. They are what the documents say, not an answer."""
    return SearchOut.of(asking.find(site, query, filters, limit))


@api.get("/answers", tags=["Questions"], summary="Answer a question", responses=problems(400, 422, 503))
def answers(site: SiteNow, question: Question, history: History, filters: FiltersNow) -> AnswerOut:
    """Answer from the documents, each statement with its citation, or say how the question ends otherwise.

    The same question on the same index gives the same answer. Endings: `answered`, `partly_answered`,
    `no_evidence` (the documents do not say), `needs_facts` (choose from `choices`), `conflicting` (sources
    disagree; all sides are given) and `out_of_scope`.
    """
    return AnswerOut.of(asking.answer(site, question, history, filters))


@api.get("/documents", tags=["Library"], summary="List the library", responses=problems(422, 503))
def documents(site: SiteNow, page: PageNumber = 1, per_page: PerPage = 100) -> DocumentsOut:
    """All documents by title, also those that could not be read, with the reason."""
    return DocumentsOut.of(site.desk.documents(), page, per_page, site.desk.status())


@api.get("/documents/{document_id}", tags=["Library"], summary="Get a document", responses=problems(404, 503))
def document(site: SiteNow, document_id: DocumentId) -> DocumentOut:
    """One document with its whole text, its pages and its passages."""
    return DocumentOut.of(
        site.desk.document(document_id), site.desk.passages(document_id), site.desk.status()
    )


@api.get(
    "/documents/{document_id}/original",
    tags=["Library"],
    summary="Get the original file",
    response_class=FileResponse,
    responses=problems(404, 503)
    | {200: {"description": "The file", "content": {"application/octet-stream": {}}}},
)
def original(site: SiteNow, document_id: DocumentId) -> FileResponse:
    """The file that the document was read from. PDF and plain text may be shown; all else is sent to be saved."""
    path = site.desk.original(document_id)
    if path is None or not path.is_file():
        raise NotFoundError(
            f"{document_id}: the original file is no longer in the library. Its text still is."
        )
    return files.original(
        path, site.desk.status().index_id, files.name_of(site.desk.document(document_id), path)
    )


@api.get("/passages/{passage_id}", tags=["Library"], summary="Get a passage", responses=problems(404, 503))
def passage(site: SiteNow, passage_id: PassageId) -> PassageReply:
    """One passage: an exact slice of its document, with its headings and pages."""
    return PassageReply.of(site.desk.passage(passage_id), site.desk.status())


@health.get("/healthz", summary="Is the process alive?")
def healthz() -> HealthOut:
    """Answers as soon as the process listens, also while the model is loading."""
    return HealthOut()


@health.get("/readyz", summary="Can questions be answered?", responses=problems(503))
def readyz(site: SiteNow) -> ReadyOut:
    """200 once model and index are loaded; before that 503, saying what is missing."""
    status = site.desk.status()
    if not status.ready:
        raise LibraryError(
            status.problem or "The index and the model are not loaded yet. Try again in a few seconds."
        )
    return ReadyOut.of(status)


@health.get("/api/v1/openapi.json", include_in_schema=False)
def description(request: Request) -> JSONResponse:
    """The OpenAPI description itself."""
    return JSONResponse(request.app.openapi())


@health.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=PlainResponse,
    responses={
        200: {"description": "Counts and times in the Prometheus text format", "content": {"text/plain": {}}}
    },
)
def metrics(site: SiteNow) -> PlainResponse:
    """Requests, times by route, answers by ending, and the index that answers now. Never a question."""
    return PlainResponse(site.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


COMPONENTS = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
