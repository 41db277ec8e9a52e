"""Facts that follow from other facts, and what happens where they clash with what was said."""

from datetime import date
from typing import Any

import pytest

from service.eligibility.derive import derive, to_ask
from service.eligibility.facts import profile
from service.eligibility.records import Facts
from service.eligibility.rules import RuleBook
from service.eligibility.values import DOES_NOT_KNOW, Members, OneOf

TODAY = date(2026, 11, 22)


def known(rules: RuleBook, on: date = TODAY, **raw: Any) -> Facts:
    return derive(profile(raw, rules.words, rules.gazetteer), rules, on)


def areas(facts: Facts) -> Members:
    value = facts.values["area_categories"]
    assert isinstance(value, Members)
    return value


@pytest.mark.parametrize(
    ("state", "district", "inside"),
    [
        ("Assam", None, {"north_east"}),
        ("Assam", "Barpeta", {"north_east", "aspirational_district"}),
        ("Sikkim", None, {"north_east", "himalayan_state"}),
        ("Himachal Pradesh", "Solan", {"hill_state", "himalayan_state", "himachal"}),
        ("Ladakh", "Leh", {"hill_state", "himalayan_state", "ladakh"}),
        ("Lakshadweep", None, {"island"}),
        ("West Bengal", "Darjeeling", {"himalayan_state"}),
        ("Tamil Nadu", "Ramanathapuram", {"aspirational_district"}),
        ("Karnataka", "Mysuru", set()),
        ("Chhattisgarh", "Bijapur", {"aspirational_district", "lwe_district"}),
    ],
)
def test_a_place_tells_its_areas(state: str, district: str | None, inside: set[str], rules: RuleBook) -> None:
    assert areas(known(rules, state=state, district=district)).inside == inside


def test_the_naxal_list_is_that_of_the_day(rules: RuleBook) -> None:
    latehar = {"state": "Jharkhand", "district": "Latehar"}
    assert "lwe_district" in areas(known(rules, date(2025, 6, 1), **latehar)).inside
    later = areas(known(rules, TODAY, **latehar))
    assert (
        "lwe_district" not in later.inside | later.outside
    )  # on an older list: no source says which one counts


def test_the_district_tells_the_state(rules: RuleBook) -> None:
    assert known(rules, district="Rajkot").values["state"] == "Gujarat"
    assert "state" not in known(rules, district="Bilaspur").values


def test_a_wrong_state_gives_way_to_the_district_and_is_told(rules: RuleBook) -> None:
    facts = known(rules, district="Rajkot", state="Goa")
    assert facts.values["state"] == "Gujarat"
    assert [(c.fact, c.stated, c.derived) for c in facts.contradictions] == [("state", "Goa", "Gujarat")]


def test_no_special_area_and_assam_is_a_contradiction(rules: RuleBook) -> None:
    facts = known(rules, state="Assam", area_categories=["none"])
    assert areas(facts).inside == {"north_east"}
    assert len(facts.contradictions) == 1


def test_a_stated_list_of_areas_is_the_whole_list(rules: RuleBook) -> None:
    assert areas(known(rules, area_categories=["lwe_district"])).outside >= {
        "north_east",
        "aspirational_district",
    }


@pytest.mark.parametrize(
    ("machinery", "turnover", "on", "expected"),
    [
        (25_000_000, 100_000_000, TODAY, "micro"),
        (25_000_001, 50_000_000, TODAY, "small"),
        (1_000_000, 100_000_001, TODAY, "small"),
        (250_000_001, 10, TODAY, "medium"),
        (1_250_000_001, 10, TODAY, "large"),
        (25_000_000, 40_000_000, date(2024, 6, 1), "small"),
    ],
)
def test_machinery_and_turnover_make_the_class_by_the_limits_of_the_day(
    machinery: int, turnover: int, on: date, expected: str, rules: RuleBook
) -> None:
    facts = known(rules, on, plant_machinery_inr=machinery, turnover_inr=turnover)
    assert facts.values["msme_class"] == expected


def test_one_of_the_two_figures_is_not_enough(rules: RuleBook) -> None:
    assert "msme_class" not in known(rules, plant_machinery_inr=1).values


@pytest.mark.parametrize(
    ("raw", "fact", "expected"),
    [
        ({"gender": "female"}, "pmegp_special_category", True),
        ({"social_category": "obc"}, "pmegp_special_category", True),
        ({"gender": "male", "social_category": "general"}, "pmegp_special_category", None),
        ({"state": "Nagaland"}, "pmegp_special_category", True),
        ({"other_personal_status": ["divyang"]}, "pms_priority", True),
        ({"women_owner_share_pct": 60}, "extra_lean_category", True),
        ({"in_sfurti_or_msecdp_cluster": True}, "extra_lean_category", True),
        ({"social_category": "st"}, "mp_priority", True),
        ({"applicant_type": "company", "gender": "female"}, "sui_category", None),
        ({"applicant_type": "individual", "gender": "female"}, "sui_category", True),
        ({"applicant_type": "company", "scst_owner_share_pct": 51}, "sui_category", True),
        ({"units_women_owned_pct": 51}, "units_special_majority", True),
        ({"units_women_owned_pct": 50}, "units_special_majority", None),
        ({"state": "Manipur"}, "special_category_2010", True),
        ({"applicant_type": "fpo"}, "promoter_category", "fpo"),
        ({"project_cost_inr": 10, "units_total_investment_inr": 20}, "unit_investment_to_infra_ratio", 2.0),
        ({"project_cost_inr": 1_500_000}, "pmegp_schooling_rule_applies", True),
        ({"project_cost_inr": 700_000}, "pmegp_schooling_rule_applies", None),
        ({"project_cost_inr": 700_000, "activity": "service"}, "pmegp_schooling_rule_applies", True),
        ({"project_cost_inr": 400_000}, "pmegp_schooling_rule_applies", False),
        ({"project_cost_inr": 3_000_000, "activity": "service"}, "capped_project_cost_inr", 2_000_000),
        (
            {"project_cost_inr": 3_000_000},
            "capped_project_cost_inr",
            OneOf(frozenset((2_000_000, 3_000_000))),
        ),
        ({"zed_level": "gold", "zed_reward_unused": True}, "fee_after_reward_inr", 80_000),
        ({"zed_level": "gold"}, "fee_after_reward_inr", OneOf(frozenset((80_000, 90_000)))),
    ],
)
def test_computed_facts(raw: dict[str, Any], fact: str, expected: object, rules: RuleBook) -> None:
    assert known(rules, **raw).values.get(fact) == expected


def test_a_border_state_is_named_where_it_could_matter(rules: RuleBook) -> None:
    facts = known(
        rules,
        gender="male",
        social_category="general",
        other_personal_status=["none"],
        area_categories=["none"],
        state="Punjab",
    )
    reason = next(entry.because for entry in facts.derived if entry.fact == "pmegp_special_category")
    assert "Punjab has a border" in reason


def test_a_stated_fact_that_is_finer_than_the_derived_one_stays(rules: RuleBook) -> None:
    facts = known(rules, project_cost_inr=3_000_000, capped_project_cost_inr=2_000_000)
    assert facts.values["capped_project_cost_inr"] == 2_000_000
    assert facts.contradictions == ()


def test_for_a_computed_fact_the_first_unknown_source_is_asked(rules: RuleBook) -> None:
    assert to_ask(known(rules), "area_categories") == "state"
    assert to_ask(known(rules, state="Odisha"), "area_categories") == "district"
    assert (
        to_ask(known(rules, state="Odisha", district=DOES_NOT_KNOW), "area_categories") == "area_categories"
    )
    assert to_ask(known(rules), "spv_members") == "spv_members"
