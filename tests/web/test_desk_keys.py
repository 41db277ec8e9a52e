"""Keys pressed faster than a slow service answers: nothing is lost, and nothing counts for what was not seen."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from service.http.helpline_room import made
from service.people.accounts import NewAccount
from service.people.records import Role
from service.settings import Settings
from tests.web.at_the_desk import Operator

pytestmark = pytest.mark.browser

PASSWORD = "a slow shift at the desk"
SLOW = """const quick = window.fetch;
window.fetch = async (...told) => {
  if (told[1]?.method === "POST") await new Promise((done) => setTimeout(done, 500));
  return quick(...told);
};"""
expect.set_options(timeout=20_000)  # a busy machine is no failure


@pytest.fixture(scope="module")
def asha(browser: Browser, serve, fake_desk, tmp_path_factory) -> Iterator[Operator]:
    settings = Settings(port=0, library=tmp_path_factory.mktemp("library"))
    room = made(settings)
    room.accounts.add(NewAccount("asha", "Asha", Role.OPERATOR, PASSWORD), datetime.now(UTC))
    with serve(fake_desk(), settings) as where:
        page = browser.new_page(base_url=where)
        page.add_init_script(SLOW)
        page.goto("/desk")
        page.locator("[name=name]").fill("asha")
        page.locator("[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator("#number")).to_be_visible()
        yield Operator(page)
        page.close()
    room.database.close()


@pytest.fixture(autouse=True)
def new_call(asha: Operator) -> None:
    asha.page.goto("/desk")
    asha.pick_up()


def test_a_question_sent_while_another_is_under_way_is_asked_after_it(asha: Operator) -> None:
    asha.type("grant")
    asha.press("Enter", "Enter", "Control+a")
    asha.type("dyeing units")
    asha.press("Enter")

    expect(asha.page.locator(".card .asked")).to_have_text("dyeing units")
    expect(asha.page.locator("#turns")).to_contain_text(re.compile("dyeing units.*grant", re.DOTALL))


def test_what_is_typed_while_a_question_is_under_way_stays_in_its_box(asha: Operator) -> None:
    asha.type("grant")
    asha.press("Enter", "Control+a")
    asha.type("dyeing units")

    expect(asha.page.locator(".card .asked")).to_have_text("grant")
    expect(asha.page.locator("#q")).to_have_value("dyeing units")


def test_keys_for_a_question_that_is_not_seen_yet_do_not_count(asha: Operator) -> None:
    asha.press("Alt+i")
    asha.has_focus("i-text")
    asha.type("25 handloom weavers in Barpeta, Assam, Section 8 company as SPV")
    asha.press("Enter")
    expect(asha.page.locator(".interview-question")).to_be_visible()
    first = asha.page.locator("input[name=fact]").input_value()

    asha.press("0", "0", "1")

    expect(asha.page.locator("input[name=fact]")).not_to_have_value(first)
    expect(asha.page.locator("#i-key")).to_have_value("")
    asha.page.goto(f"/desk/case/{asha.page.locator('#desk').get_attribute('data-case')}")
    expect(asha.page.locator("main")).to_contain_text("Not known.")
    assert asha.page.locator("main").inner_text().count("Not known.") == 1


def test_a_call_is_not_closed_after_something_that_was_not_taken(asha: Operator) -> None:
    asha.page.evaluate("document.getElementById('q').removeAttribute('maxlength')")
    asha.type("grant " * 400)
    asha.press("Enter")
    asha.outcome("1")
    asha.press("Alt+x")

    expect(asha.page.locator("#alert-line")).to_contain_text("What was sent before it was not taken")
    expect(asha.page.locator("#bar")).to_contain_text("opened")
    expect(asha.page.locator("input[value=answered]")).to_be_checked()
