"""The pages: the same answers as the API, nothing unescaped, every ending shown."""

import re

import pytest
from fastapi.testclient import TestClient
from lxml import html

from ingest.records import DocumentKind, ReadStatus
from service.desk import DocumentSummary
from service.http.app import build_app
from service.http.nav import SECTIONS
from service.http.words import ENDINGS, KIND_NAMES, READ_STATUS_NAMES
from service.records import AnswerStatus
from service.settings import Settings

ADDRESSES = (
    "/",
    "/?q=grant",
    "/?q=dyeing&history=grant",
    "/?q=grant in Assam",
    "/?q=which edition",
    "/?q=disagree",
    "/?q=passport",
    "/?q=quoted single done",
    "/search",
    "/search?q=grant&kind=sheet",
    "/documents",
    "/documents?q=nothing like it",
    "/documents/mse-cdp-2022",
    "/documents/mse-cdp-2010",
    "/documents/tirupur-2012?start=20&end=120",
    "/documents/hostile?start=0&end=300",
    "/about",
    "/api",
)


@pytest.fixture
def client(shared_client):
    return shared_client


@pytest.fixture
def desk(shared_client):
    return shared_client.app.state.site.desk


class TestAsking:
    """The page that takes a question."""

    def test_it_greets_with_a_form_and_examples_that_can_be_followed(self, page, client) -> None:
        shown = page("/")
        assert shown.xpath("//form[@method='get']//textarea[@name='q']/@maxlength") == ["200"]
        examples = shown.xpath("//section[@aria-labelledby='examples']//a/@href")
        assert len(examples) >= 3
        assert all(client.get(address).status_code == 200 for address in examples)

    def test_page_and_api_give_the_same_answer(self, page, client, text_of) -> None:
        for question in ("How much grant?", "dyeing units", "disagree", "which plants were running?"):
            answer = client.get("/api/v1/answers", params={"q": question}).json()
            shown = page("/", q=question)
            assert shown.xpath("//h2[@id='ending']/@data-status") == [answer["status"]]
            statements = text_of(shown, "//div[contains(@class,'statements')]//p")
            assert [re.sub(r"( ?\[\d+\])+$", "", text).strip() for text in statements] == [
                " ".join(statement["text"].split()) for statement in answer["statements"]
            ]
            # A page's links carry the other citations of the answer along.
            links = [re.sub(r"&cite=[^&#]*", "", href) for href in shown.xpath("//a[@class='marker']/@href")]
            assert links == [
                answer["citations"][n - 1]["href"] for s in answer["statements"] for n in s["citations"]
            ]

    def test_every_citation_is_a_card_with_its_source_and_quote(self, page, client, text_of) -> None:
        answer = client.get("/api/v1/answers", params={"q": "dyeing"}).json()
        card = text_of(page("/", q="dyeing"), "//div[@class='source']")[0]
        citation = answer["citations"][0]
        for part in (
            citation["title"],
            citation["publisher"],
            str(citation["year"]),
            "1 p. 1",
            citation["quote"],
        ):
            assert part in card

    def test_citations_of_one_document_stand_together_under_its_title(self, page, text_of) -> None:
        shown = page("/", q="grant")
        assert text_of(shown, "//div[@class='source']/h4") == ["MSE-CDP (2022 guidelines)"]
        assert shown.xpath("//div[@class='source']//li/@id") == ["source-1", "source-2"]

    @pytest.mark.parametrize(
        ("question", "status"),
        [
            ("grant", AnswerStatus.ANSWERED),
            ("dyeing", AnswerStatus.PARTLY_ANSWERED),
            ("grant in Assam", AnswerStatus.NO_EVIDENCE),
            ("which edition", AnswerStatus.NEEDS_FACTS),
            ("disagree", AnswerStatus.CONFLICTING),
            ("passport", AnswerStatus.OUT_OF_SCOPE),
        ],
    )
    def test_the_ending_is_said_in_words(self, page, text_of, question: str, status: AnswerStatus) -> None:
        shown = page("/", q=question)
        assert text_of(shown, "//h2[@id='ending']") == [ENDINGS[status].title]

    def test_without_evidence_the_nearest_passages_are_marked_as_no_answer(self, page, text_of) -> None:
        shown = page("/", q="grant in Assam")
        assert text_of(shown, "//h2[@id='nearest']") == ["Nearest passages not an answer"]
        assert shown.xpath("//section[@aria-labelledby='nearest']//li[@class='hit']")
        assert not shown.xpath("//div[contains(@class,'statements')]")

    def test_a_question_to_be_narrowed_offers_choices_as_links_that_keep_the_talk(
        self, page, client, desk
    ) -> None:
        choices = page("/?q=which edition&history=first").xpath("//ul[@class='choices']//a/@href")
        assert len(choices) == 2
        assert client.get(choices[0]).status_code == 200
        assert desk.calls[-1][:2] == ("Grant under MSE-CDP 2022", ("first",))

    def test_sides_that_disagree_stand_under_their_years(self, page, text_of) -> None:
        assert text_of(page("/", q="disagree"), "//div[@class='side']/h3") == ["2022", "2010"]

    def test_a_comparison_is_a_table_whose_cells_carry_their_markers(self, page, client, text_of) -> None:
        shown = page("/", q="2010 beside 2022")
        rows = "//table[@class='side-by-side']/tbody/tr"
        assert text_of(shown, "//table[@class='side-by-side']/thead//th") == ["MSE-CDP 2022", "MSE-CDP 2010"]
        assert text_of(shown, f"{rows}[1]/td//a[@class='marker']") == ["[1]", "[2]"]
        assert text_of(shown, f"{rows}[2]/td[2]") == ["The sheet says nothing on this."]
        table = client.get("/api/v1/answers", params={"q": "2010 beside 2022"}).json()["table"]
        assert table["rows"][0] == {"name": "How much", "cells": [[1], [2]]}

    def test_what_was_understood_is_shown_where_it_differs(self, page, text_of) -> None:
        assert text_of(page("/?q=dyeing&history=Tirupur"), "//p[@class='understood']") == [
            "Understood as: dyeing (Tirupur)"
        ]
        assert text_of(page("/?q=dyeing"), "//p[@class='understood']") == []

    def test_a_follow_up_carries_the_talk_and_the_filters_along(self, page) -> None:
        shown = page("/?q=third&history=first&history=second&kind=sheet")
        fields = shown.xpath("//form[@class='follow-up']//input[@type='hidden']")
        assert [(field.get("name"), field.get("value")) for field in fields] == [
            ("history", "first"),
            ("history", "second"),
            ("history", "third"),
            ("kind", "sheet"),
        ]

    def test_an_address_that_a_form_sends_with_empty_fields_is_taken(self, page, desk) -> None:
        page("/?q=grant&kind=&state=&sector=&year_from=&year_to=")
        assert desk.calls[-1][2].kinds == ()

    def test_a_question_over_lines_is_one_question(self, page, desk) -> None:
        page("/", q="How much\r\n  grant?")
        assert desk.calls[-1][0] == "How much grant?"

    def test_a_question_that_is_too_long_is_kept_in_the_box_with_the_reason(self, page, text_of) -> None:
        shown = page("/", 400, q="x" * 201)
        assert text_of(shown, "//textarea") == ["x" * 201]
        assert "201 characters; at most 200" in text_of(shown, "//p[@id='q-error']")[0]
        assert shown.xpath("//textarea/@aria-describedby") == ["q-error"]

    def test_filters_that_are_on_can_be_taken_off(self, page) -> None:
        shown = page("/?q=grant&kind=sheet&document=mse-cdp-2010&year_from=2001")
        off = shown.xpath("//ul[@class='chips']//a/@href")
        assert len(off) == 3
        assert all(address.startswith("/?q=grant&") for address in off)
        assert sum("kind=sheet" in address for address in off) == 2

    def test_the_index_and_the_day_are_named(self, page, text_of) -> None:
        dated = text_of(page("/", q="grant"), "//p[@class='dated']")[0]
        assert "As of 2026-11-20" in dated
        assert "g-test-1" in dated


class TestLibrary:
    """The list of documents."""

    def test_it_shows_how_each_document_was_read(self, page, text_of) -> None:
        shown = page("/documents")
        rows = text_of(shown, "//tbody/tr")
        assert len(rows) == 6
        assert any("Needs OCR" in row and "install tesseract" in row for row in rows)
        assert any("Partly read" in row and "Page 4" in row for row in rows)

    def test_a_document_that_was_not_read_is_no_link(self, page) -> None:
        links = page("/documents").xpath("//tbody//th/a/@href")
        assert len(links) == 5
        assert "/documents/samuh.hi%20v1" in links

    @pytest.mark.parametrize(
        ("query", "titles"),
        [
            ("kind=diagnostic_report", ["Diagnostic Study of the Tirupur Knitwear Cluster"]),
            ("q=tirupur+textiles", ["Diagnostic Study of the Tirupur Knitwear Cluster"]),
            ("status=needs_ocr", ["old report.pdf"]),
            ("publisher=Ministry+of+MSME", ["MSE-CDP (2010 guidelines)", "MSE-CDP (2022 guidelines)"]),
        ],
    )
    def test_it_can_be_filtered(self, page, text_of, query: str, titles: list[str]) -> None:
        shown = page(f"/documents?{query}")
        assert [text.split(" Sheet ·")[0] for text in text_of(shown, "//tbody//th/a") or titles] == titles
        assert len(shown.xpath("//tbody/tr")) == len(titles)

    def test_it_can_be_sorted_both_ways_and_what_is_unknown_comes_last(self, page, text_of) -> None:
        years = "//td[contains(@class,'col-year')]"
        assert text_of(page("/documents?sort=year&order=up"), years) == [
            "2001",
            "2010",
            "2012",
            "2022",
            "",
            "",
        ]
        down = page("/documents?sort=year&order=down")
        assert text_of(down, years) == ["2022", "2012", "2010", "2001", "", ""]
        assert down.xpath("//th[@aria-sort='descending']//a/@href") == ["/documents?sort=year&order=up"]

    def test_an_empty_library_says_what_to_do(self, fake_desk) -> None:
        desk = fake_desk()
        desk.documents = list
        with TestClient(build_app(desk, Settings()), base_url="http://127.0.0.1") as client:
            shown = client.get("/documents").text
        assert "samuh ingest" in shown

    def test_a_long_library_is_cut_into_pages(self, fake_desk) -> None:
        desk = fake_desk()
        row = desk.documents()[0]
        rows = [row_named(row, number) for number in range(230)]
        desk.documents = lambda: rows
        with TestClient(build_app(desk, Settings()), base_url="http://127.0.0.1") as client:
            first = html.document_fromstring(client.get("/documents").text)
            last = html.document_fromstring(client.get("/documents?page=99").text)
        assert len(first.xpath("//tbody/tr")) == 100
        assert first.xpath("//a[@rel='next']/@href") == ["/documents?sort=title&order=up&page=2"]
        assert len(last.xpath("//tbody/tr")) == 30


def row_named(row: DocumentSummary, number: int) -> DocumentSummary:
    values = {name: getattr(row, name) for name in DocumentSummary.__dataclass_fields__}
    return DocumentSummary(**{**values, "id": f"d{number}", "title": f"Title {number:03}"})


class TestEveryPage:
    """What holds for all of them."""

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_it_has_one_main_heading_a_title_and_a_way_to_skip(self, page, address: str) -> None:
        shown = page(address)
        assert len(shown.xpath("//h1")) == 1
        assert shown.xpath("string(//title)").endswith("· Samuh")
        assert shown.xpath("//a[@class='skip']/@href") == ["#main"]
        assert shown.get("lang") == "en"

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_it_has_no_script_or_style_in_line_and_loads_nothing_from_elsewhere(
        self, page, address: str
    ) -> None:
        shown = page(address)
        assert not shown.xpath(
            "//script[not(@src)] | //style | //*[@style] | //iframe | //img | //object | //base"
        )
        assert not [name for name in shown.xpath("//@*[starts-with(name(), 'on')]")]
        sources = shown.xpath("//link/@href | //script/@src | //@srcset | //form/@action")
        assert all(source.startswith("/") and not source.startswith("//") for source in sources)

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_its_links_are_our_own_or_plain_web_addresses_without_referrer(self, page, address: str) -> None:
        for link in page(address).xpath("//a[@href]"):
            href = link.get("href")
            if not href.startswith(("/", "#")):
                assert re.match(r"https?://", href), href
                assert "noreferrer" in link.get("rel", "")

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_its_ids_are_unique_and_its_labels_lead_to_fields(self, page, address: str) -> None:
        shown = page(address)
        ids = shown.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert set(shown.xpath("//label/@for | //@aria-labelledby | //@aria-describedby")) <= set(ids)

    @pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
    def test_the_navigation_shows_where_one_is(self, page, text_of, section) -> None:
        assert text_of(page(section.address), "//header//nav//a[@aria-current='page']") == [section.name]


class TestEscaping:
    """Nothing that comes from a question or a document acts on a page."""

    ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(2)>'

    @pytest.mark.parametrize("address", ["/", "/search"])
    def test_a_question_is_text_wherever_it_is_shown(self, page, address: str) -> None:
        shown = page(address, q=self.ATTACK, history=self.ATTACK, state=self.ATTACK, sector=self.ATTACK)
        self.nothing_acts(shown)
        assert self.ATTACK in shown.text_content()

    def test_a_library_filter_is_text(self, page) -> None:
        names = ("q", "kind", "publisher", "status")
        self.nothing_acts(page("/documents", **dict.fromkeys(names, self.ATTACK)))

    @pytest.mark.parametrize(
        "address",
        ["/documents", "/documents/hostile", "/documents/hostile?start=0&end=300", "/?q=quoted single done"],
    )
    def test_titles_headings_tables_and_text_of_a_document_are_text(self, page, address: str) -> None:
        shown = page(address)
        self.nothing_acts(shown)
        assert '<script>alert("title")</script>' in shown.text_content()

    def test_an_address_in_a_document_is_a_link_only_if_it_is_a_plain_one(self, page) -> None:
        links = page("/documents/hostile").xpath("//div[@id='text']//a/@href")
        assert links == ["https://evil.example/", "https://example.org/a?b=1&c=2"]

    def test_the_publishers_address_is_shown_only_if_it_is_a_plain_one(self, page) -> None:
        assert "javascript:" not in "".join(page("/documents/hostile").xpath("//@href"))
        assert page("/documents/mse-cdp-2022").xpath("//p[@class='actions']/a[@rel='noreferrer']/@href") == [
            "https://example.org/mse-cdp"
        ]

    def test_a_passage_id_that_is_none_is_not_shown(self, page) -> None:
        self.nothing_acts(page("/documents/hostile", passage=self.ATTACK, start=1, end=2))

    @staticmethod
    def nothing_acts(shown: html.HtmlElement) -> None:
        assert [source for source in shown.xpath("//script/@src")] == shown.xpath("//head/script/@src")
        assert not shown.xpath("//script[not(@src)] | //img | //i | //b")
        assert not [value for value in shown.xpath("//@*") if "alert" in value and not value.strip()]
        assert not [element for element in shown.iter() for name in element.attrib if name.startswith("on")]


def test_the_page_for_programs_names_every_route_and_parameter(page, client, text_of) -> None:
    shown = text_of(page("/api"), "//main")[0]
    for path, methods in client.get("/api/v1/openapi.json").json()["paths"].items():
        for method, told in methods.items():
            assert f"{method.upper()} {path}" in shown
            assert all(parameter["name"] in shown for parameter in told.get("parameters", []))


def test_every_value_of_our_enums_has_a_name_for_people() -> None:
    assert set(ENDINGS) == set(AnswerStatus)
    assert set(KIND_NAMES) == {kind.value for kind in DocumentKind}
    assert set(READ_STATUS_NAMES) == {status.value for status in ReadStatus}
