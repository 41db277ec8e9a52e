"""What an application makes at its first use and keeps: once, however many requests come for it at the same time."""

from collections.abc import Callable
from threading import RLock
from typing import TypeVar, cast

from fastapi import FastAPI

T = TypeVar("T")

_MAKING = RLock()  # one room may need another


def kept(app: FastAPI, name: str, make: Callable[[], T]) -> T:
    """What the application keeps under a name; where there is nothing yet, what ``make`` gives is kept from now on."""
    state = app.state
    if not hasattr(state, name):
        with _MAKING:
            if not hasattr(state, name):
                setattr(state, name, make())
    return cast(T, getattr(state, name))
