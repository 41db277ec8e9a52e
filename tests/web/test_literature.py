"""Literature, cases side by side and what worked in a real browser: accessible, narrow enough, and without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from service.settings import Settings

pytestmark = pytest.mark.browser

PAGES = (
    "/literature?q=Nadvi",
    "/precedents/compare?case=tama-tokyo&case=kundli-cetp-2005",
    "/literature/nadvi-1999",
    "/interventions/training",
)


@pytest.fixture(scope="module")
def rooms(fake_desk, serve, tmp_path_factory):
    """The application with a library folder of its own, where reading lists can be kept."""
    folder = tmp_path_factory.mktemp("library")
    with serve(fake_desk(folder=folder), Settings(port=0, library=folder)) as where:
        yield where


@pytest.mark.parametrize("dark", [False, True])
def test_the_pages_are_accessible_and_fit_a_telephone(
    browser: Browser, rooms: str, axe: Callable[[Page], list[str]], dark: bool
) -> None:
    scheme = "dark" if dark else "light"
    context = browser.new_context(
        base_url=rooms, viewport={"width": 390, "height": 800}, color_scheme=scheme, bypass_csp=False
    )
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    for address in PAGES[1::2] if dark else PAGES:
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    assert refused == []
    context.close()


def test_works_are_ticked_kept_annotated_and_taken_along_without_scripts(
    browser: Browser, rooms: str, tmp_path: Path
) -> None:
    context = browser.new_context(base_url=rooms, java_script_enabled=False)
    page = context.new_page()
    page.goto("/literature?q=Nadvi")
    page.check("input[value='nadvi-1999']")
    page.click("text=Keep what is ticked")
    code = page.locator("code").first.inner_text()
    page.fill("input[name=note]", "Read again")
    page.click("text=Keep the note")
    assert page.input_value("input[name=note]") == "Read again"
    page.goto("/literature?q=Nadvi")
    assert page.input_value("input[name=code]") == code
    page.click("text=Save this search")
    assert "nothing new since" in page.inner_text("main")
    with page.expect_download() as saved:
        page.click("text=Save references")
    saved.value.save_as(tmp_path / "kept.ris")
    assert "Nadvi, Khalid" in (tmp_path / "kept.ris").read_text("utf-8")
    context.close()
