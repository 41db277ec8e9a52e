"""Waiting for one's turn: two runs that write to one library do so one after the other, and say that they wait."""

import time
from collections.abc import Callable
from typing import TypeVar

from ingest.errors import LibraryBusyError

T = TypeVar("T")
PAUSE = 1.0  # seconds between two tries
LONGEST = 1800.0  # seconds; a whole corpus is read and indexed in less


def patiently(
    work: Callable[[], T],
    on_wait: Callable[[str], None],
    longest: float = LONGEST,
    pause: Callable[[float], object] = time.sleep,
) -> T:
    """Do some work as soon as the library is free.

    Args:
        work: Raises ``LibraryBusyError`` before it has changed anything where another run is writing.
        on_wait: Told once, in words, what is waited for.
        longest: Seconds after which the waiting ends.
        pause: Waits so many seconds.

    Raises:
        LibraryBusyError: the library was not free within ``longest``.
    """
    began, told = time.monotonic(), False
    while True:
        try:
            return work()
        except LibraryBusyError as error:
            if time.monotonic() - began > longest:
                raise
            if not told:
                on_wait(f"waiting for another run that writes to this library ({error})")
                told = True
        pause(PAUSE)
