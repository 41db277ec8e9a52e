"""The end of a call: what it promises is kept before it is closed, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from ingest.errors import BadRequestError
from service.database.engine import Database
from service.helpline.call_backs import CallBacks
from service.helpline.calls import Books, Ending, end_call, history, interview_code, keep_answer
from service.helpline.cases import Cases
from service.helpline.channels.records import Provider
from service.helpline.desk_messages import Letter, Post
from service.helpline.desk_work import JobKind, answer_ticket, caller_told, figures, jobs, midnight, reminders
from service.helpline.errors import StaleError
from service.helpline.kept_answers import answer_of
from service.helpline.message_tables import OUTBOX
from service.helpline.records import Case, Channel, Closing, Details, Outcome, TicketState, TurnKind
from service.helpline.renderings.records import Encoding, Sms
from service.helpline.sealing import Secrets
from service.helpline.tickets import Doing, Tickets
from service.records import Answer, AnswerStatus

NUMBER = "+919876543210"
ANSWER = Answer("a", "How much?", None, AnswerStatus.NO_EVIDENCE, "No.", (), (), (), (), "2026-11-20", "g-1")


@pytest.fixture
def books(database: Database, sealing: Secrets) -> Books:
    return Books(
        Cases(database, sealing),
        Tickets(database),
        CallBacks(database, sealing),
        Post(database, sealing, Provider.GATEWAY),
    )


@pytest.fixture
def case(books: Books, now: datetime) -> Case:
    caller = books.cases.keep_caller(NUMBER, Details(), now)
    return books.cases.open_case(Channel.PHONE, caller.id, "asha", now)


def ending(case: Case, outcome: Outcome, **more: object) -> Ending:
    return Ending(case.reference, case.version, Closing(outcome, 3.0, "a note", None, "asha"), **more)


def test_questions_and_answers_are_kept_in_their_order(books: Books, case: Case, now: datetime) -> None:
    for _ in range(7):
        kept = keep_answer(books.cases, case.reference, ANSWER, "asha", now)
    turns = books.cases.turns(case.reference)
    assert history(turns) == ["How much?"] * 5
    assert answer_of(kept.content) == ANSWER
    assert (kept.index_id, kept.by, kept.number) == ("g-1", "asha", 14)
    assert interview_code(turns) is None


def test_a_form_sent_several_times_at_once_makes_one_ticket(books: Books, case: Case, now: datetime) -> None:
    form = ending(case, Outcome.ESCALATED, ask="Is it open?")

    def send(_: int) -> bool:
        try:
            end_call(books, form, now)
        except StaleError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(send, range(6))) == 1
    assert len(books.tickets.of_case(case.reference)) == 1


def test_a_call_whose_promise_cannot_be_kept_stays_open(books: Books, case: Case, now: datetime) -> None:
    with pytest.raises(BadRequestError):
        end_call(books, ending(case, Outcome.ESCALATED, ask=" "), now)
    assert books.cases.case(case.reference) == case


def test_an_escalation_makes_a_ticket_and_closes_the_call(books: Books, case: Case, now: datetime) -> None:
    closed = end_call(books, ending(case, Outcome.ESCALATED, level=3, ask="Is it open?"), now)
    (ticket,) = books.tickets.of_case(case.reference)
    assert (closed.outcome, closed.minutes, closed.note) == (Outcome.ESCALATED, 3.0, "a note")
    assert (ticket.level, ticket.question, ticket.raised_by) == (3, "Is it open?", "asha")


def test_a_call_that_is_closed_twice_promises_once(books: Books, case: Case, now: datetime) -> None:
    twice = ending(case, Outcome.ESCALATED, ask="Is it open?")
    end_call(books, twice, now)
    with pytest.raises(StaleError, match="asha closed it"):
        end_call(books, twice, now)
    assert len(books.tickets.of_case(case.reference)) == 1


@pytest.mark.parametrize(
    ("outcome", "more", "said"),
    [
        (Outcome.ESCALATED, {"ask": "  "}, "find out"),
        (Outcome.COMPLAINT, {}, "find out"),
        (Outcome.CALL_BACK, {}, "day and hour"),
        (Outcome.CALL_BACK, {"due": timedelta(minutes=-1)}, "to come"),
    ],
)
def test_an_incomplete_promise_leaves_the_call_open(
    books: Books, case: Case, now: datetime, outcome: Outcome, more: dict, said: str
) -> None:
    given = {name: now + value if name == "due" else value for name, value in more.items()}
    with pytest.raises(BadRequestError, match=said):
        end_call(books, ending(case, outcome, **given), now)
    assert books.cases.case(case.reference).closed is None
    assert jobs(books) == ()


def test_the_message_goes_out_once_for_a_version_of_the_case(
    books: Books, case: Case, database: Database, now: datetime
) -> None:
    sms = Sms("The answer. ref", 1, Encoding.GSM7, "answer-en-1", None, ("The answer",), 0)
    letter = Letter(case, NUMBER, sms, "en")
    end_call(books, ending(case, Outcome.ANSWERED, letter=letter), now)
    assert books.post is not None
    assert books.post.send(letter, "asha", now) is False
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(OUTBOX)).scalar_one() == 1
    out = [turn.content for turn in books.cases.turns(case.reference) if turn.kind is TurnKind.MESSAGE_OUT]
    assert [one["text"] for one in out] == ["The answer. ref"]


def test_where_nobody_carries_messages_none_is_said_to_be_sent(
    books: Books, case: Case, now: datetime
) -> None:
    assert books.post is not None
    nobody = Post(books.post.database, books.post.secrets, None)
    sms = Sms("The answer", 1, Encoding.GSM7, "answer-en-1", None, (), 0)
    assert nobody.send(Letter(case, NUMBER, sms, "en"), "asha", now) is False
    assert books.cases.turns(case.reference) == []


# ---------------------------------------------------------------- what waits


def test_an_answered_ticket_waits_as_a_call_until_the_caller_is_told(
    books: Books, case: Case, now: datetime
) -> None:
    end_call(books, ending(case, Outcome.ESCALATED, ask="Is it open?"), now)
    (job,) = jobs(books)
    assert (job.kind, job.what, job.level) == (JobKind.TICKET, "Is it open?", 2)
    answer_ticket(books, books.tickets.ticket(job.id), "It is closed (2026).", Doing(1, "vikram"), now)
    (call,) = jobs(books)
    assert (call.kind, call.what, call.assigned_to) == (JobKind.CALL_BACK, "It is closed (2026).", "asha")
    assert call.number == NUMBER
    caller_told(books, call.id, Doing(call.version, "asha"), now)
    assert jobs(books) == ()
    assert books.tickets.ticket(job.id).state is TicketState.CLOSED


def test_an_answer_for_a_caller_without_a_number_waits_itself(books: Books, now: datetime) -> None:
    walk_in = books.cases.open_case(Channel.WALK_IN, None, "asha", now)
    end_call(books, ending(walk_in, Outcome.COMPLAINT, ask="No reply for a year."), now)
    (job,) = jobs(books)
    answer_ticket(books, books.tickets.ticket(job.id), "Write to the office.", Doing(1, "vikram"), now)
    (left,) = jobs(books)
    assert (left.kind, left.what) == (JobKind.TELL, "Write to the office.")


def test_what_is_due_first_stands_first_and_is_called_to_mind(
    books: Books, case: Case, now: datetime
) -> None:
    end_call(books, ending(case, Outcome.ESCALATED, ask="Is it open?"), now)
    other = books.cases.open_case(Channel.PHONE, case.caller_id, "asha", now)
    end_call(books, ending(other, Outcome.CALL_BACK, due=now + timedelta(hours=1)), now)
    first, second = jobs(books)
    assert (first.kind, second.kind) == (JobKind.CALL_BACK, JobKind.TICKET)
    assert [job.id for job in reminders((first, second), "asha", now)] == [first.id]
    assert reminders((first, second), "vikram", now) == ()
    late = second.due + timedelta(minutes=1)
    assert second in reminders((first, second), "vikram", late), "what is overdue and nobody's is everybody's"


# ---------------------------------------------------------------- the wall


def test_the_wall_counts_the_day_by_indian_time(books: Books, case: Case, now: datetime) -> None:
    books.cases.open_case(Channel.PHONE, None, "asha", midnight(now) - timedelta(minutes=1))
    first = books.cases.open_case(Channel.WALK_IN, None, "asha", midnight(now))
    end_call(books, ending(first, Outcome.ANSWERED), now)
    end_call(books, ending(case, Outcome.ESCALATED, ask="Is it open?"), now)
    today = figures(books, now)
    assert (today.calls, today.still_open, today.settled, today.minutes) == (2, 0, 0.5, 3.0)
    assert (today.waiting, today.overdue) == (1, 0)
    assert today.channels == {"walk_in": 1, "phone": 1}
    assert today.hours[0] == 1


def test_a_day_without_calls_has_no_shares(books: Books, now: datetime) -> None:
    today = figures(books, now)
    assert (today.calls, today.settled, today.minutes, today.oldest_due) == (0, None, None, None)
