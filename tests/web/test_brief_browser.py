"""A brief made by hand in a real browser, without JavaScript, and the same page on a telephone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from service.briefs.opened import opened
from service.settings import Settings

pytestmark = pytest.mark.browser
NOTE = "Ask for the meter readings."


@pytest.fixture(scope="module")
def service(serve, fake_desk, tmp_path_factory):
    settings = Settings(
        port=0, library=tmp_path_factory.mktemp("library"), corpus=tmp_path_factory.mktemp("corpus")
    )
    with serve(fake_desk(), settings) as where:
        yield where


@pytest.fixture(scope="module")
def phone(browser: Browser, service: str):
    """A page as small as a telephone's, on the brief that the adviser below made."""
    context = browser.new_context(base_url=service, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def make_brief(page: Page) -> str:
    """Make a brief and note something on its first quote; gives the quote's words."""
    page.goto("/briefs")
    page.get_by_label("Topic", exact=True).fill("effluent plants")
    page.get_by_role("button", name="Make the brief").click()
    quote = page.locator("li.quote").first
    words = quote.locator("blockquote").inner_text()
    quote.locator("summary").click()
    quote.get_by_label("Your note").fill(NOTE)
    quote.get_by_label("Side").select_option("supports")
    quote.get_by_role("button", name="Keep").click()
    return words


def test_an_adviser_makes_notes_and_saves_a_brief(
    browser: Browser, service: str, phone: Page, axe, tmp_path
) -> None:
    context = browser.new_context(base_url=service, java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(15_000)
    words = make_brief(page)
    supported = page.locator("section.brief-supports")
    expect(supported).to_contain_text(NOTE)
    expect(supported.locator("blockquote")).to_have_text(words)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Word file").click()
    saved.value.save_as(tmp_path / "brief.docx")
    assert opened(tmp_path / "brief.docx").brief.kept[0].note == NOTE
    phone.goto(page.url)
    context.close()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(phone) == []
    phone.get_by_role("link", name="Check against the library").click()
    expect(phone.get_by_role("status")).to_contain_text("still says all")
    assert axe(phone) == []
