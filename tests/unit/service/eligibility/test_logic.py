"""Kleene's tables, and how each kind of value meets each operator."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from service.eligibility.logic import MET, UNKNOWN, UNMET, all_of, any_of, condition_holds, holds, negate
from service.eligibility.scheme_records import Condition, Test
from service.eligibility.values import DOES_NOT_KNOW, Between, Members, OneOf, Truth


def test_and_is_the_worst_and_or_the_best_of_its_parts() -> None:
    order = (UNMET, UNKNOWN, MET)
    for pair in product(order, repeat=2):
        assert all_of(pair) is min(pair, key=order.index)
        assert any_of(pair) is max(pair, key=order.index)
    assert all_of(()) is MET
    assert any_of(()) is UNMET
    assert [negate(each) for each in order] == [MET, UNKNOWN, UNMET]


CASES: list[tuple[Any, str, Any, Truth]] = [
    (5, ">=", 5, MET),
    (4, ">=", 5, UNMET),
    (5, ">", 5, UNMET),
    (5, "<=", 5, MET),
    (5, "<", 5, UNMET),
    (5, "between", (5, 9), MET),
    (10, "between", (5, 9), UNMET),
    ("spv", "in", ("spv", "ngo"), MET),
    ("shg", "not_in", ("shg",), UNMET),
    (True, "==", True, MET),
    (False, "!=", True, MET),
    (date(2020, 1, 1), ">=", date(2020, 1, 1), MET),
    ("mixed_micro_small", "in", ("micro", "small"), MET),
    ("mixed_micro_small", "in", ("micro",), UNMET),
    ("mixed_micro_small", "==", "micro", UNMET),
    ("mixed_with_medium", "in", ("micro", "small"), UNMET),
    (("toys", "handicraft"), "in", ("handicraft",), MET),
    (("toys",), "excludes", ("handicraft",), MET),
    (("none",), "intersects", ("north_east",), UNMET),
    (None, "==", True, UNKNOWN),
    (DOES_NOT_KNOW, "==", True, UNKNOWN),
    (OneOf(frozenset(("company", "llp"))), "in", ("company", "llp", "spv"), MET),
    (OneOf(frozenset(("company", "llp"))), "in", ("company",), UNKNOWN),
    (OneOf(frozenset(("company", "llp"))), "not_in", ("shg",), MET),
    (Between(501, None), ">", 500, MET),
    (Between(400, None), ">", 500, UNKNOWN),
    (Between(None, 400), ">", 500, UNMET),
    (Between(21, None), "between", (10, 19), UNMET),
    (Between(15, 30), "between", (10, 19), UNKNOWN),
    (Between(12, 15), "between", (10, 19), MET),
    (Between(1, 4), "==", 5, UNMET),
    (Members(frozenset(("jk",)), frozenset()), "intersects", ("jk", "ladakh"), MET),
    (Members(frozenset(), frozenset(("jk",))), "intersects", ("jk", "ladakh"), UNKNOWN),
    (Members(frozenset(), frozenset(("jk", "ladakh"))), "intersects", ("jk", "ladakh"), UNMET),
    (Members(frozenset(), frozenset(("jk", "ladakh"))), "excludes", ("jk", "ladakh"), MET),
]


@pytest.mark.parametrize(("value", "op", "target", "result"), CASES)
def test_a_value_meets_a_test(value: Any, op: str, target: Any, result: Truth) -> None:
    facts = {} if value is None else {"fact": value}
    assert holds(Test("fact", op, target, "", ()), facts) is result


def test_one_fact_against_another_wants_both() -> None:
    test = Test("worth", ">=_field", "sought", "", ())
    assert holds(test, {"worth": 5, "sought": 4}) is MET
    assert holds(test, {"worth": 3, "sought": 4}) is UNMET
    assert holds(test, {"worth": 3}) is UNKNOWN
    assert holds(test, {"worth": 3, "sought": DOES_NOT_KNOW}) is UNKNOWN


def test_a_switched_off_condition_is_met_and_an_unknown_switch_hurts_only_where_the_test_fails() -> None:
    own, switch = Test("members", ">=", 20, "", ()), Test("cost", ">", 100, "", ())
    condition = Condition(own, hard=True, only_if=(switch,))
    assert condition_holds(condition, {"members": 5, "cost": 50}) is MET
    assert condition_holds(condition, {"members": 5, "cost": 150}) is UNMET
    assert condition_holds(condition, {"members": 5}) is UNKNOWN
    assert condition_holds(condition, {"members": 25}) is MET
    assert condition_holds(condition, {"cost": 50}) is MET
