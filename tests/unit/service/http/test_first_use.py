"""What is made at the first use is made once."""

import threading
import time

import pytest
from fastapi import FastAPI

from service.http.first_use import kept


def test_many_at_once_are_given_the_same_thing_made_once() -> None:
    app, made, given = FastAPI(), [], []

    def make() -> object:
        time.sleep(0.02)  # long enough for the others to come
        made.append(object())
        return made[-1]

    threads = [threading.Thread(target=lambda: given.append(kept(app, "room", make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert given == made * 8


def test_one_room_may_need_another() -> None:
    app = FastAPI()
    assert kept(app, "outer", lambda: ("outer", kept(app, "inner", lambda: "inner"))) == ("outer", "inner")


def test_what_could_not_be_made_is_tried_again() -> None:
    app = FastAPI()
    with pytest.raises(ZeroDivisionError):
        kept(app, "room", lambda: 1 // 0)
    assert kept(app, "room", lambda: "now") == "now"
