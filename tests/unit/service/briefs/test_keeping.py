"""Briefs in the database: what was kept comes back, and nobody overwrites another."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ingest.errors import NotFoundError
from service.briefs import edit
from service.briefs.keeping import ChangedMeanwhileError, Keeping
from service.briefs.pace import TooManyError
from service.briefs.records import Side
from service.store import Store


@pytest.fixture
def keeping(tmp_path) -> Keeping:
    return Keeping(Store(tmp_path))


def test_a_brief_comes_back_as_it_was_kept(keeping, brief) -> None:
    kept = keeping.begin(brief)
    assert re.fullmatch(r"[a-z2-7]{16}", kept.code)
    assert keeping.get(kept.code) == kept == replace(brief, code=kept.code, version=1)


def test_a_change_that_saw_an_older_version_is_refused(keeping, brief) -> None:
    kept = keeping.begin(brief)
    keeping.change(kept.code, 1, edit.head("First", "c", ""))
    with pytest.raises(ChangedMeanwhileError):
        keeping.change(kept.code, 1, edit.head("Second", "c", ""))
    assert (keeping.get(kept.code).title, keeping.get(kept.code).version) == ("First", 2)


def test_what_was_not_found_is_counted_anew(keeping, brief) -> None:
    kept = keeping.begin(brief)
    (only,) = kept.of(Side.OPPOSES)
    changed = keeping.change(kept.code, 1, edit.drop(only.id))
    assert any("opposing" in text for text in changed.absences)


def test_a_deleted_brief_is_gone(keeping, brief) -> None:
    kept = keeping.begin(brief)
    keeping.delete(kept.code)
    for act in (keeping.get, keeping.delete):
        with pytest.raises(NotFoundError):
            act(kept.code)


def test_two_codes_are_never_the_same(keeping, brief) -> None:
    assert keeping.begin(brief).code != keeping.begin(brief).code


def test_a_brief_is_deleted_some_days_after_its_last_change(tmp_path, brief) -> None:
    clock = [datetime(2026, 1, 1, tzinfo=UTC)]
    keeping = Keeping(Store(tmp_path), days=10, now=lambda: clock[0])
    kept = keeping.begin(brief)
    assert keeping.until(kept.code) == date(2026, 1, 11)
    clock[0] = datetime(2026, 1, 9, tzinfo=UTC)
    keeping.change(kept.code, 1, edit.head("Later", "c", ""))
    assert keeping.until(kept.code) == date(2026, 1, 19)
    clock[0] = datetime(2026, 1, 18, tzinfo=UTC)
    assert keeping.get(kept.code).title == "Later"
    clock[0] = datetime(2026, 1, 19, tzinfo=UTC)
    with pytest.raises(NotFoundError, match="not changed for long"):
        keeping.get(kept.code)
    keeping.make_room()
    with pytest.raises(NotFoundError):
        keeping.until(kept.code)


def test_no_more_are_kept_than_there_are_places_and_the_next_free_one_is_told(tmp_path, brief) -> None:
    clock = [datetime(2026, 1, 1, tzinfo=UTC)]
    keeping = Keeping(Store(tmp_path), days=10, most=1, now=lambda: clock[0])
    kept = keeping.begin(brief)
    with pytest.raises(TooManyError, match="free on 11 January 2026"):
        keeping.begin(brief)
    with pytest.raises(TooManyError):
        keeping.make_room()
    keeping.delete(kept.code)
    keeping.begin(brief)
    clock[0] = datetime(2026, 1, 11, tzinfo=UTC)
    keeping.begin(brief)  # the one before is past its day
