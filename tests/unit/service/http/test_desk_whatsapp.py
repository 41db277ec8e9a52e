"""WhatsApp from the desk: free text within 24 hours only, templates with their variables, preview and limits."""

from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from fastapi import FastAPI

from ingest.errors import BadRequestError
from service.helpline.channels.records import EventKind, Inbound, Provider
from service.helpline.errors import HelplineError
from service.helpline.inbox import Inbox
from service.helpline.message_tables import CONVERSATIONS
from service.helpline.outbox import Outbox
from service.helpline.whatsapp_templates import read_templates
from service.wiring import helpline_secrets
from tests.unit.service.http.seats import NOW, Seat, text

NUMBER = "+919876543210"
ON = {"whatsapp_phone": "1", "whatsapp_token": "t", "whatsapp_secret": "s", "whatsapp_verify": "v"}
CALL_BACK = "samuh_call_back:en"


@pytest.fixture
def address(asha: Seat, house: FastAPI, tmp_path: Path) -> str:
    """The page of an open call of a caller who takes messages, where WhatsApp is on and templates are approved."""
    listed = tmp_path / "templates.yaml"
    shipped = files("prompts").joinpath("whatsapp_templates.yaml").read_text("utf-8")
    listed.write_text(shipped.replace("approved: false", "approved: true", 3), "utf-8")
    on = type(house.state.site.settings)(library=tmp_path, whatsapp_templates=listed, **ON)
    house.state.site = replace(house.state.site, settings=on)
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/caller", version=1, messages="yes")
    return f"/desk/calls/{reference}/whatsapp"


def wrote(house: FastAPI, hours_ago: float) -> None:
    """The caller wrote to us by WhatsApp so long ago."""
    secrets = helpline_secrets(house.state.site.settings)
    database = house.state.helpline_room.database
    event = Inbound(Provider.WHATSAPP, "whatsapp", "m1", NUMBER, "", EventKind.WORDS, "hi", NOW)
    at = NOW - timedelta(hours=hours_ago)
    row = {"key": Inbox(database, secrets).conversation(event), "channel": "whatsapp", "caller_id": 1}
    with database.writing() as connection:
        connection.execute(CONVERSATIONS.delete())
        connection.execute(
            CONVERSATIONS.insert().values(**row, state_sealed=b"", last_inbound=at, updated=at)
        )


def sent(house: FastAPI) -> list:
    room = house.state.helpline_room
    box = Outbox(room.database, helpline_secrets(house.state.site.settings))
    return [one for one in iter(lambda: box.claim(NOW + timedelta(minutes=1)), None)]


def test_free_text_goes_within_a_day_of_the_callers_last_message_only(
    asha: Seat, house, address: str
) -> None:
    for hours, closed in ((None, True), (24.0, True), (23.9, False)):
        if hours is not None:
            wrote(house, hours)
        page = asha.get(address)
        assert bool(page.xpath("//textarea/ancestor::fieldset[@disabled]")) is closed
        assert bool(page.xpath("//*[@id='closed-window']")) is closed
    wrote(house, 24.5)
    page = asha.post(address, 400, did="text", text="Bring the lease deed.", turn=0)
    assert "Choose a template" in text(page, "//*[@role='alert']")
    assert text(page, "//textarea") == "Bring the lease deed.", "what was typed is not lost"
    assert not sent(house)
    wrote(house, 1)
    asha.post(address, did="text", text="Bring the lease deed.", turn=0)
    asha.post(address, did="text", text="Bring the lease deed.", turn=0)
    (only,) = sent(house)
    assert (only.message.text, only.message.template, only.message.to) == (
        "Bring the lease deed.",
        None,
        NUMBER,
    )
    assert only.last_inbound == NOW - timedelta(hours=1)
    asha.post(address, 400, did="text", text="x" * 4097, turn=1)


def test_a_template_is_filled_in_looked_at_and_sent_outside_the_window(asha: Seat, house, address) -> None:
    page = asha.post(address, did="choose", template=CALL_BACK)
    due, reference = page.xpath("//form[@id='template-form']//input[@name='value']/@value")
    assert due == "Wed 25 Nov, 10:00 am"
    page = asha.post(
        address, did="preview", template=CALL_BACK, value=["Wed 25 Nov, noon", reference], turn=0
    )
    assert "by Wed 25 Nov, noon. Your reference is" in text(page, "//*[@role='status']")
    assert "of 1,024 characters" in text(page, "//*[@role='status']")
    asha.post(address, did="template", template=CALL_BACK, value=["Wed 25 Nov, noon", reference], turn=0)
    (only,) = sent(house)
    assert (only.message.template, only.message.variables) == (
        "samuh_call_back",
        ("Wed 25 Nov, noon", reference),
    )
    trace = text(asha.get(address.removesuffix("/whatsapp").replace("calls", "case")), "//*[@class='trace']")
    assert "as agreed we call you by Wed 25 Nov, noon" in trace


@pytest.mark.parametrize("value", ["", "x" * 201, "two\nlines"])
def test_a_variable_that_whatsapp_does_not_take_is_refused_and_stays(asha, house, address, value) -> None:
    page = asha.post(address, 400, did="template", template=CALL_BACK, value=[value, "7K3M"], turn=0)
    assert 'The variable "due" takes 1 to 200' in text(page, "//*[@role='alert']")
    assert len(page.xpath("//form[@id='template-form']//input[@name='value']")) == 2
    assert not sent(house)


def test_what_is_not_approved_or_not_wanted_does_not_go(asha: Seat, house: FastAPI, address: str) -> None:
    papers = {"template": "samuh_papers:en", "value": ["the lease deed", "7K3M"], "turn": 0}
    page = asha.post(address, 400, did="template", **papers)
    assert "not approved yet" in text(page, "//*[@role='alert']")
    assert page.xpath("//button[@value='template'][@disabled]")
    room, call = (
        house.state.helpline_room,
        {"did": "template", "template": CALL_BACK, "value": ["noon", "7K3M"]},
    )
    room.cases.callers.opt_out(1, True, NOW)
    assert "(STOP)" in text(asha.post(address, 400, **call), "//*[@role='alert']")
    room.cases.callers.opt_out(1, False, NOW)
    asha.post(address.replace("/whatsapp", "/close"), version=2, outcome="answered")
    assert "is closed" in text(asha.post(address, 400, **call), "//*[@role='alert']")
    assert not sent(house)


def test_the_shipped_templates_are_whole_and_a_broken_list_is_named(tmp_path: Path) -> None:
    for one in read_templates(None):
        assert not one.approved
        assert "{{" not in one.fill(["x"] * len(one.variables))
    with pytest.raises(BadRequestError, match="1,0"):
        replace(read_templates(None)[0], text="x" * 1030 + "{{1}}").fill(["7K3M"])
    broken = tmp_path / "broken.yaml"
    broken.write_text('templates: [{id: a, language: en, approved: true, variables: [x], text: "no slot"}]')
    with pytest.raises(HelplineError, match="names 1 variables"):
        read_templates(broken)
