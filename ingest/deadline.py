"""A deadline for work in this process: taking a strange text apart must not hold everything else up.

Reading happens in a child that can be killed. What follows (cleaning, headings, passages) is our own code on plain
text, but a text made for it can still keep it busy for hours.
"""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.reading import RefusedError

AGAIN = 1.0  # seconds; an exception that falls into a callback of the interpreter is lost there, so it is raised again


class TooLongError(Exception):
    """Raised inside the work when its time is up."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Do the work of the block in at most so many seconds; it is stopped between two steps of Python.

    Raises:
        RefusedError: it took longer.
    """
    worker, lock, done = threading.get_ident(), threading.Lock(), threading.Event()

    def stop() -> None:
        pause = seconds
        while not done.wait(pause):
            pause = AGAIN
            with lock:
                if not done.is_set():
                    raise_in(worker, TooLongError)

    threading.Thread(target=stop, daemon=True).start()
    try:
        try:
            yield
        finally:
            done.set()
            with lock:
                raise_in(worker, None)  # it may not have been raised yet, and must not be raised later
    except TooLongError as error:
        raise RefusedError(f"taking its text apart took longer than {seconds:g} seconds.") from error


def raise_in(thread: int, error: type[Exception] | None) -> None:
    """Have an exception raised in a thread at its next step; None takes back one that has not been raised yet."""
    made = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), made)
