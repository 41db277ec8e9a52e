"""The viewer of originals in a real browser: the cited words are marked on the page as printed, or nothing is."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ingest.records import WordBox
from service.http import links
from service.http.view_page import parts

pytestmark = pytest.mark.browser

PRINTED = """<style>@page { size: A4; margin: 20mm } body { font: 12pt/1.4 serif } section { break-after: page }
.two { columns: 2; text-align: justify } td { border: 1px solid; width: 30% }</style>
<section><h1>1. The cluster</h1><p>Tirupur makes cotton knitwear. In 2011 a court ordered the clo&shy;sure of 494 dyeing
units and 162 bleaching units because their ef&#xfb02;uent had spoiled the Noyyal river.</p></section>
<section><p>Tirupur Knitwear Cluster, Diagnostic Study</p><h1>2. What was done</h1>
<p class="two">Eighteen common effluent treatment plants were tied to the dyeing units. By 2012
sixteen of the plants were running.</p><ul><li>Cost was shared between the State and the units.</li>
<li>Salt recovery came later.</li></ul><a href="https://elsewhere.example/">elsewhere</a></section>
<section><table><tr><td>Plant<td>Units<td>Running</tr><tr><td>Angeripalayam<td>74<td>yes</tr>
<tr><td>Kasipalayam<td>41<td>no</tr></table></section>"""


@pytest.fixture(scope="module")
def printed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report of the small library as a PDF of three pages."""
    folder = tmp_path_factory.mktemp("originals")
    page = browser.new_page()
    page.set_content(PRINTED)
    page.pdf(path=folder / "tirupur.v2.pdf", prefer_css_page_size=True)
    page.close()
    return folder


@pytest.fixture(scope="module")
def desk(printed: Path, library_of: Callable[..., object]):
    return library_of(folder=printed)


@pytest.fixture(scope="module")
def viewer_site(desk, serve_desk) -> Iterator[str]:
    with serve_desk(desk) as where:
        yield where


@pytest.fixture
def visit(browser: Browser, viewer_site: str) -> Iterator[Callable[..., Page]]:
    opened: list[Page] = []

    def go(path: str, **options: object) -> Page:
        page = browser.new_page(base_url=viewer_site, **options)  # type: ignore[arg-type]
        page.set_default_timeout(20_000)
        opened.append(page)
        page.goto(path)
        return page

    yield go
    for page in opened:
        page.close()


def place_of(desk, words: str) -> links.Cite:
    text = desk.document("tirupur-2012").text
    start = text.index(words)
    return links.Cite("tirupur-2012", start, start + len(words), None)


def wait(page: Page) -> str:
    page.wait_for_selector("#viewer[data-shown]")
    return page.locator("#viewer").get_attribute("data-shown") or ""


def squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


@pytest.mark.parametrize(
    "words",
    [
        "In 2011 a court ordered the closure of 494 dyeing units and 162 bleaching units because their effluent had",
        "Eighteen common effluent treatment plants were tied to the dyeing units.",
        "By 2012 sixteen of the plants were running.",
        "| Angeripalayam | 74 | yes |",
    ],
)
def test_the_marks_hold_the_quoted_words_and_no_others(desk, visit, read_back, words: str) -> None:
    page = visit(links.view(place_of(desk, words)))
    assert wait(page).endswith("marked")
    assert squeezed(page.evaluate(read_back)).replace("\ufb02", "fl") == squeezed(words)


def test_a_citation_of_an_answer_opens_the_original_where_it_is_marked(visit) -> None:
    page = visit("/?q=dyeing")
    page.locator("a.marker").first.click()
    assert wait(page) == "1 marked"
    assert "/documents/tirupur-2012/view?" in page.url
    expect(page.get_by_role("status")).to_contain_text("Page 1, printed iv: the cited words are marked.")
    expect(page.locator(".page-mark-box").first).to_be_in_viewport()


def test_one_goes_from_page_to_page_and_the_mark_stays_on_its_own(desk, visit) -> None:
    page = visit(links.view(place_of(desk, "Salt recovery came later.")))
    assert wait(page) == "2 marked"
    page.get_by_role("button", name="Next page").click()
    page.wait_for_selector("#viewer[data-shown='3 none']")
    assert page.locator(".page-mark-box").count() == 0
    expect(page.get_by_role("button", name="Next page")).to_be_disabled()
    page.get_by_label("Page", exact=True).fill("2")
    page.keyboard.press("Enter")
    page.wait_for_selector("#viewer[data-shown='2 marked']")


def test_larger_shows_the_page_larger_with_the_mark_on_the_same_words(desk, visit, read_back) -> None:
    words = "By 2012 sixteen of the plants were running."
    page = visit(links.view(place_of(desk, words)), viewport={"width": 390, "height": 800})
    wait(page)
    narrow = page.locator(".page-frame").bounding_box()
    page.get_by_role("button", name="Larger").click()
    page.wait_for_function(
        "old => document.querySelector('.page-frame').clientWidth > old * 1.1", arg=narrow["width"]
    )
    assert squeezed(page.evaluate(read_back)) == squeezed(words)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_words_that_the_file_does_not_hold_are_marked_nowhere_and_it_says_so(
    visit, library_of, serve_desk, printed
) -> None:
    desk = library_of(folder=printed)
    text = desk.document("tirupur-2012").text
    told = "In 2011 a court ordered the closure of 494 dyeing units"
    desk.replace_text(
        "tirupur-2012", text.replace(told, "In 2011 a court ordered the closure of 495 dyeing units")
    )
    with serve_desk(desk) as where:
        page = visit(where + links.view(place_of(desk, told.replace("494", "495"))))
        assert wait(page) == "1 lost"
        assert page.locator(".page-mark-box").count() == 0
        expect(page.get_by_text("could not be found on this page of the file")).to_be_visible()
        expect(page.locator(".viewer-side blockquote")).to_contain_text("495 dyeing units")


def test_the_citations_of_an_answer_lead_to_each_other(desk, visit) -> None:
    cites = [place_of(desk, "Tirupur makes cotton knitwear."), links.Cite("mse-cdp-2022", 2, 60, None),
             place_of(desk, "Salt recovery came later.")]  # fmt: skip
    page = visit(links.view(cites[0], cites))
    wait(page)
    expect(page.get_by_text("Citation 1 of 3")).to_be_visible()
    page.get_by_role("link", name="Next citation").click()
    expect(page.get_by_text("Citation 2 of 3")).to_be_visible()
    expect(page.locator("mark#cited")).to_be_in_viewport()  # a sheet has no original to look at: its text
    page.get_by_role("link", name="Next citation").click()
    page.wait_for_url("**/documents/tirupur-2012/view*")
    assert wait(page) == "2 marked"


def test_a_quote_is_taken_along_with_its_page_and_address(desk, visit, browser, viewer_site) -> None:
    context = browser.new_context(base_url=viewer_site, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(links.view(place_of(desk, "Tirupur makes cotton knitwear.")))
    wait(page)
    page.get_by_role("button", name="Quote with reference").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert copied.startswith(
        "“Tirupur makes cotton knitwear.” (Foundation for Examples, Diagnostic Study of the Tirupur Knitwear Cluster "
        "(2012), p. 1 (printed iv)"
    )
    assert copied.endswith("#cited")


def test_without_javascript_the_page_leads_to_the_text_and_the_file(desk, visit) -> None:
    page = visit(links.view(place_of(desk, "Salt recovery came later.")), java_script_enabled=False)
    page.locator("noscript a, .viewer-note a").first.click()
    expect(page.locator("mark#cited")).to_have_text("Salt recovery came later.")


def test_links_and_forms_of_a_document_cannot_be_used_and_nothing_comes_from_elsewhere(
    desk, visit, viewer_site
) -> None:
    asked, said = [], []
    page = visit("/about")
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(links.view(place_of(desk, "Salt recovery came later.")))
    wait(page)
    assert page.locator("#viewer a[href^='http']").count() == 0
    assert all(url.startswith((viewer_site, "blob:")) for url in asked)
    assert said == []


def test_a_scan_is_marked_by_the_places_of_its_words(visit, library_of, serve_desk, printed, browser) -> None:
    desk = library_of(folder=printed)
    scan = browser.new_page(viewport={"width": 400, "height": 500})
    scan.set_content("<h1>A picture</h1>")
    picture = scan.screenshot()
    scan.close()
    (printed / "scan.png").write_bytes(picture)
    desk.rename_file("tirupur-2012", "scan.png")
    desk.replace_pages("tirupur-2012", desk.document("tirupur-2012").pages[:1])
    cite = place_of(desk, "Tirupur makes")
    half = cite.start + 8
    desk.boxes[("tirupur-2012", 1)] = (
        WordBox(cite.start, half - 1, 0.1, 0.2, 0.3, 0.25),
        WordBox(half, cite.end, 0.32, 0.2, 0.5, 0.25),
        WordBox(cite.end + 1, cite.end + 7, 0.52, 0.2, 0.7, 0.25),
    )
    with serve_desk(desk) as where:
        page = visit(where + links.view(cite))
        assert wait(page) == "1 marked"
        frame, mark = (
            page.locator(".page-frame").bounding_box(),
            page.locator(".page-mark-box").bounding_box(),
        )
        assert page.locator(".page-mark-box").count() == 1
        assert abs((mark["x"] - frame["x"]) / frame["width"] - 0.1) < 0.01
        assert abs(mark["width"] / frame["width"] - 0.4) < 0.01
        assert "Tirupur makes" in " ".join(page.locator(".text-layer").inner_text().split())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_the_viewer_and_it_fits_its_window(
    desk, visit, axe, width: int, scheme: str
) -> None:
    cites = [place_of(desk, "Tirupur makes cotton knitwear."), place_of(desk, "Salt recovery came later.")]
    address = links.view(cites[0], cites)
    page = visit(address, viewport={"width": width, "height": 800}, color_scheme=scheme)
    wait(page)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.shared
def test_thirty_citations_over_real_files_hold_the_quoted_words(
    browser, highlight, shared_dir: Path, tmp_path: Path
) -> None:
    library = highlight_library(shared_dir / "pdfs", tmp_path)
    tried = list(highlight.trials(browser, library, highlight.Wanted(30, seed=7)))
    assert len(tried) == 30
    assert [one for one in tried if one.outcome != "holds"] == []


def highlight_library(folder: Path, home: Path) -> Path:
    from ingest.pipeline import IngestOptions, ingest
    from ingest.store import DocumentStore

    options = IngestOptions(lambda text: len(text.split()), 150, seconds=120, memory_mb=2048, pages=500)
    ingest([folder], DocumentStore(home / "documents"), options, lambda report: None)
    return home


SHORT = {"before": "", "after": "", "at": 0}


class TestLocate:
    """The finding of words, by itself."""

    @pytest.fixture
    def found(self, visit) -> Callable[..., str | None]:
        page = visit("/about")
        address = page.evaluate("'/static/viewer-place.mjs?v=test'")

        def look(
            pieces: list[str], text: str, boxes: list[list[float]] | None = None, **part: object
        ) -> str | None:
            made = page.evaluate(
                "async ([address, pieces, boxes, part]) => (await import(address)).locate(pieces, boxes, part)",
                [address, pieces, boxes, {**SHORT, "text": text, **part}],
            )
            if made is None:
                return None
            return "·".join(pieces[r["piece"]][r["from"] : r["to"]] for r in made["ranges"])

        return look

    def test_white_space_hyphens_and_ligatures_do_not_matter(self, found) -> None:
        assert (
            found(["the ef", "\ufb02u-", "ent of  units, then"], "effluent of units,")
            == "ef·\ufb02u-·ent of  units,"
        )

    def test_a_figure_is_not_found_within_another(self, found) -> None:
        assert found(["It costs 170 lakh."], "70 lakh") is None
        assert found(["It costs 170 lakh, or 70 lakh."], "70 lakh") == "70 lakh"

    def test_a_figure_with_a_point_is_found_though_a_word_before_it_is_written_otherwise(self, found) -> None:
        pieces = ["Charges for publicity &amp; security arrangement, etc.: up to Rs.10.00 lakh."]
        text = "Charges for publicity & security arrangement, etc.: up to Rs.10.00 lakh."
        assert (found(pieces, text) or "").endswith("security arrangement, etc.: up to Rs.10.00 lakh.")
        assert found([pieces[0].replace("10.00", "10.005")], text) is None

    def test_one_wrong_figure_in_a_long_quote_is_not_found(self, found) -> None:
        line = "Assistance is limited to 70 per cent of a cost of 20 crore rupees in all of the States named above"
        assert found([line.replace("20", "25")], line) is None

    def test_of_equal_words_the_neighbours_tell_which(self, found) -> None:
        pieces = ["North: sixty per cent. ", "South: sixty per cent. ", "West: ten."]
        assert found(pieces, "sixty per cent", before="South: ", after=". West: ten.") == "sixty per cent"
        made = found(["a sixty b", "c sixty d"], "sixty", before="c ", after=" d")
        assert made == "sixty"

    def test_words_between_that_were_cleaned_away_are_left_unmarked(self, found) -> None:
        pieces = [
            "The centre is run by the",
            "MSE-CDP 2022   page 4",
            "special purpose vehicle of the units.",
        ]
        text = "The centre is run by the special purpose vehicle of the units."
        assert found(pieces, text) == "The centre is run by the·special purpose vehicle of the units."

    def test_cells_read_column_by_column_are_found_on_their_row(self, found) -> None:
        rows = [["Area", "Share"], ["General area", "60%"], ["Hill States", "80%"], ["Islands", "60%"]]
        pieces = [row[column] for column in range(2) for row in rows]
        boxes = [[100.0 * c, 20.0 * n, 100.0 * c + 80, 20.0 * n + 10] for c in range(2) for n in range(4)]
        assert found(pieces, "| Islands | 60% |", boxes) == "Islands·60%"
        assert found(pieces, "| Islands | 80% |", boxes) is None

    def test_hindi_is_found_though_its_vowel_signs_were_lost(self, found) -> None:
        assert found(["समूह वकास कायक्रम"], "समूह विकास कार्यक्रम") == "समूह वकास कायक्रम"

    def test_words_that_are_not_there_are_not_found(self, found) -> None:
        assert (
            found(
                ["Quite another page about handloom weavers in Barpali."], "The grant is paid in two parts."
            )
            is None
        )


def test_a_quote_over_two_pages_is_one_part_on_each(desk) -> None:
    document = desk.document("tirupur-2012")
    first = document.pages[0]
    made = parts(document, (first.end - 20, first.end + 30))
    assert [part.page for part in made] == [1, 2]
    assert "".join(part.text for part in made) == document.text[first.end - 20 : first.end + 30]
