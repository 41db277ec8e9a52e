"""The web application: API, pages and static files over one desk. Building it has no side effects."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from service.desk import Desk
from service.eligibility import rules as rule_files
from service.http import problems
from service.http.api import COMPONENTS, api, health
from service.http.api import problems as stated
from service.http.assess_api import assessing
from service.http.assess_pages import assess_pages
from service.http.brief_api import brief_api
from service.http.brief_pages import brief_pages
from service.http.browse_api import browse_api
from service.http.browse_pages import browse
from service.http.casework_pages import CASEWORK
from service.http.channel_hooks import channel_hooks
from service.http.dead_letter_pages import dead_letter_pages
from service.http.desk_interview import desk_interview
from service.http.desk_pages import desk_pages
from service.http.desk_queue_pages import queue_pages
from service.http.desk_reminders import reminder_pages
from service.http.desk_whatsapp import whatsapp_pages
from service.http.intervention_pages import intervention_api, intervention_pages
from service.http.line_room import LineRunning
from service.http.literature_api import literature_api
from service.http.literature_pages import literature_pages
from service.http.metrics import Metrics
from service.http.observe import HeadAsGet, LongLived, Observe
from service.http.pages import pages
from service.http.people_pages import people_pages
from service.http.precedent_api import precedent_api
from service.http.precedent_pages import precedent_pages
from service.http.precedent_table_pages import precedent_table, precedent_table_api
from service.http.purge_room import PurgeRunning
from service.http.reading_list_pages import reading_list_pages
from service.http.security import WORKER, WORKER_POLICY, HostCheck, SecurityHeaders
from service.http.sign_in_pages import sign_in_pages
from service.http.simulator_pages import simulator_pages
from service.http.templates import STATIC, Templates
from service.http.upload_api import uploads_api
from service.http.upload_pages import upload_pages
from service.http.view_pages import views, words_api
from service.http.vouching_pages import vouching_pages
from service.http.wall_page import wall_pages
from service.http.warm_up import WarmUp
from service.http.website import Site
from service.settings import Settings

TITLE = "Samuh"
SUMMARY = "Cited answers about India's small-firm clusters and the schemes meant for them"
DESCRIPTION = """
Every statement of an answer carries a citation, and every citation is an exact span of a document's text:
`quote == text[start:end]`. What the documents do not say is said to be not known.

All replies name the index they came from (`index_id`). The same question on the same index gives the same answer.
All errors are `application/problem+json`.
"""
TAGS = [
    {
        "name": "Questions",
        "description": "Ask, and get an answer with its citations, or the passages themselves.",
    },
    {
        "name": "Eligibility",
        "description": "Which schemes a group qualifies for, and for how much. No model is needed.",
    },
    {"name": "Library", "description": "The documents, their passages, and the files they were read from."},
    {
        "name": "Uploads",
        "description": "Send files and follow how they are read. Taken only where the service allows it.",
    },
    {
        "name": "Literature",
        "description": "Works to cite, references in the usual formats, what is new, and reading lists.",
    },
    {
        "name": "Briefs",
        "description": "Evidence sheets: quotes for and against a claim, kept, saved and checked.",
    },
    {"name": "Corpus", "description": "What the corpus knows: schemes, clusters, works and agencies."},
    {"name": "Health", "description": "For whoever runs the service."},
]

ROUTERS = (
    api,
    health,
    assessing,
    words_api,
    uploads_api,
    pages,
    assess_pages,
    browse,
    browse_api,
    views,
    upload_pages,
    precedent_table,
    precedent_table_api,
    precedent_pages,
    precedent_api,
    intervention_pages,
    intervention_api,
    literature_api,
    reading_list_pages,
    literature_pages,
    brief_pages,
    brief_api,
    sign_in_pages,
    people_pages,
    vouching_pages,
    desk_pages,
    desk_interview,
    whatsapp_pages,
    queue_pages,
    reminder_pages,
    wall_pages,
    *CASEWORK,
    channel_hooks,
    simulator_pages,
    dead_letter_pages,
)
"""The groups of routes, in the order in which they are tried. A new group is one line here and one import."""


def build_app(desk: Desk, settings: Settings) -> FastAPI:
    """Join the desk, the API and the pages. Nothing is loaded until the application starts."""
    app = FastAPI(
        title=TITLE,
        summary=SUMMARY,
        description=DESCRIPTION,
        version=installed_version(),
        openapi_tags=TAGS,
        openapi_url=None,  # sent by service.http.api
        docs_url=None,  # their pages load scripts from another host
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan(desk),
    )
    metrics = Metrics(desk)
    app.state.site = Site(desk, settings, metrics, Templates(desk))
    for router in ROUTERS:
        app.include_router(router)
    app.mount(STATIC, LongLived(Assets(directory=Path(str(files("web") / "static")))), name="static")
    problems.install(app)
    add_middleware(app, settings, metrics)
    app.openapi = lambda: described(app)  # type: ignore[method-assign]
    return app


def add_middleware(app: FastAPI, settings: Settings, metrics: Metrics) -> None:
    """Wrap the application, innermost first."""
    app.add_middleware(HostCheck, host=settings.host, more=settings.hosts)
    app.add_middleware(Observe, metrics=metrics)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(HeadAsGet)


def lifespan(desk: Desk) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Load in the background while the service already answers ``/healthz``."""

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        settings: Settings = app.state.site.settings
        warm_up = WarmUp(desk, before=lambda: rule_files.load(settings.corpus))
        line, purge = LineRunning(app), PurgeRunning(app)
        warm_up.start()
        line.start()
        purge.start()
        yield
        purge.stop()
        line.stop()
        warm_up.stop()

    return running


class Assets(StaticFiles):
    """The files of ``web/static`` without the Python that makes it a package."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Send a file, or 404."""
        if Path(path).suffix in {".py", ".pyc"}:
            raise HTTPException(404)
        reply = await super().get_response(path, scope)
        if path.endswith(WORKER):
            reply.headers["Content-Security-Policy"] = WORKER_POLICY
        return reply


def described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description, made once; its errors are our problem bodies."""
    if not app.openapi_schema:
        schema = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            routes=app.routes,
            tags=TAGS,
        )
        app.openapi_schema = with_our_problems(schema)
    return app.openapi_schema


def with_our_problems(schema: dict[str, Any]) -> dict[str, Any]:
    """Put our problem body in the place of the framework's own, which is never sent."""
    parts = dict(COMPONENTS)
    models = schema["components"]["schemas"]
    models |= parts.pop("$defs") | {"Problem": parts}
    for unused in ("HTTPValidationError", "ValidationError"):
        models.pop(unused, None)
    for operation in (told for methods in schema["paths"].values() for told in methods.values()):
        replies = operation["responses"]
        if "application/json" in replies.get("422", {}).get("content", {}):
            replies |= {str(status): reply for status, reply in stated(422).items()}
    return schema


def installed_version() -> str:
    """Samuh's version, or 0 when it runs from a folder that was never installed."""
    try:
        return version("samuh")
    except PackageNotFoundError:
        return "0"
