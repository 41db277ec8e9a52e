"""Who may send files: by default only people at this machine, or nobody where the service listens elsewhere."""

import math
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from ingest.errors import BadRequestError
from ingest.readers.kinds import FORMATS
from service.http.same_site import same_site
from service.http.security import LOOPBACK, host_name
from service.http.website import SiteNow
from service.settings import Settings
from service.uploads.errors import TooLargeError, UploadsOffError
from service.uploads.queueing import UploadQueue
from service.uploads.receive import Arrival, Bounds

FIELD = "file"
BEYOND = Headers({"samuh": "beyond the limit"})  # marks a file whose bytes were thrown away
FORWARDED = ("via", "forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
OFF = "This service takes no files. Whoever runs it can allow them with SAMUH_UPLOADS=true."
ELSEWHERE = (
    "Files are taken from this machine only, and this request came through a proxy or for another host name. Whoever "
    "runs the service can allow it with SAMUH_UPLOADS=true."
)


def taken(settings: Settings) -> bool:
    """Whether this service takes files at all; one with a public name, hence a proxy, does not unless told to."""
    return settings.host in LOOPBACK and not settings.hosts if settings.uploads is None else settings.uploads


def bounds(settings: Settings) -> Bounds:
    """What may be sent."""
    return Bounds(settings.upload_mb, settings.upload_waiting, frozenset(FORMATS))


def allowed(site: SiteNow, request: Request) -> None:
    """Refuse what is not to be taken.

    Raises:
        UploadsOffError: files are not taken, or not from there.
    """
    if not taken(site.settings):
        raise UploadsOffError(OFF)
    if site.settings.uploads is None and not at_this_machine(request):
        raise UploadsOffError(ELSEWHERE)


def at_this_machine(request: Request) -> bool:
    """Whether a request was made for loopback and, as far as can be seen, by somebody at this machine.

    A proxy may keep quiet about itself, but browsers name the page that sends something.
    """
    passed_on = any(name in request.headers for name in FORWARDED)
    page = urlsplit(request.headers.get("origin", "")).netloc
    names = {host_name(header) for header in (request.headers.get("host", ""), page) if header}
    return names <= LOOPBACK and not passed_on


def queue_of(site: SiteNow) -> UploadQueue:
    """The queue of this service's library."""
    from service.wiring import upload_queue  # brings the index with it, which must not hold up the start

    return upload_queue(site.settings)


QueueNow = Annotated[UploadQueue, Depends(queue_of)]
MAY_CHANGE = [Depends(same_site), Depends(allowed)]


@asynccontextmanager
async def arrivals(request: Request, settings: Settings) -> AsyncGenerator[tuple[Arrival, ...], None]:
    """The files of a form, open for as long as the block runs; those too large are named without their bytes.

    Raises:
        BadRequestError: it is no form with files, or has too many of them.
        TooLargeError: all of it is larger than so many files may be.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise BadRequestError(f"Send a form (multipart/form-data) whose files are named {FIELD}.")
    most = settings.upload_files * settings.upload_mb * 2**20
    parser = BoundedParser(request.headers, bounded(request.stream(), most), max_files=settings.upload_files)
    parser.most = settings.upload_mb * 2**20
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise BadRequestError(said(error.message, settings)) from error
    try:
        found = tuple(parser.arrival(file) for file in files_of(form))
        if not found:
            raise BadRequestError(f"No file came with it. Choose one or more (form field {FIELD}).")
        yield found
    finally:
        await form.close()


def said(message: str, settings: Settings) -> str:
    """What is wrong with a form, in our words where it is a limit of ours."""
    if message.startswith("Too many files"):
        return f"At most {settings.upload_files} files may be sent at once. Send the others afterwards."
    return f"The form cannot be read ({message.rstrip('.')}). Send it again."


def files_of(form: FormData) -> list[UploadFile]:
    """The files of a form that have a name; browsers send a nameless one where none was chosen."""
    return [held for _, held in form.multi_items() if isinstance(held, UploadFile) and held.filename]


async def bounded(stream: AsyncGenerator[bytes, None], most: int) -> AsyncGenerator[bytes, None]:
    """Pass a request on, up to its most bytes.

    Raises:
        TooLargeError: it is longer.
    """
    total = 0
    async for block in stream:
        total += len(block)
        if total > most + 2**20:  # a form has some words of its own
            raise TooLargeError(
                f"More than {math.ceil(most / 2**20)} MiB came at once. Send fewer files at a time."
            )
        yield block


class BoundedParser(MultiPartParser):
    """A parser of forms that throws away what is beyond the most bytes of one file, so that the others still arrive."""

    most = 0

    def on_part_begin(self) -> None:
        """Begin to count."""
        super().on_part_begin()
        self._came = 0

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Count; keep what is within bounds."""
        self._came += end - start
        file = self._current_part.file
        if file is None or self._came <= self.most:
            super().on_part_data(data, start, end)
        else:
            file.headers = BEYOND

    def arrival(self, file: UploadFile) -> Arrival:
        """A file as it came."""
        return Arrival(file.filename or "", None if file.headers is BEYOND else file.file)
