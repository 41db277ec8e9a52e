"""Loading model and index in the background, again and again until it works."""

import logging
import threading
from collections.abc import Callable

from service.desk import Desk

log = logging.getLogger(__name__)

LONGEST_WAIT = 30.0


class WarmUp:
    """A thread that calls ``desk.warm_up()`` until the desk is ready, waiting longer after each failure.

    A library that is built while the service runs is thus served without a restart.

    Args:
        desk: The desk.
        first_wait: Seconds after the first failure.
        before: What else is to be read, so that the first to need it does not wait for it.
    """

    def __init__(
        self, desk: Desk, first_wait: float = 1.0, before: Callable[[], object] = lambda: None
    ) -> None:
        self._desk = desk
        self._before = before
        self._wait = first_wait
        self._stopped = threading.Event()
        # A daemon: loading a model cannot be interrupted and must not hold up the end of the process.
        self._thread = threading.Thread(target=self._run, name="warm-up", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Do not try again; a load under way is left to itself."""
        self._stopped.set()

    def join(self, seconds: float) -> bool:
        """Wait for the thread to end, at most so long; say whether it has."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        wait = self._wait
        try:
            self._before()
        except Exception as error:  # who needs it is told what is wrong
            log.warning("event=warm_up_failed error=%s", type(error).__name__)
        while not self._ready() and not self._stopped.wait(wait):
            wait = min(2 * wait, LONGEST_WAIT)

    def _ready(self) -> bool:
        try:
            self._desk.warm_up()
        except Exception as error:  # the thread must live: the cause may go away, and /readyz tells of it
            log.warning("event=warm_up_failed error=%s", type(error).__name__)
        return self._desk.status().ready
