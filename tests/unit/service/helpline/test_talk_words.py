"""What a conversation says of times, and how it reads figures that are written."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from ingest.errors import BadRequestError
from service.helpline.talk_typed import figured as read_figure
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
