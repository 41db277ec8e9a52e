"""Reading lists are kept under a code, for their time, and hold no more than they may."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.errors import BadRequestError, NotFoundError
from service.literature.keeping import MOST_SEARCHES, MOST_WORKS, ReadingLists
from service.store import Store

START = datetime(2026, 11, 1, tzinfo=UTC)


class Clock:
    now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lists(tmp_path: Path, clock: Clock) -> ReadingLists:
    return ReadingLists(Store(tmp_path), 10, clock)


def test_works_stay_in_the_order_in_which_they_came_each_once(lists: ReadingLists) -> None:
    code = lists.begin("Effluent")
    lists.add(code, [("b", "Bee")], "first")
    lists.add(code.lower().replace("-", " "), [("a", "Ay"), ("b", "Bee")])
    kept = lists.get(code)
    assert [(each.work, each.note) for each in kept.works] == [("b", "first"), ("a", "")]
    lists.annotate(code, "a", " a  note\nof two lines ")
    lists.remove(code, "b")
    assert [(each.work, each.note) for each in lists.get(code).works] == [("a", "a note of two lines")]


def test_a_search_remembers_when_it_was_looked_at(lists: ReadingLists) -> None:
    code = lists.begin()
    number = lists.save_search(code, "", "q=cetp")
    before = lists.get(code).searches[0]
    assert (before.name, before.query) == ("All works", "q=cetp")
    lists.look(code, number)
    assert lists.get(code).searches[0].looked > before.looked
    lists.remove_search(code, number)
    assert lists.get(code).searches == ()


def test_a_list_ends_with_its_time_and_every_change_puts_that_off(lists: ReadingLists, clock: Clock) -> None:
    code = lists.begin()
    clock.now = START + timedelta(days=9)
    lists.rename(code, "Still here")
    clock.now = START + timedelta(days=15)
    assert lists.get(code).title == "Still here"
    clock.now = START + timedelta(days=30)
    with pytest.raises(NotFoundError):
        lists.get(code)


def test_a_deleted_list_is_gone_with_all_that_was_on_it(lists: ReadingLists) -> None:
    code = lists.begin()
    lists.add(code, [("a", "A")])
    lists.delete(code)
    with pytest.raises(NotFoundError):
        lists.get(code)


def test_a_list_holds_no_more_than_it_may(lists: ReadingLists) -> None:
    code = lists.begin()
    with pytest.raises(BadRequestError, match="at most"):
        lists.add(code, [(f"w{n}", "t") for n in range(MOST_WORKS + 1)])
    assert lists.get(code).works == ()
    for number in range(MOST_SEARCHES):
        lists.save_search(code, str(number), "")
    with pytest.raises(BadRequestError, match="at most"):
        lists.save_search(code, "one more", "")
    with pytest.raises(BadRequestError, match="Shorten"):
        lists.annotate(code, "a", "x" * 3000)


@pytest.mark.parametrize("code", ["", "../../etc/passwd", "7K3M-Q2PA-94X", "0000-0000-0001"])
def test_what_is_no_code_is_refused(lists: ReadingLists, code: str) -> None:
    with pytest.raises((BadRequestError, NotFoundError)):
        lists.get(code)
