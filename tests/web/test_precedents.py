"""Precedents in a real browser: accessible, narrow enough, and without scripts. Filters alone need no model."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from service.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def rooms(fake_desk, serve, tmp_path_factory):
    """The application with a library folder of its own."""
    folder = tmp_path_factory.mktemp("library")
    with serve(fake_desk(folder=folder), Settings(port=0, library=folder)) as where:
        yield where


def test_the_pages_are_accessible_and_fit_a_telephone(
    browser: Browser, rooms: str, axe: Callable[[Page], list[str]]
) -> None:
    context = browser.new_context(base_url=rooms, viewport={"width": 390, "height": 800})
    page = context.new_page()
    for address in ("/precedents?sector=coir", "/precedents/extracted"):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    context.close()


def test_cases_are_limited_and_put_side_by_side_without_scripts(browser: Browser, rooms: str) -> None:
    context = browser.new_context(base_url=rooms, java_script_enabled=False)
    page = context.new_page()
    page.goto("/precedents")
    page.click("summary")
    page.select_option("select[name=scheme]", "IIUS")
    page.click("text=Find cases")
    page.check("input[value='kanpur-leather']")
    page.check("input[value='coimbatore-pump-foundry']")
    page.click("text=Put the chosen cases side by side")
    assert "Kanpur-Unnao" in page.inner_text("main")
    assert "Coimbatore" in page.inner_text("main")
    context.close()
