"""The worker as a process of its own, and the supervisor that keeps one going beside the service."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from service.patience import patiently
from service.settings import PREFIX, Settings
from service.uploads.library_hands import LibraryHands
from service.uploads.queueing import UploadQueue
from service.uploads.worker import StoppedError, Worker, alone
from service.wiring import upload_queue

log = logging.getLogger(__name__)

IDLE_SECONDS = 120.0  # the model is kept so long for the next file, then its memory is given back
LOOK_SECONDS = 1.0
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds before a worker that died is started again
GRACE_SECONDS = 5.0
NICENESS = 5  # questions go first


def work(settings: Settings, idle_seconds: float | None = None, with_parent: bool = False) -> None:
    """Work on the queue of a library until told to stop (SIGTERM, Ctrl-C) or until nothing is left to do.

    Args:
        settings: Of the library.
        idle_seconds: End when there was nothing to do for so long; None never ends.
        with_parent: End at once when standard input does: the process that started this one is gone then.

    Raises:
        LibraryBusyError: another worker is at it, and this one is not a service's.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    os.nice(NICENESS)
    queue = upload_queue(settings)
    if not with_parent:
        with alone(queue.folder):
            Worker(queue, LibraryHands(settings), stop).run(idle_seconds)
        return
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(StoppedError):
        patiently(lambda: _work_alone(queue, settings, stop, idle_seconds), log.info, pause=_pause(stop))


def _work_alone(
    queue: UploadQueue, settings: Settings, stop: threading.Event, idle_seconds: float | None
) -> None:
    with alone(queue.folder):
        Worker(queue, LibraryHands(settings), stop).run(idle_seconds)


def _pause(stop: threading.Event) -> Callable[[float], None]:
    def pause(seconds: float) -> None:
        if stop.wait(seconds):
            raise StoppedError

    return pause


def _end_with_parent() -> None:
    """Wait for the end of standard input, then end: everything in hand is put back by the next worker."""
    while os.read(
        0, 1
    ):  # not sys.stdin: a thread that holds its lock makes the interpreter abort when it ends
        pass
    os._exit(0)


class Supervisor:
    """A thread beside the service that starts a worker when there is something to do, and again when one died."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._queue = upload_queue(settings)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="uploads", daemon=True)
        self._worker: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End the worker, in order if it can be; what it had in hand waits for the next start."""
        self._stopped.set()
        self._thread.join(LOOK_SECONDS + GRACE_SECONDS)
        if self._worker is not None:
            end(self._worker)

    def _run(self) -> None:
        wait = FIRST_WAIT
        while not self._stopped.wait(LOOK_SECONDS):
            try:
                ended = None if self._worker is None else self._worker.poll()
                if ended is not None:
                    self._worker = None
                if ended == 0:
                    wait = FIRST_WAIT
                elif ended is not None:
                    log.warning("event=upload_worker_died code=%d", ended)
                    if self._stopped.wait(wait):
                        return
                    wait = min(2 * wait, LONGEST_WAIT)
                if self._worker is None and self._queue.pending():
                    self._worker = spawn(self._settings)
            except Exception as error:  # the thread must live: the cause may go away
                log.warning("event=upload_supervisor_failed error=%s", type(error).__name__)


def spawn(settings: Settings) -> "subprocess.Popen[bytes]":
    """Start a worker that ends with this process, with these settings."""
    told = settings.model_dump(mode="json", exclude_none=True)
    given = {
        PREFIX + name.upper(): value if isinstance(value, str) else json.dumps(value)
        for name, value in told.items()
    }
    # Safe: the command is ours. A session of its own: Ctrl-C in the terminal is for the service, which ends the worker.
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "service.uploads", str(IDLE_SECONDS)],
        env={**os.environ, **given},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def end(worker: "subprocess.Popen[bytes]") -> None:
    """End a worker: told first, then by force."""
    with suppress(OSError):
        worker.terminate()
        if worker.stdin:
            worker.stdin.close()
    try:
        worker.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


@contextmanager
def supervised(settings: Settings) -> Iterator[None]:
    """Keep a worker going while the service runs."""
    supervisor = Supervisor(settings)
    supervisor.start()
    try:
        yield
    finally:
        supervisor.stop()
