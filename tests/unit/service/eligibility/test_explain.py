"""An assessment in plain words: why, with which source, and what would change it."""

from datetime import date
from typing import Any

from service.eligibility.assess import assess
from service.eligibility.explain import Explanation, amount_words, explain, headline
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.values import Verdict

CFC: dict[str, Any] = {
    "applicant_type": "spv",
    "cluster_is_existing": True,
    "spv_members": 25,
    "spv_legal_form": "section8_company",
    "state_recommendation": True,
    "member_units_class": "micro",
    "state": "Karnataka",
    "area_categories": ["none"],
    "project_cost_inr": 80_000_000,
}


def of(
    rules: RuleBook, scheme: str, component: str, day: date = date(2026, 11, 22), **facts: Any
) -> Assessment:
    return next(a for a in assess(facts, rules, day, [scheme]) if a.component.id == component)


def told(rules: RuleBook, scheme: str, component: str, **facts: Any) -> Explanation:
    return explain(of(rules, scheme, component, **facts), rules)


def test_each_condition_says_what_was_told_what_is_wanted_and_where_it_stands(rules: RuleBook) -> None:
    lines = {
        line.finding.condition.test.field: line for line in told(rules, "mse-cdp-2022", "cfc", **CFC).lines
    }
    line = lines["project_cost_inr"]
    assert "you said ₹8 crore; wanted: at least ₹5 crore" in line.because
    assert (line.sources[0].title, line.sources[0].year) == (
        "Approval of new MSE-CDP guidelines (press note reprint)",
        2022,
    )


def test_every_line_of_every_scheme_can_be_said(rules: RuleBook, today: date) -> None:
    for facts in (CFC, {}):
        for assessment in assess(facts, rules, today):
            explanation = explain(assessment, rules)
            assert explanation.headline.startswith(assessment.component.name)
            assert explanation.next_actor.text
            assert all(line.because for line in explanation.lines)


def test_the_most_that_is_said_is_what_we_can_check(rules: RuleBook) -> None:
    assessment = of(rules, "mse-cdp-2022", "cfc", **CFC)
    assert "meets every condition we can check" in headline(assessment)
    assert any("Its printed period ended" in caution.text for caution in explain(assessment, rules).cautions)


def test_a_near_miss_names_the_one_fact_and_what_it_would_be_worth(rules: RuleBook) -> None:
    misses = told(rules, "mse-cdp-2022", "cfc", **{**CFC, "project_cost_inr": 40_000_000}).near_misses
    assert [(c.fact, c.now, c.wanted) for c in misses[0].changes] == [
        ("project_cost_inr", "₹4 crore", "at least ₹5 crore")
    ]
    assert (misses[0].verdict, misses[0].worth_inr) == (Verdict.ELIGIBLE, 35_000_000)


def test_two_facts_are_tried_where_one_is_not_enough(rules: RuleBook) -> None:
    misses = told(
        rules, "mse-cdp-2022", "cfc", **{**CFC, "project_cost_inr": 40_000_000, "cluster_is_existing": False}
    ).near_misses
    assert {change.fact for change in misses[0].changes} == {"project_cost_inr", "cluster_is_existing"}


def test_nobody_is_told_to_move_to_another_state_or_grow_older(rules: RuleBook) -> None:
    assert told(rules, "ap-apcdp", "cfc", applicant_type="spv", state="Goa").near_misses == ()
    assert told(rules, "pmfme", "individual", applicant_age=17).near_misses == ()


def test_three_failures_are_no_near_miss(rules: RuleBook) -> None:
    far = {**CFC, "project_cost_inr": 40_000_000, "cluster_is_existing": False, "state_recommendation": False}
    assert told(rules, "mse-cdp-2022", "cfc", **far).near_misses == ()


def test_a_near_miss_may_end_in_a_check(rules: RuleBook) -> None:
    misses = told(rules, "mse-cdp-2022", "cfc", **{**CFC, "spv_members": 8}).near_misses
    assert (misses[0].changes[0].wanted, misses[0].verdict) == ("at least 10 units", Verdict.CHECK)


def test_a_condition_that_begins_to_count_at_a_cost_is_left_by_staying_below(rules: RuleBook) -> None:
    found = told(rules, "mse-cdp-2022", "cfc", **{**CFC, "project_cost_inr": 140_000_000, "spv_members": 18})
    ways = {(miss.changes[0].fact, miss.changes[0].wanted): miss.worth_inr for miss in found.near_misses}
    assert ways == {
        ("spv_members", "at least 20 units"): 84_000_000,
        ("project_cost_inr", "at most ₹10 crore"): 70_000_000,
    }
    assert not any("must be checked" in caution.text for caution in found.cautions)


def test_a_trader_is_told_what_would_open_pmegp(rules: RuleBook) -> None:
    facts = {"applicant_type": "individual", "activity": "trading", "state": "Goa", "unit_is_new": True}
    misses = told(rules, "pmegp", "new_unit", **facts).near_misses
    assert misses[0].changes[0].fact == "activity"


def test_in_a_dispute_both_sides_and_who_settles_it_are_told(rules: RuleBook) -> None:
    explanation = told(rules, "mse-cdp-2022", "cfc", **{**CFC, "spv_members": 12})
    text = next(
        caution.text for caution in explanation.cautions if "minimum number of SPV members" in caution.text
    )
    assert "Growthora" in text
    assert "MAITRI" in text
    assert "DIC" in explanation.next_actor.text


def test_a_contradiction_is_told(rules: RuleBook) -> None:
    explanation = told(rules, "mse-cdp-2022", "cfc", **{**CFC, "state": "Assam"})
    assert any("You said area categories" in caution.text for caution in explanation.cautions)


def test_what_no_form_can_check_documents_steps_and_relations_are_there(rules: RuleBook) -> None:
    explanation = told(rules, "mse-cdp-2022", "cfc", **CFC)
    assert len(explanation.remains) >= 3
    assert explanation.documents
    assert explanation.next_actor == explanation.steps[0]
    assert any("msme-zed" in line for line in explanation.combines)
    subsidy = told(rules, "sclcss", "subsidy")
    assert any(line.startswith("Not together") for line in subsidy.combines)


def test_sums_are_said_in_words(rules: RuleBook) -> None:
    assert amount_words(of(rules, "mse-cdp-2022", "cfc", **CFC)) == "₹5.6 crore"
    open_area = {**CFC, "area_categories": None}
    assert amount_words(of(rules, "mse-cdp-2022", "cfc", **open_area)) == "between ₹5.6 crore and ₹6.4 crore"
    assert amount_words(of(rules, "pm-vishwakarma", "toolkit")) == "at most ₹15,000"
    assert amount_words(of(rules, "api-cf", "cf")) == "at most ₹20 crore"
    assert amount_words(of(rules, "treds", "discounting")) is None
    zed = of(
        rules, "msme-zed", "fee_subsidy", msme_class="micro", zed_level="silver", zed_reward_unused=False
    )
    assert amount_words(zed) == "₹32,000, and up to ₹6,000 more with bonuses not yet shown"


def test_what_was_switched_off_is_said_not_to_apply(rules: RuleBook) -> None:
    lines = told(rules, "sfurti-2022", "regular", applicant_type="ngo", artisans=300, sector=["khadi"]).lines
    own = next(line for line in lines if line.finding.condition.test.field == "own_contribution_pct")
    assert own.because.endswith("does not apply here")
