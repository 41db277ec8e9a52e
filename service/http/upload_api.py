"""Uploads for programs: send files, follow them, cancel, try again, remove."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any, Self

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field

from service.http import links
from service.http.api import problems
from service.http.schemas import Wire
from service.http.upload_gate import FIELD, MAY_CHANGE, QueueNow, arrivals, bounds
from service.http.website import SiteNow, site_of
from service.uploads.queueing import UploadQueue
from service.uploads.receive import receive
from service.uploads.records import Upload, UploadState

LOOK_SECONDS = 0.5
LONGEST_STREAM = 600.0  # seconds; a browser begins another by itself
LISTED = 200

UploadId = Annotated[str, Path(description="The id of the upload", examples=["9f3c5a7712aa04be"])]
FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": [FIELD],
                    "properties": {
                        FIELD: {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                            "description": "One or more files",
                        }
                    },
                }
            }
        },
    }
}


class UploadOut(Wire):
    """One uploaded file and where it stands."""

    id: str
    name: str
    size: Annotated[int, Field(description="In bytes")]
    sha256: Annotated[str, Field(description="Of the file; empty for one that was not kept")]
    state: Annotated[
        UploadState,
        Field(description="queued, reading, indexing, then done; or refused, cancelled, failed; removing"),
    ]
    why: Annotated[str | None, Field(description="What was not read or went wrong, and what to do about it")]
    document_id: Annotated[str | None, Field(description="The document that it became")]
    duplicate: Annotated[bool, Field(description="The library had this file already; its document is named")]
    href: Annotated[str | None, Field(description="The page of its document")]
    pages: int
    passages: int
    done: Annotated[int, Field(description="While indexing: texts of the batch that have a vector")]
    total: Annotated[int, Field(description="While indexing: texts of the batch; 0 before that is known")]
    stopping: Annotated[bool, Field(description="It will be cancelled once it is read")]
    arrived: Annotated[str, Field(examples=["2026-11-22T04:05:06.789012Z"])]
    changed: Annotated[str, Field(examples=["2026-11-22T04:05:09.012345Z"])]

    @classmethod
    def of(cls, upload: Upload) -> Self:
        """Build from the record."""
        same = {name: getattr(upload, name) for name in cls.model_fields if name != "href"}
        ready = upload.state is UploadState.DONE and upload.document_id
        return cls(**same, href=links.document(upload.document_id) if ready and upload.document_id else None)


class UploadsOut(Wire):
    """Uploads: what waits or is worked on first, then what has ended, newest first."""

    uploads: tuple[UploadOut, ...]

    @classmethod
    def of(cls, uploads: list[Upload]) -> Self:
        """Build from the records."""
        return cls(uploads=tuple(UploadOut.of(upload) for upload in uploads))


uploads_api = APIRouter(prefix="/api/v1/uploads", tags=["Uploads"])


@uploads_api.post(
    "",
    summary="Send files",
    status_code=202,
    openapi_extra=FORM,
    dependencies=MAY_CHANGE,
    responses=problems(400, 403, 413, 503),
)
async def send(request: Request, site: SiteNow, queue: QueueNow) -> UploadsOut:
    """Take files in; they are read and indexed one after the other while the service goes on answering.

    The reply names each file, in the order in which they were sent. One that no reader knows, or that is too large,
    is `refused` and says why; the others are not held up by it.
    """
    async with arrivals(request, site.settings) as came:
        return UploadsOut.of(await run_in_threadpool(receive, queue, came, bounds(site.settings)))


@uploads_api.get("", summary="List uploads", responses=problems(503))
def listed(queue: QueueNow) -> UploadsOut:
    """All uploads that wait or are worked on, and the latest that have ended."""
    return UploadsOut.of(queue.rows(LISTED))


@uploads_api.get(
    "/events",
    summary="Follow uploads",
    response_class=EventSourceResponse,
    responses={200: {"description": "Events `upload` (an upload as it now stands) and `removed` (its id)"}},
)
async def events(request: Request) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: every upload once as it stands, then each again whenever something about it changes.

    A stream ends after ten minutes at most; whoever follows it connects again, as browsers do by themselves.
    """
    queue = queue_for(request)
    known: dict[str, Upload] = {}
    ends = asyncio.get_running_loop().time() + LONGEST_STREAM
    while not ending(request) and asyncio.get_running_loop().time() < ends:
        now = {upload.id: upload for upload in await run_in_threadpool(queue.rows, LISTED)}
        for event in differences(known, now):
            yield event
        known = now
        await asyncio.sleep(LOOK_SECONDS)


def differences(known: dict[str, Upload], now: dict[str, Upload]) -> list[ServerSentEvent]:
    """What has changed between two looks, as events."""
    changed = [upload for name, upload in now.items() if known.get(name) != upload]
    made = [
        ServerSentEvent(data=UploadOut.of(upload).model_dump(mode="json"), event="upload")
        for upload in changed
    ]
    return made + [ServerSentEvent(data={"id": name}, event="removed") for name in known if name not in now]


def queue_for(request: Request) -> UploadQueue:
    """The queue of the service that a request came to."""
    from service.wiring import upload_queue

    return upload_queue(site_of(request).settings)


def ending(request: Request) -> bool:
    """Whether the service is being stopped: it must not wait for those who only listen."""
    return bool(getattr(request.app.state, "ending", False))


@uploads_api.get("/{upload_id}", summary="Get an upload", responses=problems(404, 503))
def one(queue: QueueNow, upload_id: UploadId) -> UploadOut:
    """One upload as it stands."""
    return UploadOut.of(queue.get(upload_id))


CHANGE: dict[str, Any] = {"dependencies": MAY_CHANGE, "responses": problems(403, 404, 409, 503)}


@uploads_api.post("/{upload_id}/cancel", summary="Cancel an upload", **CHANGE)
def cancel(queue: QueueNow, upload_id: UploadId) -> UploadOut:
    """Take an upload out of the queue; one that is being read ends as soon as its file is read."""
    return UploadOut.of(queue.cancel(upload_id))


@uploads_api.post("/{upload_id}/retry", summary="Try an upload again", **CHANGE)
def retry(queue: QueueNow, upload_id: UploadId) -> UploadOut:
    """Put an upload that was refused, cancelled or failed back into the queue."""
    return UploadOut.of(queue.retry(upload_id))


@uploads_api.delete("/{upload_id}", summary="Remove an upload", status_code=202, **CHANGE)
def remove(queue: QueueNow, upload_id: UploadId) -> UploadOut:
    """Take an upload out of the list, with its file, and its document out of the library; that takes some seconds."""
    return UploadOut.of(queue.remove(upload_id))
