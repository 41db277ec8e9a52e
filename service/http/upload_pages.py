"""Uploads for people: a form, the list of what was sent, and buttons that work without a script."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse

from service.http import links
from service.http.upload_gate import (
    MAY_CHANGE,
    QueueNow,
    allowed,
    arrivals,
    bounds,
)
from service.http.website import Site, SiteNow
from service.uploads.errors import UploadsOffError
from service.uploads.queueing import UploadQueue
from service.uploads.receive import receive
from service.uploads.records import RETRIABLE, Upload, UploadState

PATH = "/uploads"
LISTED = 200
Most = Annotated[int, Query(ge=1, le=LISTED)]
STATES = {
    UploadState.QUEUED: "Waiting",
    UploadState.READING: "Being read",
    UploadState.INDEXING: "Being indexed",
    UploadState.DONE: "In the library",
    UploadState.REFUSED: "Refused",
    UploadState.CANCELLED: "Cancelled",
    UploadState.FAILED: "Failed",
    UploadState.REMOVING: "Being removed",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One upload as it is shown; ``share`` is how much of it is indexed, None where that is not known."""

    id: str
    name: str
    size: str
    state: str
    state_name: str
    busy: bool
    share: float | None
    why: str | None
    href: str | None
    found: str
    cancel: str | None
    retry: str | None
    remove: str | None
    remove_name: str


@dataclass(frozen=True, slots=True)
class UploadForm:
    """What the form says of what may be sent; ``refusal`` takes its place where nothing may."""

    refusal: str | None
    accept: str
    kinds: str
    megabytes: int
    files: int


@dataclass(frozen=True, slots=True)
class Uploads:
    """The form and the list, as the library page and the page of uploads show them."""

    form: UploadForm
    rows: tuple[Row, ...]
    active: int
    ended: int

    @property
    def summary(self) -> str:
        """How many are under way, in words."""
        under_way = f"{self.active} under way" if self.active else "none under way"
        return f"{under_way}, {self.ended} ended"


@dataclass(frozen=True, slots=True)
class UploadsPage:
    """The page of uploads."""

    template: ClassVar[str] = "uploads.html"
    section: ClassVar[str] = "/documents"

    uploads: Uploads
    title: str = "Uploads"


@dataclass(frozen=True, slots=True)
class UploadsList:
    """The list alone, for the script that keeps it up to date."""

    template: ClassVar[str] = "uploads_list.html"
    section: ClassVar[str] = "/documents"

    uploads: Uploads
    title: str = "Uploads"


def uploads_view(site: Site, request: Request, queue: UploadQueue, most: int = LISTED) -> Uploads:
    """The form and the latest uploads."""
    rows = queue.rows(most)
    active = sum(upload.active for upload in rows)
    return Uploads(
        upload_form(site, request), tuple(row_view(upload) for upload in rows), active, len(rows) - active
    )


def upload_form(site: Site, request: Request) -> UploadForm:
    """What may be sent, and from where this request comes."""
    known = sorted(bounds(site.settings).suffixes)
    return UploadForm(
        refusal=refusal(site, request),
        accept=",".join(known),
        kinds=", ".join(name.removeprefix(".") for name in known),
        megabytes=site.settings.upload_mb,
        files=site.settings.upload_files,
    )


def refusal(site: Site, request: Request) -> str | None:
    """Why nothing may be sent, or None where files are taken."""
    try:
        allowed(site, request)
    except UploadsOffError as error:
        return str(error)
    return None


def row_view(upload: Upload) -> Row:
    """One upload with what can be done about it."""
    own = f"{PATH}/{upload.id}"
    in_library = upload.state is UploadState.DONE and not upload.duplicate
    stoppable = upload.state is UploadState.QUEUED or (
        upload.state is UploadState.READING and not upload.stopping
    )
    return Row(
        id=upload.id,
        name=upload.name,
        size=size_words(upload.size),
        state=upload.state.value,
        state_name="Being cancelled" if upload.stopping and upload.active else STATES[upload.state],
        busy=upload.active and upload.state is not UploadState.QUEUED,
        share=upload.done / upload.total if upload.state is UploadState.INDEXING and upload.total else None,
        why=upload.why,
        href=document_href(upload),
        found=found_words(upload) if in_library else "",
        cancel=f"{own}/cancel" if stoppable else None,
        retry=f"{own}/retry" if upload.state in RETRIABLE and upload.sha256 else None,
        remove=f"{own}/remove" if not upload.active else None,
        remove_name="Remove from the library" if in_library else "Remove from this list",
    )


def document_href(upload: Upload) -> str | None:
    """The page of the document that an upload became."""
    if upload.state is not UploadState.DONE or not upload.document_id:
        return None
    return links.document(upload.document_id)


def found_words(upload: Upload) -> str:
    """What was found in a file: ``12 pages, 40 passages``."""
    counts = ((upload.pages, "page"), (upload.passages, "passage"))
    return ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts if count)


def size_words(size: int) -> str:
    """A size for people: ``3.4 MB``."""
    if size < 1000:
        return f"{size} bytes" if size else ""
    return f"{size / 1e3:.0f} kB" if size < 1e6 else f"{size / 1e6:.1f} MB"


upload_pages = APIRouter(prefix=PATH, include_in_schema=False)


@upload_pages.get("", response_class=HTMLResponse)
def page(site: SiteNow, request: Request, queue: QueueNow) -> HTMLResponse:
    """Show the form and what was sent."""
    return site.templates.reply(UploadsPage(uploads_view(site, request, queue)))


@upload_pages.get("/list", response_class=HTMLResponse)
def only_list(site: SiteNow, request: Request, queue: QueueNow, most: Most = LISTED) -> HTMLResponse:
    """The list alone."""
    return site.templates.reply(UploadsList(uploads_view(site, request, queue, most)))


@upload_pages.post("", dependencies=MAY_CHANGE)
async def send(request: Request, site: SiteNow, queue: QueueNow) -> RedirectResponse:
    """Take the files of the form, then show the list."""
    async with arrivals(request, site.settings) as came:
        await run_in_threadpool(receive, queue, came, bounds(site.settings))
    return RedirectResponse(PATH, 303)


@upload_pages.post("/{upload_id}/cancel", dependencies=MAY_CHANGE)
def cancel(queue: QueueNow, upload_id: str) -> RedirectResponse:
    """Cancel, then show the list."""
    queue.cancel(upload_id)
    return RedirectResponse(PATH, 303)


@upload_pages.post("/{upload_id}/retry", dependencies=MAY_CHANGE)
def retry(queue: QueueNow, upload_id: str) -> RedirectResponse:
    """Try again, then show the list."""
    queue.retry(upload_id)
    return RedirectResponse(PATH, 303)


@upload_pages.post("/{upload_id}/remove", dependencies=MAY_CHANGE)
def remove(queue: QueueNow, upload_id: str) -> RedirectResponse:
    """Remove, then show the list."""
    queue.remove(upload_id)
    return RedirectResponse(PATH, 303)
