"""Literature as JSON: works, references in the usual formats, what is new, and reading lists."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from service.http.api import problems
from service.http.literature_pages import FormatNow, Ids, file_reply, wanted_entries
from service.http.literature_room import LiteratureNow, SoughtNow, moment
from service.http.literature_schemas import (
    ChangesOut,
    LibraryChangeOut,
    LiteratureOut,
    LiteratureWorkOut,
    NoteIn,
    ReadingListIn,
    ReadingListOut,
    SavedSearchIn,
)
from service.http.reading_list_pages import asked_of
from service.http.same_site import same_site
from service.literature.formats import Format
from service.literature.room import Literature
from service.literature.shelf import chosen
from service.literature.styles import Style

WorkId = Annotated[str, Path(description="The id of the work", examples=["nadvi-1999"])]
Code = Annotated[str, Path(description="The code of the list", examples=["7K3M-Q2PA-94XC"])]
Number = Annotated[int, Path(description="The number of the search on its list", ge=1)]
First = Annotated[int, Query(ge=1, le=100_000, description="Rank of the first result sent")]
Limit = Annotated[int, Query(ge=1, le=200, description="Most results sent")]
Since = Annotated[str, Query(max_length=40, description="A day or a moment (UTC)", examples=["2026-11-01"])]

literature_api = APIRouter(prefix="/api/v1", tags=["Literature"], dependencies=[Depends(same_site)])


@literature_api.get("/literature", summary="Find works", responses=problems(400, 422))
def works(literature: LiteratureNow, sought: SoughtNow, first: First = 1, limit: Limit = 20) -> LiteratureOut:
    """Find works by words and filters, each with its findings and where they can be read."""
    return LiteratureOut.of(literature.find(sought.asked, sought.since), first - 1, limit)


@literature_api.get(
    "/references",
    summary="Write references",
    response_class=Response,
    responses=problems(400, 422) | {200: {"content": {"text/plain": {}}, "description": "The file"}},
)
def references(
    literature: LiteratureNow,
    sought: SoughtNow,
    ids: Ids,
    wanted: FormatNow = Format.RIS,
    style: Annotated[Style, Query(description="How references as text are written")] = Style.APA,
) -> Response:
    """Write references of works named by `id` (repeatable), else of all that a search finds."""
    return file_reply(wanted_entries(literature, sought, ids), wanted, style)


@literature_api.get("/changes", summary="What is new", responses=problems(400, 422))
def changes(literature: LiteratureNow, since: Since) -> ChangesOut:
    """List works, sources, records and texts that entered the library, changed or left it since a day."""
    found = moment(since) or moment("1970-01-01")
    assert found is not None
    return ChangesOut(since=found, changes=tuple(map(LibraryChangeOut.of, literature.changes(found))))


@literature_api.get("/literature/{work_id}", summary="Get a work to cite", responses=problems(404))
def work(literature: LiteratureNow, work_id: WorkId) -> LiteratureWorkOut:
    """One work with all findings that are recorded on its word."""
    return LiteratureWorkOut.of(literature.entry(work_id))


# --- reading lists ---


@literature_api.post(
    "/reading-lists", summary="Begin a reading list", status_code=201, responses=problems(400, 422)
)
def begin(literature: LiteratureNow, body: ReadingListIn) -> ReadingListOut:
    """Keep works and searches under a new code; whoever has it can read and change the list."""
    code = literature.lists.begin(body.title)
    literature.lists.add(code, titled(literature, body.works))
    return told(literature, code)


@literature_api.get("/reading-lists/{code}", summary="Get a reading list", responses=problems(400, 404))
def reading_list(literature: LiteratureNow, code: Code) -> ReadingListOut:
    """The list with what is new in its searches since they were last looked at."""
    return told(literature, code)


@literature_api.put(
    "/reading-lists/{code}/works/{work_id}",
    summary="Keep a work on a list",
    responses=problems(400, 404, 422),
)
def keep(literature: LiteratureNow, code: Code, work_id: WorkId, body: NoteIn) -> ReadingListOut:
    """Put a work on a list, or change the note on it."""
    entry = literature.entry(work_id)
    literature.lists.add(code, [(entry.id, entry.title)])
    literature.lists.annotate(code, entry.id, body.note)
    return told(literature, code)


@literature_api.delete(
    "/reading-lists/{code}/works/{work_id}", summary="Take a work off a list", responses=problems(400, 404)
)
def take_off(literature: LiteratureNow, code: Code, work_id: WorkId) -> ReadingListOut:
    """Take a work off a list; one that is not on it changes nothing."""
    literature.lists.remove(code, work_id)
    return told(literature, code)


@literature_api.post(
    "/reading-lists/{code}/searches",
    summary="Save a search",
    status_code=201,
    responses=problems(400, 404, 422),
)
def save(literature: LiteratureNow, code: Code, body: SavedSearchIn) -> ReadingListOut:
    """Keep a search; what it finds now counts as looked at."""
    asked_of(body.query)
    literature.lists.save_search(code, body.name, body.query)
    return told(literature, code)


@literature_api.post(
    "/reading-lists/{code}/searches/{number}/look", summary="Look at a search", responses=problems(400, 404)
)
def look(literature: LiteratureNow, code: Code, number: Number) -> ReadingListOut:
    """Send the list as it was, and let what is there now count as looked at."""
    before = told(literature, code)
    literature.lists.look(code, number)
    return before


@literature_api.delete(
    "/reading-lists/{code}/searches/{number}", summary="Forget a search", responses=problems(400, 404)
)
def forget(literature: LiteratureNow, code: Code, number: Number) -> ReadingListOut:
    """Take a search off a list."""
    literature.lists.remove_search(code, number)
    return told(literature, code)


@literature_api.delete(
    "/reading-lists/{code}", summary="Delete a reading list", status_code=204, responses=problems(400, 404)
)
def delete(literature: LiteratureNow, code: Code) -> None:
    """Delete a list with all that is on it."""
    literature.lists.delete(code)


def titled(literature: Literature, ids: tuple[str, ...]) -> list[tuple[str, str]]:
    """Ids with titles; ids that are unknown are passed over."""
    return [(entry.id, entry.title) for entry in chosen(literature.entries(), ids)]


def told(literature: Literature, code: str) -> ReadingListOut:
    """A list as it is sent."""
    kept = literature.lists.get(code)
    new = tuple(literature.news_in(asked_of(each.query), each.looked) for each in kept.searches)
    return ReadingListOut.of(kept, new)
