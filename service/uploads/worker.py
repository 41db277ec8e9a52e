"""The worker: takes uploads from the queue, reads them one by one, and publishes one index for all of a batch.

It may be killed at any instant. What it had in hand is put back into the queue by the next one; a file that was read
already is found unchanged in the store and costs nothing to take up again.
"""

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from ingest.errors import LibraryBusyError, SamuhError
from ingest.members import INSIDE
from ingest.records import DocumentReport, ReadStatus
from service.patience import patiently
from service.uploads.hands import Hands
from service.uploads.queueing import UploadQueue
from service.uploads.records import Upload, UploadState

log = logging.getLogger(__name__)
T = TypeVar("T")

BATCH_FILES = 50
BATCH_SECONDS = 30.0  # after so long what was read is indexed, though more files wait
LOOK_SECONDS = 1.0
TELL_SECONDS = 0.5
MOST_NAMED = 5  # files of an archive whose faults are told one by one
IN_LIBRARY = frozenset({ReadStatus.READ, ReadStatus.PARTLY_READ, ReadStatus.UNCHANGED})


class Worker:
    """Works on one queue; only one worker at a time does (``alone``)."""

    def __init__(self, queue: UploadQueue, hands: Hands, stop: threading.Event) -> None:
        self._queue = queue
        self._hands = hands
        self._stop = stop

    def run(self, idle_seconds: float | None = None) -> None:
        """Work until told to stop, or until nothing was to do for ``idle_seconds``."""
        self._queue.recover()
        with suppress(StoppedError):
            self._go_on(idle_seconds)

    def _go_on(self, idle_seconds: float | None) -> None:
        idle_since = time.monotonic()
        while not self._stop.is_set():
            if self.batch():
                idle_since = time.monotonic()
            elif idle_seconds is not None and time.monotonic() - idle_since >= idle_seconds:
                return
            else:
                self._stop.wait(LOOK_SECONDS)

    def batch(self) -> bool:
        """Take out what is to go, read what waits, index both at once; tells whether there was anything to do."""
        gone = self._take_out(self._queue.removing())
        read, began = list[Upload](), time.monotonic()
        taken = 0
        while taken < BATCH_FILES and time.monotonic() - began < BATCH_SECONDS and not self._stop.is_set():
            upload = self._queue.claim()
            if upload is None:
                break
            taken += 1
            if self._read(upload):
                read.append(upload)
        if self._stop.is_set():
            return True  # what is in hand is put back by the next worker
        if read or any(changed for _, changed in gone):
            self._publish(read, [upload for upload, _ in gone])
        for upload, changed in gone:
            if not changed:
                self._queue.drop(upload)
        return bool(taken or gone)

    def _take_out(self, uploads: Sequence[Upload]) -> list[tuple[Upload, bool]]:
        """Take the documents of uploads out of the store; gives each with whether there was one."""
        out = []
        for upload in uploads:
            folder = self._queue.place(upload).parent
            changed = self._in_turn([upload], partial(self._hands.forget, folder))
            # A worker that was killed in between may have taken the document out of the store and not of the index.
            out.append((upload, changed or (bool(upload.document_id) and not upload.duplicate)))
        return out

    def _read(self, upload: Upload) -> bool:
        """Read one file; tells whether the library has something new to index."""
        place = self._queue.place(upload)
        if not place.is_file():
            self._end(upload, UploadState.FAILED, "Its file is gone. Send it again.")
            return False
        try:
            if upload.again:
                self._in_turn([upload], partial(self._hands.forget, place.parent))
                self._queue.change([upload.id], again=0)
            reports = self._in_turn([upload], partial(self._hands.read, place))
        except StoppedError:
            raise
        except SamuhError as error:
            self._end(upload, UploadState.FAILED, str(error))
            return False
        except Exception as error:  # one strange file must not stop the others; no content in the log
            log.error("event=upload_failed upload=%s error=%s", upload.id, type(error).__name__)
            self._end(upload, UploadState.FAILED, f"A fault in Samuh kept it out ({type(error).__name__}).")
            return False
        if self._queue.get(upload.id).stopping:
            self._in_turn([upload], partial(self._hands.forget, place.parent))
            self._end(upload, UploadState.CANCELLED, None)
            return False
        return self._note(upload, reports)

    def _note(self, upload: Upload, reports: Sequence[DocumentReport]) -> bool:
        """Write down how reading ended; tells whether there is something to index."""
        kept = [report for report in reports if report.status in IN_LIBRARY]
        why = reasons(reports)
        if kept:
            self._queue.change(
                [upload.id],
                state=UploadState.INDEXING.value,
                why=why,
                document_id=outer_document(kept),
                duplicate=0,
                pages=sum(report.pages for report in kept),
                passages=sum(report.passages for report in kept),
                done=0,
                total=0,
            )
            return True
        twin = next((report for report in reports if report.status is ReadStatus.DUPLICATE), None)
        if twin is not None:
            said = "The library has this file already: the same bytes."
            self._end(upload, UploadState.DONE, said, document_id=twin.document_id, duplicate=1)
        else:
            self._end(upload, UploadState.REFUSED, why or "There is nothing in it that can be read.")
        return False

    def _publish(self, read: Sequence[Upload], gone: Sequence[Upload]) -> None:
        """Index everything in the store, once for all uploads that were read or taken out."""
        ids = [upload.id for upload in read]
        told = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal told
            if time.monotonic() - told >= TELL_SECONDS:
                told = time.monotonic()
                self._queue.change(ids, done=done, total=total)

        try:
            self._in_turn([*read, *gone], partial(self._hands.publish, progress))
        except SamuhError as error:
            log.warning("event=publish_failed error=%s", type(error).__name__)
            self._queue.change(ids, state=UploadState.FAILED.value, why=str(error))
            return
        for upload in map(self._queue.get, ids):  # the last steps are not told one by one
            self._queue.change([upload.id], state=UploadState.DONE.value, done=upload.total)
        for upload in gone:
            self._queue.drop(upload)
        log.info("event=uploads_indexed files=%d removed=%d", len(read), len(gone))

    def _end(self, upload: Upload, state: UploadState, why: str | None, **more: str | int | None) -> None:
        self._queue.change([upload.id], state=state.value, why=why, stopping=0, **more)

    def _in_turn(self, uploads: Sequence[Upload], work: Callable[[], T]) -> T:
        """Do some work once no other run writes to the library, and say meanwhile that it is waited for."""
        before: dict[str, str | None] = {}

        def wait(words: str) -> None:
            before.update({upload.id: self._queue.get(upload.id).why for upload in uploads})
            log.info("event=upload_waits reason=library_busy")
            self._queue.change(list(before), why=f"{words[0].upper()}{words[1:]}")

        made = patiently(work, wait, longest=float("inf"), pause=self._pause)
        for upload_id, why in before.items():
            self._queue.change([upload_id], why=why)
        return made

    def _pause(self, seconds: float) -> None:
        if self._stop.wait(seconds):
            raise StoppedError


def outer_document(reports: Sequence[DocumentReport]) -> str | None:
    """The document of the file itself (a letter, not what is attached to it), else that of the first file inside."""
    named = [report for report in reports if report.document_id]
    return min(named, key=lambda report: report.path.count(INSIDE)).document_id if named else None


def reasons(reports: Sequence[DocumentReport]) -> str | None:
    """What was not read and why; of an archive first what it is, then its files by name."""
    told = [report for report in reports if report.why]
    if len(reports) <= 1:
        return told[0].why if told else None
    whole = [report.why or "" for report in told if report.status is ReadStatus.UNPACKED]
    inner = [
        f"{report.path.rpartition(f'{INSIDE} ')[2] or Path(report.path).name}: {report.why}"
        for report in told
        if report.status is not ReadStatus.UNPACKED
    ]
    more = [f"And {len(inner) - MOST_NAMED} more."] if len(inner) > MOST_NAMED else []
    return " ".join([*whole, *inner[:MOST_NAMED], *more]) or None


class StoppedError(Exception):
    """The worker was told to stop while it waited for its turn; what it had in hand stays in the queue."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the queue for work; the lock dies with its process.

    Raises:
        LibraryBusyError: another worker holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "worker.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LibraryBusyError(
                f"{folder}: another worker is at it. Nothing is to be done here."
            ) from error
        yield
