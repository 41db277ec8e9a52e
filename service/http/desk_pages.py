"""The operator's desk: one page with the caller, the work and the close. Forms are sent and answered with an address.

A script puts what a form changed into the page (``web/static/desk.mjs``); without it the same forms load the page.
What was typed and cannot be taken comes back in its field with what is wrong.
"""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from index.records import Filters
from ingest.errors import BadRequestError, NotFoundError
from service.helpline.calls import end_call, history, keep_answer, keep_work, working_case
from service.helpline.cards import Cards
from service.helpline.errors import StaleError, StateError
from service.helpline.records import Case, Channel, Details, Outcome, Turn, TurnKind
from service.helpline.within import Within
from service.http import asking
from service.http.desk_bench import Bench, BenchNow
from service.http.desk_caller import keep_caller
from service.http.desk_closing import read_ending
from service.http.desk_forms import CallerIn, CloseIn, LookIn
from service.http.desk_page import Shown, desk_page, letter_of

Line = Annotated[str, Form(max_length=2000)]

desk_pages = APIRouter(prefix="/desk", default_response_class=HTMLResponse, include_in_schema=False)


@desk_pages.get("")
def desk(bench: BenchNow, look: Annotated[LookIn, Query()]) -> Response:
    """Show the desk, with a case on it where one is named; a reference is taken as it is read out."""
    typed = {"due": look.due} if look.due else {}
    shown = Shown(look.tab, look.turn, look.type, done=DONE.get(look.done), typed=typed)
    if not look.case.strip():
        return bench.site.templates.reply(desk_page(bench, None, shown))
    try:
        found = bench.cases.case(look.case)
    except (BadRequestError, NotFoundError) as error:
        status = 404 if isinstance(error, NotFoundError) else 400
        return bench.site.templates.reply(desk_page(bench, None, Shown(error=str(error))), status)
    if found.reference != look.case:
        return to_case(found.reference)
    return bench.site.templates.reply(desk_page(bench, found.reference, shown))


DONE = {
    "closed": "The call is closed.",
    "escalated": "The call is closed and the question is with level 2 or 3: see the queue.",
    "call_back": "The call is closed and the call-back stands in the queue.",
}


def to_case(reference: str, rest: str = "") -> RedirectResponse:
    """Go on with a case."""
    return RedirectResponse(f"/desk?case={reference}{rest}", 303)


def refused(bench: Bench, reference: str | None, shown: Shown, status: int = 400) -> HTMLResponse:
    """The desk with what could not be taken."""
    return bench.site.templates.reply(desk_page(bench, reference, shown), status)


def status_of(error: BadRequestError) -> int:
    """409 where somebody else was quicker or it cannot be done as things stand, else 400."""
    return 409 if isinstance(error, StaleError | StateError) else 400


@desk_pages.post("/calls")
def open_call(
    bench: BenchNow, number: Line = "", channel: Annotated[Channel, Form()] = Channel.PHONE
) -> Response:
    """Open a call; a number finds its caller."""
    try:
        caller = bench.cases.keep_caller(number, Details(), bench.now) if number.strip() else None
    except BadRequestError as error:
        return refused(bench, None, Shown(error=str(error), typed={"number": number}))
    case = bench.cases.open_case(channel, caller.id if caller else None, bench.who.name, bench.now)
    return to_case(case.reference)


@desk_pages.post("/questions")
def ask_first(bench: BenchNow, q: Line = "") -> Response:
    """Open a call for a question that was asked before anything else."""
    try:
        asking.usable(q, bench.site.settings.max_question_chars)
    except BadRequestError as error:
        return refused(bench, None, Shown(question=q, error=str(error)))
    case = bench.cases.open_case(Channel.PHONE, None, bench.who.name, bench.now)
    return ask(bench, case.reference, q)


@desk_pages.post("/calls/{reference}/questions")
def ask(bench: BenchNow, reference: str, q: Line = "") -> Response:
    """Answer a question, and keep both."""
    question = " ".join(q.split())
    try:
        working_case(bench.cases, reference)
        answer = asking.answer(bench.site, question, history(bench.cases.turns(reference)), Filters())
        kept = keep_answer(bench.cases, reference, answer, bench.who.name, bench.now)
    except BadRequestError as error:
        return refused(bench, reference, Shown(question=q, error=str(error)), status_of(error))
    return to_case(kept.case)


@desk_pages.post("/calls/{reference}/notes")
def note(bench: BenchNow, reference: str, text: Line = "") -> Response:
    """Add a note to the trace."""
    case = bench.cases.case(reference)
    if text.strip():
        try:
            keep_work(bench.cases, [_note(bench, case, {"text": text.strip()})])
        except StateError as error:
            return refused(bench, case.reference, Shown(error=str(error), typed={"text": text}), 409)
    return to_case(case.reference)


def _note(bench: Bench, case: Case, content: dict[str, Any]) -> Turn:
    return Turn(case.reference, 0, bench.now, TurnKind.NOTE, content, None, bench.who.name)


@desk_pages.post("/calls/{reference}/cards/{card_id}")
def use_card(bench: BenchNow, reference: str, card_id: int) -> Response:
    """Keep in the trace that a knowledge card was read out, in the version that it had."""
    case = bench.cases.case(reference)
    card = Cards(bench.helpline.database).card(card_id)
    text = f"Card {card.id} read out (version {card.version}): {card.text.title}"
    content = {"text": text, "card": card.id, "card_version": card.version}
    try:
        keep_work(bench.cases, [_note(bench, case, content)])
    except StateError as error:
        return refused(bench, case.reference, Shown(tab="cards", error=str(error)), 409)
    return to_case(case.reference, "&tab=cards")


@desk_pages.post("/calls/{reference}/caller")
def name_caller(bench: BenchNow, reference: str, form: Annotated[CallerIn, Form()]) -> Response:
    """Keep what is told about the caller; a number that was not known yet names the caller of the case."""
    case = bench.cases.case(reference)
    if form.state.strip() not in ("", *bench.states):
        shown = Shown(caller_error=NO_STATE, caller_typed=form.typed())
        return refused(bench, case.reference, shown, 422)
    try:
        _keep_caller(bench, case, form)
    except BadRequestError as error:
        shown = Shown(caller_error=str(error), caller_typed=form.typed())
        return refused(bench, case.reference, shown, status_of(error))
    return to_case(case.reference)


NO_STATE = "State: choose one of the list; what was sent is not in it, and nothing was kept."


def _keep_caller(bench: Bench, case: Case, form: CallerIn) -> None:
    """Keep the caller only where the page was not stale: consent that was taken back meanwhile stays so.

    Raises:
        StaleError: somebody else has changed the case or its caller since; nothing was kept.
        BadRequestError: the number is none.
    """
    with bench.cases.database.writing() as connection:
        keep_caller(bench, bench.cases.over(Within(connection)), case, form)


@desk_pages.post("/calls/{reference}/reopen")
def reopen(bench: BenchNow, reference: str, version: Annotated[int, Form()]) -> Response:
    """Open a closed case again."""
    try:
        case = bench.cases.reopen(reference, version, bench.who.name, bench.now)
    except StaleError as error:
        return refused(bench, reference, Shown(error=str(error)), 409)
    return to_case(case.reference)


@desk_pages.post("/calls/{reference}/close")
def close(bench: BenchNow, reference: str, form: Annotated[CloseIn, Form()]) -> Response:
    """Close a call with its outcome; what it promises goes to the queue."""
    case = bench.cases.case(reference)
    try:
        now = bench.now  # one moment: the message names the time by which the ticket is due
        ending = read_ending(form, case, bench.who.name, now)
        letter = letter_of(bench, ending, now) if form.send == "yes" else None
        closed = end_call(bench.books, replace(ending, letter=letter), now)
    except BadRequestError as error:
        shown = Shown(close_error=str(error), typed=form.typed())
        return refused(bench, case.reference, shown, status_of(error))
    promised = {
        Outcome.ESCALATED: "escalated",
        Outcome.COMPLAINT: "escalated",
        Outcome.CALL_BACK: "call_back",
    }
    done = promised.get(closed.outcome, "closed") if closed.outcome else "closed"
    return RedirectResponse(f"/desk?done={done}", 303)
