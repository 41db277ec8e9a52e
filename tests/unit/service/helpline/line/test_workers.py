"""Several workers on one database, of each kind: each message is answered once, those of one caller in their order."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.fernet import Fernet

from service.helpline import assembling
from service.helpline.cases import Cases
from service.helpline.channels.records import EventKind, Inbound, Outbound, Provider
from service.helpline.database import Database
from service.helpline.line import Line
from service.helpline.outbox import Draft, add
from service.helpline.renderings.templates import shipped
from service.helpline.sealing import Secrets
from service.interviews.keeping import Keeping
from service.settings import Settings
from service.store import Store
from service.turns import Turns

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
CALLERS, EACH = 4, 3


@pytest.fixture
def given() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def line(database: Database, given: list[Any], desk: Any, tmp_path: Path) -> Iterator[Line]:
    def take(request: httpx.Request) -> httpx.Response:
        given.append(json.loads(request.content))
        return httpx.Response(200, json={"id": "x"})

    settings = Settings(
        library=tmp_path, gateway_url="https://gateway.example", gateway_secret="s", caller_rate=0
    )  # type: ignore[arg-type]
    kept = assembling.Kept(
        database,
        Secrets(Fernet.generate_key().decode()),
        shipped(),
        None,
        httpx.MockTransport(take),
        lambda: NOW,
    )
    made = assembling.line(settings, desk, Keeping(Store(tmp_path), 90), kept)
    yield made
    made.stop()


def event(caller: int, number: int) -> Inbound:
    words = ("How much is the grant?", "Something on Assam", "1")[number]
    name = f"m{caller}-{number}"
    return Inbound(Provider.GATEWAY, "sms", name, f"+91987654321{caller}", "", EventKind.WORDS, words, None)


def test_each_message_is_answered_once_and_in_order(
    line: Line, given: list[dict[str, Any]], database: Database
) -> None:
    for number in range(EACH):
        for caller in range(CALLERS):
            line.take(event(caller, number))
    workers = [threading.Thread(target=line.drain) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    line.drain()
    assert line.parts.inbox.counts() == {"done": CALLERS * EACH}
    assert line.parts.outbox.counts() == {"sent": CALLERS * EACH}
    assert len({told["id"] for told in given}) == len(given) == CALLERS * EACH
    for caller in range(CALLERS):
        texts = [told["text"] for told in given if told["to"] == f"+91987654321{caller}"]
        assert [("70%" in texts[0]), ("not known" in texts[1]), ("an expert will reply" in texts[2])] == [
            True
        ] * 3


def test_the_threads_take_up_what_comes_and_end_in_order(line: Line, given: list[dict[str, Any]]) -> None:
    came = threading.Event()
    line.start()
    line.take(event(1, 0))
    for _ in range(200):
        if given:
            break
        came.wait(0.05)
    line.stop()
    assert [told["to"] for told in given] == ["+919876543211"]
    assert not [one for one in threading.enumerate() if one.name.startswith("helpline-")]


def test_no_message_is_begun_while_the_library_is_loaded(line: Line) -> None:
    loaded = threading.Event()
    waiting = Line(replace(line.parts, ready=loaded.is_set))
    waiting.take(event(1, 0))
    assert not waiting._talk()
    assert line.parts.inbox.counts() == {"waiting": 1}
    loaded.set()
    assert waiting._talk()
    assert line.parts.inbox.counts() == {"done": 1}


def test_a_message_is_taken_at_once_and_answered_after_the_person_who_waits(line: Line) -> None:
    turns = Turns(at_once=1, patience=60)
    behind = Line(replace(line.parts, turns=turns))
    with turns.person():
        behind.start()
        behind.take(event(1, 0))
        assert line.parts.inbox.counts() == {"waiting": 1}
    for _ in range(200):
        if line.parts.inbox.counts() == {"done": 1}:
            break
        threading.Event().wait(0.05)
    behind.stop()
    assert line.parts.inbox.counts() == {"done": 1}


def test_a_message_to_one_who_wants_none_is_stopped_even_if_an_operator_sends_it(
    line: Line, given: list[dict[str, Any]], database: Database
) -> None:
    line.take(Inbound(Provider.GATEWAY, "sms", "s1", "+919876543211", "", EventKind.WORDS, "STOP", None))
    line.drain()
    secrets = line.parts.outbox._secrets
    caller = Cases(database, secrets).find_caller("+919876543211")
    assert caller is not None
    assert caller.opted_out
    given.clear()
    draft = Draft(Outbound("d1", "sms", "+919876543211", "hello"), Provider.GATEWAY, "desk", caller.id, None)
    with database.writing() as connection:
        add(connection, draft, secrets, NOW)
    line.drain()
    assert given == []
    assert line.parts.outbox.counts()["stopped"] == 1
