"""Plain lines of progress where there is no terminal to draw a bar on: a log must show that work goes on."""

import time
from collections.abc import Callable

EVERY = 10.0  # seconds


class Heartbeat:
    """Says how far some work is, at most once in ten seconds; quick work says nothing.

    ``beat`` is called with how many are done, and of how many.
    """

    def __init__(
        self, what: str, unit: str, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._words = f"{what}: {{}} of {{}} {unit}"
        self._say = say
        self._clock = clock
        self._last = clock()

    def beat(self, done: int, total: int) -> None:
        """Take note that work went on; say so where the last line was long ago."""
        now = self._clock()
        if now - self._last >= EVERY:
            self._last = now
            self._say(self._words.format(done, max(done, total)))
