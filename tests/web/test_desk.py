"""A shift at the desk in a real browser, by keyboard alone: ten calls, two escalations answered, a case reopened."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from service.http.helpline_room import made
from service.people.accounts import NewAccount
from service.people.records import Role
from service.settings import Settings
from tests.web.at_the_desk import Operator

pytestmark = pytest.mark.browser

PASSWORD = "a quiet shift at the desk"
PEOPLE = {"asha": Role.OPERATOR, "vikram": Role.EXPERT}
expect.set_options(timeout=20_000)  # a busy machine is no failure
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def service(serve, fake_desk, tmp_path_factory) -> Iterator[str]:
    settings = Settings(port=0, library=tmp_path_factory.mktemp("library"))
    room = made(settings)
    for name, role in PEOPLE.items():
        room.accounts.add(NewAccount(name, name.title(), role, PASSWORD), datetime.now(UTC))
    with serve(fake_desk(), settings) as where:
        yield where
    room.database.close()


@pytest.fixture(scope="module")
def sign_in(browser: Browser, service: str) -> Iterator[Callable[..., Page]]:
    """A window in which somebody is signed in; the password is typed once only, for it is slow to check."""
    contexts, known = [], {}

    def signed(name: str, **options: object) -> Page:
        context = browser.new_context(
            base_url=service, storage_state=known.get(name), viewport=WIDE, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto("/desk")
        if name not in known:
            page.locator("[name=name]").fill(name)
            page.locator("[name=password]").fill(PASSWORD)
            page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/desk$"))
        known[name] = context.storage_state()
        return page

    yield signed
    for context in contexts:
        context.close()


def test_a_whole_shift_by_keyboard(sign_in) -> None:
    asha = Operator(sign_in("asha"))
    answer_and_close(asha)
    ask_without_a_number(asha)
    escalate(asha, "98450 00003", "grant in Assam", "What does Assam grant beside the scheme?")
    not_for_this_line(asha)
    interview(asha)
    conflicting(asha)
    narrow_down(asha)
    escalate(asha, "98450 00008", "grant in Assam for looms", "Is there a State grant for looms?")
    promise_a_call(asha)
    dropped(asha)
    assert len(set(asha.closed)) == 10
    asha.page.goto("/desk")
    expect(asha.page.locator(".desk-close")).to_contain_text("All your calls are closed.")

    answer_tickets(Operator(sign_in("vikram")))
    pass_on_what_experts_answered(asha)
    reopen_by_reference(asha, asha.closed[0])
    asha.page.goto("/desk/wall")
    expect(asha.page.locator(".wall-tile").first).to_contain_text("10")


def answer_and_close(asha: Operator) -> None:
    page = asha.page
    asha.pick_up("98765 43210")
    asha.ask("grant")
    card = page.locator(".card")
    expect(card).to_contain_text("70% of the project cost")
    expect(card.locator(".year").first).to_have_text("2022")
    assert "/documents/mse-cdp-2022/view?start=" in str(
        card.locator(".source-place a").first.get_attribute("href")
    )
    expect(page.locator("#said")).to_have_text("Answer. 2 sources.")
    assert card.locator(".aloud").inner_text().strip()
    expect(page.locator("#sms")).to_contain_text(re.compile(r"\d segments? · \d+ units GSM-7"))
    expect(page.locator("#sms")).to_contain_text("It will not be sent")
    asha.press("Alt+c")
    asha.type("Ravi")
    asha.press("Enter")
    expect(page.locator("#c-name")).to_have_value("Ravi")
    asha.press("Alt+x")  # without an outcome nothing is closed
    assert page.evaluate("document.querySelector('#close-form').checkValidity()") is False
    asha.outcome("1")
    asha.close()


def ask_without_a_number(asha: Operator) -> None:
    asha.press("Alt+q")
    asha.type("dyeing units")
    asha.press("Enter")
    expect(asha.page.locator("#ending")).to_have_text("Part of an answer")
    expect(asha.page.locator(".unknown")).to_contain_text("What is missing is not known here")
    asha.outcome("2")
    asha.close()


def escalate(asha: Operator, number: str, question: str, to_find_out: str) -> None:
    page = asha.page
    asha.pick_up(number)
    asha.ask(question)
    expect(page.locator("#ending")).to_have_text("The documents do not say")
    expect(page.locator("#ask")).to_be_hidden()
    asha.outcome("5")
    expect(page.locator("#ask")).to_have_value(question)
    asha.press("Tab", "Tab", "Control+a")
    asha.has_focus("ask")
    asha.type(to_find_out)
    asha.close()
    expect(page.locator(".done")).to_contain_text("level 2 or 3")


def not_for_this_line(asha: Operator) -> None:
    asha.pick_up("98450 00004")
    asha.ask("passport")
    asha.outcome("7")
    asha.close()


def interview(asha: Operator) -> None:
    page = asha.page
    asha.pick_up("98450 00005")
    page.locator("#note").fill("typed before the tab was changed")
    asha.press("Alt+i")
    expect(page.locator("#i-text")).to_be_focused()
    asha.type("25 handloom weavers in Barpeta, Assam, Section 8 company as SPV")
    asha.press("Enter")
    expect(page.locator(".interview-question")).to_be_visible()
    first = page.locator("input[name=fact]").input_value()
    asha.press("0")  # does not know
    expect(page.locator("input[name=fact]")).not_to_have_value(first)
    asha.has_focus("i-key")
    asha.press("-")  # back
    expect(page.locator("input[name=fact]")).to_have_value(first)
    asha.press("1", *([] if page.locator("[data-one-key]").count() else ["Enter"]))
    expect(page.locator("input[name=fact]")).to_have_value(re.compile(rf"^(?!{first}$)"))
    expect(page.locator(".standing")).to_contain_text("Likely")
    expect(page.locator("#note")).to_have_value("typed before the tab was changed")
    code = page.locator("input[name=code]").first.input_value()
    web = page.context.new_page()
    web.goto(f"/assess/{code}/facts")
    expect(web.locator("main")).to_contain_text("Barpeta")
    web.close()
    asha.outcome("4")
    asha.close()


def conflicting(asha: Operator) -> None:
    asha.pick_up()
    asha.ask("where do the sources disagree")
    expect(asha.page.locator(".card .ending")).to_contain_text("Say both, each with its year")
    asha.outcome("1")
    asha.close()


def narrow_down(asha: Operator) -> None:
    page = asha.page
    asha.pick_up("98450 00007")
    asha.ask("which edition")
    page.locator(".choices-form button").first.focus()
    asha.press("Enter")
    expect(page.locator(".card .asked")).to_have_text("Grant under MSE-CDP 2022")
    expect(page.locator("#ending")).to_be_focused()
    expect(page.locator(".turn-lines li")).to_have_count(2)
    asha.outcome("1")
    asha.close()


def promise_a_call(asha: Operator) -> None:
    asha.pick_up("98450 00009")
    asha.press("Alt+t")
    asha.type("Asks for the project report; rings off")
    asha.press("Enter")
    expect(asha.page.locator(".turn-lines")).to_contain_text("project report")
    asha.outcome("6")
    expect(asha.page.locator("#back-due")).to_be_visible()
    asha.close()
    expect(asha.page.locator(".done")).to_contain_text("call-back")


def dropped(asha: Operator) -> None:
    asha.pick_up("98450 00010")
    asha.outcome("8")
    asha.close()


def answer_tickets(vikram: Operator) -> None:
    page = vikram.page
    for reply in (
        "Assam's own grant is not in our documents; ask the Commissionerate.",
        "None was found (2026).",
    ):
        vikram.press("Alt+u")
        expect(page.locator(".queue")).to_be_visible()
        page.get_by_role("link", name="Answer").first.focus()
        vikram.press("Enter")
        expect(page.locator("#reply")).to_be_focused()
        vikram.type(reply)
        vikram.press("Alt+x")
        expect(page.get_by_text("Reply as it stands")).to_be_visible()
    vikram.press("Alt+u")
    expect(page.locator(".queue tbody tr")).to_have_count(3)
    expect(page.get_by_role("link", name="Answer")).to_have_count(0)


def pass_on_what_experts_answered(asha: Operator) -> None:
    page = asha.page
    asha.press("Alt+u")
    expect(page.locator(".queue")).to_contain_text("ask the Commissionerate")
    for left in (2, 1, 0):
        page.get_by_role("button", name=re.compile("^Reached")).first.focus()
        asha.press("Enter")
        expect(page.locator(".queue tbody tr")).to_have_count(left)
    expect(page.locator(".done")).to_have_text("Nothing waits here.")


def reopen_by_reference(asha: Operator, reference: str) -> None:
    page = asha.page
    asha.press("Alt+n")
    expect(page.locator("#number")).to_be_focused()
    asha.press("Alt+r")
    asha.type(f"{reference[:4]} {reference[4:]}".lower())
    asha.press("Enter")
    expect(page.locator(".card")).to_contain_text("70% of the project cost")
    expect(page.locator(".card .dated")).to_contain_text("g-test-1")
    expect(page.locator(".desk-close")).to_contain_text("Answered")
    asha.press("Alt+o")
    expect(page.locator("#close-form")).to_be_visible()
    asha.press("Alt+q")
    asha.ask("dyeing")
    asha.outcome("2")
    asha.close()


def test_closing_waits_for_what_was_sent_just_before(sign_in) -> None:
    """Keeping the caller makes a new version of the call; sent at the same time, the old one would be refused."""
    asha = Operator(sign_in("asha"))
    asha.pick_up("98450 00031")
    asha.page.evaluate(
        "const at_once = fetch;"
        "window.fetch = async (address, how) => {"
        "  const reply = await at_once(address, how);"
        "  if (String(address).endsWith('/caller')) await new Promise((wake) => setTimeout(wake, 1000));"
        "  return reply;"
        "}"
    )
    asha.press("Alt+c")
    asha.type("Ravi")
    asha.press("Enter")
    asha.outcome("8")
    asha.close()
    expect(asha.page.locator(".done")).to_contain_text("closed")


def test_the_desk_works_without_javascript(sign_in) -> None:
    page = sign_in("asha", java_script_enabled=False)
    page.locator("#q").fill("grant")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_contain_text("70% of the project cost")
    page.get_by_role("link", name="Eligibility").click()
    page.get_by_role("button", name="Begin the interview").click()
    page.locator("#i-key").fill("artisan or")
    page.keyboard.press("Enter")
    expect(page.locator(".told-so-far")).to_contain_text("Artisan or weaver")
    page.get_by_label("Call back", exact=False).first.check()
    page.get_by_role("button", name="Close the call").click()
    expect(page.locator("#close-error")).to_contain_text("No number")
    page.locator("#back-number").fill("98450 00012")
    page.locator("#note").fill("rings off at six")
    page.get_by_role("button", name="Close the call").click()
    expect(page.locator(".done")).to_contain_text("call-back")


def test_who_was_signed_out_meanwhile_loses_nothing_that_was_typed(sign_in) -> None:
    page = sign_in("vikram")
    page.locator("#number").fill("98450 00030")
    page.keyboard.press("Enter")
    page.locator("#note").fill("wants the form in Hindi")
    page.get_by_label("Answered", exact=False).first.check()
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.keyboard.press("Alt+x")
    expect(page.locator("#alert-line")).to_contain_text("What you typed is still here")
    page.context.add_cookies(cookies)
    page.keyboard.press("Alt+x")
    expect(page.locator(".done")).to_contain_text("closed")


CONTRAST = "axe.run(document, { resultTypes: ['violations'], runOnly: ['color-contrast'] })"


def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(sign_in, axe) -> None:
    page = sign_in("vikram")
    found = look(page, axe, "between calls")
    page.locator("#number").fill("98450 00020")
    page.keyboard.press("Enter")
    page.locator("#q").fill("disagree")
    page.keyboard.press("Enter")
    expect(page.locator(".card .ending")).to_contain_text("Say both")
    page.get_by_label("Escalated").check()
    found += look(page, axe, "answer and close") + look_in_the_dark(page)
    page.get_by_role("link", name="Eligibility").click()
    page.get_by_role("button", name="Begin the interview").click()
    expect(page.locator(".standing")).to_be_visible()
    found += look(page, axe, "interview")
    page.get_by_label("Escalated").check()
    page.get_by_role("button", name="Close the call").click()
    expect(page.locator(".done")).to_be_visible()
    for path in ("/desk/queue", "/desk/wall", "/desk/queue?what=ticket"):
        page.goto(path)
        if path.endswith("ticket"):
            page.get_by_role("link", name="Answer").first.click()
        found += look(page, axe, path)
    assert found == []


def look(page: Page, axe, name: str) -> list[str]:
    """All rules as the page is first seen, and the width of a telephone."""
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")
    found = [f"{name}: {one}" for one in axe(page)]
    page.set_viewport_size(NARROW)
    if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
        found.append(f"{name} is wider than the window")
    page.set_viewport_size(WIDE)
    return found


def look_in_the_dark(page: Page) -> list[str]:
    """The contrast of the page with the most colours; the rules are loaded already."""
    page.emulate_media(color_scheme="dark")
    found = page.evaluate(CONTRAST)["violations"]
    page.emulate_media(color_scheme="light")
    return [f"dark: {node['target']}" for one in found for node in one["nodes"]]


def test_nothing_that_was_typed_is_lost_and_the_words_follow_the_hour(sign_in) -> None:
    asha = Operator(sign_in("asha"))
    asha.pick_up("98450 00021")
    later = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%d}T16:45"
    type_and_send_nothing(asha, later)
    call = asha.page.url
    asha.page.goto("/desk/queue")
    asha.page.goto(call)
    expect(asha.page.locator("#note-now")).to_have_value("not added yet")
    expect(asha.page.locator("#note")).to_have_value("said at length")
    expect(asha.page.locator("#back-due")).to_have_value(later)
    expect(asha.page.locator("input[value=call_back]")).to_be_checked()
    expect(asha.page.locator("#end-words")).to_contain_text("16:45")
    close_with_a_note_that_is_not_added(asha)
    expect(asha.page.locator("#number")).to_have_value("")
    asha.pick_up("98450 00021")
    expect(asha.page.locator("#note")).to_have_value("")


def type_and_send_nothing(asha: Operator, later: str) -> None:
    """Type into all forms of a call, and send others of them."""
    page = asha.page
    asha.press("Alt+t")
    asha.type("not added yet")
    page.locator("#note").fill("said at length")
    asha.outcome("6")
    page.locator("#back-due").fill(later)
    page.locator("#back-due").dispatch_event("change")
    expect(page.locator("#end-words")).to_contain_text("4:45 pm")
    asha.press("Alt+q")
    asha.ask("grant")
    page.locator("#c-language").select_option("hi")
    page.locator("#caller form button").click()
    expect(page.locator("#say")).to_have_attribute("lang", "hi")
    expect(page.locator("#end-words")).to_contain_text("16:45")


def close_with_a_note_that_is_not_added(asha: Operator) -> None:
    asha.press("Alt+x")
    expect(asha.page.locator("#alert-line")).to_contain_text("not added yet")
    expect(asha.page.locator("#note-now")).to_be_focused()
    asha.press("Enter")
    expect(asha.page.locator("#turns")).to_contain_text("not added yet")
    asha.close()
