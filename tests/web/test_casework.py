"""The pages beside the desk in a real browser: they can be used by everybody, on a telephone too."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from service.helpline.calls import keep_answer
from service.helpline.cards import Cards, CardStatement, CardText, cited
from service.helpline.records import Channel, Closing, Outcome
from service.helpline.tickets import Doing
from service.http.helpline_room import made
from service.people.accounts import NewAccount
from service.people.records import Role
from service.settings import Settings

pytestmark = pytest.mark.browser

PASSWORD = "a quiet look at the calls"
PAGES = ("/desk/case", "/desk/case/{case}", "/desk/cards", "/desk/cards/1", "/desk/gaps", "/desk/quality",
         "/desk/quality/{case}", "/desk/reports?by=scheme")  # fmt: skip


@pytest.fixture(scope="module")
def signed_in(browser: Browser, serve, fake_desk, tmp_path_factory) -> Iterator[tuple[Page, str]]:
    """A supervisor's window, and the reference of a closed case with two answers."""
    settings, now = Settings(port=0, library=tmp_path_factory.mktemp("library")), datetime.now(UTC)
    room, desk = made(settings), fake_desk()
    room.accounts.add(NewAccount("sita", "Sita", Role.SUPERVISOR, PASSWORD), now)
    case = room.cases.open_case(Channel.PHONE, None, "asha", now)
    answers = [desk.answer(asked) for asked in ("grant for a common facility centre", "zzz qqq moon rent")]
    for answer in answers:
        keep_answer(room.cases, case.reference, answer, "asha", now)
    room.cases.close(case.reference, Closing(Outcome.PARTLY_ANSWERED, 4, by="asha"), case.version, now)
    cites = tuple(cited(citation) for citation in answers[0].citations[:1])
    text = CardText("CFC", "", (CardStatement(answers[0].statements[0].text, cites),), "esha", now.date())
    cards = Cards(room.database)
    cards.approve(cards.write(text, "esha", now).id, (now + timedelta(9)).date(), Doing(1, "esha"), now)
    with serve(desk, settings) as where:
        page = browser.new_context(base_url=where, viewport={"width": 390, "height": 844}).new_page()
        page.set_default_timeout(15_000)
        page.goto("/sign-in?next=/desk/case")
        page.locator("[name=name]").fill("sita")
        page.locator("[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/desk/case$"))
        yield page, case.reference
        page.context.close()
    room.database.close()


@pytest.mark.parametrize("address", PAGES)
def test_pages_can_be_used_by_everybody_and_fit_a_telephone(signed_in, axe, address: str) -> None:
    page, case = signed_in
    page.goto(address.format(case=case))
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_reference_typed_as_it_is_heard_opens_the_trace(signed_in) -> None:
    page, case = signed_in
    page.goto("/desk/case")
    page.locator("#reference").fill(f" {case[:3].lower()} {case[3:].lower()} ")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text(f"Case {case[:4]}-{case[4:]}")
    expect(page.locator(".trace > li")).to_have_count(4)
