"""Whose question is answered next: people who wait at the other end go before messages that can wait.

One ``Turns`` stands before what costs the processor (an answer from the library, a fifth of a second of a core).
People are served in the order in which they came, as many at once as there are cores: more at once would only make
each of them wait for all. A message begins when nobody waits and a core is left for the next person, one message at a
time; where people leave no such moment it begins after ``patience`` seconds all the same, so that nothing starves.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 2.0
"""Seconds for which a message lets people go first."""


class Turns:
    """See the module. Safe to call from several threads; nobody is made to wait in an idle service.

    Args:
        at_once: People served at the same time; 0 for one per core.
        patience: Longest time in seconds for which a message lets people go first.
        clock: Gives seconds that only grow.
    """

    def __init__(
        self, at_once: int = 0, patience: float = PATIENCE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._at_once = at_once or os.cpu_count() or 1
        self._patience = patience
        self._clock = clock
        self._changed = threading.Condition()
        self._line: deque[object] = deque()
        self._served = 0
        self._message = False

    @contextmanager
    def person(self) -> Iterator[None]:
        """Somebody waits for what is done in here; messages are never in the way."""
        me = object()
        with self._changed:
            self._line.append(me)
            try:
                self._changed.wait_for(lambda: self._line[0] is me and self._served < self._at_once)
                self._served += 1
            finally:
                self._line.remove(me)
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._served -= 1
                self._changed.notify_all()

    @contextmanager
    def message(self) -> Iterator[None]:
        """Nobody waits for what is done in here. What it asks the library for takes a person's turn besides."""
        with self._changed:
            self._changed.wait_for(lambda: not self._message)
            self._message = True
            until = self._clock() + self._patience
            while not self._quiet() and (left := until - self._clock()) > 0:
                self._changed.wait(left)
        try:
            yield
        finally:
            with self._changed:
                self._message = False
                self._changed.notify_all()

    def _quiet(self) -> bool:
        """Whether nobody waits, and one who came now would find a core free beside a message."""
        return not self._line and self._served <= max(0, self._at_once - 2)
