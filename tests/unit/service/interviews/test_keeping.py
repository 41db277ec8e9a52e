"""Keeping interviews: nothing is lost when several answer at once, and what is past its day is gone."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from ingest.errors import BadRequestError, NotFoundError
from service.interviews import codes
from service.interviews.keeping import MOST_ENTRIES, Keeping
from service.interviews.records import Entry, Kind
from service.store import Store


def answer(fact: str, value: object) -> Entry:
    return Entry(Kind.ANSWER, fact, value)


def test_an_interview_comes_back_as_it_was_kept(keeping) -> None:
    entries = [answer("state", "Assam"), answer("sector", ["handloom"]), Entry(Kind.SKIP, "handlooms", None)]
    code = keeping.begin(entries, ["mse-cdp-2022"], date(2026, 1, 31))
    found = keeping.get(code.lower().replace("-", " "))
    assert found.code == code
    assert found.entries == tuple(entries)
    assert found.schemes == ("mse-cdp-2022",)
    assert found.as_of == date(2026, 1, 31)


def test_another_process_finds_it(keeping, tmp_path, clock) -> None:
    code = keeping.begin([answer("state", "Assam")])
    other = Keeping(Store(tmp_path / "library"), days=90, now=clock)
    assert other.get(code).entries == (answer("state", "Assam"),)


def test_answers_that_come_at_once_are_all_kept(keeping, tmp_path, clock) -> None:
    code = keeping.begin([])
    others = [Keeping(Store(tmp_path / "library"), days=90, now=clock) for _ in range(4)]
    given = [(others[n % 4], answer(f"fact {n}", n)) for n in range(60)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda pair: pair[0].append(code, [pair[1]]), given))
    kept = keeping.get(code).entries
    assert sorted(kept, key=lambda entry: entry.content) == [entry for _, entry in given]


def test_back_takes_the_last_entry_and_nothing_else(keeping) -> None:
    code = keeping.begin([answer("state", "Assam")])
    keeping.append(code, [answer("location", "rural")])
    assert keeping.back(code) == answer("location", "rural")
    assert keeping.get(code).entries == (answer("state", "Assam"),)
    assert keeping.back(code) == answer("state", "Assam")
    assert keeping.back(code) is None
    keeping.append(code, [answer("state", "Kerala")])
    assert keeping.get(code).entries == (answer("state", "Kerala"),)


def test_an_interview_is_gone_after_its_days_and_each_change_puts_that_off(keeping, clock) -> None:
    left, used = keeping.begin([]), keeping.begin([])
    clock.forward(days=60)
    keeping.append(used, [answer("state", "Assam")])
    clock.forward(days=31)
    with pytest.raises(NotFoundError, match="no interview under this code"):
        keeping.get(left)
    assert keeping.get(used).expires.date() == date(2027, 4, 21)
    assert keeping.purge() == 1
    assert keeping.purge() == 0


def test_to_begin_one_deletes_those_that_are_past_their_day(keeping, clock, tmp_path) -> None:
    keeping.begin([answer("state", "Assam")])
    clock.forward(days=91)
    keeping.begin([])
    with sqlite3.connect(tmp_path / "library" / "samuh.db") as database:
        assert database.execute("SELECT count(*) FROM interviews").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM interview_entries").fetchone() == (0,)
    database.close()


def test_a_deleted_interview_leaves_nothing_behind(keeping, tmp_path) -> None:
    code = keeping.begin([answer("state", "Assam")])
    keeping.delete(code)
    for use in (keeping.get, keeping.delete, keeping.back, keeping.widen):
        with pytest.raises(NotFoundError):
            use(code)
    with sqlite3.connect(tmp_path / "library" / "samuh.db") as database:
        assert database.execute("SELECT count(*) FROM interview_entries").fetchone() == (0,)
    database.close()


def test_a_code_that_nobody_was_given_opens_nothing(keeping) -> None:
    with pytest.raises(NotFoundError):
        keeping.append(codes.make(), [answer("state", "Assam")])


def test_an_interview_cannot_be_filled_without_end(keeping) -> None:
    code = keeping.begin([answer("state", "Assam")] * MOST_ENTRIES)
    with pytest.raises(BadRequestError, match="full"):
        keeping.append(code, [answer("state", "Kerala")])


def test_an_interview_about_some_schemes_can_be_widened(keeping) -> None:
    code = keeping.begin([], ["mse-cdp-2022"])
    keeping.widen(code)
    assert keeping.get(code).schemes is None
