"""Kleene's three-valued logic over conditions: met, unmet, unknown. A missing fact is unknown, never false."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from service.eligibility.scheme_records import Condition, Test
from service.eligibility.values import DOES_NOT_KNOW, Between, Members, OneOf, Truth, Value

MET, UNMET, UNKNOWN = Truth.MET, Truth.UNMET, Truth.UNKNOWN

MIXED_CLASSES: Mapping[str, frozenset[str]] = {
    "mixed_micro_small": frozenset({"micro", "small"}),
    "mixed_with_medium": frozenset({"micro", "small", "medium"}),
}
"""A mixed membership stands for all its classes: it fits a list only where every one of them fits."""

LIST_OPERATORS = frozenset({"in", "not_in", "intersects", "excludes"})
NEGATED = {"not_in": "in", "excludes": "intersects", "!=": "=="}
OPERATORS = (
    frozenset({"==", ">=", ">", "<=", "<", "between", ">=_field"}) | LIST_OPERATORS | frozenset(NEGATED)
)

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": lambda value, target: bool(value == target),
    ">=": lambda value, target: bool(value >= target),
    ">": lambda value, target: bool(value > target),
    "<=": lambda value, target: bool(value <= target),
    "<": lambda value, target: bool(value < target),
    "between": lambda value, target: bool(target[0] <= value <= target[1]),
}


def truth(value: bool) -> Truth:
    """Met for true, unmet for false."""
    return MET if value else UNMET


def negate(value: Truth) -> Truth:
    """Turn met and unmet round; unknown stays unknown."""
    if value is UNKNOWN:
        return UNKNOWN
    return UNMET if value is MET else MET


def all_of(values: Iterable[Truth]) -> Truth:
    """Unmet if any is unmet, else unknown if any is unknown, else met. An empty sequence is met."""
    result = MET
    for value in values:
        if value is UNMET:
            return UNMET
        if value is UNKNOWN:
            result = UNKNOWN
    return result


def any_of(values: Iterable[Truth]) -> Truth:
    """Met if any is met, else unknown if any is unknown, else unmet. An empty sequence is unmet."""
    result = UNMET
    for value in values:
        if value is MET:
            return MET
        if value is UNKNOWN:
            result = UNKNOWN
    return result


def holds(test: Test, facts: Mapping[str, Value]) -> Truth:
    """Compare one fact with the value of a test; unknown where the facts do not settle it."""
    value = facts.get(test.field)
    if value is None or value is DOES_NOT_KNOW:
        return UNKNOWN
    op = test.op
    if op in NEGATED:
        return negate(_compare(NEGATED[op], value, test.value))
    if op == ">=_field":
        return _against_fact(value, facts.get(str(test.value)))
    return _compare(op, value, test.value)


def condition_holds(condition: Condition, facts: Mapping[str, Value]) -> Truth:
    """A condition with ``only_if`` is met where switched off; unknown where that is unknown and its own test fails."""
    if not condition.only_if:
        return holds(condition.test, facts)
    switch = all_of(holds(test, facts) for test in condition.only_if)
    return any_of((negate(switch), holds(condition.test, facts)))


def _compare(op: str, value: Value, target: Any) -> Truth:  # noqa: ANN401 -- a target is whatever the operator takes
    if isinstance(value, str | int | float):
        return truth(_plain(op, value, target))
    if isinstance(value, tuple):
        return (
            truth(any(entry in target for entry in value)) if op in LIST_OPERATORS else truth(target in value)
        )
    if isinstance(value, Members):
        return _members(value, frozenset(target if isinstance(target, tuple) else (target,)))
    if isinstance(value, OneOf):
        return _agreed(_compare(op, option, target) for option in value.options)
    if isinstance(value, Between):
        return _range(op, value, target)
    return truth(_COMPARE[op](value, target))


def _plain(op: str, value: Any, target: Any) -> bool:  # noqa: ANN401 -- as in _compare
    parts = MIXED_CLASSES.get(value) if isinstance(value, str) else None
    if op in LIST_OPERATORS:
        return value in target or (parts is not None and parts <= set(target))
    return _COMPARE[op](value, target)


def _members(value: Members, wanted: frozenset[Any]) -> Truth:
    if value.inside & wanted:
        return MET
    return UNMET if wanted <= value.outside else UNKNOWN


def _agreed(results: Iterable[Truth]) -> Truth:
    seen = set(results)
    return seen.pop() if len(seen) == 1 else UNKNOWN


def _range(op: str, value: Between, target: Any) -> Truth:  # noqa: ANN401 -- as in _compare
    low = float("-inf") if value.low is None else value.low
    high = float("inf") if value.high is None else value.high
    if op in LIST_OPERATORS:
        return _agreed(_range("==", value, entry) for entry in target)
    if op in ("==", "between"):
        first, last = target if op == "between" else (target, target)
        if high < first or low > last:
            return UNMET
        return MET if first <= low and high <= last else UNKNOWN
    return _agreed((truth(_COMPARE[op](low, target)), truth(_COMPARE[op](high, target))))


def _against_fact(value: Value, other: Value | None) -> Truth:
    if isinstance(value, int | float) and isinstance(other, int | float):
        return truth(value >= other)
    return UNKNOWN
