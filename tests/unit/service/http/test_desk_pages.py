"""The desk over HTTP: who may do what, what is refused, and that what was typed comes back."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from service.helpline.call_backs import Promise
from service.helpline.cards import Cards, CardStatement, CardText, Cited
from service.helpline.outbox import Outbox
from service.helpline.records import CallBackState, Outcome, TicketState
from service.helpline.talk_words import day_and_hour
from service.helpline.tickets import Doing
from service.http.website import Site
from service.settings import Settings
from service.wiring import helpline_secrets
from tests.unit.service.http.seats import NOW, Seat, text

GATEWAY = {"sms_provider": "gateway", "gateway_url": "http://127.0.0.1:9/", "gateway_secret": "x" * 40}


def test_nobody_works_there_without_signing_in(house: FastAPI) -> None:
    plain = TestClient(
        house, base_url="http://127.0.0.1", follow_redirects=False, headers={"accept": "text/html"}
    )
    for address in ("/desk", "/desk/queue", "/desk/wall", "/desk/tickets/1"):
        assert plain.get(address).headers["location"].startswith("/sign-in?next=")
    assert plain.post("/desk/calls").status_code == 303


def test_an_editor_is_no_operator(seat) -> None:
    for address in ("/desk", "/desk/queue", "/desk/wall"):
        seat("esha").get(address, 403)


def test_a_form_without_its_token_changes_nothing(asha: Seat, house: FastAPI) -> None:
    assert asha.web.post("/desk/calls", data={"number": ""}).status_code == 403
    foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    assert asha.web.post("/desk/calls", data={"form_token": asha.token}, headers=foreign).status_code == 403
    assert text(asha.get("/desk"), "//section[contains(@class, 'desk-close')]").endswith("calls are closed.")


def test_a_number_that_is_none_comes_back_with_what_is_wrong(asha: Seat) -> None:
    page = asha.post("/desk/calls", 400, number="12")
    assert page.xpath("//*[@id='page-error']")
    assert page.xpath("//input[@id='number'][@aria-invalid]/@value") == ["12"]


def test_a_caller_is_known_again_with_the_last_contacts(asha: Seat) -> None:
    first = asha.open()
    case = {"version": 1, "name": "Ravi", "state": "Gujarat", "language": "hi", "messages": "yes"}
    page = asha.post(f"/desk/calls/{first}/caller", **case)
    assert page.xpath("//*[@id='say']/@lang") == ["hi"]
    again = asha.get(f"/desk?case={asha.open('+91 98765-43210')}")
    assert again.xpath("//*[@id='c-name']/@value") == ["Ravi"]
    assert first[:4] in text(again, "//*[@id='caller']//ul")
    assert "3210" in text(again, "//*[@class='caller-number']")
    assert "9876543210" not in html.tostring(again).decode()


def test_a_caller_can_be_named_while_the_call_runs(asha: Seat) -> None:
    reference = asha.open("")
    page = asha.post(f"/desk/calls/{reference}/caller", version=1, number="98765 43211", name="Sita")
    assert "3211" in text(page, "//*[@class='caller-number']")
    stale = asha.post(f"/desk/calls/{reference}/caller", 409, version=1, number="98765 43212")
    assert "asha named the caller of it" in text(stale, "//*[@id='caller']")


def test_a_question_on_the_empty_desk_opens_a_call(asha: Seat) -> None:
    page = asha.post("/desk/questions", q=" grant ")
    assert "70% of the project cost" in text(page, "//article")
    assert text(page, "//*[@class='asked']") == "grant"
    empty = asha.post("/desk/questions", 400, q="  ")
    assert "empty" in text(empty, "//*[@id='page-error']")
    assert not empty.xpath("//*[@data-case]")


def test_a_question_that_is_too_long_comes_back(asha: Seat) -> None:
    page = asha.post(f"/desk/calls/{asha.open()}/questions", 400, q="x" * 1001)
    assert page.xpath("//*[@id='q']/@value") == ["x" * 1001]


def test_an_earlier_answer_is_shown_again_and_says_when_the_index_has_moved_on(
    asha: Seat, house: FastAPI
) -> None:
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/questions", q="grant")
    asha.post(f"/desk/calls/{reference}/questions", q="dyeing")
    page = asha.get(f"/desk?case={reference}&turn=2")
    assert text(page, "//*[@class='asked']") == "grant"
    assert "newer index" not in text(page, "//article")
    room = house.state.helpline_room
    with room.database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE turns SET content = replace(content, 'g-test-1', 'g-old') WHERE number = 2"
        )
    assert "newer index" in text(asha.get(f"/desk?case={reference}&turn=2"), "//article")


def test_a_document_that_a_newer_one_replaces_is_called_superseded(asha: Seat) -> None:
    page = asha.post(f"/desk/calls/{asha.open()}/questions", q="where do they disagree")
    assert "superseded by MSE-CDP (2022 guidelines) · 2022" in text(page, "//ol")
    assert "Say both, each with its year" in text(page, "//*[@class='ending']")


def test_a_call_is_not_closed_without_an_outcome_and_keeps_what_was_typed(asha: Seat, house: FastAPI) -> None:
    reference = asha.open()
    page = asha.post(f"/desk/calls/{reference}/close", 400, version=1, note="asks again", minutes="4")
    assert "without an outcome" in text(page, "//*[@id='close-error']")
    assert text(page, "//*[@id='note']") == "asks again"
    for minutes in ("many", "-1", "601", "nan"):
        page = asha.post(
            f"/desk/calls/{reference}/close", 400, version=1, outcome="answered", minutes=minutes
        )
        assert "Minutes" in text(page, "//*[@id='close-error']")
    asha.post(f"/desk/calls/{reference}/close", version=1, outcome="answered", minutes="2,5", note="n")
    closed = house.state.helpline_room.cases.case(reference)
    assert (closed.outcome, closed.minutes, closed.operator) == (Outcome.ANSWERED, 2.5, "asha")


def test_a_second_operator_on_a_case_is_told_who_closed_it(asha: Seat, seat) -> None:
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/close", version=1, outcome="dropped")
    late = seat("vikram").post(f"/desk/calls/{reference}/reopen", 409, version=1)
    assert "asha closed it" in text(late, "//*[@id='page-error']")
    page = seat("vikram").post(f"/desk/calls/{reference}/reopen", version=2)
    assert page.xpath("//form[@id='close-form']")


def test_a_reference_is_taken_as_it_is_read_out(asha: Seat) -> None:
    reference = asha.open()
    spoken = f"{reference[:3]} {reference[3:]}".lower()
    assert asha.get(f"/desk?case={spoken}").xpath("//*[@data-case]")[0].get("data-case") == reference
    assert "slip" in text(asha.get("/desk?case=7K3M2Q0", 400), "//*[@id='page-error']")


def test_the_message_needs_consent_and_somebody_who_carries_it(asha: Seat, house: FastAPI) -> None:
    reference = asha.open()
    page = asha.post(f"/desk/calls/{reference}/questions", q="grant")
    assert "Ask first" in text(page, "//*[@id='sms']")
    page = asha.post(f"/desk/calls/{reference}/caller", version=1, messages="yes")
    assert "No provider carries SMS" in text(page, "//*[@id='sms']")
    site: Site = house.state.site
    settings = site.settings.model_copy(update=gateway_settings())
    house.state.site = replace(site, settings=settings)
    page = asha.get(f"/desk?case={reference}")
    shown = text(page, "//*[@class='sms-text']")
    assert page.xpath("//input[@name='send'][@checked]")
    asha.post(f"/desk/calls/{reference}/close", version=2, outcome="answered", send="yes")
    room = house.state.helpline_room
    (row,) = Outbox(room.database, helpline_secrets(settings)).of_case(reference)
    assert (row.state, row.channel, row.provider) == ("waiting", "sms", "gateway")
    assert [
        " ".join(t.content["text"].split()) for t in room.cases.turns(reference) if t.kind == "message_out"
    ] == [shown]


@pytest.mark.parametrize("outcome", ["escalated", "complaint"])
def test_who_is_promised_an_expert_gets_the_message_that_says_so(
    asha: Seat, house: FastAPI, outcome: str
) -> None:
    site: Site = house.state.site
    house.state.site = replace(site, settings=site.settings.model_copy(update=gateway_settings()))
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/caller", version=1, messages="yes")
    page = asha.post(f"/desk/calls/{reference}/questions", q="Something on Assam")
    assert "call us with reference" in text(page, "//*[@class='unpromised']")
    promised = text(page, "//*[@id='sms-ticket']/p[1]")
    fields = {"version": 2, "outcome": outcome, "ask": "Something on Assam", "send": "yes"}
    asha.post(f"/desk/calls/{reference}/close", **fields)
    assert sent(house, reference) == [promised]
    (ticket,) = house.state.helpline_room.tickets.of_case(reference)
    assert promised.startswith(f"Samuh: an expert will reply by {day_and_hour(ticket.due, 'en')}. Ref ")


def test_who_is_promised_a_call_gets_the_hour_of_the_field(asha: Seat, house: FastAPI) -> None:
    site: Site = house.state.site
    house.state.site = replace(site, settings=site.settings.model_copy(update=gateway_settings()))
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/caller", version=1, messages="yes")
    page = asha.get(f"/desk?case={reference}&due=2026-11-25T15:00")
    promised = text(page, "//*[@id='sms-back']/p[1]")
    assert promised.startswith("Samuh: we will call you by 25 Nov, 15:00. Ref ")
    fields = {"version": 2, "outcome": "call_back", "due": "2026-11-25T15:00", "send": "yes"}
    asha.post(f"/desk/calls/{reference}/close", **fields)
    assert sent(house, reference) == [promised]


def sent(house: FastAPI, reference: str) -> list[str]:
    turns = house.state.helpline_room.cases.turns(reference)
    return [" ".join(turn.content["text"].split()) for turn in turns if turn.kind == "message_out"]


def gateway_settings() -> dict[str, object]:
    made = Settings(**GATEWAY)
    assert "gateway" in made.channels
    return {name: getattr(made, name) for name in GATEWAY}


def test_the_type_of_a_call_brings_its_questions_and_closes_with_it(asha: Seat) -> None:
    reference = asha.open()
    page = asha.get(f"/desk?case={reference}&type=complaint")
    assert "What happened, when, and with which office?" in text(page, "//*[@id='say']")
    assert page.xpath("//*[@id='call-type']/option[@selected]/@value") == ["complaint"]
    page = asha.get(f"/desk?case={reference}&tab=eligibility")
    assert page.xpath("//*[@id='call-type']/option[@selected]/@value") == ["eligibility"]
    assert "Tell me in your own words" in text(page, "//*[@id='say']")
    assert asha.get(f"/desk?case={reference}&type=nonsense").xpath("//*[@id='say']")


def test_the_operator_says_the_time_that_the_field_of_the_call_back_holds(asha: Seat) -> None:
    page = asha.get(f"/desk?case={asha.open()}")
    assert page.xpath("//input[@name='due']/@value") == ["2026-11-25T10:00"]
    assert "call you back on this number by Wed 25 Nov, 10:00 am" in text(page, "//main")


def test_a_card_that_was_read_out_stands_in_the_trace(asha: Seat, house: FastAPI) -> None:
    room, reference = house.state.helpline_room, asha.open()
    assert "no approved cards" in text(asha.get(f"/desk?case={reference}&tab=cards"), "//*[@id='work-body']")
    source = Cited("mse-cdp-2022", "p-1", "MSE-CDP", 2022, "p. 3", "the grant is 70%")
    line = CardStatement("The grant is 70%.", (source,))
    cards = Cards(room.database)
    card = cards.write(CardText("Grant", "how much grant", (line,), "esha", date(2027, 1, 31)), "esha", NOW)
    cards.approve(card.id, date(2027, 1, 31), Doing(card.version, "esha"), NOW)
    asha.post(f"/desk/calls/{reference}/questions", q="grant")
    page = asha.get(f"/desk?case={reference}&tab=cards")
    assert "owner esha" in text(page, "//article")
    assert "31 Jan 2027" in text(page, "//article")
    page = asha.post(f"/desk/calls/{reference}/cards/{card.id}")
    assert f"Card {card.id} read out (version 2): Grant" in text(page, "//*[@id='turns']")


# ---------------------------------------------------------------- the interview


def test_an_interview_is_begun_with_what_is_known_and_goes_back(asha: Seat) -> None:
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/caller", version=1, state="Assam")
    page = asha.post(f"/desk/calls/{reference}/interview")
    assert text(page, "//details[@class='told-so-far']//dd") == "Assam"
    code = page.xpath("//input[@name='code']/@value")[0]
    fact = page.xpath("//input[@name='fact']/@value")[0]
    wrong = asha.post(f"/desk/calls/{reference}/interview/answer", 400, code=code, fact=fact, typed="zzz")
    assert "none of the answers" in text(wrong, "//*[@id='i-error']")
    assert wrong.xpath("//*[@id='i-key']/@value") == ["zzz"]
    on = asha.post(f"/desk/calls/{reference}/interview/answer", code=code, fact=fact, typed="1")
    assert on.xpath("//input[@name='fact']/@value") != [fact]
    back = asha.post(f"/desk/calls/{reference}/interview/answer", code=code, fact="", typed=["", "-"])
    assert back.xpath("//input[@name='fact']/@value")[0] == fact


def test_what_is_meant_for_another_purpose_is_not_called_likely(asha: Seat) -> None:
    reference = asha.open()
    told = (
        "25 handloom weavers in Barpeta, Assam, Section 8 company as SPV, common facility centre for 8 crore"
    )
    page = asha.post(f"/desk/calls/{reference}/interview", text=told)
    assert "industrial estate" not in text(page, "//section[@aria-label='Likely']")
    assert "For another purpose" in text(page, "//*[@class='standing']")


def test_an_interview_of_the_web_goes_on_at_the_desk_and_back(asha: Seat) -> None:
    begun = asha.web.post("/assess", data={"text": "25 weavers in Barpeta, Assam"}, follow_redirects=False)
    code = begun.headers["location"].split("/")[2]
    reference = asha.open()
    page = asha.post(f"/desk/calls/{reference}/interview", code=code.lower().replace("-", " "))
    assert "Barpeta" in text(page, "//details[@class='told-so-far']")
    fact = page.xpath("//input[@name='fact']/@value")[0]
    asha.post(f"/desk/calls/{reference}/interview/answer", code=code, fact=fact, typed="?")
    assert "asked, not known" in text(asha.get(f"/assess/{code}/facts"), "//table").lower()
    bad = asha.post(f"/desk/calls/{reference}/interview", 400, code="7K3M")
    assert "12 letters" in text(bad, "//main")


# ---------------------------------------------------------------- the queue


def escalated(asha: Seat, house: FastAPI, outcome: str = "escalated", **more: str) -> int:
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/close", version=1, outcome=outcome, ask="Is it open?", **more)
    return house.state.helpline_room.tickets.of_case(reference)[0].id


def test_an_operator_does_not_answer_tickets(asha: Seat, house: FastAPI) -> None:
    ticket = escalated(asha, house)
    page = asha.post(f"/desk/tickets/{ticket}", 400, version=1, did="answer", reply="Yes.")
    assert "by experts" in text(page, "//*[@role='alert']")
    assert not page.xpath("//textarea")
    assert house.state.helpline_room.tickets.ticket(ticket).state is TicketState.OPEN


def test_a_number_that_no_row_can_have_is_not_there(asha: Seat, seat) -> None:
    asha.get("/desk/tickets/99999999999999999999999", 404)
    seat("esha").get("/desk/cards/99999999999999999999999", 404)


def test_consent_is_not_overwritten_from_a_stale_page(asha: Seat, house: FastAPI) -> None:
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/caller", version=1, recorded="no", messages="no")
    asha.post(f"/desk/calls/{reference}/caller", 409, version=1, recorded="yes", messages="yes")
    caller = house.state.helpline_room.cases.find_caller("98765 43210")
    assert (caller.consent.recorded, caller.consent.messages) == (False, False)
    asha.post(f"/desk/calls/{reference}/caller", version=2, messages="yes")
    assert house.state.helpline_room.cases.find_caller("98765 43210").consent.messages


def test_nothing_is_asked_in_a_closed_case(asha: Seat, house: FastAPI) -> None:
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/close", version=1, outcome="answered")
    page = asha.post(f"/desk/calls/{reference}/questions", 409, q="How much is the grant?")
    assert "Open it again first" in text(page, "//*[@role='alert']")
    assert not house.state.helpline_room.cases.turns(reference)


def test_an_unanswered_ticket_cannot_be_closed(asha: Seat, house: FastAPI) -> None:
    ticket = escalated(asha, house)
    page = asha.post(f"/desk/tickets/{ticket}", 409, version=1, did="close")
    assert "no reply yet" in text(page, "//*[@role='alert']")
    asha.post(f"/desk/queue/tickets/{ticket}", 409, version=1, did="close")
    assert house.state.helpline_room.tickets.ticket(ticket).state is TicketState.OPEN


def test_who_comes_second_keeps_what_was_written(asha: Seat, seat, house: FastAPI) -> None:
    ticket = escalated(asha, house)
    asha.post(f"/desk/queue/tickets/{ticket}", version=1, did="assign", to="asha")
    page = seat("vikram").post(f"/desk/tickets/{ticket}", 409, version=1, did="answer", reply="A long reply.")
    assert "asha assigned it" in text(page, "//*[@id='stale']")
    assert text(page, "//textarea") == "A long reply."
    assert page.xpath("//input[@name='version']/@value") == ["2"]
    done = seat("vikram").post(f"/desk/tickets/{ticket}", version=2, did="answer", reply="A long reply.")
    assert "A long reply." in text(done, "//blockquote")


def test_a_ticket_goes_up_to_level_three_and_comes_back(asha: Seat, seat, house: FastAPI) -> None:
    ticket, vikram = escalated(asha, house), seat("vikram")
    page = vikram.post(f"/desk/tickets/{ticket}", version=1, did="hand_on")
    assert "Level 3" in text(page, "//main")
    vikram.post(f"/desk/tickets/{ticket}", 400, version=2, did="answer", reply=" ")
    vikram.post(f"/desk/tickets/{ticket}", version=2, did="answer", reply="Not open (2026).")
    page = vikram.post(f"/desk/tickets/{ticket}", version=3, did="close")
    assert page.xpath("//button[@value='reopen']")
    vikram.post(f"/desk/tickets/{ticket}", version=4, did="reopen")
    assert "level 3" in text(vikram.get("/desk/queue?what=ticket"), "//table")


def test_a_call_back_is_tried_again_and_kept(asha: Seat, house: FastAPI) -> None:
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/close", version=1, outcome="call_back", due="2026-11-23T15:00")
    calls = house.state.helpline_room.call_backs
    (call,) = calls.of_case(reference)
    assert call.due == datetime(2026, 11, 23, 9, 30, tzinfo=UTC), "3 pm in India"
    address = f"/desk/queue/call-backs/{call.id}"
    asha.post(address, 400, version=1, did="missed", again="2026-11-20T10:00")
    asha.post(address, version=1, did="missed", again="2026-11-24T10:00")
    assert "1 tried" in text(asha.get("/desk/queue?whose=mine"), "//table")
    stale = asha.post(address, 409, version=1, did="reached")
    assert "tried in vain" in text(stale, "//*[@role='alert']")
    asha.post(address, version=2, did="reached")
    assert calls.call_back(call.id).state is CallBackState.DONE


def test_the_words_to_say_in_hindi_name_the_day_and_the_reference_in_hindi(asha: Seat) -> None:
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/caller", version=1, language="hi", number="98765 43299")
    said = text(asha.get(f"/desk?case={reference}"), "//*[@id='end-words']")
    assert "नवंबर" in said
    assert not re.search(r"end of the day|\bas in\b|\d (?:am|pm)\b", said)


def test_the_queue_says_from_when_on_a_wished_call_is_to_be_made(asha: Seat, house: FastAPI) -> None:
    reference, opens = asha.open(), datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
    asha.post(f"/desk/calls/{reference}/close", version=1, outcome="dropped")
    calls = house.state.helpline_room.call_backs
    calls.promise(Promise(reference, opens + timedelta(hours=1), "98765 43210", "asha", "asha", opens), NOW)
    page = asha.get("/desk/queue?what=call_back")
    assert "Tue 24 Nov, 5:00 pm to 6:00 pm" in text(page, "//table")
    assert "at Tue 24 Nov, 5:00 pm to 6:00 pm: promised" in text(
        asha.get(f"/desk?case={reference}"), "//main"
    )


def test_what_is_overdue_is_marked_and_called_to_mind(asha: Seat, house: FastAPI) -> None:
    escalated(asha, house)
    late = NOW + timedelta(days=9)
    room = house.state.helpline_room
    house.state.helpline_room = replace(room, clock=lambda: late)
    overdue = Seat(house, "vikram")
    page = overdue.get("/desk/queue")
    assert page.xpath("//tr[@class='is-late']")
    assert "overdue" in text(page, "//tbody")
    assert "overdue" in text(overdue.get("/desk"), "//*[@class='reminder']")
    assert "overdue" in text(overdue.get("/desk/wall"), "//*[@class='wall-tile tone-conflict']")
