"""Values for ``make_cases``: which a test takes, which there are to choose from, and which follow from others.

Nothing of the engine is imported here either.
"""

from datetime import date, timedelta
from typing import Any

CLOSED = {"closed", "subsumed", "window_closed", "selection_done", "announced_not_open"}
MIXED = {"mixed_micro_small": {"micro", "small"}, "mixed_with_medium": {"micro", "small", "medium"}}
COMPUTED = {  # what a person is told to give instead of a computed fact
    "pmegp_schooling_rule_applies": {True: {"project_cost_inr": 1500000, "activity": "manufacturing"}},
    "unit_investment_to_infra_ratio": {
        2: {"units_total_investment_inr": 400000000, "project_cost_inr": 100000000}
    },
    "sui_category": {True: {"gender": "female", "applicant_type": "individual"}},
}
OTHER_SUM = 10000000
"""What a sum that another is compared with is taken to be."""
Row = dict[str, Any]


def tests_hold(tests: list[Row], profile: Row) -> bool:
    return all(
        fact in profile and fits(test, profile[fact], profile) for test in tests for fact in [test["field"]]
    )


def fits(test: Row, value: Any, profile: Row) -> bool:
    op, target = test["op"], test["value"]
    if op == ">=_field":
        return value >= profile[target]
    if isinstance(target, str) and test["field"] == "machine_install_date":
        target = date.fromisoformat(target)
    if op in ("in", "not_in", "intersects", "excludes"):
        inside = any(entry in target for entry in value) if isinstance(value, list) else value in target
        inside = inside or (not isinstance(value, list) and value in MIXED and MIXED[value] <= set(target))
        return inside if op in ("in", "intersects") else not inside
    if op == "between":
        return target[0] <= value <= target[1]
    return {
        "==": value == target,
        "!=": value != target,
        ">=": op != ">=" or value >= target,
        ">": op != ">" or value > target,
        "<=": op != "<=" or value <= target,
        "<": op != "<" or value < target,
    }[op]


def candidates(fact: Row, tests: list[Row]) -> list[Any]:
    """Values to choose from, comfortable ones first: far from limits, then near them."""
    kind = fact["type"]
    if kind == "bool":
        return [True, False]
    if kind == "list":
        return [[option] for option in fact["allowed"]]
    if fact.get("allowed"):
        return list(fact["allowed"])
    targets = [
        t for test in tests for t in (test["value"] if isinstance(test["value"], list) else [test["value"]])
    ]
    if kind == "text":
        return [*dict.fromkeys(str(target) for target in targets), "Goa"]
    if kind == "date":
        days = [date.fromisoformat(str(target)) for target in targets]
        return [day + timedelta(days=step) for day in days for step in (400, 0, -1)]
    numbers = [target for target in targets if isinstance(target, int | float)]
    if any(test["op"] == ">=_field" for test in tests):
        numbers.append(OTHER_SUM)
    step = 0.5 if kind in ("number", "percent") else 1
    far = [n * 2 for n in numbers] + [n * 1.2 for n in numbers] + [n / 2 for n in numbers]
    near = [n + move for n in numbers for move in (0, step, -step)]
    whole = [int(n) if kind in ("money", "int") or float(n).is_integer() else n for n in far + near]
    return [n for n in dict.fromkeys(whole) if n >= 0 and not (kind == "percent" and n > 100)]


def complete(profile: Row) -> Row:
    """The profile with the computed facts that its own facts are known to give."""
    more = {
        fact: value
        for fact, options in COMPUTED.items()
        for value, inputs in options.items()
        if all(profile.get(name) == wanted for name, wanted in inputs.items())
    }
    return {**profile, **more}


def brief(value: Any) -> str:
    text = str(value)
    return text if len(text) < 40 else text[:37] + "..."


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value
