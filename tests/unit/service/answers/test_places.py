"""Places that the corpus knows by name."""

from pathlib import Path

import pytest

from service.answers.places import full_names, local_areas, ordinary_words, special_areas, towns

PLACES = Path(__file__).resolve().parents[4] / "corpus" / "places"


def test_a_large_town_is_a_name_though_the_word_list_holds_it() -> None:
    ordinary = ordinary_words(towns(PLACES))
    assert not {"kanpur", "lucknow", "surat", "ludhiana", "moradabad"} & ordinary


def test_a_town_that_is_called_like_a_word_stays_a_word() -> None:
    assert {"along", "salon", "highways"} <= ordinary_words(towns(PLACES))


def test_a_corpus_without_a_gazetteer_names_no_town(tmp_path: Path) -> None:
    assert towns(tmp_path) == []
    assert special_areas(tmp_path) == {}
    assert local_areas(tmp_path, frozenset()) == {}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("an estate in Himachal", "an estate in Himachal Pradesh"),
        ("himachal pradesh", "himachal pradesh"),
        ("a centre in arunachal?", "a centre in Arunachal Pradesh?"),
        ("J&K", "Jammu and Kashmir"),
        ("a loan in HP", "a loan in Himachal Pradesh"),
        ("UP me loan", "Uttar Pradesh me loan"),
        ("a 10 HP motor, up to 5 lakh", "a 10 HP motor, up to 5 lakh"),
    ],
)
def test_a_state_is_known_by_what_people_call_it(said: str, meant: str) -> None:
    assert full_names(said) == meant


def test_a_state_lies_in_the_area_that_rules_name() -> None:
    areas = special_areas(PLACES)
    assert areas["Sikkim"] == "North East"  # and Himalayan: the nearer word stands
    assert areas["Uttarakhand"] == "hill State"
    assert areas["Ladakh"] == "Himalayan State"
    assert areas["Lakshadweep"] == "island"
    assert "Gujarat" not in areas


def test_a_district_lies_in_the_area_of_each_of_its_states() -> None:
    local = local_areas(PLACES, ordinary_words(towns(PLACES)))
    assert local["nuh"] == local["mewat"] == {"Haryana": "aspirational district"}
    assert set(local["aurangabad"].values()) == {"aspirational district", ""}  # of Bihar and of Maharashtra
    assert local["guwahati"] == {"Assam": "North East"}
    assert not {"along", "lucknow"} & set(local)
