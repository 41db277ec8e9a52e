"""The gazetteer: names, variants, two places of one name, and lists by date."""

from datetime import date

import pytest

from service.eligibility.places import lwe_list_of, normal
from service.eligibility.rules import RuleBook


@pytest.mark.parametrize(
    ("name", "state", "district"),
    [
        ("Rajkot", "Gujarat", "Rajkot"),
        ("kolhapur", "Maharashtra", "Kolhapur"),
        ("Cuddapah", "Andhra Pradesh", "YSR Kadapa"),
        ("Hubli", "Karnataka", "Dharwad"),
        ("Chirala", "Andhra Pradesh", "Bapatla"),
        ("Machilipatnam", "Andhra Pradesh", "Krishna"),
        ("A&N Islands", "Andaman and Nicobar Islands", None),
        ("J&K", "Jammu and Kashmir", None),
        ("Orissa", "Odisha", None),
    ],
)
def test_a_name_leads_to_one_place(name: str, state: str, district: str | None, rules: RuleBook) -> None:
    (place,) = rules.gazetteer.find(name)
    assert (place.state, place.district) == (state, district)


@pytest.mark.parametrize("name", ["Aurangabad", "Balrampur", "Bijapur", "Bilaspur", "Hamirpur", "Pratapgarh"])
def test_the_six_names_of_two_states_stay_two(name: str, rules: RuleBook) -> None:
    assert len({place.state for place in rules.gazetteer.find(name)}) == 2


def test_a_state_settles_which_of_two(rules: RuleBook) -> None:
    (place,) = rules.gazetteer.find("Bilaspur", "Himachal Pradesh")
    assert place.district == "Bilaspur"


def test_a_district_goes_before_a_town_of_its_name(rules: RuleBook) -> None:
    assert {place.kind for place in rules.gazetteer.find("Rampur")} == {"district"}


def test_unknown_names_lead_nowhere(rules: RuleBook) -> None:
    assert rules.gazetteer.find("Atlantis") == ()
    assert rules.gazetteer.state("Rajkot") is None


def test_a_district_that_was_cut_out_of_a_listed_one_is_not_decided(rules: RuleBook) -> None:
    members = rules.gazetteer.membership("Andhra Pradesh", "Polavaram", date(2026, 11, 22))
    assert "aspirational_district" not in members.inside | members.outside


def test_the_naxal_list_in_force_on_a_day(rules: RuleBook) -> None:
    lists = rules.gazetteer.areas.lwe
    assert len(lwe_list_of(lists, date(2025, 5, 1)).districts) == 18
    assert len(lwe_list_of(lists, date(2026, 3, 1)).districts) == 7
    assert (
        len(lwe_list_of(lists, date(2000, 1, 1)).districts) == 105
    )  # and Aheri, a police district in Gadchiroli


def test_names_are_compared_without_case_and_signs() -> None:
    assert normal("  Dadra & Nagar  Haveli ") == "dadra and nagar haveli"
