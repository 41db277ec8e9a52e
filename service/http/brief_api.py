"""Briefs as JSON: made from a topic or from passages, changed, sent as files, and checked against the library."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from ingest.errors import BadRequestError, UnreadableDocumentError
from service.briefs import edit, recommend
from service.briefs.make import Wanted, make
from service.briefs.offer import passages_of
from service.briefs.opened import MOST_BYTES, of_bytes
from service.briefs.shelves import OfDesk
from service.briefs.subject import read
from service.briefs.verify import Verdict, verify
from service.http.api import problems
from service.http.brief_pages import Ending, as_kept, file_reply
from service.http.brief_room import Room, RoomNow
from service.http.brief_schemas import (
    BriefCheckOut,
    BriefIn,
    BriefMadeOut,
    BriefOut,
    HeadIn,
    ItemIn,
    RecommendationsOut,
    TrackOut,
    columns_out,
)
from service.http.same_site import same_site
from service.http.upload_gate import bounded

Code = Annotated[str, Path(description="The code of the brief", examples=["mzxw6ytboi4tqnrv"])]
Number = Annotated[int, Path(description="The number of the quote", ge=1)]
Wanted_ = Annotated[Ending, Query(alias="format", description="The kind of file")]

brief_api = APIRouter(prefix="/api/v1", tags=["Briefs"], dependencies=[Depends(same_site)])


@brief_api.post("/briefs", summary="Make a brief", responses=problems(400, 404, 422, 429, 503))
def begin(room: RoomNow, asked: BriefIn) -> BriefMadeOut:
    """Make a brief on a topic, and keep it; without evidence there is none."""
    wanted = Wanted(asked.title, asked.claim, passages_of(asked.passages))
    subject = read(asked.topic)
    room.make_room()
    made = make(room.sought(subject), wanted, date.today())
    if made is None:
        return BriefMadeOut(status="no_evidence", brief=None)
    return BriefMadeOut(status="made", brief=BriefOut.of(room.keeping.begin(made)))


@brief_api.get("/briefs/{code}", summary="Get a brief", responses=problems(404, 422))
def get(room: RoomNow, code: Code) -> BriefOut:
    """Give a brief as it is now."""
    return BriefOut.of(room.keeping.get(code))


@brief_api.put("/briefs/{code}/head", summary="Title a brief", responses=problems(400, 404, 409, 422))
def head(room: RoomNow, code: Code, told: HeadIn) -> BriefOut:
    """Set title, claim and the adviser's own text; 409 where somebody else has changed the brief."""
    return BriefOut.of(
        room.keeping.change(code, told.version, edit.head(told.title, told.claim, told.summary))
    )


@brief_api.put(
    "/briefs/{code}/items/{number}", summary="Judge a quote", responses=problems(400, 404, 409, 422)
)
def item(room: RoomNow, code: Code, number: Number, told: ItemIn) -> BriefOut:
    """Place, grade, note, drop or take back one quote; 409 where somebody else has changed the brief."""
    judged = edit.judge(number, told.side, told.strength, told.note)
    dropped = edit.drop(number, told.dropped)
    return BriefOut.of(room.keeping.change(code, told.version, lambda brief: dropped(judged(brief))))


@brief_api.delete("/briefs/{code}", summary="Delete a brief", status_code=204, responses=problems(404, 422))
def delete(room: RoomNow, code: Code) -> None:
    """Delete a brief for good."""
    room.keeping.delete(code)


@brief_api.get(
    "/briefs/{code}/file",
    summary="Save a brief",
    response_class=Response,
    responses=problems(404, 422)
    | {200: {"content": {"application/octet-stream": {}}, "description": "The file"}},
)
def file(room: RoomNow, code: Code, wanted: Wanted_ = "docx") -> Response:
    """Send a brief as a Word file, a PDF or Markdown; its frozen quotes go along in it."""
    return file_reply(room, room.keeping.get(code), wanted)


@brief_api.get("/briefs/{code}/check", summary="Check a brief", responses=problems(404, 422, 503))
def check(room: RoomNow, code: Code) -> BriefCheckOut:
    """Compare the quotes of a brief with the library as it is."""
    return BriefCheckOut.of(verify(as_kept(room.keeping.get(code)), OfDesk(room.desk)))


@brief_api.post(
    "/briefs/checks",
    summary="Check a file",
    responses=problems(400, 413, 503),
    openapi_extra={"requestBody": {"content": {"application/octet-stream": {}}, "required": True}},
)
async def check_file(room: RoomNow, request: Request) -> BriefCheckOut:
    """Compare the quotes of a file that was saved from a brief (its bytes are the body) with the library as it is."""
    held = bytearray()
    async for block in bounded(request.stream(), MOST_BYTES):
        held += block
    return BriefCheckOut.of(await run_in_threadpool(_checked, room, bytes(held)))


def _checked(room: Room, content: bytes) -> Verdict:
    try:
        return verify(of_bytes(content, "the file"), OfDesk(room.desk))
    except UnreadableDocumentError as error:
        raise BadRequestError(str(error)) from error


@brief_api.get("/recommendations", summary="Recommendations over time", responses=problems(503))
def recommendations(room: RoomNow) -> RecommendationsOut:
    """Say what policy texts recommend, matter by matter, and what later ones repeat, drop or bring."""
    found = recommend.compared(room.desk, room.book)
    return RecommendationsOut(
        columns=columns_out(found.columns), tracks=tuple(map(TrackOut.of, recommend.tracks(found)))
    )
