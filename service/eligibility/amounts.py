"""What a component would pay: the first rule that matches, line by line, with ceilings, slabs and cliffs said aloud."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from service.eligibility.derive import to_ask
from service.eligibility.logic import MET, UNKNOWN, UNMET, all_of, any_of, holds
from service.eligibility.records import Amount, AmountStep, Caution, Facts, Working
from service.eligibility.scheme_records import Component, CostLimits, GrantRule, Test
from service.eligibility.values import Between, OneOf, Share, Truth, Value
from service.eligibility.wording import name, rupees

_NO_LIMITS = CostLimits()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One rule applied to one value of its base; ``bonus_inr`` is what additions not yet known would add."""

    rule: GrantRule
    base_inr: int
    counted_inr: int
    share_pct: Share
    grant_inr: int
    capped: bool
    bonus_inr: int


def amount(component: Component, facts: Facts) -> Amount | None:
    """Work out what a component would pay, whatever its conditions say; None where it pays no grant.

    Unknown tests give a range over the rules that may match, unknown additions are left out and named as a bonus.
    """
    if component.grant_rules:
        return _by_rules(component, facts)
    limits = component.limits
    if limits is None:
        return None
    for unit, field in ((limits.per_acre_inr, "land_acres"), (limits.per_member_inr, "spv_members")):
        if unit:
            return _by_unit(limits, unit, field, facts)
    if limits.max_grant_inr:
        return Amount(None, limits.max_grant_inr, limits.max_grant_inr, 0, None, ())
    return None


def working(component: Component, facts: Facts) -> Working:
    """The same amount line by line, with all that must be said beside it. Empty where no grant is paid."""
    limits = component.limits or _NO_LIMITS
    if component.grant_rules:
        candidates, _ = _matching(component.grant_rules, facts.values)
        outcomes = [outcome for rule in candidates for outcome in _outcomes(component, rule, facts)]
        notes = tuple(_notes(component, facts, outcomes))
        if not outcomes:
            return Working(_unknown_steps(component, candidates), notes)
        return Working(tuple(_steps(component, max(outcomes, key=lambda outcome: outcome.grant_inr))), notes)
    steps = tuple(_unit_steps(limits, facts)) if limits.max_grant_inr or limits.per_acre_inr else ()
    return Working(steps, _limit_notes(limits))


def thresholds(component: Component) -> tuple[int, ...]:
    """The costs at which something changes, ascending: slab ends, floors, caps, and where a ceiling is reached."""
    limits = component.limits or _NO_LIMITS
    found = {value for _, value in _slab_ends(component)}
    found |= {sum_ for sum_ in (limits.min_inr, limits.cap_basis_inr, limits.max_project_inr) if sum_}
    for rule in component.grant_rules:
        found |= {rule.base_cap_inr} if rule.base_cap_inr else set()
        if rule.max_grant_inr and rule.share_pct:
            found.add(math.ceil(rule.max_grant_inr * 100 / rule.share_pct))
    return tuple(sorted(found))


# ---------------------------------------------------------------- rules


def _by_rules(component: Component, facts: Facts) -> Amount:
    candidates, certain = _matching(component.grant_rules, facts.values)
    missing = tuple(dict.fromkeys(_missing(candidates, component, facts)))
    ceiling = _highest_ceiling(component, candidates)
    base = candidates[0].base if candidates else None
    outcomes = []
    for rule in candidates:
        found = list(_outcomes(component, rule, facts))
        if not found:
            return Amount(None, None, ceiling, 0, base, missing)
        outcomes += found
    if not outcomes:
        return Amount(None, None, ceiling, 0, base, missing)
    if certain and len(outcomes) == 1:
        only = outcomes[0]
        return Amount(only.grant_inr, only.grant_inr, ceiling, only.bonus_inr, base, missing)
    best = max(outcomes, key=lambda outcome: outcome.grant_inr)
    low = min(outcome.grant_inr for outcome in outcomes) if certain else 0
    return Amount(low, best.grant_inr, ceiling, best.bonus_inr, base, missing)


def _highest_ceiling(component: Component, candidates: Iterable[GrantRule]) -> int | None:
    return max((cap for rule in candidates if (cap := _ceiling(component, rule)) is not None), default=None)


def _matching(rules: Iterable[GrantRule], values: Mapping[str, Value]) -> tuple[list[GrantRule], bool]:
    """The rules that may be the first to match, and whether one of them surely does."""
    found = []
    for rule in rules:
        if rule.item:
            continue
        result = all_of(holds(test, values) for test in rule.when)
        if result is not UNMET:
            found.append(rule)
        if result is MET:
            return found, True
    return found, False


def _missing(candidates: Sequence[GrantRule], component: Component, facts: Facts) -> Iterator[str]:
    values = facts.values
    for rule in candidates:
        if len(_bases(values.get(rule.base))) != 1:
            yield to_ask(facts, rule.base)
        if rule.when:
            yield from (to_ask(facts, test.field) for test in rule.when if holds(test, values) is UNKNOWN)
    for addition in component.additions:
        if any_of(holds(test, values) for test in addition.any_of) is UNKNOWN:
            unknown = (test.field for test in addition.any_of if holds(test, values) is UNKNOWN)
            yield from (to_ask(facts, field) for field in unknown)


def _bases(value: Value | None) -> tuple[int, ...]:
    """The sums that a base may have; none where it is unknown or open at one end."""
    if value is None or isinstance(value, bool):
        return ()
    if isinstance(value, int | float):
        return (int(value),)
    if isinstance(value, OneOf):
        return tuple(int(option) for option in value.options if isinstance(option, int | float))
    if isinstance(value, Between) and value.low is not None and value.high is not None:
        return int(value.low), int(value.high)
    return ()


def _outcomes(component: Component, rule: GrantRule, facts: Facts) -> Iterator[_Outcome]:
    bases = _bases(facts.values.get(rule.base))
    if not bases:
        return
    sure, unsure = _additions(component, facts.values) if component.additions else (0, 0)
    ceiling = _ceiling(component, rule)
    share = min(rule.share_pct + sure, 100)
    for base in bases:
        for basis in _basis_caps(component, rule, facts.values):
            counted = base if basis is None else min(base, basis)
            grant = _capped(counted, share, ceiling)
            bonus = _capped(counted, min(share + unsure, 100), ceiling) - grant if unsure else 0
            capped = ceiling is not None and counted * share > ceiling * 100
            yield _Outcome(rule, base, counted, share, grant, capped, bonus)


def _capped(counted: int, share: Share, ceiling: int | None) -> int:
    grant = int(counted * share // 100)  # never promise the part of a rupee
    return grant if ceiling is None else min(grant, ceiling)


def _ceiling(component: Component, rule: GrantRule) -> int | None:
    overall = component.limits.max_grant_inr if component.limits else None
    if overall is None or rule.max_grant_inr is None:
        return overall or rule.max_grant_inr
    return min(overall, rule.max_grant_inr)


def _basis_caps(component: Component, rule: GrantRule, values: Mapping[str, Value]) -> tuple[int | None, ...]:
    """The caps on the base that may hold: one, or two where what lowers it is unknown."""
    limits = component.limits or _NO_LIMITS
    usual = rule.base_cap_inr or limits.cap_basis_inr
    maybe: list[int | None] = []
    for entry in limits.basis_by:
        result = all_of(holds(test, values) for test in entry.when)
        if result is MET:
            return (entry.cap_basis_inr,)
        if result is UNKNOWN:
            maybe.append(entry.cap_basis_inr)
    return (usual, *maybe)


def _additions(component: Component, values: Mapping[str, Value]) -> tuple[Share, Share]:
    """Points that surely come on top of the share, and points that may."""
    totals: dict[Truth, Share] = {MET: 0, UNKNOWN: 0, UNMET: 0}
    for addition in component.additions:
        totals[any_of(holds(test, values) for test in addition.any_of)] += addition.points
    return totals[MET], totals[UNKNOWN]


# ---------------------------------------------------------------- the working


def _steps(component: Component, outcome: _Outcome) -> Iterator[AmountStep]:
    rule, cited = outcome.rule, outcome.rule.sources
    yield AmountStep(_base_name(rule.base).capitalize(), outcome.base_inr, ())
    if outcome.counted_inr < outcome.base_inr:
        yield AmountStep("Counted at most", outcome.counted_inr, cited)
    label = f" ({rule.label})" if rule.label != "all" else ""
    added = outcome.share_pct - rule.share_pct
    extra = f", of which {float(added):g} points are additions" if added else ""
    yield AmountStep(f"Share {float(outcome.share_pct):g}%{label}{extra}", _share_of(outcome), cited)
    if outcome.capped:
        yield AmountStep("Ceiling", _ceiling(component, rule), cited)
    yield AmountStep("Grant", outcome.grant_inr, cited)
    yield from _other_parts(component, outcome)


def _share_of(outcome: _Outcome) -> int:
    return int(outcome.counted_inr * outcome.share_pct // 100)


def _other_parts(component: Component, outcome: _Outcome) -> Iterator[AmountStep]:
    """What the State and the members bring, where the printed shares leave room for them."""
    own = component.own_share
    state = component.state_share_pct or (own.state_share_pct if own else None)
    mine = _own_pct(component, outcome.base_inr)
    if outcome.share_pct + (state or 0) + (mine or 0) > 100:
        return
    cited = own.sources if own else ()
    if state:
        part = int(outcome.base_inr * state // 100)
        yield AmountStep(f"State's part, {float(state):g}%", part, component.state_share_sources or cited)
    if mine:
        label = f"Own part, at least {float(mine):g}%" + (f" ({own.note})" if own and own.note else "")
        yield AmountStep(label, -int(-outcome.base_inr * mine // 100), cited)


def _own_pct(component: Component, cost: int) -> Share | None:
    own = component.own_share
    if own is None:
        return None
    return next((pct for upto, pct in own.slabs if upto is None or cost <= upto), own.pct)


def _unknown_steps(component: Component, candidates: Sequence[GrantRule]) -> tuple[AmountStep, ...]:
    steps = [
        AmountStep(
            f"Share {float(rule.share_pct):g}% of {_base_name(rule.base)} ({rule.label})", None, rule.sources
        )
        for rule in candidates
    ]
    ceiling = _highest_ceiling(component, candidates)
    if ceiling is not None:
        steps.append(AmountStep("Ceiling", ceiling, candidates[0].sources))
    return tuple(steps)


def _base_name(field: str) -> str:
    return name(field.removesuffix("_inr"))


# ---------------------------------------------------------------- acres, members


def _by_unit(limits: CostLimits, unit: int, field: str, facts: Facts) -> Amount:
    count, cap = facts.values.get(field), limits.max_grant_inr
    if not isinstance(count, int | float) or isinstance(count, bool):
        return Amount(None, cap, cap, 0, field, (field,))
    grant = math.floor(Fraction(str(count)) * unit)
    grant = grant if cap is None else min(grant, cap)
    return Amount(grant, grant, cap, 0, field, ())


def _unit_steps(limits: CostLimits, facts: Facts) -> Iterator[AmountStep]:
    for unit, field, per in (
        (limits.per_acre_inr, "land_acres", "acre"),
        (limits.per_member_inr, "spv_members", "member"),
    ):
        if unit:
            yield AmountStep(f"For each {per}", unit, limits.sources)
            if (known := _by_unit(limits, unit, field, facts)).low_inr is not None:
                yield AmountStep(f"Up to, for {facts.values[field]} {per}s", known.high_inr, limits.sources)
    if limits.max_grant_inr:
        yield AmountStep("Ceiling", limits.max_grant_inr, limits.sources)


# ---------------------------------------------------------------- floors, slabs, cliffs


def _notes(component: Component, facts: Facts, outcomes: Sequence[_Outcome]) -> Iterator[Caution]:
    yield from _limit_notes(component.limits or _NO_LIMITS)
    for rule in component.grant_rules:
        if rule.item:
            yield Caution(
                f"For an {rule.item} the share is {float(rule.share_pct):g}% ({rule.label})", rule.sources
            )
    if len(outcomes) != 1:
        return
    only = outcomes[0]
    cited = only.rule.sources
    for field, end in _slab_ends(component):
        if field == only.rule.base and only.base_inr >= end:
            yield from _slab_note(component, facts, only, end)
    if only.counted_inr < only.base_inr:
        text = f"Cost above ₹{rupees(only.counted_inr)} adds nothing to the grant"
        yield Caution(text, cited)
    if only.rule.note:
        yield Caution(only.rule.note, cited)


def _slab_note(component: Component, facts: Facts, only: _Outcome, end: int) -> Iterator[Caution]:
    """Say what the other side of a slab's end gives: both slabs at the end itself, above it a cliff if there is one."""
    cited = only.rule.sources
    at_end = _grant_at(component, facts, end)
    beyond = _grant_at(component, facts, end + 1)
    if at_end is None or beyond is None or abs(at_end - beyond) < 2:
        return
    if only.base_inr == end:
        yield Caution(
            f"₹{rupees(end)} is the end of one slab and the beginning of the next: the lower gives ₹{rupees(at_end)}, "
            f"the upper ₹{rupees(beyond)}",
            cited,
        )
    elif only.grant_inr < at_end:
        back = math.ceil(at_end * 100 / only.share_pct)
        yield Caution(
            f"Cliff: a cost of ₹{rupees(end)} would get ₹{rupees(at_end)}, more than "
            f"the ₹{rupees(only.grant_inr)} here; "
            f"only from about ₹{rupees(_rounded(back))} on is it as much again",
            cited,
        )


def _rounded(amount_inr: int) -> int:
    """Up to the next lakh, for people."""
    return -(-amount_inr // 100_000) * 100_000


def _grant_at(component: Component, facts: Facts, cost: int) -> int | None:
    moved = _with(facts, component.grant_rules[0].base, cost)
    candidates, _ = _matching(component.grant_rules, moved.values)
    found = [outcome.grant_inr for rule in candidates for outcome in _outcomes(component, rule, moved)]
    return found[0] if len(set(found)) == 1 else None


def _slab_ends(component: Component) -> tuple[tuple[str, int], ...]:
    tests: Iterator[Test] = (test for rule in component.grant_rules for test in rule.when)
    ends = {
        (test.field, int(test.value))
        for test in tests
        if test.op in (">", "<=") and isinstance(test.value, int) and test.field.endswith("_inr")
    }
    return tuple(sorted(ends))


def _limit_notes(limits: CostLimits) -> tuple[Caution, ...]:
    return (Caution(limits.note, limits.sources),) if limits.note else ()


def _with(facts: Facts, field: str, value: int) -> Facts:
    return replace(facts, values={**facts.values, field: value})
