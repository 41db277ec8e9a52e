"""The pages and the JSON of briefs over the small library: plain forms, files, and two advisers at once."""

import json
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.briefs.opened import of_bytes
from service.http.app import build_app
from service.settings import Settings

TOPIC = "effluent plants"


@pytest.fixture(scope="module")
def client(fake_desk, tmp_path_factory) -> Iterator[TestClient]:
    settings = Settings(library=tmp_path_factory.mktemp("library"), corpus=tmp_path_factory.mktemp("corpus"))
    with TestClient(
        build_app(fake_desk(), settings), base_url="http://localhost", follow_redirects=True
    ) as made:
        yield made


@pytest.fixture
def address(client) -> str:
    """The address of a new brief."""
    reply = client.post("/briefs", data={"topic": TOPIC})
    assert reply.status_code == 200
    return reply.url.path


def version_of(client, address: str) -> str:
    return re.search(r'name="version" value="(\d+)"', client.get(address).text)[1]


def items(client, address: str) -> list[dict]:
    return client.get(f"/api/v1{address}").json()["items"]


def judged(client, address: str, item: dict, action: str, **more: str):
    fields = {"side": item["side"], "strength": item["strength"], "note": item["note"], **more}
    data = {"version": version_of(client, address), "action": action, **fields}
    return client.post(f"{address}/items/{item['id']}", data=data)


def test_a_topic_leads_to_a_brief_with_its_passages(client, address) -> None:
    text = client.get(address).text
    assert "Eighteen common effluent treatment plants were tied to the dyeing units." in text
    assert re.search(r'href="/documents/tirupur-2012\?start=\d+', text)


def test_the_navigation_names_the_room(client) -> None:
    assert 'href="/briefs" aria-current="page"' in client.get("/briefs").text


def test_nothing_found_makes_no_brief(client) -> None:
    reply = client.post("/briefs", data={"topic": "quantum computing"})
    assert reply.status_code == 404
    assert "No brief was made." in reply.text


@pytest.mark.parametrize("topic", ["", "why", "x" * 300])
def test_a_topic_that_cannot_be_used_is_said_on_the_form(client, topic: str) -> None:
    reply = client.post("/briefs", data={"topic": topic})
    assert reply.status_code == 400
    assert 'role="alert"' in reply.text


def test_a_note_a_drop_and_a_return(client, address) -> None:
    item = items(client, address)[0]
    assert (
        "See &lt;b&gt;annex&lt;/b&gt;" in judged(client, address, item, "save", note="See <b>annex</b>").text
    )
    assert "Dropped" in judged(client, address, items(client, address)[0], "drop").text
    assert items(client, address)[0]["dropped"] is True
    judged(client, address, items(client, address)[0], "restore")
    assert items(client, address)[0]["dropped"] is False
    assert items(client, address)[0]["note"] == "See <b>annex</b>"


def test_the_head_is_kept(client, address) -> None:
    fields = {"title": "Our sheet", "claim": "Plants help.", "summary": "Two lines."}
    reply = client.post(f"{address}/head", data={"version": version_of(client, address), **fields})
    assert "Kept." in reply.text
    assert "Plants help." in client.get(address).text


def test_the_second_of_two_advisers_loses_nothing_and_overwrites_nothing(client, address) -> None:
    seen = version_of(client, address)
    client.post(f"{address}/head", data={"version": seen, "title": "First", "claim": "c", "summary": ""})
    reply = client.post(
        f"{address}/head", data={"version": seen, "title": "Second", "claim": "c", "summary": "Mine."}
    )
    assert reply.status_code == 409
    assert "Mine." in reply.text, "what was written is shown to be copied"
    assert "<h1>First</h1>" in client.get(address).text


def test_statements_of_a_search_are_added(client, address) -> None:
    page = client.get(f"{address}/add", params={"q": "court ordered the closure"}).text
    mark = re.search(
        r'name="statement" value="([^"]+)"[^>]*>\s*<div>\s*<blockquote><label[^>]*>“In 2011 a court', page
    )[1]
    data = {"version": version_of(client, address), "statement": mark}
    assert "In 2011 a court ordered the closure" in client.post(f"{address}/add", data=data).text


@pytest.mark.parametrize("mark", ["nonsense", "p-none:0:10", "a:b:c", ":0:1"])
def test_a_statement_that_is_none_is_refused(client, address, mark: str) -> None:
    data = {"version": version_of(client, address), "statement": mark}
    assert client.post(f"{address}/add", data=data).status_code in (400, 404)


@pytest.mark.parametrize("fields", [{}, {"passage": "nosuch"}, {"statement": ""}])
def test_adding_nothing_is_not_said_to_be_kept(client, address, fields: dict) -> None:
    seen = version_of(client, address)
    reply = client.post(f"{address}/add", data={"version": seen, **fields})
    assert reply.status_code == 400
    assert "No statement was ticked" in reply.text
    assert "Kept." not in reply.text
    assert version_of(client, address) == seen


def test_passages_that_were_picked_make_a_brief(client) -> None:
    page = client.get("/briefs/pick", params={"q": "cotton knitwear"}).text
    passage = re.search(r'name="passage" value="([^"]+)"', page)[1]
    reply = client.post("/briefs", data={"topic": "knitwear", "passage": passage})
    assert {item["quote"]["passage_id"] for item in items(client, reply.url.path)} == {passage}


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("docx", "officedocument"), ("pdf", "application/pdf"), ("md", "text/markdown")],
)
def test_a_brief_is_saved_and_its_footnotes_open_this_service(
    client, address, ending: str, kind: str
) -> None:
    reply = client.get(f"{address}/brief.{ending}")
    assert kind in reply.headers["content-type"]
    assert "attachment" in reply.headers["content-disposition"]
    brief = of_bytes(reply.content, "x").brief
    assert brief.topic == TOPIC
    if ending == "md":
        assert "http://localhost/documents/tirupur-2012?start=" in reply.text


def test_a_saved_file_is_checked_over_the_api(client, address) -> None:
    content = client.get(f"/api/v1{address}/file", params={"format": "pdf"}).content
    said = client.post("/api/v1/briefs/checks", content=content).json()
    assert (said["stands"], said["altered"]) == (True, False)
    assert client.post("/api/v1/briefs/checks", content=b"nothing").status_code == 400


def test_the_check_page_says_that_all_stands(client, address) -> None:
    assert "The library still says all that is quoted." in client.get(f"{address}/check").text


def test_json_makes_changes_and_refuses_what_is_stale(client) -> None:
    made = client.post("/api/v1/briefs", json={"topic": TOPIC}).json()
    assert made["status"] == "made"
    code, item = made["brief"]["code"], made["brief"]["items"][0]
    told = {"version": 1, "side": "supports", "strength": "press", "note": "n", "dropped": False}
    changed = client.put(f"/api/v1/briefs/{code}/items/{item['id']}", json=told)
    assert changed.json()["items"][0]["side_because"] == "the adviser of this brief placed it here"
    assert client.put(f"/api/v1/briefs/{code}/items/{item['id']}", json=told).status_code == 409
    assert client.delete(f"/api/v1/briefs/{code}").status_code == 204
    assert client.get(f"/api/v1/briefs/{code}").status_code == 404


def test_json_without_evidence_says_so(client) -> None:
    reply = client.post("/api/v1/briefs", json={"topic": "quantum computing"})
    assert (reply.status_code, reply.json()) == (200, {"status": "no_evidence", "brief": None})


def test_recommendations_without_policy_texts_are_said_to_be_none(client) -> None:
    assert "holds no policy text" in client.get("/briefs/recommendations").text
    assert client.get("/api/v1/recommendations").json() == {"columns": [], "tracks": []}


def test_forms_of_other_sites_are_refused(client, address) -> None:
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert client.post(f"{address}/delete", headers=foreign).status_code == 403
    assert client.post("/api/v1/briefs", json={"topic": TOPIC}, headers=foreign).status_code == 403


def test_a_brief_is_deleted_for_good(client, address) -> None:
    assert "The brief was deleted." in client.post(f"{address}/delete").text
    assert client.get(address).status_code == 404


def test_nobody_guesses_a_code(client) -> None:
    assert client.get("/briefs/aaaaaaaaaaaaaaaa").status_code == 404
    assert client.get("/briefs/%27%20or%201=1--").status_code == 404


def test_hostile_words_stay_text(client) -> None:
    reply = client.post("/briefs", data={"topic": 'effluent plants "><script>alert(1)</script>'})
    assert "<script>alert" not in reply.text


def test_replies_are_json_that_a_program_reads(client, address) -> None:
    assert json.loads(client.get(f"/api/v1{address}").text)["topic"] == TOPIC


def test_who_begins_too_many_is_told_when_to_come_back(fake_desk, tmp_path) -> None:
    settings = Settings(library=tmp_path, corpus=tmp_path / "corpus", briefs_a_day=1)
    with TestClient(build_app(fake_desk(), settings), base_url="http://localhost") as few:
        assert few.post("/api/v1/briefs", json={"topic": TOPIC}).status_code == 200
        page = few.post("/briefs", data={"topic": TOPIC})
        assert (page.status_code, "were begun from your address within a day" in page.text) == (429, True)
        assert few.post("/api/v1/briefs", json={"topic": TOPIC}).status_code == 429
        assert "365 days after its last change" in few.get("/briefs").text


def test_a_brief_says_until_when_it_is_kept(client, address) -> None:
    assert re.search(r"It is deleted on \d+ [A-Z][a-z]+ 20\d\d unless", client.get(address).text)
