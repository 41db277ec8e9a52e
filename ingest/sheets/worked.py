"""Amounts that we work out from the rules of a scheme, for sentences that say "worked out"."""

from decimal import Decimal

from ingest.sheets import names
from ingest.sheets.scheme_models import Component, FactTest, GrantRule
from ingest.sheets.words import CRORE, LAKH, in_words, indian, money, percent


def share(rule: GrantRule) -> Decimal:
    """Give a rule's share as a fraction."""
    return Decimal(str(rule.share_pct)) / 100


def highest_base(component: Component, rule: GrantRule) -> int | None:
    """Find the largest base that a rule without a ceiling can be worked out on, in rupees; None for no limit."""
    if rule.base_cap_inr:
        return rule.base_cap_inr
    for test in rule.when:
        if test.field == rule.base and test.op in ("<=", "<") and isinstance(test.value, int):
            return test.value
    limits = component.cost_limits
    return limits.cap_basis_inr if limits and rule.base == "capped_project_cost_inr" else None


def rupees(amount: Decimal) -> str:
    """Write rupees that we worked out: exact where two decimals of lakh or crore do, else rounded with "about"."""
    unit, name = (CRORE, "crore") if amount >= CRORE else (LAKH, "lakh")
    if amount < LAKH or amount / unit == round(amount / unit, 2):
        return money(int(amount)) if amount == int(amount) else f"about {money(round(amount))}"
    return f"about Rs {indian(round(amount / unit, 2))} {name}"


def area_of(component: Component, rule: GrantRule) -> str:
    """Name the areas that a rule is for, for a table cell."""
    said = area_words(rule)
    if said:
        return said
    return "other areas" if any(area_words(each) for each in component.grant_rules) else "all areas"


def area_words(rule: GrantRule) -> str:
    """Name the areas that a rule tests; empty where it tests none."""
    tested = [test.value for test in rule.when if test.field == "area_categories"]
    return (
        in_words((str(area) for area in tested[0]), names.AREAS)
        if tested and isinstance(tested[0], tuple)
        else ""
    )


def examples(component: Component) -> list[str]:
    """Work out the grant for typical project costs, each sentence for all kinds of area."""
    if not slabbed(component):
        return []
    special = special_words(component)
    kinds = [("in a general area", False), (f"in {special}", True)] if special else [("", False)]
    said = []
    for cost in typical_costs(component):
        parts = [
            f"{amount_said(component, cost, in_special)}{', ' if where else ''}{where}"
            for where, in_special in kinds
        ]
        said.append(f"a project of {money(cost)} gets {' and '.join(parts)} (worked out)")
    return said


def cliffs(component: Component) -> list[str]:
    """Say where a dearer project gets less, for each kind of area."""
    if not slabbed(component):
        return []
    said = []
    for cost in thresholds(component):
        dearer = cost * 11 // 10
        for where, special in (("general areas", False), (special_words(component), True)):
            low, high = (worked(component, each, special) for each in (cost, dearer))
            if where and low and high and high[1] < low[1]:
                said.append(
                    f"the share falls at {money(cost)}, so in {where} a {money(cost)} project gets "
                    f"{rupees(low[1])} while a {money(dearer)} one gets only {rupees(high[1])} (worked out)"
                )
    return said


def slabbed(component: Component) -> bool:
    """Tell whether every rule is a share of project cost that depends on area and cost alone, with a limit."""
    rules = component.grant_rules
    if component.cost_limits and component.cost_limits.basis_by:
        return False
    fields = {test.field for rule in rules for test in rule.when}
    bases = {rule.base for rule in rules}
    capped = any(rule.base_cap_inr for rule in rules)
    return (
        bool(rules)
        and bases == {"project_cost_inr"}
        and capped
        and fields <= {"area_categories", "project_cost_inr"}
    )


def special_words(component: Component) -> str:
    """Name the special areas that a component's rules know; empty for none."""
    return next((area_words(rule) for rule in component.grant_rules if area_words(rule)), "")


def thresholds(component: Component) -> list[int]:
    """List the project costs at which a slab ends, in rupees."""
    return sorted(
        {
            test.value
            for rule in component.grant_rules
            for test in rule.when
            if test.field == "project_cost_inr" and test.op == "<=" and isinstance(test.value, int)
        }
    )


def typical_costs(component: Component) -> list[int]:
    """List project costs worth an example: the lowest, at and above each threshold, the ceiling's base, beyond."""
    lowest = (component.cost_limits.min_inr if component.cost_limits else None) or 0
    costs = {
        cap * part // 10 for rule in component.grant_rules for part in (10, 12) if (cap := rule.base_cap_inr)
    }
    for each in thresholds(component):
        costs |= {each, each * 12 // 10}
    return sorted(cost for cost in costs | {lowest} if cost and cost >= lowest)


def amount_said(component: Component, cost: int, special: bool) -> str:
    """Say share and amount for one cost and kind of area."""
    found = worked(component, cost, special)
    return f"{percent(found[0])}, that is {rupees(found[1])}" if found else "no grant"


def worked(component: Component, cost: int, special: bool) -> tuple[int | float, Decimal] | None:
    """Work out share and grant in rupees by the first rule that matches."""
    for rule in component.grant_rules:
        if all(holds(test, cost, special) for test in rule.when):
            grant_inr = min(cost, rule.base_cap_inr or cost) * share(rule)
            return rule.share_pct, min(grant_inr, Decimal(rule.max_grant_inr or grant_inr))
    return None


def holds(test: FactTest, cost: int, special: bool) -> bool:
    """Test a slab or an area."""
    if test.field == "area_categories":
        return special
    assert isinstance(test.value, int)
    return cost <= test.value if test.op == "<=" else cost > test.value
