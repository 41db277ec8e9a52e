"""Signing in and the administrator's pages in a real browser, on a telephone, and for screen readers."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from service.helpline.database import open_database
from service.people.accounts import Accounts, NewAccount
from service.people.records import Role
from service.settings import Settings

pytestmark = pytest.mark.browser
WORD = "four words that rhyme"


@pytest.fixture
def site(serve, fake_desk, tmp_path: Path) -> Iterator[str]:
    """The application with one administrator."""
    database = open_database(f"sqlite:///{tmp_path / 'helpline.db'}")
    Accounts(database).add(NewAccount("boss", "Meena Rao", Role.ADMINISTRATOR, WORD), datetime.now(UTC))
    database.close()
    with serve(fake_desk(), Settings(port=0, library=tmp_path)) as where:
        yield where


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A telephone's browser."""
    context = browser.new_context(base_url=site, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


@pytest.fixture
def look(page: Page, axe: Callable[[Page], list[str]]) -> Callable[[], str]:
    """See that a page is in order; gives its path."""

    def looked_at() -> str:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        return urlsplit(page.url).path

    return looked_at


def sign_in(page: Page) -> None:
    """By keyboard: the cursor waits in the first field."""
    page.keyboard.type("boss")
    page.keyboard.press("Tab")
    page.keyboard.type(WORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/people")


def test_an_administrator_makes_an_account_and_leaves(page: Page, look: Callable[[], str]) -> None:
    page.goto("/people")
    assert look() == "/sign-in"
    sign_in(page)
    page.fill("#name", "asha.verma")
    page.fill("#password", WORD)
    page.get_by_label("expert").check()
    page.get_by_role("button", name="Make the account").click()
    assert page.locator("text=Done: the account asha.verma").is_visible()
    assert page.get_by_label("Role of asha.verma", exact=True).input_value() == "expert"
    assert look() == "/people"
    page.get_by_role("link", name="Audit trail").click()
    assert look() == "/people/audit"
    page.get_by_role("link", name="Meena Rao").click()
    assert look() == "/account"
    page.get_by_role("button", name="Sign out").click()
    page.goto("/people")
    assert urlsplit(page.url).path == "/sign-in"
