"""The eligibility tab of the desk: begin, take up by code, answer with keys, go back; the web goes on with the same."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse

from ingest.errors import BadRequestError, NotFoundError
from service.eligibility.values import DOES_NOT_KNOW
from service.helpline.calls import keep_work, working_case
from service.helpline.keys import Key, Move, read_key
from service.helpline.records import Caller, Turn, TurnKind
from service.http.assess_forms import Filled, raw_value
from service.http.assess_room import usable
from service.http.desk_bench import Bench, BenchNow
from service.http.desk_forms import InterviewIn, KeyIn
from service.http.desk_page import Shown
from service.http.desk_pages import refused, status_of, to_case
from service.interviews.asking import ask_about
from service.interviews.records import Ask, Entry, Kind, Progress
from service.interviews.standing import answer_entry, text_entry
from service.interviews.wording import option_name

desk_interview = APIRouter(
    prefix="/desk/calls/{reference}/interview", default_response_class=HTMLResponse, include_in_schema=False
)
TAB = "&tab=eligibility"


@desk_interview.post("")
def begin(bench: BenchNow, reference: str, form: Annotated[InterviewIn, Form()]) -> Response:
    """Begin an interview with the caller's words and State, or go on with one by its code."""
    case = bench.cases.case(reference)
    did = "Interview taken up" if form.code.strip() else "Interview begun"
    try:
        working_case(bench.cases, case.reference)
        code = _taken_up(bench, form.code) if form.code.strip() else _begun(bench, case.caller_id, form.text)
        _keep(bench, case.reference, {"code": code, "text": f"{did}: {code}"})
    except (BadRequestError, NotFoundError) as error:
        typed = {"text": form.text, "code": form.code}
        return refused(
            bench, case.reference, Shown(tab="eligibility", error=str(error), typed=typed), _status(error)
        )
    return to_case(case.reference, TAB)


def _taken_up(bench: Bench, code: str) -> str:
    return bench.room.keeping.get(code).code


def _begun(bench: Bench, caller_id: int | None, text: str) -> str:
    rules, words = bench.room.rules, usable(text)
    entries = [text_entry(words, rules)] if words else []
    known = {entry for one in entries for entry in one.content["facts"]}
    caller = bench.cases.callers.caller(caller_id) if caller_id else None
    if caller and caller.state and "state" not in known:
        entries = [*_place(bench, caller), *entries]
    return bench.room.keeping.begin(entries)


def _place(bench: Bench, caller: Caller) -> list[Entry]:
    """The State that the caller named before; one that the rules do not know is left out."""
    try:
        return [answer_entry("state", caller.state, bench.room.rules)]
    except BadRequestError:
        return []


@desk_interview.post("/answer")
def answer(bench: BenchNow, reference: str, form: Annotated[KeyIn, Form()]) -> Response:
    """Take a key: an answer, "does not know", or one step back."""
    case = bench.cases.case(reference)
    typed = form.typed[-1] if form.typed else ""
    try:
        working_case(bench.cases, case.reference)
        _take(bench, case.reference, form, typed)
    except (BadRequestError, NotFoundError) as error:
        shown = Shown(tab="eligibility", interview_error=str(error), typed={"typed": typed})
        return refused(bench, case.reference, shown, _status(error))
    return to_case(case.reference, TAB)


def _take(bench: Bench, reference: str, form: KeyIn, typed: str) -> None:
    room = bench.room
    if typed.strip() == "-":
        room.keeping.back(form.code)
        return
    progress = room.progress(form.code)
    ask = ask_about(form.fact, progress.assessments, progress.standing, room.rules)
    key = read_key(ask, typed)
    entry = _entry(bench, progress, ask, key)
    room.keeping.append(form.code, [entry])
    _keep(bench, reference, {"code": form.code, "text": f"{ask.text} {_said(entry)}", "fact": ask.fact})


def _entry(bench: Bench, progress: Progress, ask: Ask, key: Key) -> Entry:
    rules = bench.room.rules
    if key.move is Move.UNKNOWN:
        return answer_entry(ask.fact, DOES_NOT_KNOW.value, rules)
    state = progress.standing.profile.values.get("state")
    filled = Filled(key.values, "rupees", sure=False)
    value = raw_value(ask, filled, rules, state if isinstance(state, str) else None)
    return answer_entry(ask.fact, value, rules)


def _said(entry: Entry) -> str:
    if entry.kind is not Kind.ANSWER or entry.content == DOES_NOT_KNOW.value:
        return "Not known."
    values = entry.content if isinstance(entry.content, list) else [entry.content]
    return ", ".join(option_name(entry.fact or "", value) for value in values) + "."


def _keep(bench: Bench, reference: str, content: dict[str, str]) -> None:
    turn = Turn(reference, 0, bench.now, TurnKind.INTERVIEW, content, None, bench.who.name)
    keep_work(bench.cases, [turn])


def _status(error: BadRequestError | NotFoundError) -> int:
    return status_of(error) if isinstance(error, BadRequestError) else 400
