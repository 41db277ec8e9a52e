"""A real Chromium in front of the whole application over the small library of the unit tests."""

import importlib.util
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from service.http.app import build_app
from service.http.server import address, listen
from service.settings import Settings

FAKES = Path(__file__).parents[1] / "unit" / "service" / "http" / "fake_desk.py"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def load(path: Path) -> ModuleType:
    """Import a file of the tests: they are no package."""
    if path.stem in sys.modules:
        return sys.modules[path.stem]
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


fakes = load(FAKES)
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
HANDS = Path(__file__).parents[1] / "unit" / "service" / "uploads" / "fake_hands.py"


@contextmanager
def serving(desk, settings: Settings | None = None) -> Iterator[str]:
    """Serve this desk on a free port for a while; gives the address."""
    settings = settings or Settings(port=0)
    with listen(settings.host, settings.port) as listener:
        server = uvicorn.Server(uvicorn.Config(build_app(desk, settings), log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield address(listener)
        finally:
            server.should_exit = True
            thread.join(30)


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the application."""
    with serving(fakes.FakeDesk()) as where:
        yield where


@pytest.fixture(scope="session")
def fake_desk():
    """The class of desks over the small library."""
    return fakes.FakeDesk


@pytest.fixture(scope="session")
def serve():
    """See ``serving``."""
    return serving


@pytest.fixture(scope="session")
def browser(needs_tool: Callable[[str, str], str]) -> Iterator[Browser]:
    path = needs_tool("chromium", "apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a page of the site in a window of its own; options are those of a Playwright context."""
    contexts: list[BrowserContext] = []

    def opened(path: str = "/", **options: object) -> Page:
        context = browser.new_context(base_url=site, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def library_of():
    """Make a desk over the small library; ``folder`` holds its originals."""
    return fakes.FakeDesk


@pytest.fixture(scope="session")
def serve_desk():
    """See ``serving``; lives as long as the tests."""
    return serving


@pytest.fixture(scope="session")
def highlight() -> ModuleType:
    """The benchmark that reads marked words back."""
    return load(Path(__file__).parents[2] / "benchmarks" / "highlight.py")


@pytest.fixture(scope="session")
def read_back(highlight: ModuleType) -> str:
    """A script that gives the text under the marks."""
    return highlight.READ_BACK


@pytest.fixture(scope="session")
def hands_of():
    """Make hands over a library folder; see ``fake_hands.py``."""
    return load(HANDS).FakeHands


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Say what axe-core finds on a page as it stands."""
    script = AXE.read_text(encoding="utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(script)
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
        return [f"{one['id']} at {node['target']} ({one['help']})" for one in found for node in one["nodes"]]

    return violations
