"""Sending files in a real browser, with a worker beside the service, with and without JavaScript."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from service.settings import Settings
from service.uploads.worker import Worker
from service.wiring import upload_queue

pytestmark = pytest.mark.browser


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two files that are read, one that is refused."""
    made = [tmp_path / name for name in ("Ambur note.md", "Kolhapur note.md", "bad.md")]
    for path in made:
        path.write_text("refuse" if path.name == "bad.md" else f"# {path.stem}", encoding="utf-8")
    return made


@contextmanager
def working(queue, hands) -> Iterator[None]:
    """Let a worker run."""
    stop = threading.Event()
    thread = threading.Thread(target=Worker(queue, hands, stop).run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)


@pytest.fixture
def where(tmp_path: Path) -> Settings:
    return Settings(library=tmp_path / "library", port=0)


def test_files_are_followed_until_they_are_in_the_library(
    browser, fake_desk, serve, hands_of, where, files
) -> None:
    queue = upload_queue(where)
    hands = hands_of(where.library, pause=0.5)
    with serve(fake_desk(), where) as site:
        page: Page = browser.new_page(base_url=site)
        page.goto("/documents")
        page.get_by_label("Files from this computer").set_input_files(files)
        page.get_by_role("button", name="Upload").click()
        page.wait_for_url("**/uploads")
        expect(page.get_by_text("Waiting")).to_have_count(3)
        with working(queue, hands):
            expect(page.get_by_text("Being read").first).to_be_visible()
            expect(page.get_by_role("link", name="Kolhapur note.md")).to_be_visible(timeout=20_000)
            expect(page.get_by_text("it cannot be read.")).to_be_visible()
            page.get_by_role("button", name="Remove from the library: Ambur note.md").click()
            expect(page.get_by_text("Ambur note.md")).to_have_count(0, timeout=20_000)
        page.close()
    assert [Path(path).name for path in hands.indexed] == ["Kolhapur note.md"]


def test_without_javascript_the_list_renews_itself_and_buttons_work(
    browser, fake_desk, serve, hands_of, where, files
) -> None:
    queue = upload_queue(where)
    with serve(fake_desk(), where) as site:
        context = browser.new_context(base_url=site, java_script_enabled=False)
        page: Page = context.new_page()
        page.goto("/uploads")
        page.get_by_label("Files from this computer").set_input_files(files)
        page.get_by_role("button", name="Upload").click()
        page.get_by_role("button", name="Cancel: bad.md").click()
        expect(page.get_by_text("Cancelled")).to_be_visible()
        assert "http-equiv" in page.content()
        with working(queue, hands_of(where.library)):
            expect(page.get_by_role("link", name="Kolhapur note.md")).to_be_visible(timeout=20_000)
        context.close()


def test_the_pages_of_uploads_fit_a_phone_and_pass_axe(browser, fake_desk, serve, where, files, axe) -> None:
    queue = upload_queue(where)
    with serve(fake_desk(), where) as site:
        page: Page = browser.new_page(base_url=site, viewport={"width": 360, "height": 740})
        page.goto("/uploads")
        page.get_by_label("Files from this computer").set_input_files(files)
        page.get_by_role("button", name="Upload").click()
        first, second, _ = sorted(queue.rows(), key=lambda upload: upload.name)
        queue.change([first.id], state="indexing", done=1, total=3)
        queue.change([second.id], state="failed", why="The disk is full. " * 9)
        for path in ("/uploads", "/documents"):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
            assert axe(page) == []
        page.close()
