"""Tickets and call-backs: due in time, changed by one at a time, and all of it in the case."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from ingest.errors import BadRequestError, NotFoundError
from service.database import audit
from service.database.engine import Database
from service.helpline.call_backs import CallBacks, Promise
from service.helpline.cases import Cases
from service.helpline.errors import StaleError, StateError
from service.helpline.records import CallBackState, Case, Channel, Details, TicketState
from service.helpline.sealing import Secrets
from service.helpline.tickets import Doing, Tickets, Waiting

NUMBER = "+919876543210"


@pytest.fixture
def cases(database: Database, sealing: Secrets) -> Cases:
    return Cases(database, sealing)


@pytest.fixture
def tickets(database: Database) -> Tickets:
    return Tickets(database)


@pytest.fixture
def call_backs(database: Database, sealing: Secrets) -> CallBacks:
    return CallBacks(database, sealing)


@pytest.fixture
def case(cases: Cases, now: datetime) -> Case:
    caller = cases.keep_caller(NUMBER, Details(state="Gujarat"), now)
    return cases.open_case(Channel.PHONE, caller.id, "asha", now)


def test_a_ticket_from_its_question_to_its_end(
    tickets: Tickets, cases: Cases, database: Database, case: Case, now: datetime
) -> None:
    raised = tickets.escalate(case.reference, 2, " Is the CFC grant open? ", "asha", now)
    assert (raised.question, raised.level, raised.state) == ("Is the CFC grant open?", 2, TicketState.OPEN)
    handed = tickets.assign(raised.id, "meena", Doing(1, "asha"), now)
    higher = tickets.raise_level(raised.id, Doing(handed.version, "meena"), now)
    assert (higher.level, higher.assigned_to, higher.due) == (3, None, raised.due)
    answered = tickets.answer(raised.id, "Closed on 31 March.", Doing(higher.version, "meena"), now)
    again = tickets.reopen(raised.id, Doing(answered.version, "asha"), now)
    closed = tickets.close(raised.id, Doing(again.version, "asha"), now)
    assert (closed.state, closed.reply, closed.version) == (TicketState.CLOSED, "Closed on 31 March.", 6)
    assert list(tickets.of_case(case.reference)) == [closed]
    turns = [(turn.content["did"], turn.by) for turn in cases.turns(case.reference)]
    assert turns == [
        ("raised", "asha"),
        ("assigned", "asha"),
        ("handed on", "meena"),
        ("answered", "meena"),
        ("reopened", "asha"),
        ("closed", "asha"),
    ]
    with database.reading() as connection:
        trail = audit.entries(connection, f"ticket {raised.id}")
    assert [entry.version for entry in trail] == [6, 5, 4, 3, 2, 1]
    assert "31 March" not in repr(trail), "the words stay in the case"


def test_a_ticket_is_closed_with_a_reply_or_after_the_caller_was_reached(
    tickets: Tickets, call_backs: CallBacks, case: Case, now: datetime
) -> None:
    raised = tickets.escalate(case.reference, 2, "How much?", "asha", now)
    with pytest.raises(StateError, match="no reply yet"):
        tickets.close(raised.id, Doing(1, "asha"), now)
    assert tickets.ticket(raised.id) == raised
    called = call_backs.promise(Promise(case.reference, now + timedelta(hours=1), by="asha"), now)
    with pytest.raises(StateError, match="not reached"):
        tickets.close(raised.id, Doing(1, "asha"), now)
    call_backs.reached(called.id, Doing(1, "asha"), now)
    closed = tickets.close(raised.id, Doing(1, "asha"), now)
    with pytest.raises(StateError, match="Open it again first"):
        tickets.answer(raised.id, "70%", Doing(closed.version, "meena"), now)


def test_it_is_due_by_the_working_days_of_the_callers_state(
    tickets: Tickets, cases: Cases, case: Case, now: datetime
) -> None:
    monday = datetime.fromisoformat("2026-11-09T10:00+05:30")
    elsewhere = cases.open_case(Channel.PHONE, None, "asha", now)
    # 10 November is Gujarati New Year; 11 November Bhai Duj there
    assert tickets.escalate(elsewhere.reference, 2, "?", None, monday).due == monday + timedelta(days=3)
    assert tickets.escalate(case.reference, 2, "?", None, monday).due == monday + timedelta(days=7)


def test_two_experts_do_not_overwrite_each_other(tickets: Tickets, case: Case, now: datetime) -> None:
    raised = tickets.escalate(case.reference, 2, "How much?", "asha", now)
    tickets.answer(raised.id, "70%", Doing(raised.version, "meena"), now)
    with pytest.raises(StaleError, match=r"ticket \d+ has been changed.*meena answered it at 10:00:00 IST"):
        tickets.answer(raised.id, "60%", Doing(raised.version, "ravi"), now)
    assert tickets.ticket(raised.id).reply == "70%"


def test_of_many_who_answer_at_once_one_is_kept_and_told_to_the_others(
    tickets: Tickets, cases: Cases, case: Case, now: datetime
) -> None:
    raised = tickets.escalate(case.reference, 2, "How much?", "asha", now)

    def answer(number: int) -> str:
        try:
            return str(tickets.answer(raised.id, f"{number}%", Doing(1, f"expert{number}"), now).reply)
        except StaleError as error:
            return str(error)

    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(answer, range(6)))
    kept = tickets.ticket(raised.id)
    number = str(kept.reply).rstrip("%")
    assert said.count(str(kept.reply)) == 1
    assert sum(f"expert{number} answered it" in words for words in said) == 5
    assert [turn.content["did"] for turn in cases.turns(case.reference)] == ["raised", "answered"]


def test_the_queue_has_the_first_due_first(tickets: Tickets, case: Case, now: datetime) -> None:
    day = timedelta(days=1)
    late, soon = (tickets.escalate(case.reference, 2, "?", None, at) for at in (now + day, now))
    third = tickets.escalate(case.reference, 3, "?", None, now + 2 * day)
    soon = tickets.assign(soon.id, "meena", Doing(1, None), now)
    assert list(tickets.waiting()) == [soon, late, third]
    assert list(tickets.waiting(wanted=Waiting(assigned_to="meena"))) == [soon]
    assert list(tickets.waiting(wanted=Waiting(level=3))) == [third]
    assert list(tickets.waiting(wanted=Waiting(due_before=late.due))) == [soon]
    assert list(tickets.waiting(limit=1)) == [soon]
    assert list(tickets.waiting(TicketState.CLOSED)) == []


def test_what_cannot_be_a_ticket_is_refused(tickets: Tickets, case: Case, now: datetime) -> None:
    with pytest.raises(BadRequestError, match="needs a question"):
        tickets.escalate(case.reference, 2, "  ", "asha", now)
    with pytest.raises(NotFoundError, match="no case"):
        tickets.escalate("7K3M2QZ", 2, "?", "asha", now)
    raised = tickets.escalate(case.reference, 2, "?", "asha", now)
    with pytest.raises(BadRequestError, match="reply is empty"):
        tickets.answer(raised.id, " ", Doing(1, "meena"), now)
    with pytest.raises(NotFoundError, match="no ticket 999"):
        tickets.close(999, Doing(1, "asha"), now)


def test_a_promised_call_stays_on_the_list_until_it_is_kept(
    call_backs: CallBacks, cases: Cases, case: Case, now: datetime
) -> None:
    hour = timedelta(hours=1)
    promised = call_backs.promise(Promise(case.reference, now + hour, by="asha"), now)
    assert (promised.number, promised.state, promised.attempts) == (NUMBER, CallBackState.PROMISED, 0)
    missed = call_backs.missed(promised.id, now + 2 * hour, Doing(1, "asha"), now + hour)
    assert (missed.due, missed.attempts) == (now + 2 * hour, 1)
    assert list(call_backs.waiting()) == [missed]
    kept = call_backs.reached(promised.id, Doing(missed.version, "asha"), now + 2 * hour)
    assert (kept.state, kept.attempts) == (CallBackState.DONE, 2)
    assert list(call_backs.waiting()) == []
    assert list(call_backs.of_case(case.reference)) == [kept]
    did = [turn.content["call_back"] for turn in cases.turns(case.reference)]
    assert did == ["promised", "tried in vain", "kept"]


def test_of_two_who_take_a_call_one_makes_it(call_backs: CallBacks, case: Case, now: datetime) -> None:
    promised = call_backs.promise(Promise(case.reference, now), now)
    taken = call_backs.assign(promised.id, "asha", Doing(1, "asha"), now)
    assert list(call_backs.waiting(Waiting(assigned_to="asha"))) == [taken]
    assert list(call_backs.waiting(Waiting(due_before=now))) == []
    with pytest.raises(StaleError, match="asha assigned it"):
        call_backs.assign(promised.id, "ravi", Doing(1, "ravi"), now)
    assert call_backs.give_up(promised.id, Doing(2, "asha"), now).state is CallBackState.GIVEN_UP


def test_a_call_goes_to_the_number_that_was_told(
    call_backs: CallBacks, cases: Cases, database: Database, case: Case, now: datetime
) -> None:
    other = call_backs.promise(Promise(case.reference, now, number="0281 2447003"), now)
    assert other.number == "+912812447003"
    with database.reading() as connection:
        assert "2447003" not in repr(connection.exec_driver_sql("SELECT * FROM call_backs").all())
    nobody = cases.open_case(Channel.WEB, None, None, now)
    with pytest.raises(BadRequestError, match="No number"):
        call_backs.promise(Promise(nobody.reference, now), now)
    writer = cases.keep_caller("asha@example.org", Details(), now)
    letter = cases.open_case(Channel.EMAIL, writer.id, None, now)
    with pytest.raises(BadRequestError, match="mail address cannot be called"):
        call_backs.promise(Promise(letter.reference, now), now)
    with pytest.raises(NotFoundError, match="no call-back 999"):
        call_backs.call_back(999)
