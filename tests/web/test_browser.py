"""What a person does with the pages, in a real browser, with and without JavaScript."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

QUESTION = "How much grant can a common facility centre get?"
PAGES = (
    "/",
    "/?q=grant",
    "/?q=dyeing&history=grant&kind=diagnostic_report",
    "/?q=grant in Assam",
    "/?q=which edition",
    "/?q=disagree",
    "/search?q=grant plants units",
    "/documents",
    "/documents/mse-cdp-2022?start=420&end=560",
    "/documents/tirupur-2012",
    "/documents/hostile",
    "/documents/samuh.hi v1",
    "/schemes?q=cluster",
    "/schemes/mse-cdp-2022",
    "/clusters",
    "/clusters/kanpur-leather",
    "/works/wadhwani-2022",
    "/agencies?area=markets&state=Kerala",
    "/about",
    "/api",
    "/nothing-here",
)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_question_is_asked_and_its_citation_followed_to_the_marked_words(
    open_page, tmp_path, javascript
) -> None:
    page: Page = open_page(java_script_enabled=javascript)
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", name="Answer", exact=True)).to_be_visible()
    quote = squeezed(page.locator("#source-1 blockquote").text_content() or "")
    assert "the grant is 70% of the project cost" in quote

    page.locator("a.marker").first.click()
    mark = page.locator("mark#cited")
    expect(mark).to_be_in_viewport()
    assert squeezed("".join(page.locator("#text mark").all_inner_texts())) == quote
    page.screenshot(path=Path(tmp_path) / "cited.png")

    page.go_back()
    expect(page.get_by_label("Your question")).to_have_value(QUESTION)


def test_the_address_of_an_answer_can_be_shared(open_page) -> None:
    page: Page = open_page()
    page.get_by_label("Your question").fill("What happened to the dyeing units?")
    page.get_by_role("button", name="Ask").click()
    again: Page = open_page(page.url)
    assert again.locator(".statements").inner_text() == page.locator(".statements").inner_text()


def test_enter_sends_the_question_and_untouched_fields_stay_out_of_the_address(open_page, site) -> None:
    page: Page = open_page()
    page.get_by_label("Your question").fill("grant")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    assert page.url == f"{site}/?q=grant"


def test_a_follow_up_keeps_the_talk(open_page) -> None:
    page: Page = open_page("/?q=grant")
    page.get_by_role("textbox", name="Ask a follow-up").fill("and for dyeing?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Understood as: and for dyeing? (grant)")).to_be_visible()
    expect(
        page.get_by_role("navigation", name="Earlier in this conversation").get_by_role("link")
    ).to_have_text("grant")


def test_a_filter_is_chosen_and_taken_off_again(open_page) -> None:
    page: Page = open_page("/search?q=plants grant", java_script_enabled=False)
    page.get_by_text("Limit to some documents").click()
    page.get_by_label("Kind of document").select_option("Diagnostic report")
    page.get_by_role("button", name="Find").click()
    titles = set(page.locator(".hit-title").all_inner_texts())
    assert titles == {"Diagnostic Study of the Tirupur Knitwear Cluster"}
    page.get_by_role("link", name="Remove the filter Diagnostic report").click()
    assert len(set(page.locator(".hit-title").all_inner_texts())) > 1


def test_the_library_is_sorted_and_opened_without_javascript(open_page) -> None:
    page: Page = open_page("/documents", java_script_enabled=False)
    page.get_by_role("link", name="Year").click()
    expect(page.locator("tbody tr").first).to_contain_text("2001")
    page.get_by_role("link", name="MSE-CDP (2010 guidelines)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("MSE-CDP (2010 guidelines)")
    page.get_by_role("link", name="MSE-CDP (2022 guidelines)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("MSE-CDP (2022 guidelines)")


def test_a_quote_is_copied_with_its_reference_and_address(open_page, site) -> None:
    page: Page = open_page("/?q=dyeing", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy with reference").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(
        r"“In 2011 a court .* bleaching units” \(Foundation for Examples, Diagnostic Study of the Tirupur Knitwear "
        rf"Cluster \(2012\), p\. 1\)\n{re.escape(site)}/documents/tirupur-2012\?start=\d+&end=\d+&passage=\S+#cited",
        copied,
    )


def test_without_javascript_there_is_nothing_to_press_that_would_not_work(open_page) -> None:
    page: Page = open_page("/?q=dyeing", java_script_enabled=False)
    expect(page.get_by_role("button", name="Copy with reference")).to_have_count(0)


def test_the_keyboard_reaches_the_content_first(open_page) -> None:
    page: Page = open_page("/about")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_window(open_page, width: int) -> None:
    page: Page = open_page(viewport={"width": width, "height": 800})
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_blocked_or_run_by_a_document(
    open_page, site
) -> None:
    page: Page = open_page()
    asked, said, shown = [], [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: (shown.append(dialog.message), dialog.dismiss()))
    for path in (path for path in PAGES if path != "/nothing-here"):
        page.goto(path)
    page.goto('/?q="><script>alert(1)</script><img src=x onerror=alert(2)>')
    assert all(url.startswith(site) for url in asked)
    assert said == []
    assert shown == []


def test_an_answer_prints_with_its_sources_and_without_forms(open_page) -> None:
    page: Page = open_page("/?q=grant")
    page.emulate_media(media="print")
    expect(page.locator(".statements")).to_be_visible()
    expect(page.locator("#source-2")).to_be_visible()
    for gone in (".ask", ".follow-up", "nav", ".copy"):
        expect(page.locator(gone).first).to_be_hidden()


def test_a_page_that_waits_goes_on_by_itself_with_the_question(browser, fake_desk, serve) -> None:
    desk = fake_desk(ready=False, opens=False)
    with serve(desk) as site:
        page = browser.new_page()
        page.goto(f"{site}/?q=grant")
        expect(page.get_by_role("heading", level=1)).to_have_text("Samuh is getting ready")
        desk.ready = True
        expect(page.get_by_role("heading", name="Answer", exact=True)).to_be_visible(timeout=15_000)
        page.close()
