import time

import pytest

from ingest.deadline import within
from ingest.reading import RefusedError


def test_work_that_takes_too_long_is_stopped() -> None:
    def work() -> None:
        with within(0.2):
            while True:
                sum(range(100))

    started = time.monotonic()
    with pytest.raises(RefusedError, match=r"took longer than 0\.2 seconds"):
        work()
    assert time.monotonic() - started < 20


def test_work_in_time_is_left_alone() -> None:
    with within(0.3):
        done = sum(range(100))
    time.sleep(0.4)
    assert done == 4950


def test_an_error_of_the_work_is_its_own() -> None:
    with pytest.raises(ZeroDivisionError), within(5):
        print(1 / 0)


class Slow:
    """Is busy while it is taken away, where the interpreter drops every exception."""

    def __del__(self) -> None:
        end = time.monotonic() + 0.5
        while time.monotonic() < end:
            pass


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_stop_that_the_interpreter_drops_is_tried_again() -> None:
    with pytest.raises(RefusedError, match="longer than"):
        work_past_the_drop()


def work_past_the_drop() -> None:
    with within(0.2):
        Slow()
        end = time.monotonic() + 20
        while time.monotonic() < end:
            pass
