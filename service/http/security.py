"""What protects every reply: which hosts are answered, and the headers that keep foreign code out."""

import ipaddress
import socket

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.problems import Problem, json_reply

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
EVERY_ADDRESS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 -- compared with, never bound to

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # a question in our address must not travel to a source's website
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "private, no-cache",
}

PERSONAL = "personal"
"""Marks, in a request's state, that the reply is for the one who is signed in."""

# The worker of pdf.js may compile the WebAssembly that comes with it (pictures in scans); no page may.
WORKER = "pdf.worker.min.mjs"
WORKER_POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'"


class SecurityHeaders:
    """Adds the headers above to every reply that does not bring its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and dress the reply."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if scope.get("state", {}).get(PERSONAL):
                    headers["Cache-Control"] = "no-store"  # the next one at this machine must not find it
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, dressed)


class HostCheck:
    """Answers only requests for names that are ours, so that a foreign site cannot point its name at us.

    Loopback names, the configured host and those of ``more`` (separated by commas, a port among them is passed over)
    are ours. A service that listens on every address also answers to this machine's name and to any bare IP address:
    the attack (DNS rebinding) needs a name.
    """

    def __init__(self, app: ASGIApp, host: str, more: str = "") -> None:
        self._app = app
        self._everywhere = host in EVERY_ADDRESS
        public = {host_name(name) for name in more.split(",")} - {""}
        machine = {socket.gethostname().lower()} if self._everywhere else frozenset()
        self._names = LOOPBACK | {host.lower()} | public | machine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 400."""
        if scope["type"] == "http" and not self._ours(host_name(Headers(scope=scope).get("host", ""))):
            detail = "This service does not answer to that host name. Use localhost, or the host it was started with."
            refused = Problem(
                type="urn:samuh:problem:host", title="Unknown host name", status=400, detail=detail
            )
            await json_reply(refused)(scope, receive, send)  # never a page: it would be read by a foreign one
            return
        await self._app(scope, receive, send)

    def _ours(self, name: str) -> bool:
        return name in self._names or (self._everywhere and is_address(name))


def host_name(header: str) -> str:
    """The name in a Host header without its port, in lower case: ``[::1]:8000`` gives ``::1``."""
    header = header.strip().lower()
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.rpartition(":")[0] if header.count(":") == 1 else header


def is_address(name: str) -> bool:
    """Whether the name is a bare IP address."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
