"""The curve shows what the engine pays at each cost, and its marks say where that changes."""

from datetime import date

import pytest

from service.eligibility.assess import assess
from service.eligibility.curve import Mark, MarkKind, Point, cost_name, curve, marks, own_cost
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook

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
    points = curve(one.component, one.facts)
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
    by_cost = {point.cost_inr: point.high_inr for point in curve(one.component, one.facts)}
    assert by_cost[5 * CRORE - 1] is None
    assert by_cost[5 * CRORE] == int(3.5 * CRORE)


def test_what_is_open_is_a_range(rules: RuleBook, today: date) -> None:
    found = assess({}, rules, today, ["mse-cdp-2022"])
    one = next(a for a in found if a.component.id == "cfc")
    points = curve(one.component, one.facts)
    assert any(p.low_inr is not None and p.high_inr is not None and p.low_inr < p.high_inr for p in points)
    assert own_cost(one.component, one.facts) is None


def test_costs_ascend_and_none_comes_twice(rules: RuleBook, today: date) -> None:
    for one in assess({"project_cost_inr": 3 * CRORE}, rules, today):
        costs = [point.cost_inr for point in curve(one.component, one.facts)]
        assert costs == sorted(set(costs))


def test_a_component_without_a_share_of_a_cost_has_no_curve(rules: RuleBook, today: date) -> None:
    one = next(a for a in assess({}, rules, today) if not a.component.grant_rules)
    assert curve(one.component, one.facts) == ()
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
