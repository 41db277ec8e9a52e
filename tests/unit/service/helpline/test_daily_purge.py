"""The purge of every day: at its hour, once over all processes, tried again where it broke."""

from datetime import UTC, datetime, time, timedelta
from threading import Barrier, Thread

import pytest

from service.database import audit
from service.database.engine import Database
from service.helpline.cases import Cases
from service.helpline.daily_purge import DailyPurge
from service.helpline.privacy import Privacy, Times
from service.helpline.records import Channel, Closing, Details, Outcome
from service.helpline.sealing import Secrets

AT = time(2, 30)
BEFORE = datetime(2026, 11, 23, 20, 59, tzinfo=UTC)  # 2:29 in India on the 24th
NOW = BEFORE + timedelta(minutes=2)


@pytest.fixture
def old_case(database: Database, sealing: Secrets) -> str:
    """A case that was closed a year ago."""
    cases, then = Cases(database, sealing), NOW - timedelta(days=400)
    caller = cases.keep_caller("98765 43210", Details(name="Ravi"), then)
    case = cases.open_case(Channel.PHONE, caller.id, "asha", then)
    cases.close(case.reference, Closing(Outcome.ANSWERED), 1, then)
    return case.reference


def purge_at(database: Database, sealing: Secrets, moment: datetime) -> DailyPurge:
    times = Times(callers=timedelta(days=365), cases=timedelta(days=365))
    return DailyPurge(database, lambda within: Privacy(within, sealing, times), AT, lambda: moment)


def purges(database: Database) -> list[str]:
    with database.reading() as connection:
        return [one.actor for one in audit.entries(connection, "helpline")]


def test_it_purges_at_its_hour_in_india_and_once_a_day(database, sealing, old_case) -> None:
    assert purge_at(database, sealing, BEFORE).once() is None
    done = purge_at(database, sealing, NOW).once()
    assert (done["cases"], done["callers"]) == (1, 1)
    assert purge_at(database, sealing, NOW + timedelta(hours=9)).once() is None
    assert purge_at(database, sealing, BEFORE + timedelta(days=1)).once() is None
    assert purge_at(database, sealing, NOW + timedelta(days=1)).once() is not None
    assert purges(database) == ["daily purge"] * 2


def test_of_several_at_once_one_does_the_work(database, sealing, old_case) -> None:
    start, done = Barrier(4), []

    def work() -> None:
        start.wait()
        done.append(purge_at(database, sealing, NOW).once())

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one is not None for one in done) == 1
    assert len(done) == 4
    assert purges(database) == ["daily purge"]


def test_a_purge_that_broke_leaves_no_mark_and_is_tried_again(database, sealing, old_case) -> None:
    class Broken:
        name = "broken"

        def purge(self, connection, now, times):
            raise RuntimeError("the disk is full")

    times = Times(cases=timedelta(days=365))
    broken = DailyPurge(database, lambda within: Privacy(within, sealing, times, [Broken()]), AT, lambda: NOW)
    with pytest.raises(RuntimeError):
        broken.once()
    assert Cases(database, sealing).case(old_case), "nothing is half purged"
    assert purge_at(database, sealing, NOW).once()["cases"] == 1


def test_the_thread_does_its_work_and_ends(database, sealing, old_case) -> None:
    purge = purge_at(database, sealing, NOW)
    purge.start()
    while not purges(database):
        pass
    purge.stop(10)
    assert not purge._thread.is_alive()
