"""What is taken into a profile, and how what cannot be is refused."""

from datetime import date
from typing import Any

import pytest

from ingest.errors import BadRequestError
from service.eligibility.facts import Profile, profile
from service.eligibility.rules import RuleBook
from service.eligibility.values import DOES_NOT_KNOW, Between, Members, OneOf


def taken(rules: RuleBook, **raw: Any) -> Any:
    return profile(raw, rules.words, rules.gazetteer).values


def test_values_get_the_type_of_their_fact(rules: RuleBook) -> None:
    values = taken(
        rules,
        project_cost_inr="8 crore",
        spv_members="25",
        udyam_registered="yes",
        sector="khadi",
        machine_install_date="2021-05-01",
        odop_members_pct=66.67,
        applicant_type="Section8 Company",
        turnover_inr=None,
    )
    assert values == {
        "project_cost_inr": 80_000_000,
        "spv_members": 25,
        "udyam_registered": True,
        "sector": ("khadi",),
        "machine_install_date": date(2021, 5, 1),
        "odop_members_pct": 66.67,
        "applicant_type": "section8_company",
    }


def test_partial_values_and_not_knowing_are_values_too(rules: RuleBook) -> None:
    values = taken(
        rules,
        applicant_type={"one_of": ["company", "llp"]},
        artisans={"from": 501},
        area_categories={"inside": ["lwe_district"], "outside": ["jk"]},
        state_recommendation="does_not_know",
    )
    assert values["applicant_type"] == OneOf(frozenset(("company", "llp")))
    assert values["artisans"] == Between(501, None)
    assert values["area_categories"] == Members(frozenset(("lwe_district",)), frozenset(("jk",)))
    assert values["state_recommendation"] is DOES_NOT_KNOW


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"spv_member": 5}, 'Did you mean "spv_members"'),
        ({"completely_other": 5}, "no such fact"),
        ({"applicant_type": "spb"}, '"spv"'),
        ({"spv_members": -1}, "0 or more"),
        ({"spv_members": 2.5}, "whole number"),
        ({"odop_members_pct": 120}, "0 to 100"),
        ({"udyam_registered": "perhaps"}, "true or false"),
        ({"project_cost_inr": "a lot"}, "in INR"),
        ({"machine_install_date": "last year"}, "2026-03-31"),
        ({"spv_members": [5]}, "not a list"),
        ({"taluka_category": 7}, "one of 1, 2, 3"),
        ({"state": "Karnatak Pradesh"}, "Did you mean"),
        ({"district": ""}, "words"),
        ({"project_cost_inr": {"about": 5}}, "one_of"),
        ({"project_cost_inr": True}, "0 or more"),
        ({"project_cost_inr": "-5 crore"}, "0 or more"),
        ({"project_cost_inr": "Rs. -5 crore"}, "0 or more"),
        ({"project_cost_inr": 10**400}, "0 or more"),
        ({"spv_members": "-3"}, "0 or more"),
        ({"spv_members": "nan"}, "0 or more"),
        ({"spv_members": "inf"}, "0 or more"),
        ({"odop_members_pct": "NaN%"}, "0 or more"),
        ({"project_cost_inr": float("nan")}, "0 or more"),
        ({"spv_members": {"from": "nan"}}, "0 or more"),
        ({"spv_members": {"from": 20, "to": 10}}, "no greater than"),
        ({"odop_members_pct": {"from": 10, "to": 120}}, "0 to 100"),
        ({"udyam_registered": {"from": 0, "to": 1}}, "a range is for figures"),
    ],
)
def test_what_cannot_be_is_refused_with_the_way_out(raw: dict[str, Any], words: str, rules: RuleBook) -> None:
    with pytest.raises(BadRequestError, match=words):
        profile(raw, rules.words, rules.gazetteer)


@pytest.mark.parametrize(
    ("state", "district", "expected"),
    [
        ("AP", "Machilipatnam", ("Andhra Pradesh", "Krishna")),
        ("Orissa", "Bargarh", ("Odisha", "Bargarh")),
        ("Karnataka", "Bijapur", ("Karnataka", "Vijayapura")),
        ("Chhattisgarh", "Bijapur", ("Chhattisgarh", "Bijapur")),
        ("Kerala", "Nowhere", ("Kerala", "Nowhere")),
    ],
)
def test_places_get_their_canonical_names(state: str, district: str, expected: Any, rules: RuleBook) -> None:
    values = taken(rules, state=state, district=district)
    assert (values["state"], values["district"]) == expected


def test_a_profile_is_changed_by_making_another() -> None:
    first = Profile({"spv_members": 5})
    assert first.with_fact("spv_members", 6).values == {"spv_members": 6}
    assert first.without("spv_members").values == {}
    assert first.values == {"spv_members": 5}
