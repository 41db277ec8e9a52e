"""Recommendations over time."""

import pytest

from service.briefs.freeze import digest
from service.briefs.recommend import Compared, recommends, standing, tracks
from service.briefs.records import Column, Frozen, Standing, Told


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        ("Clusters should be mapped.", "", True),
        ("There is a need to rethink the policy.", "", True),
        ("2. Institute testing centres for the clusters.", "A. General Recommendations", True),
        ("2. Institute testing centres for the clusters.", "History", False),
        ("Clusters were mapped in 2011.", "A. General Recommendations", False),
    ],
)  # fmt: skip
def test_wording_and_heading_tell_a_recommendation(text: str, heading: str, expected: bool) -> None:
    assert recommends(text, heading) is expected


def test_a_matter_is_made_then_repeated_or_dropped_and_a_later_one_is_new() -> None:
    assert [standing(at, [True, True, False]) for at in range(3)] == [
        Standing.MADE, Standing.REPEATED, Standing.DROPPED,
    ]  # fmt: skip
    assert [standing(at, [False, True]) for at in range(2)] == [None, Standing.NEW]


def quote(text: str) -> Frozen:
    return Frozen("d", "p", "s", "t", 0, len(text), text, digest(text), "T", "p. 1", 1, None, None, ())


def test_a_sentence_is_shown_under_one_matter_only() -> None:
    shared = quote("Effluent plants and training should be provided.")
    found = Compared(
        (Column("a", "A (2012)", 2012), Column("b", "B (2022)", 2022)),
        (
            (Told(1, shared), ("effluent_plants", "training")),
            (Told(0, quote("Training should be free.")), ("training",)),
        ),
    )
    plants, training = tracks(found, ("effluent_plants", "training"))
    assert [told.quote for told in plants.told] == [shared]
    assert [told.quote.text for told in training.told] == ["Training should be free."]
    assert training.standings == (Standing.MADE, Standing.REPEATED), "what is shown elsewhere still counts"
