"""Briefs in the database: what was kept comes back, and nobody overwrites another."""

import re
from dataclasses import replace

import pytest

from ingest.errors import NotFoundError
from service.briefs import edit
from service.briefs.keeping import ChangedMeanwhileError, Keeping
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
