"""Giving out, erasing and deleting at the end of time, on SQLite and PostgreSQL."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ingest.errors import NotFoundError
from service.database import audit
from service.database.engine import Database
from service.helpline.call_backs import CallBacks, Promise
from service.helpline.cases import Cases, Sought
from service.helpline.desk_tables import SCORES
from service.helpline.interview_privacy import Interviews
from service.helpline.message_privacy import Messages
from service.helpline.message_tables import CONVERSATIONS, INBOX, OUTBOX
from service.helpline.privacy import Privacy, Times
from service.helpline.records import Channel, Closing, Details, Outcome, Role, TicketState, TurnKind
from service.helpline.sealing import Secrets
from service.helpline.tickets import Doing, Tickets
from service.interviews.keeping import Keeping
from service.interviews.records import Entry, Kind
from service.store import Store

NUMBER = "+919876543210"
DAY = timedelta(days=1)


@pytest.fixture
def cases(database: Database, sealing: Secrets) -> Cases:
    return Cases(database, sealing)


@pytest.fixture
def privacy(database: Database, sealing: Secrets) -> Privacy:
    return Privacy(database, sealing, Times(30 * DAY, 90 * DAY, 10 * DAY, 300 * DAY), (Messages(sealing),))


@pytest.fixture
def reference(database: Database, cases: Cases, sealing: Secrets, now: datetime) -> str:
    """A caller's case with a question, a ticket, a call-back and messages."""
    caller = cases.keep_caller(NUMBER, Details(name="Asha Zebra", role=Role.UNIT), now)
    reference = cases.open_case(Channel.PHONE, caller.id, "ravi", now).reference
    cases.add_turn(reference, TurnKind.QUESTION, {"text": "my zebra loan"}, now)
    Tickets(database).escalate(reference, 2, "the zebra loan?", "ravi", now)
    CallBacks(database, sealing).promise(Promise(reference, now + DAY, by="ravi"), now)
    cases.close(reference, Closing(Outcome.ESCALATED, 3, "zebra note", by="ravi"), 1, now)
    message(database, sealing, caller.id, now)
    score = {"reference": reference, "scored_by": "meena", "at": now, "marks": {}, "note": "zebra manners"}
    with database.writing() as connection:
        connection.execute(SCORES.insert().values(**score))
    return reference


def message(database: Database, sealing: Secrets, caller_id: int, now: datetime) -> None:
    """A message that came and the reply to it."""
    both = {"conversation": "c1", "provider": "simulator", "channel": "sms", "attempts": 0, "next_try": now}
    words = sealing.seal(json.dumps({"text": "zebra message"}))
    with database.writing() as connection:
        row = {"key": "c1", "channel": "sms", "caller_id": caller_id, "state_sealed": words}
        connection.execute(CONVERSATIONS.insert().values(**row, last_inbound=now, updated=now))
        came = {"event": "e1", "content_sealed": words, "state": "done", "received": now}
        connection.execute(INBOX.insert().values(**both, **came))
        went = {
            "name": "m1",
            "caller_id": caller_id,
            "content_sealed": words,
            "state": "sent",
            "always": False,
        }
        connection.execute(OUTBOX.insert().values(**both, **went, made=now + timedelta(seconds=1)))


def everything(database: Database) -> str:
    """All rows of all tables as text, bytes among them."""
    with database.reading() as connection:
        names = (
            "callers",
            "cases",
            "turns",
            "tickets",
            "call_backs",
            "inbox",
            "outbox",
            "conversations",
            "scores",
            "audit",
        )
        return repr([connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in names])


def test_a_caller_gets_all_that_is_kept(
    privacy: Privacy, database: Database, reference: str, now: datetime
) -> None:
    found = privacy.export_caller("98765 43210", now, "boss")
    assert json.loads(json.dumps(found)) == found, "in the form that JSON takes"
    assert (found["number"], found["name"], found["role"]) == (NUMBER, "Asha Zebra", "unit")
    (case,) = found["cases"]
    assert (case["reference"], case["note"], case["outcome"]) == (reference, "zebra note", "escalated")
    assert [turn["kind"] for turn in case["turns"]] == ["question", "ticket", "note"]
    assert case["turns"][0]["content"] == {"text": "my zebra loan"}
    assert [ticket["question"] for ticket in case["tickets"]] == ["the zebra loan?"]
    assert [call["state"] for call in case["call_backs"]] == ["promised"]
    assert [(row["way"], row["content"]["text"]) for row in found["messages"]] == [
        ("in", "zebra message"),
        ("out", "zebra message"),
    ]
    with database.reading() as connection:
        assert audit.entries(connection)[0].action == "exported"
        assert audit.entries(connection)[0].actor == "boss"


def test_erasing_takes_the_words_and_leaves_the_figures(
    privacy: Privacy, database: Database, cases: Cases, reference: str, now: datetime
) -> None:
    done = privacy.erase_caller("98765 43210", now + DAY, "boss")
    assert done == {"messages": 2, "scores": 1, "cases": 1, "turns": 3, "tickets": 1, "call_backs": 1}
    assert cases.find_caller(NUMBER) is None
    case = cases.case(reference)
    assert (case.outcome, case.minutes, case.note, case.caller_id) == (Outcome.ESCALATED, 3, None, None)
    assert [turn.content for turn in cases.turns(reference)] == [{"erased": True}] * 3
    (ticket,) = Tickets(database).of_case(reference)
    assert (ticket.state, ticket.reply) == (TicketState.CLOSED, None)
    assert "ebra" not in everything(database)
    assert "3210" not in everything(database)
    with pytest.raises(NotFoundError, match="Nothing is kept"):
        privacy.export_caller(NUMBER, now)


def test_the_interviews_of_a_caller_are_given_out_and_erased_with_the_rest(
    database: Database, sealing: Secrets, cases: Cases, reference: str, now: datetime, tmp_path: Path
) -> None:
    keeping = Keeping(Store(tmp_path), 90, lambda: now)
    mine, other = (keeping.begin([Entry(Kind.TEXT, None, {"text": "a zebra farm"})]) for _ in range(2))
    gone = keeping.begin([])
    keeping.delete(gone)
    for code in (mine, gone):
        cases.add_turn(reference, TurnKind.INTERVIEW, {"code": code}, now)
    privacy = Privacy(database, sealing, parts=(Interviews(keeping),))
    found = privacy.export_caller(NUMBER, now)
    assert json.loads(json.dumps(found)) == found
    assert [row["code"] for row in found["interviews"]] == [mine]
    assert found["interviews"][0]["entries"][0]["content"] == {"text": "a zebra farm"}
    assert privacy.erase_caller(NUMBER, now)["interviews"] == 1
    with pytest.raises(NotFoundError, match="no interview"):
        keeping.get(mine)
    assert keeping.get(other).entries, "another's stays"
    keeping.delete(other)
    assert not any(b"zebra" in file.read_bytes() for file in tmp_path.glob("samuh.db*"))


def test_nothing_erased_is_left_on_the_disk(
    tmp_path: Path, sqlite_made: Path, sealing: Secrets, now: datetime
) -> None:
    path = tmp_path / "helpline.db"
    path.write_bytes(sqlite_made.read_bytes())
    database = Database(f"sqlite:///{path}", path)
    database._ready = True  # the tables are there
    cases = Cases(database, sealing)
    caller = cases.keep_caller(NUMBER, Details(), now)
    reference = cases.open_case(Channel.PHONE, caller.id, None, now).reference
    for number in range(50):
        cases.add_turn(reference, TurnKind.QUESTION, {"text": f"the zebra of stall {number} " * 20}, now)

    def on_disk() -> bytes:
        return b"".join(file.read_bytes() for file in tmp_path.glob("helpline.db*"))

    assert b"zebra" in on_disk()
    Privacy(database, sealing).erase_caller(NUMBER, now)
    assert b"zebra" not in on_disk()
    database.close()


def test_an_erased_callers_number_is_a_new_caller(
    privacy: Privacy, cases: Cases, reference: str, now: datetime
) -> None:
    privacy.erase_caller(NUMBER, now)
    again = cases.keep_caller(NUMBER, Details(), now)
    assert (again.name, again.consent.messages) == (None, None)
    assert list(cases.last_contacts(again.id)) == []


def test_what_is_past_its_time_goes_and_the_rest_stays(
    privacy: Privacy, cases: Cases, database: Database, reference: str, now: datetime
) -> None:
    old = cases.open_case(Channel.SMS, None, None, now)
    cases.close(old.reference, Closing(Outcome.ANSWERED), 1, now)
    fresh = cases.open_case(Channel.SMS, None, None, now + 80 * DAY)
    assert privacy.purge(now + 5 * DAY)["messages"] == 0
    assert privacy.purge(now + 11 * DAY)["messages"] == 2
    done = privacy.purge(now + 91 * DAY)
    assert (done["cases"], done["callers"]) == (1, 0), "the one with an open ticket stays, and its caller"
    kept = {case.reference for case in cases.search(Sought())}
    assert kept == {reference, fresh.reference}
    (ticket,) = Tickets(database).of_case(reference)
    Tickets(database).answer(ticket.id, "Yes.", Doing(1, "ravi"), now + 91 * DAY)
    Tickets(database).close(ticket.id, Doing(2, "ravi"), now + 91 * DAY)
    calls = CallBacks(database, Secrets("0" * 43 + "="))
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE call_backs SET state = 'done'")
    assert calls.waiting() == []
    done = privacy.purge(now + 92 * DAY)
    assert (done["cases"], done["callers"]) == (1, 1)
    assert [case.reference for case in cases.search(Sought())] == [fresh.reference]


def test_a_caller_goes_before_the_case_and_leaves_it_to_nobody(
    privacy: Privacy, cases: Cases, now: datetime
) -> None:
    caller = cases.keep_caller(NUMBER, Details(name="Asha"), now)
    case = cases.open_case(Channel.PHONE, caller.id, None, now)
    cases.close(case.reference, Closing(Outcome.ANSWERED), 1, now)
    assert privacy.purge(now + 29 * DAY)["callers"] == 0
    assert privacy.purge(now + 31 * DAY)["callers"] == 1
    assert cases.case(case.reference).caller_id is None
    assert cases.find_caller(NUMBER) is None


def test_the_number_of_a_settled_call_goes_with_the_callers(
    privacy: Privacy, cases: Cases, database: Database, sealing: Secrets, now: datetime
) -> None:
    calls = CallBacks(database, sealing)
    case = cases.open_case(Channel.WEB, None, None, now)
    kept, waiting = (calls.promise(Promise(case.reference, now, number=NUMBER), now) for _ in range(2))
    calls.reached(kept.id, Doing(1, "asha"), now)
    privacy.purge(now + 29 * DAY)
    assert len(calls.of_case(case.reference)) == 2
    privacy.purge(now + 31 * DAY)
    assert list(calls.of_case(case.reference)) == [waiting], "what is still promised is kept"


def test_the_audit_trail_goes_at_its_own_time(
    privacy: Privacy, database: Database, reference: str, now: datetime
) -> None:
    assert privacy.purge(now + 299 * DAY)["audit"] == 0
    assert privacy.purge(now + 301 * DAY)["audit"] > 3
    with database.reading() as connection:
        assert [entry.action for entry in audit.entries(connection)] == ["purged", "purged"]
