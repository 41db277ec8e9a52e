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
