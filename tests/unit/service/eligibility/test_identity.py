"""The determination id: the same facts, rules and day, and nothing else."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from service.eligibility.facts import Profile, profile
from service.eligibility.identity import determination, plain
from service.eligibility.rules import RuleBook
from service.eligibility.values import DOES_NOT_KNOW, Between, Members, OneOf

DAY = date(2026, 11, 22)


@given(st.permutations(["spv_members", "project_cost_inr", "udyam_registered"]))
def test_the_order_of_facts_does_not_matter(names: list[str]) -> None:
    one = determination(
        Profile({"spv_members": 1, "project_cost_inr": 2, "udyam_registered": True}), "rules", DAY
    )
    values = {"spv_members": 1, "project_cost_inr": 2, "udyam_registered": True}
    assert determination(Profile({name: values[name] for name in names}), "rules", DAY) == one


def test_a_fact_the_rules_or_the_day_make_another_id() -> None:
    ids = {
        determination(Profile({"spv_members": 1}), "rules", DAY),
        determination(Profile({"spv_members": 2}), "rules", DAY),
        determination(Profile({"spv_members": DOES_NOT_KNOW}), "rules", DAY),
        determination(Profile({}), "rules", DAY),
        determination(Profile({"spv_members": 1}), "other rules", DAY),
        determination(Profile({"spv_members": 1}), "rules", date(2026, 11, 23)),
    }
    assert len(ids) == 6
    assert all(len(each) == 16 for each in ids)


def test_facts_written_down_are_read_back_the_same(rules: RuleBook) -> None:
    values: dict[str, Any] = {
        "spv_members": Between(20, None),
        "applicant_type": OneOf(frozenset(("company", "llp"))),
        "area_categories": Members(frozenset(("jk",)), frozenset(("island",))),
        "sector": ("toys", "handicraft"),
        "machine_install_date": date(2021, 5, 1),
        "udyam_registered": DOES_NOT_KNOW,
        "project_cost_inr": 80_000_000,
    }
    again = profile(plain(values), rules.words, rules.gazetteer).values
    assert {**again, "sector": set(again["sector"])} == {**values, "sector": set(values["sector"])}  # type: ignore[arg-type]
