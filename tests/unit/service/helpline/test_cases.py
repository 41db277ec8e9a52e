"""Cases and their turns on SQLite and PostgreSQL, many hands at once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from random import Random

import pytest

from ingest.errors import NotFoundError
from service.database import audit
from service.database.engine import Database
from service.helpline import references
from service.helpline.cases import Cases, Sought
from service.helpline.errors import ReferenceError_, StaleError
from service.helpline.records import Channel, Closing, Consent, Details, Outcome, Role, TurnKind
from service.helpline.sealing import Secrets

NUMBER = "98765 43210"


@pytest.fixture
def cases(database: Database, sealing: Secrets) -> Cases:
    return Cases(database, sealing)


def at_once(count: int, work: Callable[[int], object]) -> list[object]:
    """Let so many threads do something at the same time; an error is a result, too."""
    ready = threading.Barrier(count)

    def one(number: int) -> object:
        ready.wait(20)
        try:
            return work(number)
        except Exception as error:
            return error

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_a_case_from_its_opening_to_its_outcome(cases: Cases, now: datetime) -> None:
    caller = cases.keep_caller(NUMBER, Details(name="Asha", state="Gujarat", role=Role.UNIT), now)
    case = cases.open_case(Channel.PHONE, caller.id, "ravi", now)
    assert references.check(case.reference) == case.reference
    question = cases.add_turn(case.reference, TurnKind.QUESTION, {"text": "How much is the grant?"}, now)
    later = now + timedelta(minutes=4)
    answer = cases.add_turn(case.reference, TurnKind.ANSWER, {"id": "a1", "by": "ravi"}, later, "g-1")
    closed = cases.close(
        case.reference, Closing(Outcome.ANSWERED, 4.5, "told 70%", "grant", "ravi"), case.version, later
    )
    assert (closed.outcome, closed.minutes, closed.note, closed.call_type, closed.version) == (
        Outcome.ANSWERED,
        4.5,
        "told 70%",
        "grant",
        2,
    )
    assert (closed.opened, closed.closed) == (now, later)
    spoken = references.shown(case.reference).lower()
    assert cases.case(spoken) == closed
    assert list(cases.turns(spoken)) == [question, answer]
    assert (answer.number, answer.index_id, answer.by) == (2, "g-1", "ravi")
    assert list(cases.last_contacts(caller.id)) == [closed]


def test_a_caller_is_found_again_however_the_number_is_written(cases: Cases, now: datetime) -> None:
    assert cases.find_caller(NUMBER) is None
    kept = cases.keep_caller(NUMBER, Details(name="Asha", consent=Consent(messages=True)), now)
    again = cases.keep_caller("+91-98765-43210", Details(language="hi", consent=Consent(recorded=False)), now)
    assert (again.id, again.name, again.language) == (kept.id, "Asha", "hi")
    assert again.consent == Consent(recorded=False, messages=True)
    assert cases.find_caller("०९८७६५४३२१०") == again
    assert cases.callers.number_of(kept.id) == "+919876543210"
    assert kept.number_last4 == "3210"


def test_one_without_a_number_is_a_new_caller_each_time(cases: Cases, now: datetime) -> None:
    first, second = (cases.keep_caller(None, Details(name="Walk-in"), now) for _ in range(2))
    assert first.id != second.id
    assert cases.callers.number_of(first.id) is None


def test_who_opts_out_stays_so_until_opting_in(cases: Cases, now: datetime) -> None:
    caller = cases.keep_caller(NUMBER, Details(), now)
    assert cases.callers.opt_out(caller.id, True, now).opted_out
    assert cases.keep_caller(NUMBER, Details(name="Asha"), now).opted_out
    assert not cases.callers.opt_out(caller.id, False, now).opted_out


def test_number_and_name_lie_sealed(cases: Cases, database: Database, now: datetime) -> None:
    cases.keep_caller(NUMBER, Details(name="Asha Verma"), now)
    with database.reading() as connection:
        row = connection.exec_driver_sql("SELECT * FROM callers").one()
    assert "9876543210" not in repr(row)
    assert "Asha" not in repr(row)


def test_a_change_from_an_old_version_is_refused_and_says_who_did_what(cases: Cases, now: datetime) -> None:
    case = cases.open_case(Channel.PHONE, None, "asha", now)
    cases.close(case.reference, Closing(Outcome.DROPPED, by="ravi"), case.version, now)
    with pytest.raises(StaleError, match=r"ravi closed it at 10:00:00 IST: outcome = dropped"):
        cases.close(case.reference, Closing(Outcome.ANSWERED, by="asha"), case.version, now)
    assert cases.case(case.reference).outcome is Outcome.DROPPED


def test_a_closed_case_may_be_opened_again_and_taken_over(
    cases: Cases, database: Database, now: datetime
) -> None:
    case = cases.open_case(Channel.WHATSAPP, None, None, now)
    closed = cases.close(case.reference, Closing(Outcome.ANSWERED), case.version, now)
    opened = cases.reopen(case.reference, closed.version, "asha", now)
    taken = cases.take(case.reference, opened.version, "asha", now)
    assert (taken.closed, taken.outcome, taken.operator) == (None, None, "asha")
    with database.reading() as connection:
        did = [(entry.actor, entry.action) for entry in audit.entries(connection, f"case {case.reference}")]
    assert did[::-1] == [("samuh", "opened"), ("samuh", "closed"), ("asha", "reopened"), ("asha", "took")]


def test_of_two_who_close_the_same_version_one_wins(cases: Cases, now: datetime) -> None:
    case = cases.open_case(Channel.PHONE, None, None, now)
    for version in range(1, 6):
        outcomes = at_once(
            4,
            lambda n, v=version: cases.close(
                case.reference, Closing(Outcome.ANSWERED, n, by=f"p{n}"), v, now
            ),
        )
        refused = [one for one in outcomes if isinstance(one, StaleError)]
        kept = [one for one in outcomes if not isinstance(one, Exception)]
        assert (len(kept), len(refused)) == (1, 3), outcomes
        assert cases.case(case.reference) == kept[0]
        winner = f"p{int(kept[0].minutes)}"
        assert all(f"{winner} closed it" in str(error) for error in refused)


def test_turns_added_at_once_are_all_kept_under_numbers_of_their_own(cases: Cases, now: datetime) -> None:
    reference = cases.open_case(Channel.PHONE, None, None, now).reference

    def write(writer: int) -> None:
        for number in range(10):
            cases.add_turn(reference, TurnKind.NOTE, {"writer": writer, "number": number}, now)

    assert at_once(8, write) == [None] * 8
    turns = cases.turns(reference)
    assert [turn.number for turn in turns] == list(range(1, 81))
    for writer in range(8):
        mine = [turn.content["number"] for turn in turns if turn.content["writer"] == writer]
        assert mine == list(range(10))


def test_one_number_kept_at_once_is_one_caller(cases: Cases, now: datetime) -> None:
    kept = at_once(8, lambda n: cases.keep_caller(NUMBER, Details(), now).id)
    assert len(set(kept)) == 1
    assert isinstance(kept[0], int)


def test_a_reference_that_is_taken_is_not_given_twice(
    database: Database, sealing: Secrets, now: datetime
) -> None:
    alike = [Cases(database, sealing, Random(7)) for _ in range(3)]
    given = [cases.open_case(Channel.SMS, None, None, now).reference for cases in alike]
    assert len(set(given)) == 3


def test_cases_are_found_by_what_is_known_of_them(cases: Cases, now: datetime) -> None:
    day = timedelta(days=1)
    first = cases.open_case(Channel.PHONE, None, "asha", now)
    second = cases.open_case(Channel.SMS, None, None, now + day)
    third = cases.open_case(Channel.PHONE, None, "ravi", now + 2 * day)
    second = cases.close(second.reference, Closing(Outcome.NOT_KNOWN, call_type="grant"), 1, now + day)
    assert list(cases.search(Sought())) == [third, second, first]
    assert list(cases.search(Sought(), limit=1)) == [third]
    assert list(cases.search(Sought(channel=Channel.PHONE, operator="asha"))) == [first]
    assert list(cases.search(Sought(outcome=Outcome.NOT_KNOWN, call_type="grant"))) == [second]
    assert list(cases.search(Sought(opened_from=now + day, opened_to=now + 2 * day))) == [second]
    assert list(cases.search(Sought(still_open=True))) == [third, first]
    assert list(cases.search(Sought(still_open=False))) == [second]


def test_what_is_not_there_is_told(cases: Cases, now: datetime) -> None:
    with pytest.raises(NotFoundError, match="no case 7K3M-2QZ"):
        cases.case("7k3m2qz")
    with pytest.raises(NotFoundError, match="no case"):
        cases.add_turn("7K3M2QZ", TurnKind.NOTE, {}, now)
    with pytest.raises(NotFoundError, match="no case"):
        cases.close("7K3M2QZ", Closing(Outcome.ANSWERED), 1, now)
    with pytest.raises(ReferenceError_, match="slip"):
        cases.turns("7K3M2QY")
    with pytest.raises(NotFoundError, match="no such caller"):
        cases.callers.caller(999)
