"""Every error as ``application/problem+json`` (RFC 9457), and the one table from our errors to HTTP.

Below the API's addresses a problem is JSON; on the pages the same problem is shown as a page.
"""

import logging
import traceback
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from ingest.errors import (
    BadRequestError,
    IndexMismatchError,
    LibraryError,
    ModelError,
    NotFoundError,
    SamuhError,
)
from service.briefs.keeping import ChangedMeanwhileError
from service.briefs.pace import TooManyError
from service.helpline.errors import StaleError, StateError
from service.http.error_page import ErrorPage, WaitingPage
from service.http.website import site_of
from service.uploads.errors import ConflictError, QueueFullError, TooLargeError, UploadsOffError

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
MACHINE_PATHS = ("/api/", "/healthz", "/readyz", "/metrics")
RETRY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """How one class of our errors appears over HTTP."""

    status: int
    name: str
    title: str


KINDS: dict[type[SamuhError], Kind] = {
    NotFoundError: Kind(404, "not-found", "Not in the library"),
    UploadsOffError: Kind(403, "uploads-off", "No files are taken"),
    ConflictError: Kind(409, "conflict", "It cannot be done now"),
    ChangedMeanwhileError: Kind(409, "stale", "Somebody else has changed it"),
    StaleError: Kind(409, "stale", "Somebody else has changed it"),
    StateError: Kind(409, "conflict", "It cannot be done now"),
    TooLargeError: Kind(413, "too-large", "Too much at once"),
    QueueFullError: Kind(503, "queue-full", "The queue is full"),
    TooManyError: Kind(429, "too-many", "No more are kept now"),
    BadRequestError: Kind(400, "bad-request", "The request cannot be used as it is"),
    IndexMismatchError: Kind(503, "index-mismatch", "The index does not fit this version"),
    LibraryError: Kind(503, "not-ready", "Samuh is not ready"),
    ModelError: Kind(503, "model", "The embedding model is not available"),
}
OUR_FAULT = Kind(500, "internal", "Something went wrong on our side")
OUR_FAULT_DETAIL = (
    "Samuh could not finish this request. Try again; if it happens again, look at the service's log."
)


class FieldProblem(BaseModel):
    """One part of a request that cannot be used."""

    model_config = ConfigDict(frozen=True)

    where: Annotated[str, Field(description="Which part of the request", examples=["query.limit"])]
    what: Annotated[
        str, Field(description="What is wrong with it", examples=["Input should be less than 101"])
    ]


class Problem(BaseModel):
    """The one body of every error (RFC 9457)."""

    model_config = ConfigDict(frozen=True)

    type: Annotated[
        str, Field(description="Names the kind of problem", examples=["urn:samuh:problem:not-found"])
    ]
    title: Annotated[str, Field(description="The kind of problem in words", examples=["Not in the library"])]
    status: Annotated[int, Field(description="The HTTP status", examples=[404])]
    detail: Annotated[str, Field(description="What is wrong here, and what to do next")]
    errors: Annotated[tuple[FieldProblem, ...], Field(description="The parts of the request at fault")] = ()


def of_error(error: SamuhError) -> Problem:
    """The problem that stands for one of our errors; those without a row in the table are our own fault."""
    kind = next((KINDS[base] for base in type(error).__mro__ if base in KINDS), OUR_FAULT)
    detail = OUR_FAULT_DETAIL if kind is OUR_FAULT else str(error)
    return Problem(type=f"urn:samuh:problem:{kind.name}", title=kind.title, status=kind.status, detail=detail)


def of_status(status: int, detail: str | None = None) -> Problem:
    """The problem that stands for a plain HTTP status such as 404 or 405."""
    phrase = HTTPStatus(status).phrase
    words = {
        404: "There is nothing at this address.",
        405: "This address does not take that method.",
    }
    return Problem(
        type="about:blank", title=phrase, status=status, detail=detail or words.get(status, f"{phrase}.")
    )


def of_validation(error: RequestValidationError) -> Problem:
    """The problem that stands for parameters that do not fit; it names them and does not repeat their values."""
    errors = tuple(
        FieldProblem(where=".".join(str(step) for step in part["loc"]), what=str(part["msg"]))
        for part in error.errors()
    )
    detail = "; ".join(f"{part.where}: {part.what}" for part in errors)
    return Problem(
        type="urn:samuh:problem:bad-request",
        title=KINDS[BadRequestError].title,
        status=422,
        detail=detail,
        errors=errors,
    )


def for_machines(path: str) -> bool:
    """Whether errors below this path are JSON rather than a page."""
    return path.startswith(MACHINE_PATHS)


def json_reply(problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    """The problem as problem+json; 503 says when to come back."""
    extra = {"Retry-After": str(RETRY_SECONDS)} if problem.status == 503 else {}
    body = problem.model_dump(mode="json", exclude_defaults=True)
    return JSONResponse(body, problem.status, headers={**extra, **(headers or {})}, media_type=MEDIA_TYPE)


def reply(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """The problem as JSON or as a page, by the address asked for."""
    if for_machines(request.url.path):
        return json_reply(problem, headers)
    if problem.status == 503:
        waiting = WaitingPage(problem.detail, RETRY_SECONDS)
        return site_of(request).templates.reply(waiting, 503, {"Retry-After": str(RETRY_SECONDS)})
    page = ErrorPage(problem.title, problem.detail, problem.status)
    return site_of(request).templates.reply(page, problem.status, headers)


def log_unexpected(error: BaseException) -> None:
    """Log where an unexpected error arose. Its message is left out: it may hold what a person typed."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames[-12:]))
    log.error("event=unexpected_error error=%s at=%s", type(error).__name__, where)


def handle_ours(request: Request, error: Exception) -> Response:
    """Answer one of our own errors."""
    problem = of_error(cast(SamuhError, error))
    if problem.status == 500:
        log_unexpected(error)
    return reply(request, problem)


def handle_validation(request: Request, error: Exception) -> Response:
    """Answer parameters that do not fit."""
    return reply(request, of_validation(cast(RequestValidationError, error)))


def handle_http(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses: unknown address, wrong method."""
    refused = cast(HTTPException, error)
    headers = dict(refused.headers) if refused.headers else None
    # A 403 is ours, as the framework sends none; its words are ours, too.
    detail = refused.detail if refused.status_code == HTTPStatus.FORBIDDEN else None
    return reply(request, of_status(refused.status_code, detail), headers)


def install(app: FastAPI) -> None:
    """Tell the application how each family of errors is answered."""
    app.add_exception_handler(SamuhError, handle_ours)
    app.add_exception_handler(RequestValidationError, handle_validation)
    app.add_exception_handler(HTTPException, handle_http)
