"""The JSON interface to eligibility: assessments without state, interviews with it. No model is needed for either."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Path, Response
from fastapi.responses import JSONResponse

from ingest.errors import BadRequestError
from service.eligibility.assess import assess
from service.eligibility.batch import answer_record, told
from service.eligibility.compare import chosen, compare
from service.eligibility.editions import superseded
from service.eligibility.explain import explain
from service.eligibility.explained import comparison_record, explanation_record
from service.eligibility.rules import RuleBook
from service.http.assess_room import Room, RoomNow, usable
from service.http.assess_schemas import (
    AnswerIn,
    AssessmentIn,
    AssessmentsOut,
    ComparisonIn,
    ComponentComparisonOut,
    InterviewIn,
    InterviewOut,
)
from service.http.problems import MEDIA_TYPE
from service.http.same_site import same_site
from service.interviews.asking import next_ask
from service.interviews.records import Entry, Kind
from service.interviews.reply import ask_record, progress_record
from service.interviews.standing import answer_entry, standing, text_entry

PROBLEM_WORDS = {
    400: "A fact, a scheme or a code cannot be used as it is",
    404: "There is no interview under this code, or its time is over",
    422: "A part of the body does not have the right form",
    503: "The database of interviews cannot be used",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error replies of a route, for its description."""
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        status: {"description": PROBLEM_WORDS[status], "content": {MEDIA_TYPE: schema}} for status in statuses
    }


Code = Annotated[str, Path(description="The code of the interview", examples=["7K3M-Q2PA-94XC"])]

assessing = APIRouter(prefix="/api/v1", tags=["Eligibility"], dependencies=[Depends(same_site)])


@assessing.post(
    "/assessments", summary="Assess a group", responses=problems(400, 422) | {200: {"model": AssessmentsOut}}
)
def assessments(room: RoomNow, body: Annotated[AssessmentIn, Body()]) -> JSONResponse:
    """Say which scheme components a group qualifies for, and for how much.

    Nothing is kept. Each condition carries its sources; a fact that was not told is unknown and never "no".
    """
    rules = room.rules
    found = _assessed(room, body, rules)
    return JSONResponse(found)


def _assessed(room: Room, body: AssessmentIn, rules: RuleBook) -> dict[str, Any]:
    text, on = usable(body.text), body.as_of or room.today
    reading, profile = told({"text": text, "facts": body.facts}, rules)
    every = assess(profile, rules, on, body.schemes)
    found = tuple(a for a in every if body.editions == "all" or not superseded(a))
    record = answer_record(body.id, reading, profile, found, rules)
    if body.detail == "full":
        for row, assessment in zip(record["assessments"], found, strict=True):
            row["explanation"] = explanation_record(explain(assessment, rules))
    entries = _entries(text, body.facts, rules)
    ask = next_ask(every, standing(entries, rules), rules)
    return {
        "understood": [],
        "questions": [],
        **record,
        "next_question": ask_record(ask) if ask else None,
        "as_of": on.isoformat(),
    }


@assessing.post(
    "/assessments/comparison",
    summary="Compare schemes",
    responses=problems(400, 422) | {200: {"model": ComponentComparisonOut}},
)
def comparison(room: RoomNow, body: Annotated[ComparisonIn, Body()]) -> JSONResponse:
    """Set two to four scheme components side by side for one group; every cell carries its sources."""
    rules, on = room.rules, body.as_of or room.today
    _, profile = told({"text": usable(body.text), "facts": body.facts}, rules)
    columns = chosen(assess(profile, rules, on), body.compare)
    return JSONResponse({**comparison_record(compare(columns, rules)), "as_of": on.isoformat()})


@assessing.post(
    "/interviews",
    status_code=201,
    summary="Begin an interview",
    responses=problems(400, 422, 503) | {201: {"model": InterviewOut, "description": "The interview"}},
)
def begin(room: RoomNow, body: Annotated[InterviewIn, Body()]) -> JSONResponse:
    """Begin an interview that can be left and taken up again by its code.

    The code alone opens it: give it to nobody else. What was told is deleted some time after the last answer, and at
    once on request.
    """
    rules = room.rules
    rules.only(body.schemes)  # an unknown id is refused before anything is kept
    entries = _entries(usable(body.text), body.facts, rules)
    code = room.keeping.begin(entries, body.schemes, body.as_of)
    return _reply(room, code, 201)


@assessing.get(
    "/interviews/{code}",
    summary="Take an interview up again",
    responses=problems(400, 404, 503) | {200: {"model": InterviewOut}},
)
def interview(room: RoomNow, code: Code) -> JSONResponse:
    """The next question with its reason, the verdicts so far, and what the last answer changed."""
    return _reply(room, code)


@assessing.post(
    "/interviews/{code}/answers",
    summary="Answer a question of an interview",
    responses=problems(400, 404, 422, 503) | {200: {"model": InterviewOut}},
)
def answer(room: RoomNow, code: Code, body: Annotated[AnswerIn, Body()]) -> JSONResponse:
    """Answer, pass a question over, take a fact back, or tell more in words. Any fact may be told at any time.

    Answers that come at the same moment are all kept.
    """
    room.keeping.append(code, [_entry(body, room.rules)])
    return _reply(room, code)


@assessing.post(
    "/interviews/{code}/back",
    summary="Take the last answer back",
    responses=problems(400, 404, 503) | {200: {"model": InterviewOut}},
)
def back(room: RoomNow, code: Code) -> JSONResponse:
    """Undo the last entry; at the beginning of an interview nothing happens."""
    room.keeping.back(code)
    return _reply(room, code)


@assessing.delete(
    "/interviews/{code}",
    status_code=204,
    summary="Delete an interview",
    responses=problems(400, 404, 503) | {204: {"description": "It is deleted"}},
)
def delete(room: RoomNow, code: Code) -> Response:
    """Delete an interview with everything that was told."""
    room.keeping.delete(code)
    return Response(status_code=204)


def _reply(room: Room, code: str, status: int = 200) -> JSONResponse:
    record = progress_record(room.progress(code))
    headers = {"Location": f"/api/v1/interviews/{record['code']}"} if status == 201 else None
    return JSONResponse(record, status, headers=headers)


def _entries(text: str, facts: dict[str, Any], rules: RuleBook) -> list[Entry]:
    words = [text_entry(text, rules)] if text else []
    return [*words, *(answer_entry(name, raw, rules) for name, raw in facts.items() if raw is not None)]


def _entry(body: AnswerIn, rules: RuleBook) -> Entry:
    said = [bool(body.text.strip()), body.value is not None, body.skip, body.remove]
    if sum(said) != 1 or (body.fact is None) != said[0]:
        raise BadRequestError(
            'Give a "fact" with one of "value", "skip": true or "remove": true; or "text" alone. '
            'What is not known is the value "does_not_know".'
        )
    if said[0]:
        return text_entry(usable(body.text), rules)
    fact = body.fact or ""
    if body.value is not None:
        return answer_entry(fact, body.value, rules)
    return Entry(Kind.SKIP if body.skip else Kind.REMOVE, rules.words.spec(fact).name, None)
