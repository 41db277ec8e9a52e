"""Watching requests: one log line and one count each, and nothing that a person typed in either."""

import logging
import time

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.metrics import Metrics
from service.http.problems import OUR_FAULT, OUR_FAULT_DETAIL, Problem, log_unexpected, reply
from service.http.templates import STATIC

log = logging.getLogger(__name__)


class Observe:
    """Logs and counts each request by its route template; turns what nobody expected into a plain 500.

    The framework would re-raise such an error for the server to log with its message, which may hold a question.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, note how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        watched = Watched(send)
        began = time.perf_counter()
        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            log_unexpected(error)
            if not watched.status:
                await reply(Request(scope), our_fault())(scope, receive, watched)
        finally:
            self._note(scope, watched.status, time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method, route = scope["method"], route_template(scope)
        self._metrics.request(method, route, status, seconds)
        log.info("method=%s route=%s status=%d ms=%.0f", method, route, status, seconds * 1000)


class Watched:
    """A ``send`` that remembers the status; 0 until a reply has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def __call__(self, message: Message) -> None:
        """Pass the message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self._send(message)


class HeadAsGet:
    """Answers HEAD wherever GET is answered; the server leaves the body out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as GET."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)


class LongLived:
    """Lets browsers keep static files: their addresses carry the hash of their content."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and mark a good reply as lasting."""

        async def lasting(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message)["Cache-Control"] = "public, max-age=31536000, immutable"
            await send(message)

        await self._app(scope, receive, lasting)


def our_fault() -> Problem:
    """The problem for what nobody expected; it tells nothing of the inside."""
    return Problem(
        type=f"urn:samuh:problem:{OUR_FAULT.name}", title=OUR_FAULT.title, status=500, detail=OUR_FAULT_DETAIL
    )


def route_template(scope: Scope) -> str:
    """The template of the route that matched, such as ``/documents/{document_id}``; never the address itself."""
    route = scope.get("route")
    if route is not None:
        return str(getattr(route, "path", "unmatched"))
    return STATIC if str(scope.get("path", "")).startswith(STATIC + "/") else "unmatched"
