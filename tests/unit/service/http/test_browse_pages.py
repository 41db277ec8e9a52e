"""The browse pages: all records render, filters work by address, nothing is unescaped, no model is needed."""

import re

import pytest
from fastapi.testclient import TestClient
from lxml import html

from ingest.sheets.render import render_sheet
from service.browse.book import reader
from service.http.app import build_app
from service.settings import Settings

LISTS = ("/schemes", "/clusters", "/works", "/agencies")
UNRENDERED = re.compile(r"\{\{|\}\}|\{%|%\}|Undefined|[\ue000-\uf8ff]|\bNone\b(?! is required)")


@pytest.fixture
def client(shared_client):
    return shared_client


@pytest.fixture(scope="module")
def book():
    return reader(Settings().corpus).current()


def records(book) -> list[str]:
    shelves = (("schemes", book.schemes), ("clusters", book.clusters), ("works", book.works))
    return [f"/{folder}/{name}" for folder, shelf in shelves for name in shelf]


def text(shown: html.HtmlElement) -> str:
    return " ".join(shown.text_content().split())


def test_every_record_has_a_page_with_nothing_left_unrendered(client, book) -> None:
    for address in (*LISTS, *records(book)):
        reply = client.get(address)
        assert reply.status_code == 200, address
        shown = html.document_fromstring(reply.text)
        assert not UNRENDERED.search(text(shown)), address
        ids = shown.xpath("//main//@id")
        assert len(ids) == len(set(ids)), address


def test_every_link_to_a_place_on_the_page_leads_somewhere(client, book) -> None:
    for address in records(book):
        shown = html.document_fromstring(client.get(address).text)
        ids = set(shown.xpath("//@id"))
        wanted = {href[1:] for href in shown.xpath("//a/@href") if href.startswith("#")}
        assert wanted <= ids, address


def test_links_to_other_records_are_followed_to_pages(client, book) -> None:
    for address in ("/schemes/mse-cdp-2022", "/clusters/kanpur-leather", "/works/wadhwani-2022"):
        shown = html.document_fromstring(client.get(address).text)
        for href in shown.xpath("//main//a/@href"):
            if re.match(r"/(schemes|clusters|works|agencies)\b", href):
                assert client.get(href).status_code == 200, href


def test_every_source_of_a_scheme_stands_on_its_page_with_title_publisher_year_and_address(
    client, book
) -> None:
    for name, held in book.schemes.items():
        shown = html.document_fromstring(client.get(f"/schemes/{name}").text)
        for source in held.record.sources:
            entry = shown.xpath(f"//li[@id='source-{source.key}']")[0]
            said = " ".join(entry.text_content().split())
            assert " ".join(source.publisher.split()) in said
            assert str(source.year or "undated") in said
            if (source.url or "").startswith("http"):
                assert source.url in entry.xpath(".//a/@href")


def test_filters_combine_by_address(page, text_of) -> None:
    shown = page("/schemes?kind=cfc&status=unknown&where=central&sort=ceiling")
    assert len(text_of(shown, "//li[@class='card']")) == int(
        text_of(shown, "//p[@role='status']")[0].split()[0]
    )
    assert set(text_of(shown, "//li[@class='card']//span[contains(@class, 'badge')]")) <= {
        "Period ended, renewal not known", "Uncertain whether it takes applications",
        "Described as open on undated pages",
    } | {f"Described as open in {year}; nothing newer was seen" for year in range(2018, 2024)}  # fmt: skip
    removed = shown.xpath("//ul[@class='chips']//a/@href")
    assert "/schemes?status=unknown&where=central&sort=ceiling" in removed
    assert shown.xpath("//select[@name='kind']/option[@selected]/@value") == ["cfc"]


def test_only_the_open_are_found_as_open(page, text_of) -> None:
    shown = page("/schemes?status=open")
    assert set(text_of(shown, "//li[@class='card']//span[contains(@class, 'badge')]")) == {
        "Described as open"
    }
    assert "mse-cdp" not in " ".join(shown.xpath("//li[@class='card']//h2/a/@href"))


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("name", ["q", "sort", "state", "sector", "status", "kind", "area"])
def test_what_is_typed_is_shown_and_never_run(client, address, name) -> None:
    evil = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'"
    reply = client.get(address, params={name: evil})
    assert reply.status_code in (200, 422)
    shown = html.document_fromstring(reply.text)
    assert not shown.xpath("//main//script | //main//img")
    assert "<script>alert" not in reply.text
    assert not [attribute for attribute in shown.xpath("//@*") if attribute.attrname.startswith("on")]


def test_no_page_brings_its_own_style_or_script(client, book) -> None:
    for address in (*LISTS, "/schemes/mse-cdp-2022", "/clusters/kanpur-leather", "/works/schmitz-1995"):
        shown = html.document_fromstring(client.get(address).text)
        assert not shown.xpath("//*[@style] | //style | //main//script"), address


def test_pages_work_while_the_model_is_loading(fake_desk) -> None:
    app = build_app(fake_desk(ready=False, opens=False), Settings())
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for address in (*LISTS, "/schemes/mse-cdp-2022", "/clusters/towns.svg"):
            assert client.get(address).status_code == 200, address


def test_a_scheme_page_says_its_status_first_and_leads_to_the_questions(page, text_of) -> None:
    shown = page("/schemes/mse-cdp-2022")
    assert text_of(shown, "//section[contains(@class, 'banner')]/h2") == ["Period ended, renewal not known"]
    assert "As of 22 June 2026." in text_of(shown, "//section[contains(@class, 'banner')]/p")[0]
    assert shown.xpath("//a[@href='/assess?scheme=mse-cdp-2022']")
    assert shown.xpath("//meter")[0].get("max") > shown.xpath("//meter")[0].get("min")
    row = next(row for row in text_of(shown, "//table[@class='worked']//tr") if row.startswith("Rs 12 crore"))
    assert "Rs 8.4 crore (70%)" in row
    assert "Rs 7.2 crore (60%)" in row


def test_a_cluster_leads_to_schemes_to_check_with_place_and_sector(page) -> None:
    shown = page("/clusters/kanpur-leather")
    assert shown.xpath("//a[@href='/assess?state=Uttar+Pradesh&sector=leather_footwear']")
    assert shown.xpath("//*[contains(@class, 'mark-here')]/..")[0].get("href") == "/clusters/kanpur-leather"


def test_the_map_names_what_it_does_not_show(page, text_of, book) -> None:
    shown = page("/clusters")
    abroad = [held for held in book.clusters.values() if held.record.country != "India"]
    assert len(text_of(shown, "//ul[@class='off-map']/li")) == len(abroad)
    assert len(shown.xpath("//figure//circle")) == len(book.clusters) - len(abroad)


def test_from_a_sheet_one_is_led_to_the_page_of_its_record(client) -> None:
    for name, address in (
        ("mse-cdp-2022", "/schemes/mse-cdp-2022"),
        ("kanpur-leather", "/clusters/kanpur-leather"),
        ("schmitz-1995", "/works/schmitz-1995"),
        ("msme-offices", "/agencies"),
    ):
        reply = client.get(f"/records/{name}", follow_redirects=False)
        assert (reply.status_code, reply.headers["location"]) == (307, address)
    assert client.get("/records/nothing").status_code == 404


@pytest.mark.parametrize("address", ["/schemes/nothing", "/clusters/nothing", "/works/..%2f..%2fetc"])
def test_an_unknown_record_is_a_page_that_says_so(client, address) -> None:
    reply = client.get(address)
    assert reply.status_code == 404
    assert "text/html" in reply.headers["content-type"]


def test_a_sheet_in_the_library_leads_to_the_page_of_its_record(page) -> None:
    assert page("/documents/mse-cdp-2022").xpath("//dl[@class='facts']//a[@href='/schemes/mse-cdp-2022']")
    assert not page("/documents/tirupur-2012").xpath(
        "//dl[@class='facts']//a[starts-with(@href, '/clusters')]"
    )


def test_no_number_of_a_sheet_is_missing_on_its_page(client, book) -> None:
    number = re.compile(r"\d[\d,.]*\d|\d")
    missing = {}
    for folder, shelf in (("schemes", book.schemes), ("clusters", book.clusters), ("works", book.works)):
        for name, held in shelf.items():
            sheet = render_sheet(held.path)
            assert sheet is not None
            page = html.document_fromstring(client.get(f"/{folder}/{name}").text)
            shown = set(number.findall(" ".join(page.itertext())))
            stated = set(
                number.findall(re.sub(r", step \d+:", "", sheet.markdown))
            )  # numbered as a list there
            if stated - shown:
                missing[name] = sorted(stated - shown)
    assert missing == {}
