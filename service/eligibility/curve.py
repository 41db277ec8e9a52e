"""The grant of a component over its cost: points enough to draw it truly, and the places where something changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from service.eligibility.amounts import amount, thresholds
from service.eligibility.derive import derive, stated
from service.eligibility.evaluate import Outcome, decide
from service.eligibility.facts import Profile
from service.eligibility.logic import UNMET
from service.eligibility.records import Assessment, Facts
from service.eligibility.rules import RuleBook
from service.eligibility.scheme_records import Component, Test
from service.eligibility.values import Verdict
from service.eligibility.wording import name, rupees

_STEPS = 60
_NO_JUMP = 2
"""A difference in rupees that rounding alone can make."""


@dataclass(frozen=True, slots=True)
class Point:
    """The grant at one cost. ``low_inr < high_inr`` where facts are open; None = nothing is paid there, or unknown.

    ``refused`` says which condition rules help out at that cost.
    """

    cost_inr: int
    low_inr: int | None
    high_inr: int | None
    refused: str | None = None


class MarkKind(StrEnum):
    """What happens at a cost: help begins or ends, the grant jumps up or falls, or it grows no more."""

    FLOOR = "floor"
    END = "end"
    STEP = "step"
    CLIFF = "cliff"
    CEILING = "ceiling"
    YOURS = "yours"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the curve that must be said aloud: at which cost, at which grant, and what happens there."""

    cost_inr: int
    grant_inr: int
    kind: MarkKind
    text: str


def curve(assessment: Assessment, rules: RuleBook, own_cost_inr: int | None = None) -> tuple[Point, ...]:
    """The grant over the cost, ascending, all other facts as they are; empty where it does not depend on a cost.

    Every point is judged as the whole case would be at that cost: where a hard condition fails there, also one that
    only begins to count at that cost, nothing is paid. On either side of each place where something changes there is
    a point, so that lines between neighbours show no grant that nobody gets.

    Args:
        assessment: The component and the facts.
        rules: The rule book, for the facts that follow from the cost.
        own_cost_inr: A cost that must be among the points; None = the caller's own, where it is known.
    """
    component = assessment.component
    if not component.grant_rules:
        return ()
    own = own_cost_inr or own_cost(component, assessment.facts) or 0
    turns = [*thresholds(component), *_bounds(assessment)]
    end = max([int(1.25 * cost) for cost in turns] + [int(1.5 * own)], default=0)
    if not end:
        return ()
    costs = {end * step // _STEPS for step in range(_STEPS + 1)} | ({own} if own else set())
    costs |= {turn + side for turn in turns for side in (-1, 0, 1) if turn + side > 0}
    return tuple(point(assessment, rules, cost) for cost in sorted(costs))


def own_cost(component: Component, facts: Facts) -> int | None:
    """The caller's own cost, in rupees: of what the component's grant is a share of; None where it is not known."""
    known = facts.values.get(_axis(component))
    return int(known) if isinstance(known, int | float) and not isinstance(known, bool) else None


def cost_name(component: Component) -> str:
    """What the cost is called: "Project cost", "Term loan"."""
    return name(_axis(component).removesuffix("_inr")).capitalize()


def point(assessment: Assessment, rules: RuleBook, cost_inr: int) -> Point:
    """What the component would pay at a cost in rupees, all other facts as they are."""
    scheme, component = assessment.scheme, assessment.component
    facts = _moved(assessment, rules, cost_inr)
    outcome = decide(scheme, component, facts.values)
    if outcome.verdict is Verdict.NOT_ELIGIBLE:
        return Point(cost_inr, None, None, _refusal(component, outcome))
    found = amount(component, facts)
    return Point(cost_inr, found.low_inr, found.high_inr) if found else Point(cost_inr, None, None)


_FOLLOWS = {"capped_project_cost_inr": "project_cost_inr"}
"""Costs that follow from another, which is then the one that people change."""


def _axis(component: Component) -> str:
    """The cost that is varied."""
    base = component.grant_rules[0].base if component.grant_rules else "project_cost_inr"
    return _FOLLOWS.get(base, base)


def _moved(assessment: Assessment, rules: RuleBook, cost: int) -> Facts:
    """The facts with another cost, and with all that follows from it."""
    axis = _axis(assessment.component)
    found = derive(Profile({**stated(assessment.facts), axis: cost}), rules, assessment.as_of)
    return replace(
        found, values={**found.values, axis: cost}
    )  # the cost asked about, also of what is derived


def _refusal(component: Component, outcome: Outcome) -> str | None:
    """The condition that fails, the one that depends on the cost rather than another."""
    failed = [
        condition
        for condition, truth in zip(component.conditions, outcome.truths, strict=True)
        if condition.hard and truth is UNMET
    ]
    failed.sort(key=lambda condition: not (condition.only_if or condition.test.field == _axis(component)))
    return failed[0].test.text if failed else None


def _bounds(assessment: Assessment) -> Iterator[int]:
    """The costs at which a condition changes its mind, or begins to count, or the sources disagree."""
    axis = _axis(assessment.component)
    for test in _tests(assessment):
        if test.field == axis:
            for one in test.value if isinstance(test.value, tuple) else (test.value,):
                if isinstance(one, int | float) and not isinstance(one, bool):
                    yield int(one)


def _tests(assessment: Assessment) -> Iterator[Test]:
    for condition in assessment.component.conditions:
        yield condition.test
        yield from condition.only_if
    for conflict in assessment.scheme.conflicts:
        for case in conflict.cases:
            yield from case.when


def marks(points: Sequence[Point], own_cost_inr: int | None = None) -> tuple[Mark, ...]:
    """What must be said about a curve, by cost: floors, ends, jumps, the ceiling, and where the caller stands."""
    found = [mark for before, after in pairwise(points) if (mark := _turn(before, after))]
    found += _ceiling(points)
    for point in points:
        if point.cost_inr == own_cost_inr and point.high_inr is not None:
            text = f"Your cost of ₹{rupees(point.cost_inr)}: grant {_told(point)}"
            found.append(Mark(point.cost_inr, point.high_inr, MarkKind.YOURS, text))
    return tuple(sorted(found, key=lambda mark: mark.cost_inr))


def _told(point: Point) -> str:
    low, high = point.low_inr, point.high_inr
    open_ = low is not None and high is not None and low < high
    return f"₹{rupees(low or 0)} to ₹{rupees(high or 0)}" if open_ else f"₹{rupees(high or 0)}"


def _turn(before: Point, after: Point) -> Mark | None:
    """What happens between two neighbours that lie one rupee apart."""
    if after.cost_inr - before.cost_inr != 1:
        return None
    low, high = before.high_inr, after.high_inr
    if low is None and high is not None:
        cost = after.cost_inr
        return Mark(cost, high, MarkKind.FLOOR, f"No help for a cost below ₹{rupees(cost)}")
    if low is None or high is None:
        return _ended(before, after)
    if abs(high - low) <= _NO_JUMP:
        return None
    at, now = (
        f"₹{rupees(before.cost_inr)}",
        f"at that cost ₹{rupees(low)}, just above it ₹{rupees(_even(high))}",
    )
    if high < low:
        return Mark(before.cost_inr, low, MarkKind.CLIFF, f"Cliff at {at}: {now}")
    return Mark(before.cost_inr, high, MarkKind.STEP, f"Step at {at}: {now}")


def _ended(before: Point, after: Point) -> Mark | None:
    if before.high_inr is None:
        return None
    why = f": {after.refused}" if after.refused else ""
    text = f"No help for a cost above ₹{rupees(before.cost_inr)}{why}"
    return Mark(before.cost_inr, before.high_inr, MarkKind.END, text)


def _even(sum_: int) -> int:
    """A sum one rupee off a round one, for people."""
    near = round(sum_ / 1000) * 1000
    return near if abs(sum_ - near) <= _NO_JUMP else sum_


def _ceiling(points: Sequence[Point]) -> Iterator[Mark]:
    """Where the curve turns level and stays so to its end."""
    paid = [point for point in points if point.high_inr is not None]
    if len(paid) < 2 or not paid[-1].high_inr:
        return
    top = paid[-1].high_inr
    level = next(
        number for number in range(len(paid), 0, -1) if number == 1 or paid[number - 2].high_inr != top
    )
    first = paid[level - 1]
    if paid[-1].cost_inr - first.cost_inr > 1:
        text = f"From ₹{rupees(_even(first.cost_inr))} on the grant stays at ₹{rupees(top)}"
        yield Mark(first.cost_inr, top, MarkKind.CEILING, text)
