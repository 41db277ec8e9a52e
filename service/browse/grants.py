"""What a component pays at sample costs, by the engine itself: one column for each case that it tells apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.sheets import names
from ingest.sheets.scheme_models import Component as SheetComponent
from ingest.sheets.words import CRORE, LAKH, listing, money, percent
from ingest.sheets.worked import area_words, rupees
from service.eligibility.amounts import amount, thresholds, working
from service.eligibility.logic import MET, all_of, holds
from service.eligibility.records import Amount, Facts
from service.eligibility.scheme_records import Component, CostLimits, GrantRule, Test
from service.eligibility.values import Value
from service.eligibility.vocabulary import Vocabulary

ROWS = 7
CAPPED = "capped_project_cost_inr"
Tests = tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """The grant in one case at one cost. ``bites`` names the limits that cut it, empty where none does."""

    grant_inr: int | None
    said: str
    share: str
    bites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One sample cost with a cell for each case."""

    cost_inr: int
    cost: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """The table: ``base`` names what the costs are of, ``cases`` head the columns, ``keys`` are the sources."""

    base: str
    cases: tuple[str, ...]
    rows: tuple[Row, ...]
    keys: tuple[str, ...]


def worked_table(component: Component, sheet: SheetComponent, words: Vocabulary) -> Worked | None:
    """Work the grant out at costs where something changes; None where it is a plain share or no grant at all."""
    rules = [rule for rule in component.grant_rules if not rule.item]
    costs = sample_costs(component) if rules and len({rule.base for rule in rules}) == 1 else ()
    if not costs:
        return None
    base = rules[0].base
    cases = {others(rule): case_name(others(rule), component, sheet) for rule in rules}
    profiles = [profile(tests, rules, component, words) for tests in cases]
    return Worked(
        base=names.BASES[base],
        cases=tuple(cases.values()),
        rows=tuple(
            Row(cost, rupees(Decimal(cost)), tuple(cell(component, one, base, cost) for one in profiles))
            for cost in costs
        ),
        keys=tuple(dict.fromkeys(source.key for rule in rules for source in rule.sources)),
    )


def others(rule: GrantRule) -> Tests:
    """The tests of a rule that are not on its own base."""
    return tuple(test for test in rule.when if test.field != rule.base)


def case_name(tests: Tests, component: Component, sheet: SheetComponent) -> str:
    """Name a case: in the sheet's words where one rule makes it, else by its areas or the words of its tests."""
    made = [
        twin
        for rule, twin in zip(component.grant_rules, sheet.grant_rules, strict=True)
        if not rule.item and others(rule) == tests
    ]
    if len(made) == 1 and made[0].case:
        return made[0].case
    if area_words(made[0]):
        return f"in {area_words(made[0])}"
    if tests:
        return listing(test.text for test in tests)
    return "in all other areas" if any(area_words(each) for each in sheet.grant_rules) else "in all cases"


def sample_costs(component: Component) -> tuple[int, ...]:
    """Costs worth a row: where something changes, and one beyond; within the limits of the project's cost."""
    marks = [tidy(mark) for mark in thresholds(component)]
    if not marks:
        return ()
    limits = component.limits or CostLimits()
    capped = limits.cap_basis_inr if component.grant_rules[0].base == CAPPED else None
    high = capped or limits.max_project_inr or 2 * marks[-1]
    costs = {*marks, *(tidy(mark * 12 // 10) for mark in marks), tidy(marks[0] // 2)}
    fitting = sorted(cost for cost in costs if (limits.min_inr or 0) <= cost <= high)
    return tuple(thinned(fitting, set(marks)))


def tidy(cost: int) -> int:
    """Round a cost up to what two decimals of lakh or crore say, so that a row's cost is exact."""
    step = next((unit // 100 for unit in (CRORE, LAKH) if cost >= unit), 10)
    return -(-cost // step) * step


def thinned(costs: Sequence[int], kept: set[int]) -> Sequence[int]:
    """Take at most ``ROWS`` costs, those where something changes before the others."""
    if len(costs) <= ROWS:
        return costs
    extra = [cost for cost in costs if cost not in kept][-max(0, ROWS - len(kept)) :]
    return [cost for cost in costs if cost in kept or cost in extra][:ROWS]


# --- one cell ---


def cell(component: Component, facts: Facts, base: str, cost: int) -> Cell:
    """Ask the engine for one profile at one cost."""
    at = Facts({**facts.values, base: cost}, (), (), frozenset())
    found = amount(component, at)
    rule = first_rule(component, at)
    if found is None or rule is None:
        return Cell(None, "no grant", "", ())
    steps = {step.label: step.amount_inr for step in working(component, at).steps}
    return Cell(found.high_inr, amount_said(found), percent(float(rule.share_pct)), tuple(bites(steps)))


def first_rule(component: Component, facts: Facts) -> GrantRule | None:
    """The rule that holds: the first whose tests are all met."""
    rules = (rule for rule in component.grant_rules if not rule.item)
    return next(
        (rule for rule in rules if all_of(holds(test, facts.values) for test in rule.when) is MET), None
    )


def amount_said(found: Amount) -> str:
    """Say an amount, with what additions to the share would add."""
    if found.high_inr is None or found.low_inr is None:
        return "cannot be worked out"
    low, high = rupees(Decimal(found.low_inr)), rupees(Decimal(found.high_inr))
    more = (
        f", up to {rupees(Decimal(found.could_add_inr))} more with additions" if found.could_add_inr else ""
    )
    return f"{high}{more}" if found.low_inr == found.high_inr else f"{low} to {high}{more}"


def bites(steps: dict[str, int | None]) -> Iterator[str]:
    """Name the limits that cut the grant here."""
    if (counted := steps.get("Counted at most")) is not None:
        yield f"worked out on {money(counted)} only"
    if (ceiling := steps.get("Ceiling")) is not None:
        yield f"cut at the ceiling of {money(ceiling)}"


# --- a profile that a case fits ---


def profile(mine: Tests, rules: Sequence[GrantRule], component: Component, words: Vocabulary) -> Facts:
    """Facts that meet the tests of one case and fail those that would lead to another."""
    values: dict[str, Value] = {test.field: meeting(test) for test in mine}
    foreign = [test for rule in rules for test in others(rule)]
    foreign += [test for cap in (component.limits.basis_by if component.limits else ()) for test in cap.when]
    for field in {test.field for test in foreign} - values.keys():
        value = failing([test for test in foreign if test.field == field], words)
        if value is not None:
            values[field] = value
    return Facts(values, (), (), frozenset())


def meeting(test: Test) -> Value:
    """A value with which a test holds."""
    value = test.value
    if isinstance(value, tuple):
        first = value[0]
        return (str(first),) if test.op == "intersects" else first
    step = {">": 1, "<": -1}.get(test.op, 0)
    return value + step if step and isinstance(value, int) else value


def failing(tests: Iterable[Test], words: Vocabulary) -> Value | None:
    """A value with which none of these tests on one fact holds; None where none is found."""
    tests = list(tests)
    allowed = words.spec(tests[0].field).allowed
    for value in candidates(tests, allowed):
        if not any(holds(test, {test.field: value}) is MET for test in tests):
            return value
    return None


def candidates(tests: Sequence[Test], allowed: Sequence[str | int]) -> Iterator[Value]:
    """Values to try: what the vocabulary allows, both answers, and numbers about those tested."""
    if any(test.op in ("intersects", "excludes") for test in tests):
        yield ("none",)
    yield from allowed
    for test in tests:
        if isinstance(test.value, bool):
            yield not test.value
        elif isinstance(test.value, int | float):
            yield from (test.value - 1, test.value, test.value + 1)
