"""The pages and the API of precedents, over the shipped corpus with hashed vectors."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from index.embed import HashingEmbedder
from service.http.app import build_app
from service.precedents.search import Precedents
from service.settings import Settings

CORPUS = Path(__file__).resolve().parents[4] / "corpus"


@pytest.fixture(scope="module")
def served(fake_desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    library = tmp_path_factory.mktemp("library")
    app = build_app(fake_desk(), Settings(library=library))
    model = HashingEmbedder(3072)  # fewer would give many words the vector of another
    app.state.precedents = Precedents(CORPUS, library, lambda: model)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def page(client: TestClient, address: str, status: int = 200):
    reply = client.get(address)
    assert reply.status_code == status
    return html.fromstring(reply.text)


def test_the_section_is_in_the_navigation(served: TestClient) -> None:
    assert page(served, "/").xpath("//header//a[@href='/precedents']")


def test_before_a_question_the_page_gives_examples_that_lead_somewhere(served: TestClient) -> None:
    found = page(served, "/precedents").xpath("//section[@aria-labelledby='examples']//a/@href")
    assert found
    assert page(served, found[0]).xpath("//ol[@class='precedents']/li")


def test_a_card_opens_its_record_and_each_line_its_part_of_it(served: TestClient) -> None:
    (first, *_) = page(served, "/precedents?q=pottery+in+Khurja").xpath("//ol[@class='precedents']/li")
    assert first.xpath(".//h3/a/@href") == ["/clusters/khurja-pottery"]
    assert first.xpath(".//dd/a/@href")[0] == "/clusters/khurja-pottery#problems"
    assert "Why similar" in first.text_content()
    assert page(served, "/clusters/khurja-pottery").xpath("//*[@id='problems']")


def test_more_like_this_names_the_case(served: TestClient) -> None:
    told = page(served, "/precedents?like=kanpur-leather")
    assert "More like Kanpur-Unnao" in told.xpath("string(//h2[@id='found'])")


def test_filters_stay_chosen_and_are_named(served: TestClient) -> None:
    told = page(served, "/precedents?q=effluent&state=Gujarat")
    assert told.xpath("//select[@name='state']/option[@selected]/@value") == ["Gujarat"]
    assert "state or country Gujarat" in " ".join(told.text_content().split())


def test_a_question_without_precedent_says_so(served: TestClient) -> None:
    told = page(served, "/precedents?q=cryptocurrency+blockchain")
    assert "No precedent is held for this" in told.text_content()
    assert not told.xpath("//ol[@class='precedents']")


def test_what_was_typed_is_shown_as_text(served: TestClient) -> None:
    reply = served.get("/precedents", params={"q": "<script>alert(1)</script> effluent"})
    assert "<script>alert" not in reply.text


def test_years_the_wrong_way_round_are_refused(served: TestClient) -> None:
    assert served.get("/precedents?q=x&year_from=2020&year_to=2010").status_code == 400


def test_an_unknown_case_is_not_found(served: TestClient) -> None:
    assert served.get("/precedents/nowhere").status_code == 404
    assert served.get("/precedents?like=nowhere").status_code == 404
    assert served.get("/api/v1/precedents/nowhere").status_code == 404


def test_the_address_of_a_case_leads_to_its_record(served: TestClient) -> None:
    reply = served.get("/precedents/kanpur-leather", follow_redirects=False)
    assert reply.headers["location"] == "/clusters/kanpur-leather"


def test_page_and_api_give_the_same_cases(served: TestClient) -> None:
    shown = page(served, "/precedents?q=idle+cold+stores").xpath("//ol//h3/a/@href")
    sent = served.get("/api/v1/precedents?q=idle+cold+stores&limit=20").json()
    assert [address.rpartition("/")[2] for address in shown] == [each["id"] for each in sent["precedents"]]


def test_the_api_gives_a_case_with_the_sources_of_its_cells(served: TestClient) -> None:
    told = served.get("/api/v1/precedents/vapi-chemicals").json()
    trial = told["trials"][0]
    assert trial["payers"][0]["text"] == "industries: 40% up front"
    assert trial["payers"][0]["sources"][0]["title"]
    assert told["result"] in {"worked", "mixed", "failed", "unknown"}


def test_nothing_asked_of_the_api_is_a_bad_request(served: TestClient) -> None:
    assert served.get("/api/v1/precedents").status_code == 400


def test_the_page_of_extracted_cases_is_there_without_any(served: TestClient) -> None:
    assert "No document of the library holds a case" in page(served, "/precedents/extracted").text_content()


def test_a_judgement_from_another_site_is_refused(served: TestClient) -> None:
    reply = served.post(
        "/precedents/extracted/x-1", data={"act": "confirm"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert reply.status_code == 403


def test_an_unknown_act_is_a_bad_request(served: TestClient) -> None:
    reply = served.post(
        "/precedents/extracted/x-1", data={"act": "burn"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert reply.status_code in {400, 403}
