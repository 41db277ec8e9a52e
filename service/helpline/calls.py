"""An operator's work on one case: questions with their answers, and the end of the call with what it promises."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from ingest.errors import BadRequestError
from service.helpline import references
from service.helpline.call_backs import CallBacks, Promise
from service.helpline.cases import Cases, append, hold
from service.helpline.desk_messages import Letter, Post
from service.helpline.errors import StateError
from service.helpline.kept_answers import kept
from service.helpline.records import Case, Closing, Outcome, Turn, TurnKind
from service.helpline.tickets import Tickets
from service.helpline.within import Within
from service.records import Answer

MOST_HISTORY = 5
"""Earlier questions that a follow-up may lean on."""


def history(turns: Sequence[Turn]) -> list[str]:
    """The questions of a case so far, oldest first; a follow-up ("and in Assam?") leans on the last of them."""
    asked = [str(turn.content["text"]) for turn in turns if turn.kind is TurnKind.QUESTION]
    return asked[-MOST_HISTORY:]


CLOSED = (
    "Case {shown} is closed, and nothing was kept. Open it again first (by its reference, {shown}), then go on; "
    "or take a new call."
)


def working_case(cases: Cases, reference: str) -> Case:
    """A case that is worked on.

    Raises:
        StateError: it is closed; the message says the way on.
        NotFoundError: there is no such case.
    """
    case = cases.case(reference)
    if case.closed is not None:
        raise StateError(CLOSED.format(shown=references.shown(case.reference)))
    return case


def keep_work(cases: Cases, turns: Sequence[Turn]) -> Turn:
    """Keep what was done in a case, all of it or nothing; gives the last turn. Their numbers are not looked at.

    Raises:
        StateError: the case is closed, perhaps by somebody else a moment ago.
        NotFoundError: there is no such case.
    """
    with cases.database.writing() as connection:
        hold(connection, turns[0].case)
        working_case(cases.over(Within(connection)), turns[0].case)
        return [append(connection, turn) for turn in turns][-1]


def keep_answer(cases: Cases, reference: str, answer: Answer, by: str, now: datetime) -> Turn:
    """Keep a question and its answer; gives the turn of the answer.

    Raises:
        StateError: the case is closed.
        NotFoundError: there is no such case.
    """
    plain = references.check(reference)
    asked = Turn(plain, 0, now, TurnKind.QUESTION, {"text": answer.question}, None, by)
    return keep_work(cases, [asked, Turn(plain, 0, now, TurnKind.ANSWER, kept(answer), answer.index_id, by)])


def interview_code(turns: Sequence[Turn]) -> str | None:
    """The code of the interview that a case is leading, None before one was begun."""
    codes = [
        str(turn.content["code"])
        for turn in turns
        if turn.kind is TurnKind.INTERVIEW and "code" in turn.content
    ]
    return codes[-1] if codes else None


@dataclass(frozen=True, slots=True)
class Books:
    """Where cases, tickets and call-backs are kept, and what takes messages that go out."""

    cases: Cases
    tickets: Tickets
    call_backs: CallBacks
    post: Post | None = None

    def within(self, connection: Connection) -> "Books":
        """The same books, all of whose changes are kept or dropped with an open transaction."""
        database = Within(connection)
        return Books(
            self.cases.over(database),
            self.tickets.over(database),
            self.call_backs.over(database),
            replace(self.post, database=database) if self.post else None,
        )


@dataclass(frozen=True, slots=True)
class Ending:
    """How a call ends.

    ``level`` and ``ask`` belong to a question that is handed on, ``due`` and ``number`` to a call-back; ``number``
    None = the caller's own. ``letter`` None = no message is sent.
    """

    reference: str
    version: int
    closing: Closing
    level: int = 2
    ask: str = ""
    due: datetime | None = None
    number: str | None = None
    letter: Letter | None = None


HANDED_ON = (Outcome.ESCALATED, Outcome.COMPLAINT)
"""Outcomes of which somebody else takes care: they make a ticket."""


def end_call(books: Books, ending: Ending, now: datetime) -> Case:
    """Close a call, and make what it promises a ticket or a call-back: all of it is kept, or nothing.

    It is closed first: of several forms that are sent at once, one finds its version and the others promise nothing.

    Raises:
        StaleError: somebody else has changed the case since it had this version; nothing was promised.
        BadRequestError: a question to hand on, a time or a number is missing, or the time is past.
    """
    with books.cases.database.writing() as connection:
        at_once = books.within(connection)
        closed = at_once.cases.close(ending.reference, ending.closing, ending.version, now)
        _promise(at_once, ending, now)
        if ending.letter and at_once.post:
            at_once.post.send(ending.letter, ending.closing.by or "", now)
    return closed


def _promise(books: Books, ending: Ending, now: datetime) -> None:
    by = ending.closing.by
    if ending.closing.outcome in HANDED_ON:
        if not ending.ask.strip():
            raise BadRequestError('Write what they are to find out: field "What they are to find out".')
        books.tickets.escalate(ending.reference, ending.level, ending.ask, by, now)
    elif ending.closing.outcome is Outcome.CALL_BACK:
        if ending.due is None:
            raise BadRequestError("Give the day and hour by which the caller is called back.")
        books.call_backs.promise(Promise(ending.reference, ending.due, ending.number, by, by), now)
