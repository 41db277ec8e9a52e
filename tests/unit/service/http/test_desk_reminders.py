"""Reminders by hand: set at the queue, shown there, at the desk and on the wall when their hour has come."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from fastapi import FastAPI

from service.helpline.reminders import Reminders, tomorrow
from tests.unit.service.http.seats import NOW, Seat, text


@pytest.fixture
def ticket(asha: Seat, house: FastAPI) -> int:
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/close", version=1, outcome="escalated", ask="Is it open?")
    return house.state.helpline_room.tickets.of_case(reference)[0].id


def at(house: FastAPI, moment: datetime) -> None:
    house.state.helpline_room = replace(house.state.helpline_room, clock=lambda: moment)


def remind(who: Seat, ticket: int, when: str, expect: int = 200):
    return who.post("/desk/queue/reminders", expect, kind="ticket", job_id=ticket, at=when)


def test_a_reminder_comes_back_at_its_hour_and_is_settled(asha: Seat, seat, house, ticket: int) -> None:
    assert asha.get("/desk/queue").xpath("//input[@name='at']/@value") == ["2026-11-24T11:00"]
    page = remind(asha, ticket, "2026-11-23T11:00")
    assert "Mon 23 Nov, 11:00 am" in text(page, "//*[@id='reminders']")
    assert not seat("vikram").get("/desk/queue").xpath("//*[@id='reminders']"), "not yet anybody else's"
    assert "0reminders due now" in text(asha.get("/desk/wall"), "//*[@class='wall']")
    assert not asha.get("/desk").xpath("//*[@class='reminder']")
    at(house, NOW + timedelta(hours=1, minutes=1))
    assert "1reminder due now" in text(asha.get("/desk/wall"), "//*[@class='wall']")
    assert "Reminder: ticket" in text(asha.get("/desk"), "//*[@class='reminder']")
    others = seat("vikram").get("/desk/queue")
    assert "for asha" in text(others, "//*[@id='reminders']")
    assert not others.xpath("//*[@id='reminders']//button")
    page = asha.get("/desk/queue")
    assert page.xpath("//*[@id='reminders']/ul/li[@class='is-due']")
    (address,) = page.xpath("//*[@id='reminders']//form/@action")
    seat("vikram").post(address, 404, did="done")
    page = asha.post(address, did="later")
    assert "12:01 pm" in text(page, "//*[@id='reminders']")
    assert not page.xpath("//li[@class='is-due']")
    assert not asha.post(address, did="done").xpath("//*[@id='reminders']")
    asha.post(address, 404, did="done")


def test_a_second_reminder_of_the_same_moves_the_first(asha: Seat, house: FastAPI, ticket: int) -> None:
    remind(asha, ticket, "2026-11-23T11:00")
    remind(asha, ticket, "2026-11-25T09:00")
    (one,) = Reminders(house.state.helpline_room.database).open()
    assert one.at == datetime.fromisoformat("2026-11-25T09:00+05:30")


@pytest.mark.parametrize("when", ["", "2026-11-23T09:00", "9999-01-01T00:00", "2028-01-01T00:00"])
def test_a_reminder_needs_an_hour_to_come(asha: Seat, house: FastAPI, ticket: int, when: str) -> None:
    assert "Give a day" in text(remind(asha, ticket, when, 400), "//*[@role='alert']")
    assert not Reminders(house.state.helpline_room.database).open()


def test_what_is_settled_reminds_nobody(asha: Seat, seat, house: FastAPI, ticket: int) -> None:
    remind(asha, ticket, "2026-11-23T11:00")
    vikram = seat("vikram")
    vikram.post(f"/desk/tickets/{ticket}", version=1, did="answer", reply="Not open (2026).")
    vikram.post(f"/desk/tickets/{ticket}", version=2, did="close")
    at(house, NOW + timedelta(minutes=90))
    assert not asha.get("/desk/queue").xpath("//*[@id='reminders']")
    remind(asha, ticket, "2026-11-25T09:00", 404)


def test_tomorrow_is_that_of_india() -> None:
    late = datetime.fromisoformat("2026-11-23T19:00+00:00")  # half past midnight of the 24th in India
    assert tomorrow(late).isoformat() == "2026-11-25T11:00:00+05:30"
