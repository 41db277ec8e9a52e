"""What a conversation says of times, and how it reads figures that are written."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from ingest.errors import BadRequestError
from service.helpline.talk_typed import figured as read_figure
from service.helpline.talk_typed import is_question
from service.helpline.talk_words import day_and_hour


@pytest.mark.parametrize(
    ("moment", "language", "said"),
    [
        (datetime(2026, 11, 23, 18, 30, tzinfo=UTC), "en", "the end of Mon 23 Nov"),
        (datetime(2026, 11, 23, 18, 30, tzinfo=UTC), "hi", "23 नवंबर के अंत"),
        (datetime(2026, 11, 25, 9, 0, tzinfo=UTC), "en", "25 Nov, 14:30"),
    ],
)
def test_the_last_moment_of_a_day_is_said_as_its_end(moment: datetime, language: str, said: str) -> None:
    assert day_and_hour(moment, language) == said


def figured(kind: str, typed: str) -> str:
    return read_figure(SimpleNamespace(kind=kind), typed, "en")


def test_a_bare_nought_is_asked_back_where_a_figure_is_asked_for() -> None:
    for kind in ("number", "money", "percent"):
        with pytest.raises(BadRequestError, match="Do you mean none"):
            figured(kind, " 0 ")
    assert [figured(kind, "None") for kind in ("number", "money")] == ["0", "0 lakh"]
    assert [figured("number", typed) for typed in ("?", "10")] == ["?", "10"]
    assert figured("choice", "0") == "0", "in a list it says that it is not known"


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        ("number", "about 25 units", "25"),
        ("number", "२५", "25"),
        ("percent", "10 प्रतिशत", "10"),
        ("percent", "around 12.5 percent", "12.5"),
        ("number", "ek bhi nahi", "0"),
        ("number", "2 lakh", "2 lakh"),
        ("number", "20 to 25", "20 to 25"),
        ("money", "12 करोड़", "12 करोड़"),
        ("date", "31-03-2026", "2026-03-31"),
        ("date", "31/3/2026", "2026-03-31"),
        ("date", "31 March 2026", "2026-03-31"),
        ("date", "March 2026", "2026-03-01"),
        ("date", "soon", "soon"),
    ],
)
def test_a_figure_or_a_day_is_read_as_people_write_it(kind: str, typed: str, read: str) -> None:
    assert figured(kind, typed) == read


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("grant kitna hai", True),
        ("Is Assam in it?", True),
        ("which documents are needed", True),
        ("we are an SPV of 25 units which make shoes", False),
        ("25 members", False),
    ],
)
def test_a_question_is_told_from_an_answer_in_many_words(text: str, asks: bool) -> None:
    assert is_question(text) is asks
