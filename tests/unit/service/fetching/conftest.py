"""A web server on this machine, whose pages a test sets, and a network that reaches it and nothing else."""

import ipaddress
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.catalogue import CatalogueEntry
from service.fetching.fetch import Fetcher
from service.fetching.network import Address
from service.fetching.originals import Originals
from service.fetching.records import FetchReport, FetchRules

PDF = b"%PDF-1.4\n" + b"an original\n" * 20
Page = Callable[["Visit"], None]


class Visit(BaseHTTPRequestHandler):
    """One request to the server, answered by the page that the test set for its path."""

    protocol_version = "HTTP/1.1"
    server: "Site"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        page = self.server.pages.get(self.path)
        if page is None:
            self.give(404, b"no")
        else:
            page(self)

    def give(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class Site(ThreadingHTTPServer):
    """The server: pages by path, and what it was asked, in order."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor that goes away early is what these tests are about."""

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def serve(self, path: str, body: bytes = PDF, status: int = 200, **headers: str) -> str:
        self.pages[path] = lambda visit: visit.give(status, body, **headers)
        return self.url(path)

    def redirect(self, path: str, where: str) -> str:
        return self.serve(path, b"", 302, Location=where)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    thread = threading.Thread(target=lambda: made.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@dataclass
class OnlyThatServer:
    """Reaches one port of 127.0.0.1; ``names`` are its telephone book, a name's entries used up one by one."""

    port: int
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)

    def look_up(self, host: str, port: int) -> list[str]:
        self.looked_up.append(host)
        if host not in self.names:
            return [host]
        entries = self.names[host]
        return entries.pop(0) if len(entries) > 1 else entries[0]

    def may_reach(self, address: Address, port: int) -> bool:
        return address == ipaddress.ip_address("127.0.0.1") and port == self.port


@dataclass
class Bench:
    """Fetches from the server into a folder, and counts the pauses instead of making them."""

    originals: Originals
    network: OnlyThatServer
    pauses: list[float] = field(default_factory=list)
    rules: FetchRules = field(
        default_factory=lambda: FetchRules("Samuh/test", max_bytes=200_000, seconds=5, pause=0.0)
    )

    def run(self, *entries: CatalogueEntry) -> dict[str, FetchReport]:
        fetcher = Fetcher(self.originals, self.rules, self.network, self.pauses.append)
        return {made.id: made for made in fetcher.run(entries, lambda _: None)}

    def one(self, address: str, **about: object) -> FetchReport:
        return self.run(wanted("one", address, **about))["one"]

    def files(self) -> list[str]:
        return sorted(path.name for path in self.originals.folder.glob("[!.]*"))


def wanted(name: str, address: str, **about: object) -> CatalogueEntry:
    return CatalogueEntry.model_validate({"id": name, "title": "A work", "url": address, **about})


@pytest.fixture
def bench(site: Site, tmp_path: Path) -> Bench:
    return Bench(Originals(tmp_path / "fetched"), OnlyThatServer(site.server_port))


@pytest.fixture
def entry() -> Callable[..., CatalogueEntry]:
    return wanted
