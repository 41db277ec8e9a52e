"""The simulator and the dead letters, as pages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from service.helpline.cases import Sought
from service.http import helpline_room
from service.http.auth import COOKIE
from service.people.accounts import NewAccount
from service.people.records import Role

PASSWORD = "a long enough passphrase 7"


@pytest.fixture(scope="module")
def signed_in(app: FastAPI) -> Iterator[dict[Role, TestClient]]:
    """A client for each of two roles."""
    room = helpline_room.room_of_app(app)
    made = {}
    for role in (Role.OPERATOR, Role.SUPERVISOR):
        room.accounts.add(NewAccount(role.value, role.value, role, PASSWORD), room.now)
        made[role] = TestClient(app, base_url="http://127.0.0.1", follow_redirects=True)
        page = html.document_fromstring(made[role].get("/sign-in").text)
        fields = {one.name: one.value or "" for one in page.xpath("//form//input[@name]")}
        reply = made[role].post("/sign-in", data={**fields, "name": role.value, "password": PASSWORD})
        assert COOKIE in made[role].cookies, reply.text[:2000]
    yield made
    for client in made.values():
        client.close()


def form_of(client: TestClient, address: str, button: str) -> dict[str, str]:
    """The hidden fields of the form that has a button with this text."""
    page = html.document_fromstring(client.get(address).text)
    for form in page.xpath("//main//form"):
        if any(" ".join(one.text_content().split()) == button for one in form.xpath(".//button")):
            return {one.name: one.value or "" for one in form.xpath(".//input[@type='hidden']")}
    raise AssertionError(f"no form with a button {button} at {address}")


def said(reply: Any) -> list[str]:
    page = html.document_fromstring(reply.text)
    return [
        " ".join(one.text_content().split())
        for one in page.xpath("//*[contains(@class, 'bubble ')]|//*[@class='bubble']")
    ]


def test_nobody_plays_without_an_account(app: FastAPI) -> None:
    client = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
    for path in ("/desk/simulator", "/desk/dead-letters"):
        assert client.get(path, headers={"Accept": "text/html"}).headers["location"].startswith("/sign-in")


def test_a_call_is_played_with_keys(signed_in: dict[Role, TestClient]) -> None:
    client = signed_in[Role.OPERATOR]
    fields = form_of(client, "/desk/simulator", "Call the helpline")
    reply = client.post("/desk/simulator", data={**fields, "action": "begin"})
    assert "Welcome to Samuh" in said(reply)[-1]
    for key, hears in (("1", "For grants and schemes, press 1."), ("3", "Ask your question")):
        fields = form_of(client, str(reply.url), "1")
        reply = client.post("/desk/simulator", data={**fields, "key": key})
        assert hears in said(reply)[-1]
    fields = form_of(client, str(reply.url), "Say it")
    reply = client.post("/desk/simulator", data={**fields, "action": "speak", "text": "what did Assam get"})
    assert "It is not known." in said(reply)[-1]
    reply = client.post(
        "/desk/simulator", data={**form_of(client, str(reply.url), "Hang up"), "action": "end"}
    )
    assert "Another call" in reply.text


@pytest.mark.parametrize(
    ("channel", "words", "answer"),
    [
        (
            "sms",
            "How much is the grant?",
            "the grant is 70% of the project cost. Source: MSE-CDP (2022 guidelines), Ministry of MSME, 2022.",
        ),
        ("whatsapp", "नमस्ते", "क्या मैं पात्र हूँ?"),
        ("email", "How much is the grant?", "Every line is quoted from the source named with it."),
    ],
)
def test_a_message_is_played(
    signed_in: dict[Role, TestClient], channel: str, words: str, answer: str
) -> None:
    client = signed_in[Role.OPERATOR]
    fields = form_of(client, f"/desk/simulator?channel={channel}", "Send")
    reply = client.post("/desk/simulator", data={**fields, "text": words})
    assert words in said(reply)[0]
    assert answer in said(reply)[-1]


def test_what_is_typed_is_shown_as_words_and_never_as_a_page(signed_in: dict[Role, TestClient]) -> None:
    client = signed_in[Role.OPERATOR]
    fields = form_of(client, "/desk/simulator?channel=sms", "Send")
    reply = client.post("/desk/simulator", data={**fields, "text": "<script>alert(1)</script> grant"})
    assert "<script>alert(1)" not in reply.text
    assert "<script>alert(1)</script> grant" in said(reply)[0]


def test_what_is_played_is_in_no_report_and_can_be_deleted(
    signed_in: dict[Role, TestClient], settings: Any
) -> None:
    client = signed_in[Role.OPERATOR]
    fields = form_of(client, "/desk/simulator?channel=sms", "Send")
    where = str(client.post("/desk/simulator", data={**fields, "text": "How much is the grant?"}).url)
    assert helpline_room.room_of_app(client.app).cases.search(Sought()) == []  # type: ignore[arg-type]
    client.post("/desk/simulator/clear", data=form_of(client, where, "Delete all that was played"))
    assert said(client.get(where)) == []
    assert (Path(settings.library) / "simulator.db").exists()


def test_a_form_of_another_session_is_refused(signed_in: dict[Role, TestClient]) -> None:
    fields = form_of(signed_in[Role.OPERATOR], "/desk/simulator?channel=sms", "Send")
    assert signed_in[Role.SUPERVISOR].post("/desk/simulator", data={**fields, "text": "x"}).status_code == 403


def test_a_talk_that_is_none_is_refused(signed_in: dict[Role, TestClient]) -> None:
    for query in ("channel=fax", "channel=sms&talk=../../x", "channel=sms&talk=zzzzzzzz"):
        assert signed_in[Role.OPERATOR].get(f"/desk/simulator?{query}").status_code in (400, 422), query


def test_dead_letters_are_the_work_of_supervisors(signed_in: dict[Role, TestClient], stage: Any) -> None:
    stage.fails = [400]
    stage.whatsapp("text", {"body": "How much is the grant?"})
    assert signed_in[Role.OPERATOR].get("/desk/dead-letters").status_code == 403
    client = signed_in[Role.SUPERVISOR]
    page = client.get("/desk/dead-letters")
    assert "The provider replied with status 400." in page.text
    assert not re.search("98765|How much", page.text)
    target = re.search(r'action="(/desk/dead-letters/out/\d+)"', page.text)
    assert target is not None
    fields = form_of(client, "/desk/dead-letters", "Try again")
    assert client.post(target[1], data={**fields, "did": "again"}).status_code == 200
    stage.line.drain()
    assert len(stage.replies()) == 1
    assert client.post(target[1], data={**fields, "did": "give_up"}).status_code == 404
