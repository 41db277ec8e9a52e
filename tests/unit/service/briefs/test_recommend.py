"""Recommendations over time."""

import pytest

from ingest.records import Document, DocumentKind, Passage, PassageKind
from service.briefs.freeze import digest
from service.briefs.recommend import Compared, cells, recommends, standing, tracks
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
    assert training.standings == (Standing.MADE, Standing.OTHER), "what is shown elsewhere still counts"


def test_two_texts_that_ask_for_the_same_stand_side_by_side() -> None:
    found = Compared(
        (Column("a", "A (2012)", 2012), Column("b", "B (2022)", 2022)),
        (
            (Told(0, quote("Clusters should be mapped: a map of clusters must be made.")), ("mapping",)),
            (Told(0, quote("A repository of reports is needed.")), ("mapping",)),
            (Told(1, quote("To map both existing and new clusters.")), ("mapping",)),
        ),
    )
    same, other = tracks(found, ("mapping",))
    assert (same.standings, same.shared) == ((Standing.MADE, Standing.REPEATED), "map: clusters")
    assert [told.column for told in same.told] == [0, 1]
    assert other.standings == (Standing.MADE, Standing.OTHER)
    assert [told.quote.text for told in other.told] == ["A repository of reports is needed."]


def test_recommendations_in_cells_of_a_table_are_read() -> None:
    text = "| 1 | Mapping | Creating definitions for mapping of clusters in the country. Short. |\n| 2 | Advice | no |"
    document = Document(
        id="d", title="D", publisher=None, year=2012, kind=DocumentKind.OTHER, language="en", state=None, sector=None,
        path="", sha256="", licence=None, url=None, supersedes=None, text=text,
    )  # fmt: skip
    passage = Passage("p", "d", 0, len(text), text, (), None, PassageKind.TABLE, None, None)
    assert [text[a:b] for a, b in cells(document, passage)] == [
        "Creating definitions for mapping of clusters in the country."
    ]
