"""The literature room over HTTP: search, references, news, reading lists, cases side by side and what worked."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
import rispy
from fastapi.testclient import TestClient
from lxml import html

from service.http.app import build_app
from service.settings import Settings

UNRENDERED = re.compile(r"\{\{|\}\}|\{%|%\}|Undefined|[\ue000-\uf8ff]|\bNone\b")
PAIR = "case=tirupur-knitwear&case=vapi-chemicals"


@pytest.fixture(scope="module")
def client(fake_desk, tmp_path_factory):
    library = tmp_path_factory.mktemp("library")
    settings = Settings(library=library)
    with TestClient(build_app(fake_desk(folder=library), settings), base_url="http://127.0.0.1") as made:
        yield made


@pytest.fixture
def unready(fake_desk, tmp_path: Path):
    desk = fake_desk(ready=False, opens=False)
    with TestClient(build_app(desk, Settings(library=tmp_path)), base_url="http://127.0.0.1") as made:
        yield made


def page(client: TestClient, address: str) -> html.HtmlElement:
    reply = client.get(address)
    assert reply.status_code == 200, (address, reply.text[:300])
    shown = html.document_fromstring(reply.text)
    assert not UNRENDERED.search(shown.xpath("//main")[0].text_content()), address
    ids = shown.xpath("//main//@id")
    assert len(ids) == len(set(ids)), address
    assert not shown.xpath("//main//@style|//main//script|//main//@onclick"), address
    return shown


def text(shown: html.HtmlElement) -> str:
    return " ".join(shown.text_content().split())


@pytest.mark.parametrize(
    "address",
    [
        "/literature", "/literature?q=nadvi", "/literature?q=zzzz", "/literature?form=article&sort=year&page=2",
        "/literature/nadvi-1999", "/literature/kundli-cetp-2005", "/literature/tirupur-2012", "/literature/new",
        "/literature/new?since=2020-01-01", "/literature/lists", "/precedents/compare", f"/precedents/compare?{PAIR}",
        "/precedents/compare?case=tama-tokyo&case=nadvi-1999", "/interventions", "/interventions/training",
    ],
)  # fmt: skip
def test_every_page_is_rendered_whole(client: TestClient, address: str) -> None:
    page(client, address)


def test_a_search_shows_authors_year_kind_and_findings_that_open_their_source(client: TestClient) -> None:
    shown = page(client, "/literature?q=Nadvi+Sialkot")
    first = shown.xpath("//li[contains(@class,'work')]")[0]
    assert "Khalid Nadvi · 1999 · journal article · World Development" in text(first)
    assert first.xpath(".//a[starts-with(@href,'/works/nadvi-1999#')]")


def test_a_text_of_the_library_is_quoted_with_its_place(client: TestClient) -> None:
    shown = page(client, "/literature?q=effluent+treatment+plants+tied+dyeing&origin=document")
    assert shown.xpath("//blockquote/a[starts-with(@href,'/documents/tirupur-2012?start=')]")


def test_hostile_titles_are_shown_as_text(client: TestClient) -> None:
    assert "<script>alert" not in client.get("/literature?q=alert&text=yes").text


def test_without_an_index_words_of_records_are_searched_and_it_is_said(unready: TestClient) -> None:
    shown = page(unready, "/literature?q=Nadvi+1999")
    assert "still being loaded" in text(shown)
    assert "nadvi-1999" in shown.xpath("//li[contains(@class,'work')]//h2/a/@href")[0]


@pytest.mark.parametrize(
    ("wanted", "kind", "suffix"),
    [
        ("ris", "research-info", "ris"),
        ("bibtex", "bibtex", "bib"),
        ("csl", "csl+json", "json"),
        ("text", "text/plain", "txt"),
    ],
)
def test_references_come_as_files(client: TestClient, wanted: str, kind: str, suffix: str) -> None:
    for base in ("/literature/references", "/api/v1/references"):
        reply = client.get(f"{base}?id=nadvi-1999&id=kundli-cetp-2005&format={wanted}")
        assert kind in reply.headers["content-type"]
        assert f'filename="samuh-references.{suffix}"' in reply.headers["content-disposition"]
        assert "Collective efficiency and collective failure" in reply.text


def test_without_a_choice_the_references_are_those_of_the_search(client: TestClient) -> None:
    found = rispy.loads(client.get("/literature/references?q=Nadvi&format=ris").text)
    assert {each["id"] for each in found} == {"nadvi-1999", "schmitz-nadvi-1999"}
    assert client.get("/literature/references?q=zzzz").status_code == 400


@pytest.mark.parametrize(
    "address",
    ["/literature?year_from=2020&year_to=1999", "/literature?since=yesterday", "/api/v1/changes?since=soon"],
)
def test_what_cannot_be_asked_is_refused_in_words(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 400


def test_a_list_is_kept_under_its_code_and_comes_back(client: TestClient) -> None:
    begun = client.post(
        "/literature/lists/works", data={"id": ["nadvi-1999", "falck-2010"]}, follow_redirects=False
    )
    assert begun.status_code == 303
    address = begun.headers["location"]
    cookie = client.get(address).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    code = address.rsplit("/", 1)[1]
    client.post(f"{address}/note", data={"work": "falck-2010", "note": "<b>Compare</b> with Korea"})
    client.post("/literature/lists/searches", data={"code": code, "query": "q=Nadvi", "name": "Nadvi"})
    shown = page(client, address)
    assert code in text(shown)
    assert shown.xpath("//input[@value='<b>Compare</b> with Korea']")
    assert "nothing new since" in text(shown)
    assert "Nadvi, Khalid" in client.get(f"{address}/references?format=ris").text
    again = client.post("/literature/lists/open", data={"code": code.lower()}, follow_redirects=False)
    assert again.headers["location"] == address
    client.post(f"{address}/remove", data={"work": "nadvi-1999"})
    assert "falck-2010" in page(client, address).xpath("string(//main)") or "Falck" in text(
        page(client, address)
    )
    assert "Khalid" not in text(page(client, address))
    gone = client.post(f"{address}/delete", follow_redirects=False)
    assert gone.status_code == 303
    assert client.get(address).status_code == 404
    client.cookies.clear()


def test_a_saved_search_shows_what_came_since_the_last_look(client: TestClient) -> None:
    code = client.post("/api/v1/reading-lists", json={"title": "T"}).json()["code"]
    client.post(f"/api/v1/reading-lists/{code}/searches", json={"name": "All of Nadvi", "query": "q=Nadvi"})
    with client.app.state.literature_room.lists._store.writing() as database:
        database.execute("UPDATE reading_list_searches SET looked = '2001-01-01T00:00:00.000+00:00'")
    told = client.get(f"/api/v1/reading-lists/{code}").json()
    assert set(told["searches"][0]["new"]) == {"nadvi-1999", "schmitz-nadvi-1999"}
    looked = client.post(f"/literature/lists/{code}/look", data={"number": 1}, follow_redirects=False)
    assert looked.headers["location"] == "/literature?q=Nadvi&since=2001-01-01T00:00:00Z"
    assert "2 of" in text(page(client, looked.headers["location"]))
    assert client.get(f"/api/v1/reading-lists/{code}").json()["searches"][0]["new"] == []


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("POST", "/literature/lists"), ("POST", "/literature/lists/works"), ("POST", "/api/v1/reading-lists"),
        ("DELETE", "/api/v1/reading-lists/0000-0000-0000"),
    ],
)  # fmt: skip
def test_another_sites_page_changes_nothing(client: TestClient, method: str, address: str) -> None:
    assert client.request(method, address, headers={"sec-fetch-site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("code", ["nonsense", "7K3M-Q2PA-94XD"])
def test_a_code_that_is_none_says_so(client: TestClient, code: str) -> None:
    reply = client.post("/literature/lists/open", data={"code": code})
    assert reply.status_code in (400, 404)
    shown = html.document_fromstring(reply.text)
    assert shown.xpath("//input[@aria-invalid]/@aria-describedby") == ["code-error"]
    assert text(shown.get_element_by_id("code-error"))
    assert client.get(f"/api/v1/reading-lists/{code}").status_code in (400, 404)


def test_the_api_tells_works_changes_and_lists(client: TestClient) -> None:
    found = client.get("/api/v1/literature?q=Nadvi+Sialkot&limit=1").json()
    assert found["results"][0]["work"]["id"] == "nadvi-1999"
    assert found["results"][0]["nearest"][0]["address"].startswith("/")
    assert client.get("/api/v1/literature/nadvi-1999").json()["year"] == 1999
    assert client.get("/api/v1/literature/nowhere").status_code == 404
    news = client.get("/api/v1/changes?since=2000-01-01").json()["changes"]
    assert {"work", "source"} <= {each["kind"] for each in news}
    code = client.post(
        "/api/v1/reading-lists", json={"title": "T", "works": ["falck-2010", "nowhere"]}
    ).json()["code"]
    kept = client.put(f"/api/v1/reading-lists/{code}/works/nadvi-1999", json={"note": "n"}).json()
    assert [(each["work"], each["note"]) for each in kept["works"]] == [
        ("falck-2010", ""),
        ("nadvi-1999", "n"),
    ]
    assert client.delete(f"/api/v1/reading-lists/{code}/works/falck-2010").status_code == 200
    assert client.delete(f"/api/v1/reading-lists/{code}").status_code == 204


# --- cases side by side ---


def test_every_cell_of_the_table_leads_somewhere_or_is_a_gap(client: TestClient) -> None:
    shown = page(client, f"/precedents/compare?{PAIR}&case=kundli-cetp-2005")
    cells = shown.xpath("//table//td")
    assert len(cells) == 3 * len(shown.xpath("//table/tbody/tr"))
    assert all(cell.xpath(".//a[@class='cite']|.//*[contains(@class,'gap')]") for cell in cells)
    assert "not recorded here; see the findings" in text(shown)
    assert "/works/kundli-cetp-2005#findings" in shown.xpath("//table//td//a[@class='cite']/@href")


def test_a_long_cell_is_folded_after_three_statements_and_holds_all_of_them(client: TestClient) -> None:
    told = client.get(f"/api/v1/comparisons?{PAIR}").json()
    shown = page(client, f"/precedents/compare?{PAIR}")
    cells = [cell for row in told["rows"] for cell in row["cells"]]
    for cell, seen in zip(cells, shown.xpath("//table//td"), strict=True):
        folded = seen.xpath(".//details[@class='rest']//li")
        assert len(folded) == max(0, len(cell) - 3)
        assert seen.xpath("string(.//summary)") == (f"{len(folded)} more" if folded else "")
    assert any(len(cell) > 3 for cell in cells)


def test_nothing_is_said_about_a_source_on_the_page_in_the_api_or_in_a_file(client: TestClient) -> None:
    query = f"{PAIR}&case=kennedy-1999"
    told = page(client, f"/precedents/compare?{query}")
    assert "Not recorded here; see the findings" in told.xpath(
        "string(//section[@aria-labelledby='timeline'])"
    )
    csv, api = (
        client.get(f"/{each}?{query}").text for each in ("precedents/compare/table.csv", "api/v1/comparisons")
    )
    assert all(
        "does not say" not in each
        for each in (
            text(told),
            csv,
            api,
            client.get("/openapi.json").text.partition("ComparedItemOut")[2][:900],
        )
    )
    assert "not recorded here; see the findings" in csv
    assert "not recorded here; see the findings" in api


def test_page_and_api_tell_the_same_table(client: TestClient) -> None:
    told = client.get(f"/api/v1/comparisons?{PAIR}").json()
    shown = text(page(client, f"/precedents/compare?{PAIR}"))
    for row in told["rows"]:
        for item in (item for cell in row["cells"] for item in cell):
            assert item["text"] in shown
            assert item["gap"] or item["page"].startswith("/")


def test_one_case_that_is_not_there_is_named(client: TestClient) -> None:
    shown = client.get("/precedents/compare?case=nosuch")
    assert shown.status_code == 404
    assert "nosuch: there is no case with that id" in shown.text
    assert page(client, "/precedents/compare?case=tirupur-knitwear").xpath("//ul[@class='chips']/li")


def test_the_table_is_sent_as_three_files(client: TestClient) -> None:
    for base in ("/precedents/compare", "/api/v1/comparisons"):
        assert client.get(f"{base}/table.csv?{PAIR}").text.startswith("\ufeffcase,")
        book = openpyxl.load_workbook(io.BytesIO(client.get(f"{base}/table.xlsx?{PAIR}").content))
        assert book.sheetnames == ["Comparison", "Statements", "Sources"]
        assert client.get(f"{base}/table.docx?{PAIR}").content[:2] == b"PK"
    assert client.get("/precedents/compare/table.exe?" + PAIR).status_code == 422


@pytest.mark.parametrize(
    ("query", "status"),
    [("case=a&case=b", 404), ("case=kanpur-leather", 200), ("&".join(f"case=x{n}" for n in range(7)), 400)],
)
def test_a_choice_that_cannot_be_shown_says_why(client: TestClient, query: str, status: int) -> None:
    assert client.get(f"/precedents/compare?{query}").status_code == status


# --- what worked ---


def test_the_counts_of_page_and_api_agree_and_every_verdict_shows_its_words(client: TestClient) -> None:
    kinds = client.get("/api/v1/interventions").json()["kinds"]
    shown = page(client, "/interventions")
    for kind in kinds:
        cells = shown.xpath(f"//tr[.//a[@href='/interventions/{kind['key']}']]/td/text()")
        assert [int(cell) for cell in cells] == [*kind["counts"].values(), kind["total"], kind["sources"]]
        told = client.get(f"/api/v1/interventions/{kind['key']}").json()["evidence"]
        said = text(page(client, f"/interventions/{kind['key']}"))
        assert all(item["text"] in said for each in told for item in each["words"])
    assert client.get("/interventions/magic").status_code == 404


def test_whole_programmes_stand_apart_on_the_page_of_a_kind(client: TestClient) -> None:
    shown = page(client, "/interventions/common_facility")
    apart = shown.xpath("//section[@aria-labelledby='whole']//h3/a/@href")
    assert "/works/npc-msecdp-eval" in apart
    assert shown.xpath("//h3/a/@href").count("/works/npc-msecdp-eval") == 1
    told = client.get("/api/v1/interventions/common_facility").json()["evidence"]
    assert {f"/works/{each['case']}" for each in told if each["whole_programme"]} == set(apart)
