"""Amounts that sheets work out: ceilings, examples, cliffs."""

from decimal import Decimal

import pytest

from ingest.sheets import scheme_phrases, worked
from ingest.sheets.scheme_models import Component, CostLimits, FactTest, GrantRule

CRORE = 10_000_000


def rule(share: float, slab: str | None = None, special: bool = False, cap: int | None = None) -> GrantRule:
    tests = []
    if special:
        tests.append(FactTest(field="area_categories", op="intersects", value=("north_east", "island")))
    if slab:
        tests.append(FactTest(field="project_cost_inr", op=slab, value=10 * CRORE))
    return GrantRule(
        label="x", share_pct=share, base="project_cost_inr", src=("S1",), when=tuple(tests), base_cap_inr=cap
    )


@pytest.fixture
def centre() -> Component:
    return Component(
        id="cfc",
        name="Centre",
        funds="a centre",
        cost_limits=CostLimits(src=("S1",), min_inr=5 * CRORE),
        grant_rules=(
            rule(80, "<=", special=True),
            rule(70, ">", special=True, cap=30 * CRORE),
            rule(70, "<="),
            rule(60, ">", cap=30 * CRORE),
        ),
    )


def test_the_first_rule_that_matches_gives_the_grant(centre: Component) -> None:
    assert worked.worked(centre, 12 * CRORE, special=True) == (70, Decimal("8.4") * CRORE)
    assert worked.worked(centre, 10 * CRORE, special=False) == (70, 7 * CRORE)


def test_a_cost_above_the_base_counts_only_up_to_it(centre: Component) -> None:
    assert worked.worked(centre, 40 * CRORE, special=False) == (60, 18 * CRORE)


def test_a_cliff_is_said_for_each_kind_of_area(centre: Component) -> None:
    said = worked.cliffs(centre)
    assert "Rs 10 crore project gets Rs 7 crore while a Rs 11 crore one gets only Rs 6.6 crore" in said[0]
    assert "Rs 8 crore while a Rs 11 crore one gets only Rs 7.7 crore" in said[1]
    assert "the North East or islands" in said[1]


def test_examples_begin_at_the_lowest_cost_and_say_that_they_are_worked_out(centre: Component) -> None:
    said = worked.examples(centre)
    assert said[0].startswith("a project of Rs 5 crore gets 70%, that is Rs 3.5 crore, in a general area")
    assert all("(worked out)" in each for each in said)


def test_a_ceiling_that_the_rule_does_not_state_is_worked_out_from_its_slab(centre: Component) -> None:
    said = scheme_phrases.grant(centre, centre.grant_rules[2])
    assert said == "the grant is 70% of the project cost, so at most Rs 7 crore (worked out)"


def test_rules_that_ask_for_more_than_area_and_cost_have_no_examples(centre: Component) -> None:
    by_class = GrantRule(
        label="micro",
        share_pct=80,
        base="project_cost_inr",
        src=("S1",),
        base_cap_inr=CRORE,
        when=(FactTest(field="msme_class", op="==", value="micro"),),
    )
    assert worked.examples(centre.model_copy(update={"grant_rules": (by_class,)})) == []


def test_an_amount_that_is_not_round_says_about() -> None:
    assert worked.rupees(Decimal("26315789.47")) == "about Rs 2.63 crore"
    assert worked.rupees(Decimal(28_000_000)) == "Rs 2.8 crore"
    assert worked.rupees(Decimal(7_500)) == "Rs 7,500"


def test_a_ceiling_that_the_record_calls_computed_is_not_told_as_the_sources_own(centre: Component) -> None:
    quoted = GrantRule(
        label="x",
        share_pct=60,
        base="project_cost_inr",
        src=("S1",),
        base_cap_inr=30 * CRORE,
        max_grant_inr=18 * CRORE,
    )
    ours = quoted.model_copy(update={"note": "The ceiling of Rs 18 crore is computed, not quoted."})
    other = quoted.model_copy(update={"note": "The ceiling of Rs 9 crore is computed, not quoted."})

    assert scheme_phrases.ceilings(centre, ours).endswith("so at most Rs 18 crore (worked out)")
    assert scheme_phrases.ceiling_of(centre, ours) == "Rs 18 crore (worked out)"
    for each in (quoted, other):
        assert scheme_phrases.ceilings(centre, each).endswith("so at most Rs 18 crore")
        assert scheme_phrases.ceiling_of(centre, each) == "Rs 18 crore"
