"""The curve shows what the engine pays at each cost, and its marks say where that changes."""

from datetime import date

import pytest

from service.eligibility.assess import assess
from service.eligibility.curve import Mark, MarkKind, Point, cost_name, curve, marks, own_cost
from service.eligibility.logic import MET, UNMET
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.values import Verdict

CRORE = 10_000_000


def cfc(rules: RuleBook, today: date, **facts: object) -> Assessment:
    told = {"state": "Gujarat", "district": "Rajkot", "area_categories": ["none"], **facts}
    return next(a for a in assess(told, rules, today, ["mse-cdp-2022"]) if a.component.id == "cfc")


def kinds(found: tuple[Mark, ...]) -> dict[MarkKind, int]:
    return {mark.kind: mark.cost_inr for mark in found}


def test_the_curve_of_a_facility_has_its_floor_its_cliff_and_its_ceiling(
    rules: RuleBook, today: date
) -> None:
    one = cfc(rules, today, project_cost_inr=11 * CRORE)
    points = curve(one, rules)
    found = marks(points, own_cost(one.component, one.facts))
    assert kinds(found) == {
        MarkKind.FLOOR: 5 * CRORE,
        MarkKind.CLIFF: 10 * CRORE,
        MarkKind.YOURS: 11 * CRORE,
        MarkKind.CEILING: 30 * CRORE,
    }
    told = " | ".join(mark.text for mark in found)
    assert "Cliff at ₹10 crore: at that cost ₹7 crore, just above it ₹6 crore" in told
    assert "Your cost of ₹11 crore: grant ₹6.6 crore" in told
    assert "stays at ₹18 crore" in told


def test_a_cost_that_a_condition_refuses_pays_nothing(rules: RuleBook, today: date) -> None:
    one = cfc(rules, today)
    by_cost = {point.cost_inr: point.high_inr for point in curve(one, rules)}
    assert by_cost[5 * CRORE - 1] is None
    assert by_cost[5 * CRORE] == int(3.5 * CRORE)


def test_what_is_open_is_a_range(rules: RuleBook, today: date) -> None:
    found = assess({}, rules, today, ["mse-cdp-2022"])
    one = next(a for a in found if a.component.id == "cfc")
    points = curve(one, rules)
    assert any(p.low_inr is not None and p.high_inr is not None and p.low_inr < p.high_inr for p in points)
    assert own_cost(one.component, one.facts) is None


def test_a_condition_that_begins_to_count_at_a_cost_refuses_beyond_it(rules: RuleBook, today: date) -> None:
    one = cfc(rules, today, project_cost_inr=14 * CRORE, spv_members=18)
    assert one.verdict is Verdict.NOT_ELIGIBLE
    points = curve(one, rules)
    paid = [point for point in points if point.high_inr]
    assert max(point.cost_inr for point in paid) == 10 * CRORE
    beyond = [point for point in points if point.cost_inr > 10 * CRORE]
    assert beyond
    assert {point.refused for point in beyond} == {
        "the SPV must have at least 20 micro or small member units when the project costs more than Rs 10 crore"
    }
    found = marks(points, own_cost(one.component, one.facts))
    assert kinds(found)[MarkKind.END] == 10 * CRORE
    assert MarkKind.YOURS not in kinds(found)


def test_a_group_that_no_cost_helps_is_shown_no_grant(rules: RuleBook, today: date) -> None:
    one = cfc(rules, today, project_cost_inr=8 * CRORE, spv_members=4)
    assert all(point.high_inr is None and point.refused for point in curve(one, rules))


@pytest.mark.parametrize("members", [None, 4, 12, 18, 25])
def test_every_point_of_every_curve_is_what_the_engine_says_at_that_cost(
    rules: RuleBook, today: date, members: int | None
) -> None:
    told = {"state": "Uttar Pradesh", "district": "Moradabad", "sector": "brass", "spv_members": members}
    for one in assess(told, rules, today):
        for found in curve(one, rules)[::7]:
            base = one.component.grant_rules[0].base
            if base != "project_cost_inr" or not found.cost_inr:
                continue
            asked = assess({**told, base: found.cost_inr}, rules, today, [one.scheme.id])
            same = next(a for a in asked if a.component.id == one.component.id)
            refused = any(f.result is UNMET and f.condition.hard for f in same.findings) or any(
                d.result is MET and d.case.verdict is Verdict.NOT_ELIGIBLE for d in same.disputes
            )
            pays = None if refused or same.amount is None else same.amount.high_inr
            assert found.high_inr == pays, (one.scheme.id, one.component.id, found)


def test_costs_ascend_and_none_comes_twice(rules: RuleBook, today: date) -> None:
    for one in assess({"project_cost_inr": 3 * CRORE}, rules, today):
        costs = [point.cost_inr for point in curve(one, rules)]
        assert costs == sorted(set(costs))


def test_a_component_without_a_share_of_a_cost_has_no_curve(rules: RuleBook, today: date) -> None:
    one = next(a for a in assess({}, rules, today) if not a.component.grant_rules)
    assert curve(one, rules) == ()
    assert marks(()) == ()
    assert cost_name(one.component) == "Project cost"


@pytest.mark.parametrize(
    ("points", "kind", "cost"),
    [
        ([Point(9, None, None), Point(10, 5, 5), Point(20, 10, 10)], MarkKind.FLOOR, 10),
        ([Point(5, 5, 5), Point(10, 10, 10), Point(11, None, None)], MarkKind.END, 10),
        ([Point(10, 10, 10), Point(11, 50, 50), Point(20, 60, 60)], MarkKind.STEP, 10),
        ([Point(10, 50, 50), Point(11, 10, 10), Point(20, 20, 20)], MarkKind.CLIFF, 10),
        ([Point(10, 50, 50), Point(20, 90, 90), Point(30, 90, 90)], MarkKind.CEILING, 20),
    ],
)
def test_each_kind_of_turn_is_marked(points: list[Point], kind: MarkKind, cost: int) -> None:
    assert kinds(marks(points)) == {kind: cost}


def test_an_unbroken_rise_has_no_mark() -> None:
    assert marks([Point(10, 5, 5), Point(11, 6, 6), Point(20, 10, 10)]) == ()
