"""Precedents as JSON: cases like one's own, why they are similar, and each case with all of its cells."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from service.http.api import problems
from service.http.precedent_room import LimitsNow, PrecedentsNow, with_places
from service.http.precedent_schemas import CaseOut, PrecedentsOut
from service.http.website import SiteNow
from service.precedents.told import case_record, found_record

CaseId = Annotated[str, Path(description="The id of the case", examples=["kanpur-leather"])]
Words = Annotated[
    str,
    Query(
        alias="q",
        max_length=1000,
        description="What is looked for, in words",
        examples=["tanneries sharing the cost of an effluent plant"],
    ),
]
Like = Annotated[
    str, Query(max_length=200, description="More like the case with this id; `q` is then not read")
]
Limit = Annotated[int, Query(ge=1, le=200, description="Most cases sent")]

precedent_api = APIRouter(prefix="/api/v1", tags=["Corpus"])


@precedent_api.get("/precedents", summary="Find cases", responses=problems(400, 404, 422, 503))
def found(
    room: PrecedentsNow, limits: LimitsNow, q: Words = "", like: Like = "", limit: Limit = 10
) -> PrecedentsOut:
    """Find cases like the one in mind, best first, with the reason; with filters alone, all cases that fit."""
    made = room.like(like, limits, limit) if like else room.search(q, limits, limit)
    return PrecedentsOut.model_validate(found_record(made))


@precedent_api.get("/precedents/{case_id}", summary="Get a case", responses=problems(404, 503))
def case(site: SiteNow, room: PrecedentsNow, case_id: CaseId) -> CaseOut:
    """One case: every cell with its year, its sources and its place in the library."""
    return CaseOut.model_validate(case_record(with_places(room.case(case_id), site)))
