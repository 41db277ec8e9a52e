"""What the desk refuses, and with which words: closed cases, numbers of no row, endings that cannot be meant."""

import itertools
from datetime import timedelta
from enum import Enum
from typing import Literal, get_args, get_origin

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel

from service.helpline.calls import keep_answer
from service.helpline.errors import StateError
from service.helpline.records import CallBackState, Outcome
from service.people.accounts import NewAccount
from service.people.records import Role
from tests.unit.service.http.seats import NOW, WORD, Seat, text

TOO_LARGE = (2**63, 10**30, -(10**30))


@pytest.fixture
def interview(asha: Seat) -> tuple[str, str]:
    """A call that leads an interview: its reference and the code."""
    reference = asha.open()
    page = asha.post(f"/desk/calls/{reference}/interview", text="weavers in Assam")
    return reference, page.xpath("//form[@id='interview']//input[@name='code']/@value")[0]


# ---------------------------------------------------------------- closed cases


def test_a_closed_case_takes_no_interview_answer(asha: Seat, house: FastAPI, interview) -> None:
    reference, code = interview
    fact = asha.get(f"/desk?case={reference}&tab=eligibility").xpath("//input[@name='fact']/@value")[0]
    cases = house.state.helpline_room.cases
    cases.close(reference, _answered(), 1, NOW)
    before = len(cases.turns(reference))
    answer = {"code": code, "fact": fact, "typed": "1"}
    page = asha.post(f"/desk/calls/{reference}/interview/answer", 409, **answer)
    assert "is closed, and nothing was kept. Open it again" in text(page, "//*[@id='i-error']")
    assert page.xpath("//form[contains(@action, '/reopen')]")
    assert len(cases.turns(reference)) == before
    assert not house.state.assess_room.keeping.get(code).entries[1:], "the interview itself took no answer"
    asha.post(f"/desk/calls/{reference}/reopen", version=2)
    asha.post(f"/desk/calls/{reference}/interview/answer", **answer)
    assert len(cases.turns(reference)) == before + 1


def _answered():
    from service.helpline.records import Closing

    return Closing(Outcome.ANSWERED, by="vikram")


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("interview", {"text": "weavers in Assam"}),
        ("notes", {"text": "a note that is not to be lost"}),
        ("questions", {"q": "How much is the grant?"}),
    ],
)
def test_a_closed_case_takes_nothing_and_gives_back_what_was_typed(asha: Seat, house, path, fields) -> None:
    reference = asha.open()
    cases = house.state.helpline_room.cases
    cases.close(reference, _answered(), 1, NOW)
    page = asha.post(f"/desk/calls/{reference}/{path}", 409, **fields)
    (typed,) = fields.values()
    assert "Open it again" in text(page, "//*[@role='alert']")
    assert typed in [*page.xpath("//input/@value"), *(one.text for one in page.xpath("//textarea"))]
    assert not cases.turns(reference)


def test_an_answer_that_comes_after_the_close_is_not_kept(asha: Seat, house: FastAPI) -> None:
    reference = asha.open()
    cases, desk = house.state.helpline_room.cases, house.state.site.desk
    cases.close(reference, _answered(), 1, NOW)
    with pytest.raises(StateError, match="is closed"):
        keep_answer(cases, reference, desk.answer("grant"), "asha", NOW)
    assert not cases.turns(reference), "neither the question nor its answer"


# ---------------------------------------------------------------- numbers that no row can have


def _routes(app: FastAPI) -> list[APIRoute]:
    """All routes of the application; a router that was included stands whole among them."""
    found: list[APIRoute] = []
    for route in app.routes:
        held = getattr(route, "original_router", None)
        found += [one for one in held.routes if isinstance(one, APIRoute)] if held else []
        found += [route] if isinstance(route, APIRoute) else []
    return found


def _values(field) -> list[object]:
    """What a field takes; every choice of those that are told apart by name."""
    kind = field.field_info.annotation
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [next(iter(kind)).value]
    return ["0" * 64] if field.name == "key" else ["x"]


def _fields(route: APIRoute) -> dict[str, list[object]]:
    made: dict[str, list[object]] = {}
    for field in route.dependant.body_params:
        kind = field.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            made |= {n: [int] for n, f in kind.model_fields.items() if f.annotation is int}
        else:
            made[field.name] = [int] if kind is int else _values(field)
    return made


def _address(route: APIRoute, reference: str, number: int) -> str:
    path = route.path
    for field in route.dependant.path_params:
        kind = field.field_info.annotation
        value = number if kind is int else reference if field.name == "reference" else _values(field)[0]
        path = path.replace(f"{{{field.name}}}", str(value))
    return path


def _takes_numbers(route: APIRoute) -> bool:
    in_path = any(field.field_info.annotation is int for field in route.dependant.path_params)
    return in_path or [int] in _fields(route).values()


def test_no_route_breaks_at_a_number_that_no_row_can_have(house: FastAPI) -> None:
    accounts = house.state.helpline_room.accounts
    accounts.add(NewAccount("root", "Root", Role.ADMINISTRATOR, WORD), NOW)
    root = Seat(house, "root")
    reference, tried, wrong = root.open(), set(), []
    for route, number in itertools.product(filter(_takes_numbers, _routes(house)), TOO_LARGE):
        fields = _fields(route)
        for chosen in itertools.product(*fields.values()):
            sent = {
                name: number if value is int else value for name, value in zip(fields, chosen, strict=True)
            }
            method = next(iter(route.methods))
            data = {"form_token": root.token, **sent} if method == "POST" else None
            reply = root.web.request(method, _address(route, reference, number), data=data)
            tried.add(route.path)
            if reply.status_code not in (400, 404, 409, 422):
                wrong.append((method, route.path, sent, reply.status_code))
    assert not wrong
    for path in ("/desk/tickets/{ticket_id}", "/desk/queue/call-backs/{call_back_id}",
                 "/desk/calls/{reference}/close", "/desk/dead-letters/{kind}/{letter_id}",
                 "/desk/gaps/documents/{wanted_id}", "/desk/cards/{card_id}"):  # fmt: skip
        assert path in tried


def test_a_call_back_that_is_not_there_is_named(asha: Seat) -> None:
    page = asha.post("/desk/queue/call-backs/9223372036854775808", 404, version=1, did="reached")
    assert "There is no call-back 9223372036854775808" in text(page, "//main")


# ---------------------------------------------------------------- endings that cannot be meant


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"outcome": "dropped", "call_type": "gossip"}, "type of the call"),
        ({"outcome": "bogus"}, "without an outcome"),
        ({"outcome": "dropped", "minutes": "-5"}, "0 to 600"),
        ({"outcome": "dropped", "minutes": "1e9"}, "0 to 600"),
        ({"outcome": "dropped", "minutes": "nan"}, "0 to 600"),
        ({"outcome": "escalated", "ask": "Is it open?", "level": "7"}, "level 2"),
        ({"outcome": "call_back", "due": "9999-12-31T23:59"}, "The year 9999"),
        ({"outcome": "call_back", "due": "0001-01-01T00:00"}, "The year 1"),
        ({"outcome": "call_back", "due": "2028-11-24T10:00"}, "within a year"),
        ({"outcome": "call_back", "due": "2026-11-20T10:00"}, "to come"),
        ({"outcome": "dropped", "ask": "x" * 4001}, "4,001 characters"),
    ],
)
def test_an_ending_that_cannot_be_meant_is_refused_and_all_that_was_typed_stays(
    asha: Seat, house: FastAPI, fields: dict[str, str], words: str
) -> None:
    reference = asha.open()
    page = asha.post(f"/desk/calls/{reference}/close", 400, version=1, note="Asked twice.", **fields)
    assert words in text(page, "//*[@id='close-error']")
    kept = {one.get("name"): one.get("value") for one in page.xpath("//form[@id='close-form']//input")}
    assert text(page, "//*[@id='note']") == "Asked twice."
    for name in ("minutes", "due"):
        assert name not in fields or kept[name] == fields[name]
    if "ask" in fields:
        assert text(page, "//*[@id='ask']") == fields["ask"]
    case = house.state.helpline_room.cases.case(reference)
    assert (case.closed, case.version) == (None, 1)


def test_a_note_of_the_longest_length_is_taken_with_its_line_ends(asha: Seat, house: FastAPI) -> None:
    reference = asha.open()
    note = "\r\n".join(["x" * 399] * 10)
    assert len(note) > 4000
    asha.post(f"/desk/calls/{reference}/close", version=1, outcome="dropped", note=note)
    assert len(house.state.helpline_room.cases.case(reference).note) == 3999


def test_a_call_back_is_put_off_by_a_year_at_most(asha: Seat, house: FastAPI) -> None:
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/close", version=1, outcome="call_back", due="2026-11-23T15:00")
    calls = house.state.helpline_room.call_backs
    (call,) = calls.of_case(reference)
    for again in ("9999-01-01T10:00", "2029-01-01T10:00", "0001-01-01T00:00"):
        page = asha.post(f"/desk/queue/call-backs/{call.id}", 400, version=1, did="missed", again=again)
        assert page.xpath("//*[@role='alert']")
    assert calls.call_back(call.id).state is CallBackState.PROMISED
    assert calls.call_back(call.id).attempts == 0


def test_a_report_of_a_year_that_no_calendar_has_is_refused(house: FastAPI) -> None:
    house.state.helpline_room.accounts.add(NewAccount("sita", "Sita", Role.SUPERVISOR, WORD), NOW)
    sita = Seat(house, "sita")
    for days in ("start=0001-01-01", "end=9999-12-31"):
        assert "Give days of the years" in text(sita.get(f"/desk/reports?{days}", 400), "//main")


# ---------------------------------------------------------------- whose time it is


def test_a_stale_page_is_told_in_indian_time(asha: Seat, seat, house: FastAPI) -> None:
    reference = asha.open()
    seat("vikram").post(f"/desk/calls/{reference}/close", version=1, outcome="answered")
    page = asha.post(f"/desk/calls/{reference}/close", 409, version=1, outcome="dropped", note="Line broke.")
    words = text(page, "//*[@role='alert']")
    assert f"vikram closed it at {NOW + timedelta(hours=5, minutes=30):%H:%M:%S} IST" in words
    assert "UTC" not in words
    assert "Line broke." in words, "what was typed is not lost with the form"


# ---------------------------------------------------------------- two people at once


def test_the_second_operator_is_told_of_the_open_case_of_the_same_caller(asha: Seat, seat) -> None:
    first = asha.open()
    vikram = seat("vikram")
    second = vikram.post("/desk/calls", number="+91 98765-43210")
    note = second.xpath("//*[@id='also-open']")[0]
    assert note.xpath(".//a/@href") == [f"/desk?case={first}"]
    assert "with asha" in note.text_content()
    assert asha.get(f"/desk?case={first}").xpath("//*[@id='also-open']//a"), "and the first one of the second"
    assert "with asha" in text(vikram.get(f"/desk?case={first}"), "//*[@id='bar']")
    asha.post(f"/desk/calls/{first}/close", version=1, outcome="answered")
    reference = second.xpath("//*[@data-case]")[0].get("data-case")
    assert not vikram.get(f"/desk?case={reference}").xpath("//*[@id='also-open']")


def shown(page) -> dict[str, str]:
    """The form of the caller as a browser would send it."""
    form = page.xpath("//form[contains(@action, '/caller')]")[0]
    return {name: value for name, value in form.form_values() if name != "form_token"}


def test_two_calls_of_one_caller_do_not_overwrite_what_each_other_kept(asha: Seat, seat, house) -> None:
    first, vikram = asha.open(), seat("vikram")
    second = vikram.open("98765 43210")
    seen = shown(asha.get(f"/desk?case={first}"))
    vikram.post(f"/desk/calls/{second}/caller", version=1, messages="no", name="Sita Devi", language="hi")
    asha.post(f"/desk/calls/{first}/caller", **{**seen, "district": "Barpeta"})
    caller = house.state.helpline_room.cases.find_caller("98765 43210")
    assert (caller.district, caller.name, caller.language) == ("Barpeta", "Sita Devi", "hi")
    assert caller.consent.messages is False
    page = asha.post(
        f"/desk/calls/{first}/caller", 409, **{**seen, "version": 2, "messages": "yes", "name": "Ravi"}
    )
    words = text(page, "//*[@id='caller']//*[@role='alert']")
    assert 'Name is now "Sita Devi"; here stands "Ravi".' in words
    assert 'Messages? is now "no"; here stands "yes".' in words
    assert page.xpath("//*[@id='c-name']/@value") == ["Ravi"], "what was typed is not lost"
    asha.post(f"/desk/calls/{first}/caller", **shown(page))
    assert house.state.helpline_room.cases.find_caller("98765 43210").name == "Ravi", (
        "said twice, it is meant"
    )


def test_a_number_that_names_a_known_caller_leaves_the_language_alone(asha: Seat, house: FastAPI) -> None:
    known = asha.open()
    asha.post(f"/desk/calls/{known}/caller", version=1, language="hi")
    later = asha.open("")
    seen = shown(asha.get(f"/desk?case={later}"))
    asha.post(f"/desk/calls/{later}/caller", **{**seen, "number": "98765 43210"})
    assert house.state.helpline_room.cases.find_caller("98765 43210").language == "hi"


# ---------------------------------------------------------------- nothing that was typed is lost


def test_a_number_that_is_none_stays_in_its_field_with_the_rest(asha: Seat) -> None:
    reference = asha.open("")
    page = asha.post(f"/desk/calls/{reference}/caller", 400, version=1, number="12", name="Ravi", role="bank")
    assert page.xpath("//*[@id='c-number']/@value") == ["12"]
    assert page.xpath("//*[@id='c-name']/@value") == ["Ravi"]
    assert page.xpath("//*[@id='c-role']/option[@selected]/@value") == ["bank"]


def test_the_words_for_a_call_back_name_the_hour_of_the_field(asha: Seat) -> None:
    page = asha.get(f"/desk?case={asha.open()}&due=2026-11-27T16:45")
    assert "by Fri 27 Nov, 4:45 pm" in text(page, "//*[@id='end-words']")


def test_a_reply_that_is_being_written_outlives_what_else_is_done_to_its_ticket(
    asha: Seat, seat, house
) -> None:
    reference = asha.open()
    asha.post(f"/desk/calls/{reference}/close", version=1, outcome="escalated", ask="Is it open?")
    (ticket,) = house.state.helpline_room.tickets.of_case(reference)
    vikram, address = seat("vikram"), f"/desk/tickets/{ticket.id}"
    page = vikram.post(address, version=1, did="assign", to="vikram", reply="Half a reply")
    assert text(page, "//textarea") == "Half a reply"
    page = vikram.post(address, version=2, did="hand_on", reply="Half a reply")
    assert text(page, "//textarea") == "Half a reply"
    page = vikram.post(address, 400, version=3, did="close", reply="Half a reply")
    assert "not kept yet" in text(page, "//*[@role='alert']")
    assert text(page, "//textarea") == "Half a reply"
    page = vikram.post(address, 400, version=3, did="answer", reply="x" * 8001)
    assert "8,001 characters" in text(page, "//*[@role='alert']")
    assert len(text(page, "//textarea")) == 8001


# ---------------------------------------------------------------- the caller


def test_a_state_that_is_not_in_the_list_is_refused_and_nothing_is_kept(asha: Seat, house: FastAPI) -> None:
    reference = asha.open()
    fields = {"version": 1, "name": "Ravi", "state": "=1+1"}
    page = asha.post(f"/desk/calls/{reference}/caller", 422, **fields)
    assert "State: choose one of the list" in text(page, "//*[@role='alert']")
    assert page.xpath("//input[@name='name']/@value") == ["Ravi"], "what was typed is still there"
    cases = house.state.helpline_room.cases
    caller = cases.callers.caller(cases.case(reference).caller_id)
    assert (caller.name, caller.state) == (None, None)
    asha.post(f"/desk/calls/{reference}/caller", **{**fields, "state": "Assam"})
    assert cases.callers.caller(caller.id).state == "Assam"
