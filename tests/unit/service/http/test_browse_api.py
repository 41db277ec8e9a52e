"""The corpus as JSON: the same rows and figures as the pages."""

from pathlib import Path

import pytest
import yaml
from lxml import html

CORPUS = Path(__file__).resolve().parents[4] / "corpus"


@pytest.fixture
def client(shared_client):
    return shared_client


@pytest.mark.parametrize(
    ("address", "rows"), [("schemes", "schemes"), ("clusters", "clusters"), ("works", "works")]
)
def test_lists_have_every_record_and_each_leads_to_its_page(client, address, rows) -> None:
    body = client.get(f"/api/v1/{address}").json()
    assert body["total"] == len(body[rows]) > 60
    assert client.get(body[rows][0]["href"]).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "status=unknown&kind=cfc",
        "where=Gujarat",
        "q=handloom&sort=ceiling",
        "applicant=spv&ministry=Ministry of MSME",
    ],
)
def test_page_and_api_list_the_same_schemes_in_the_same_order(client, query) -> None:
    listed = client.get(f"/api/v1/schemes?{query}").json()["schemes"]
    shown = html.document_fromstring(client.get(f"/schemes?{query}").text)
    assert [row["href"] for row in listed] == shown.xpath("//li[@class='card']/h2/a/@href") != []


def test_a_scheme_has_its_status_its_grants_and_the_record_as_it_is_written(client) -> None:
    body = client.get("/api/v1/schemes/mse-cdp-2022").json()
    assert body["scheme"]["status"]["group"] == "unknown"
    assert body["scheme"]["ceiling_inr"] == 210_000_000
    table = next(table for table in body["grants"] if table["component"] == "cfc")
    row = next(row for row in table["rows"] if row["cost_inr"] == 120_000_000)
    assert [cell["grant_inr"] for cell in row["cells"]] == [84_000_000, 72_000_000]
    assert set(table["sources"]) <= {source["key"] for source in body["record"]["sources"]}
    assert body["record"] == yaml.safe_load((CORPUS / "schemes" / "mse-cdp-2022.yaml").read_text("utf-8"))
    assert body["coverage"]["checked"] <= body["coverage"]["total"]
    assert [each["id"] for each in body["editions"]][-1] == "mse-cdp-2022"


def test_a_cluster_and_a_work_have_their_neighbours(client) -> None:
    cluster = client.get("/api/v1/clusters/kanpur-leather").json()
    assert cluster["schemes"] == ["miius"]
    assert "agra-footwear" in cluster["similar"]
    work = client.get("/api/v1/works/wadhwani-2022").json()
    assert "/clusters/kalady-rice" in work["bears_out"]
    assert all(finding.endswith(".") for finding in work["findings"])


def test_agencies_answer_for_an_area_and_a_sector(client) -> None:
    body = client.get("/api/v1/agencies?area=markets&sector=textiles").json()
    assert "Ministry of Textiles, IL&FS" in body["answer"]
    assert all("markets" in agency["areas"] for agency in body["agencies"])


@pytest.mark.parametrize("address", ["schemes/nothing", "clusters/nothing", "works/nothing"])
def test_an_unknown_record_is_a_problem(client, address) -> None:
    reply = client.get(f"/api/v1/{address}")
    assert reply.status_code == 404
    assert reply.headers["content-type"] == "application/problem+json"


def test_words_that_are_too_long_are_a_problem(client) -> None:
    assert client.get("/api/v1/schemes", params={"q": "x" * 201}).status_code == 422
