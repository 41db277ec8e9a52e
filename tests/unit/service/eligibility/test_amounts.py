"""Sums worked out line by line: bases, caps, ranges, slabs and cliffs."""

from datetime import date
from typing import Any

from service.eligibility import amounts
from service.eligibility.derive import derive
from service.eligibility.facts import profile
from service.eligibility.records import Amount, Facts, Working
from service.eligibility.rules import RuleBook
from service.eligibility.scheme_records import Component

CRORE = 10_000_000


def part(rules: RuleBook, scheme: str, component: str) -> Component:
    return next(c for c in rules.scheme(scheme).components if c.id == component)


def known(rules: RuleBook, **raw: Any) -> Facts:
    return derive(profile(raw, rules.words, rules.gazetteer), rules, date(2026, 11, 22))


def paid(rules: RuleBook, scheme: str, component: str, **raw: Any) -> Amount:
    found = amounts.amount(part(rules, scheme, component), known(rules, **raw))
    assert found is not None
    return found


def shown(rules: RuleBook, scheme: str, component: str, **raw: Any) -> Working:
    return amounts.working(part(rules, scheme, component), known(rules, **raw))


def lines(working: Working) -> dict[str, int | None]:
    return {step.label: step.amount_inr for step in working.steps}


def notes(working: Working) -> str:
    return " | ".join(note.text for note in working.notes)


def test_the_working_names_base_share_and_the_other_parts(rules: RuleBook) -> None:
    working = shown(rules, "mse-cdp-2022", "cfc", project_cost_inr=8 * CRORE, area_categories=["none"])
    found = lines(working)
    assert found["Project cost"] == 8 * CRORE
    assert found["Share 70% (general, 5-10 crore)"] == 56_000_000
    assert found["Grant"] == 56_000_000
    assert found["State's part, 20%"] == 16_000_000
    assert (
        next(sum_ for label, sum_ in found.items() if label.startswith("Own part, at least 10%")) == 8_000_000
    )
    assert all(
        step.sources for step in working.steps if step.label.startswith(("Share", "Grant", "State", "Own"))
    )


def test_above_10_crore_the_members_bring_a_fifth(rules: RuleBook) -> None:
    found = lines(shown(rules, "mse-cdp-2022", "cfc", project_cost_inr=12 * CRORE, area_categories=["none"]))
    assert (
        next(sum_ for label, sum_ in found.items() if label.startswith("Own part, at least 20%"))
        == 24_000_000
    )


def test_where_the_printed_shares_leave_no_room_the_other_parts_are_left_out(rules: RuleBook) -> None:
    found = lines(shown(rules, "mse-cdp-2022", "cfc", project_cost_inr=8 * CRORE, state="Assam"))
    assert found["Grant"] == 64_000_000
    assert not any(label.startswith(("State", "Own")) for label in found)


def test_a_cap_on_the_base_and_a_ceiling_are_lines_of_their_own(rules: RuleBook) -> None:
    found = lines(shown(rules, "mse-cdp-2022", "cfc", project_cost_inr=45 * CRORE, area_categories=["none"]))
    assert found["Counted at most"] == 30 * CRORE
    assert found["Grant"] == 18 * CRORE
    capped = lines(shown(rules, "pmfme", "individual", eligible_cost_inr=5_000_000))
    assert (capped["Ceiling"], capped["Grant"]) == (1_000_000, 1_000_000)


def test_at_a_slab_end_both_slabs_are_told(rules: RuleBook) -> None:
    text = notes(shown(rules, "mse-cdp-2022", "cfc", project_cost_inr=10 * CRORE, area_categories=["none"]))
    assert "the lower gives ₹7 crore, the upper ₹6 crore" in text


def test_the_cliff_is_told_with_the_cost_at_which_the_sum_is_back(rules: RuleBook) -> None:
    text = notes(shown(rules, "mse-cdp-2022", "cfc", project_cost_inr=11 * CRORE, area_categories=["none"]))
    assert "₹10 crore would get ₹7 crore, more than the ₹6.6 crore here" in text
    assert "₹11.67 crore" in text
    assert "Cliff" not in notes(
        shown(rules, "mse-cdp-2022", "cfc", project_cost_inr=12 * CRORE, area_categories=["none"])
    )


def test_unknown_tests_give_a_range_and_name_what_is_missing(rules: RuleBook) -> None:
    found = paid(rules, "mse-cdp-2022", "cfc", project_cost_inr=8 * CRORE)
    assert (found.low_inr, found.high_inr) == (56_000_000, 64_000_000)
    assert found.missing == ("state",)


def test_without_the_base_there_is_a_ceiling_and_no_sum(rules: RuleBook) -> None:
    found = paid(rules, "api-cf", "cf", area_categories=["none"])
    assert (found.low_inr, found.high_inr, found.ceiling_inr) == (None, None, 20 * CRORE)
    assert found.missing == ("project_cost_inr",)


def test_a_cost_that_lies_in_a_range_gives_a_range(rules: RuleBook) -> None:
    found = paid(rules, "ap-apcdp", "cfc", plant_machinery_inr={"from": 2 * CRORE, "to": 3 * CRORE})
    assert (found.low_inr, found.high_inr) == (18_000_000, 27_000_000)
    assert paid(rules, "ap-apcdp", "cfc", plant_machinery_inr={"from": 2 * CRORE}).high_inr is None


def test_a_bonus_that_is_not_shown_is_named_and_not_counted(rules: RuleBook) -> None:
    found = paid(
        rules, "msme-zed", "fee_subsidy", msme_class="micro", zed_level="silver", zed_reward_unused=False
    )
    assert (found.high_inr, found.could_add_inr) == (32_000, 6_000)


def test_additions_count_once_and_never_pass_the_whole(rules: RuleBook) -> None:
    full = {
        "msme_class": "micro",
        "zed_level": "gold",
        "zed_reward_unused": False,
        "in_sfurti_or_msecdp_cluster": True,
    }
    found = paid(
        rules, "msme-zed", "fee_subsidy", gender="female", social_category="sc", state="Assam", **full
    )
    assert found.high_inr == 85_500  # 80 + 10 + 5 percent of 90,000


def test_a_part_of_a_rupee_is_never_promised(rules: RuleBook) -> None:
    assert paid(rules, "pmfme", "individual", eligible_cost_inr=1_000_001).high_inr == 350_000


def test_a_ceiling_without_a_share_is_told_as_such(rules: RuleBook) -> None:
    found = paid(rules, "pm-vishwakarma", "toolkit")
    assert (found.low_inr, found.high_inr) == (None, 15_000)
    assert "Ceiling" in lines(shown(rules, "pm-vishwakarma", "toolkit"))


def test_acres_and_members_are_counted(rules: RuleBook) -> None:
    assert paid(rules, "bhavya", "park", land_acres=120).high_inr == 120 * CRORE
    assert paid(rules, "kl-private-estate", "estate", land_acres=10.5).high_inr == 30_000_000
    assert paid(rules, "pmfme", "seed_capital", spv_members=4).high_inr == 160_000
    assert paid(rules, "pmfme", "seed_capital").high_inr == 400_000


def test_what_pays_no_grant_has_no_amount(rules: RuleBook) -> None:
    assert amounts.amount(part(rules, "treds", "discounting"), known(rules)) is None
    assert shown(rules, "treds", "discounting").steps == ()


def test_a_single_workshed_is_told_beside_the_sum(rules: RuleBook) -> None:
    text = notes(shown(rules, "nhdp-handloom", "small_cluster", project_cost_inr=CRORE))
    assert "For an individual workshed the share is 100%" in text


def test_the_costs_at_which_something_changes(rules: RuleBook) -> None:
    found = amounts.thresholds(part(rules, "mse-cdp-2022", "cfc"))
    assert {5 * CRORE, 10 * CRORE, 30 * CRORE} <= set(found)
    assert found == tuple(sorted(found))
