"""Traces, cards, gaps, score sheets and reports over HTTP: who may see them, what they keep, what they refuse."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from lxml import html

from service.helpline.calls import keep_answer
from service.helpline.quality import criteria
from service.helpline.records import Channel, Closing, Details, Outcome, TurnKind
from service.helpline.renderings.audio import Audio
from service.http import helpline_room
from service.http.app import build_app
from service.http.helpline_room import HelplineRoom
from service.people.accounts import Accounts, NewAccount
from service.people.passwords import Passwords
from service.people.records import Role
from service.settings import Settings
from tests.unit.service.http.seats import WORD, Seat

NOW = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
PEOPLE = {"asha": Role.OPERATOR, "esha": Role.EDITOR, "sita": Role.SUPERVISOR}
ASKED = "grant for a common facility centre"


@pytest.fixture(scope="module")
def built(fake_desk) -> FastAPI:
    return build_app(fake_desk(), Settings())


@pytest.fixture
def room(built: FastAPI, sqlite_made: Path, tmp_path: Path) -> Iterator[HelplineRoom]:
    """An empty helpline, a clock that stands, passwords that are hashed quickly."""
    shutil.copy(sqlite_made, tmp_path / "helpline.db")
    settings = Settings(library=tmp_path)
    made = helpline_room.made(settings)
    accounts = Accounts(made.database, Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)))
    made = replace(made, accounts=accounts, clock=lambda: NOW)
    built.state.helpline_room = made
    built.state.site = replace(built.state.site, settings=settings)
    if hasattr(built.state, "assess_room"):
        del built.state.assess_room
    for name, role in PEOPLE.items():
        accounts.add(NewAccount(name, name.title(), role, WORD), NOW)
    yield made
    made.database.close()


@pytest.fixture
def seat(built: FastAPI, room: HelplineRoom) -> Callable[[str], Seat]:
    return lambda name: Seat(built, name)


@pytest.fixture
def closed(built: FastAPI, room: HelplineRoom) -> str:
    """The reference of a closed call of Asha's, with a question, an answer, a note and a message."""
    caller = room.cases.keep_caller("98450 00001", Details(state="Assam"), NOW)
    case = room.cases.open_case(Channel.PHONE, caller.id, "asha", NOW)
    answer = built.state.site.desk.answer(ASKED)
    keep_answer(room.cases, case.reference, answer, "asha", NOW)
    room.cases.add_turn(case.reference, TurnKind.NOTE, {"text": "<b>bold</b>", "by": "asha"}, NOW)
    closing = Closing(Outcome.ANSWERED, minutes=4, by="asha", call_type="scheme")
    room.cases.close(case.reference, closing, case.version, NOW + timedelta(minutes=4))
    return case.reference


def text(element: html.HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(found.text_content().split()) for found in element.xpath(path))


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("asha", ["/desk/quality", "/desk/reports", "/desk/cards/new"]),
        ("esha", ["/desk/quality", "/desk/reports", "/desk/case"]),
    ],
)
def test_everybody_sees_what_belongs_to_their_work(seat, name: str, refused: list[str]) -> None:
    person = seat(name)

    for address in refused:
        person.get(address, 403)
    for address in ("/desk/cards", "/desk/gaps"):
        person.get(address)


# ---------------------------------------------------------------- traces


def test_a_reference_read_out_leads_to_the_trace(seat, closed: str) -> None:
    asha = seat("asha")
    spelt = f"{closed[:4].lower()} - {closed[4:].lower()}"

    page = asha.get(f"/desk/case?reference={spelt}")

    assert f"Case {closed[:4]}-{closed[4:]}" in text(page)
    wrong = closed[:-1] + ("2" if closed[-1] != "2" else "3")
    assert "slip" in text(asha.get(f"/desk/case?reference={wrong}", 400))
    assert "has 7 letters" in text(asha.get("/desk/case?reference=abc", 400))


def test_the_trace_shows_the_answer_as_it_was_given(built: FastAPI, seat, closed: str) -> None:
    asha, desk = seat("asha"), built.state.site.desk
    before = desk.answer(ASKED)
    asked = len(desk.calls)

    page = text(asha.get(f"/desk/case/{closed}"))

    assert len(desk.calls) == asked, "nothing is asked anew"
    assert all(" ".join(statement.text.split()[:-1]) in page for statement in before.statements)
    assert before.index_id in page
    assert "<b>bold</b>" in page
    assert "asha closed it" in page
    assert f"ref {closed[:4]}-{closed[4:]}" in page


def test_an_answer_is_read_aloud(seat, closed: str, room: HelplineRoom) -> None:
    asha = seat("asha")
    number = next(t.number for t in room.cases.turns(closed) if t.kind is TurnKind.ANSWER)
    address = f"/desk/case/{closed}/turns/{number}/speech.wav"

    if Audio(Path()).available:
        reply = asha.web.get(f"{address}?language=hi")
        assert reply.headers["content-type"] == "audio/wav"
        assert reply.content.startswith(b"RIFF")
    assert asha.web.get(f"/desk/case/{closed}/turns/1/speech.wav").status_code == 404


# ---------------------------------------------------------------- cards


def test_a_card_is_written_from_an_answer_approved_and_offered(seat) -> None:
    esha, asha = seat("esha"), seat("asha")
    page = esha.get(f"/desk/cards/new?q={ASKED}")
    fields = {name: page.xpath(f"//form[@method='post']//input[@name='{name}']/@value")[0]
              for name in ("answer_id", "q", "owner", "review_by")}  # fmt: skip
    words = [area.text_content() for area in page.xpath("//textarea[@name='text']")]

    esha.post("/desk/cards", name="CFC grant", asked_as="how much for a CFC", take=[1], text=words, **fields)
    assert "No card fits" in text(asha.get("/desk/cards?q=CFC"))
    esha.post("/desk/cards/1/standing", version=1, did="approve", review_by="2027-02-01")

    page = text(asha.get("/desk/cards?q=CFC grant"))
    assert words[0].split()[0] in page
    assert "to be looked at by 01 Feb 2027" in page
    assert "Out of date" not in page


def test_a_card_says_no_number_that_its_source_does_not(seat) -> None:
    esha = seat("esha")
    page = esha.get(f"/desk/cards/new?q={ASKED}")
    answer_id = page.xpath("//input[@name='answer_id']/@value")[0]
    fields = {"q": ASKED, "answer_id": answer_id, "owner": "esha", "review_by": "2027-02-01", "name": "CFC"}

    refused = text(esha.post("/desk/cards", 400, take=[1], text=["The grant is 99.5%."], **fields))
    assert "do not hold 99.5" in refused
    assert "1 to 6 statements" in text(esha.post("/desk/cards", 400, text=["x"], **fields))
    stale = {**fields, "answer_id": "another"}
    assert "library has changed" in text(esha.post("/desk/cards", 400, take=[1], text=[""], **stale))


# ---------------------------------------------------------------- gaps


def test_a_gap_gets_a_document_to_find(built: FastAPI, seat, room: HelplineRoom) -> None:
    desk = built.state.site.desk
    for question in ("zzz moon rent subsidy", "moon rent subsidy zzz qqq", "qqq entirely other"):
        case = room.cases.open_case(Channel.SMS, None, None, NOW - timedelta(days=1))
        keep_answer(room.cases, case.reference, desk.answer(question), "asha", NOW - timedelta(days=1))
    esha = seat("esha")

    page = esha.get("/desk/gaps")
    first = page.xpath("//section[contains(@class, 'gap')]")[0]
    assert "2 cases" in text(first, ".")
    key = first.xpath(".//input[@name='key']/@value")[0]
    esha.post("/desk/gaps", key=key, title="Order on moon rent", where_to_ask="Ministry")
    assert "Order on moon rent" in text(seat("asha").get("/desk/gaps"))
    esha.post("/desk/gaps/documents/1", version=1, state="found")
    assert esha.get("/desk/gaps").xpath("//section[contains(@class, 'is-closed')]")
    stale = text(esha.post("/desk/gaps/documents/1", 409, version=1, state="wanted"))
    assert "esha moved it" in stale


# ---------------------------------------------------------------- quality


def test_a_supervisor_scores_a_case_that_was_drawn(seat, closed: str) -> None:
    sita = seat("sita")
    assert closed[:4] in text(sita.get("/desk/quality"))
    marks = {one.id: "2" for one in criteria()}

    missing = dict(list(marks.items())[:-1])
    assert "each of the 5 points" in text(sita.post(f"/desk/quality/{closed}", 400, note="kept", **missing))
    page = text(sita.post(f"/desk/quality/{closed}", note="Well done", **{**marks, "doubt": "1"}))

    assert "Nothing is left to score" in page
    assert "asha190%100%100%100%50%100%" in page
    assert "90% by sita" in text(sita.get(f"/desk/case/{closed}"))


# ---------------------------------------------------------------- reports


def test_reports_count_cases_and_come_as_csv(seat, closed: str) -> None:
    sita = seat("sita")

    page = sita.get("/desk/reports?by=state")
    assert "1 case by State" in text(page)
    assert page.xpath("//*[local-name()='svg']")
    assert (
        sita.web.get("/desk/reports/outcome.csv").text
        == "outcome,cases,answered,median_minutes\r\nAnswered,1,1,4.0\r\n"
    )
    assert "MSE-CDP (2022 guidelines),1,1" in sita.web.get("/desk/reports/scheme.csv").text
    assert "2026-11-23,1,1" in sita.web.get("/desk/reports/week.csv").text
    assert "No case was opened" in text(sita.get("/desk/reports?start=2026-01-01&end=2026-01-02"))
    sita.get("/desk/reports?start=tomorrow", 400)
