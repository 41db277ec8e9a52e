"""Phrases of a scheme's sheet: where a rule stands, what it grants, what must hold, worked examples."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from ingest.sheets import names
from ingest.sheets.scheme_models import (
    Benefit,
    Component,
    Condition,
    Conflict,
    CostLimits,
    FactTest,
    GrantRule,
    OwnContribution,
    Period,
    Scheme,
    ShareAddition,
)
from ingest.sheets.words import (
    day,
    in_words,
    listing,
    lower_first,
    money,
    number,
    on_day,
    percent,
    plain,
    sentences,
)
from ingest.sheets.worked import highest_base, rupees, share

SIZE_FIELDS = frozenset(
    {
        "spv_members",
        "cluster_units",
        "artisans",
        "handlooms",
        "units_in_project",
        "using_units",
        "land_acres",
        "odop_members_pct",
        "producer_body_member_pct",
        "units_total_investment_inr",
    }
)


def part_of(scheme: Scheme, component: Component) -> str:
    """Say where a rule stands: ``Under X`` for a scheme of one part, else ``In the y part of X``."""
    if len(scheme.components) == 1:
        return f"Under {scheme.title_short}"
    return f"In the {lower_first(component.name)} part of {scheme.title_short}"


def period_said(period: Period) -> str:
    """Say a period: ``from 1 April 2021 to 31 March 2026``, ``from April 2022 on, with no end date stated``."""
    if period.from_ and period.to:
        return f"from {day(period.from_)} to {day(period.to)}"
    if period.from_:
        return f"from {day(period.from_)} on, with no end date stated"
    return f"up to {day(period.to)}, with no start date stated"


# --- what is granted ---


def grant(component: Component, rule: GrantRule) -> str:
    """Say one grant rule: what gets which share of what base, and its ceilings."""
    base = names.BASES[rule.base]
    subject = f"{rule.case} gets a grant of" if rule.case else "the grant is"
    return f"{subject} {percent(rule.share_pct)} of {base}{ceilings(component, rule)}"


def ceilings(component: Component, rule: GrantRule) -> str:
    """Say the ceilings of a rule with a leading comma; a ceiling that we worked out says so."""
    said = f", worked out on at most {money(rule.base_cap_inr)}" if rule.base_cap_inr else ""
    if rule.max_grant_inr:
        ours = " (worked out)" if computed(rule) else ""
        return f"{said}, {'so ' if said else ''}at most {money(rule.max_grant_inr)}{ours}"
    highest = highest_base(component, rule)
    if highest is None:
        return said
    return f"{said}, so at most {rupees(highest * share(rule))} (worked out)"


def computed(rule: GrantRule) -> bool:
    """Whether the record's note says of the rule's ceiling that it is computed, and so quoted from no source."""
    stated = f"The ceiling of {money(rule.max_grant_inr)} is computed" if rule.max_grant_inr else ""
    return bool(stated) and stated in (rule.note or "")


def ceiling_of(component: Component, rule: GrantRule) -> str:
    """Say a rule's ceiling for a table cell."""
    if rule.max_grant_inr:
        return f"{money(rule.max_grant_inr)}{' (worked out)' if computed(rule) else ''}"
    highest = highest_base(component, rule)
    if highest is not None:
        return f"{rupees(highest * share(rule))} (worked out)"
    whole = component.cost_limits.max_grant_inr if component.cost_limits else None
    return f"{money(whole)} (limit of this part)" if whole else "none stated"


def slab_of(component: Component, rule: GrantRule) -> str:
    """Name the slab of cost that a rule is for, for a table cell."""
    lowest = component.cost_limits.min_inr if component.cost_limits else None
    for test in rule.when:
        if test.field == "project_cost_inr" and isinstance(test.value, int):
            low = f"{money(lowest)} to " if lowest and test.op == "<=" else ""
            return f"{low}{money(test.value)}" if test.op == "<=" else f"above {money(test.value)}"
    return f"from {money(lowest)}" if lowest else "any"


def reached(rule: GrantRule) -> str:
    """Say at which base the ceiling is reached; empty where the rule names that base itself or has no ceiling."""
    if not rule.max_grant_inr or rule.base_cap_inr or not rule.share_pct or rule.share_pct == 100:
        return ""
    at = Decimal(rule.max_grant_inr) / share(rule)
    return (
        f"the ceiling of {money(rule.max_grant_inr)} at {percent(rule.share_pct)} is reached when "
        f"{names.BASES[rule.base]} is {rupees(at)} (worked out)"
    )


# --- limits, benefits, contributions ---

LIMITS = {
    "min_inr": "the project must cost at least {}",
    "cap_basis_inr": "the grant is worked out on a cost of at most {}",
    "max_project_inr": "the project may cost at most {}",
    "max_grant_inr": "the grant is at most {}",
    "max_loan_inr": "the loan is at most {}",
    "min_loan_inr": "the loan is at least {}",
    "per_acre_inr": "the grant is at most {} per acre",
    "fund_total_inr": "the fund is to hold {}",
    "per_member_inr": "the grant is {} per member",
}


def limits(cost_limits: CostLimits) -> list[str]:
    """Say each money limit of a component."""
    stated = cost_limits.model_dump(exclude_none=True)
    said = [pattern.format(money(stated[key])) for key, pattern in LIMITS.items() if key in stated]
    said += [
        f"for {listing(test.text or '' for test in basis.when)}, the grant is worked out on a cost of at most "
        f"{money(basis.cap_basis_inr)}"
        for basis in cost_limits.basis_by
    ]
    if cost_limits.external_link_pct is not None:
        links = percent(cost_limits.external_link_pct)
        said.append(f"links outside the park get at most {links} of the project cost")
    if cost_limits.shared_cap_inr:
        caps = cost_limits.shared_cap_inr
        said.append(
            f"this grant counts inside the limit of {money(caps.regular)} of a regular cluster and "
            f"{money(caps.major)} of a major cluster"
        )
    return said


def own_part(own: OwnContribution) -> list[str]:
    """Say what applicants and the State must bring."""
    said = [f"the own contribution of the applicants is at least {percent(own.pct)} of the cost"]
    for slab in own.slabs:
        side = f"up to {money(slab.upto_inr)}" if slab.upto_inr else f"above {money(slab.above_inr or 0)}"
        said.append(f"the members' own contribution is {percent(slab.pct)} for a project {side}")
    if own.state_share_pct is not None:
        said.append(f"the State Government pays {percent(own.state_share_pct)} of the cost")
    return said


BENEFITS = {
    "pct": "the rate of help is {percent}",
    "points": "the help is {number} percentage points",
    "cover_pct": "the guarantee covers {percent} of the loan",
    "cover_pct_range": "the guarantee covers {span}% of the loan",
    "micro_small_pct": "the rate of help for a micro or small enterprise is {percent}",
    "medium_pct": "the rate of help for a medium enterprise is {percent}",
    "pct_of_cost": "the loan covers {span}% of the cost",
    "loan_pct_of_peak_wc": "the extra loan is {percent} of the highest working-capital use",
    "tranche1_inr": "the first loan is up to {money}",
    "tranche1_months": "the first loan is repaid in {number} months",
    "tranche2_inr": "the second loan is up to {money}",
    "tranche2_months": "the second loan is repaid in {number} months",
    "rate_pct": "the borrower pays interest of {percent} a year",
    "subvention_pct": "the Government pays {percent} of interest on top",
    "rate_cap_pct": "the interest rate is at most {percent} a year",
    "annual_cap_inr": "the benefit is at most {money} a year",
    "cap_year": "that yearly limit is stated for {text}",
    "max_exposure_inr": "the exposure that is guaranteed is at most {money}",
    "guarantee_fee_inr": "the guarantee fee is {fee}",
    "upfront_pct": "{percent} of the loan is paid up front",
    "years": "the support runs for {years}",
    "years_to_50_crore": "loans up to Rs 50 crore run for up to {years}",
    "moratorium_years": "repayment of the principal starts after {years}",
    "moratorium_years_to_50_crore": "repayment starts after {years} for loans up to Rs 50 crore",
    "days": "credit is given for up to {number} days",
    "months": "the export period is {number} months",
    "valid_to": "the benefit is shown as valid to {day}",
    "obligation_times": "exports must reach {number} times the duty saved",
    "half_by_year": "half of the export obligation must be met in the first {number} years",
    "min_value_addition_pct": "at least {percent} of value must be added",
    "target_pct": "the target is that {percent} of government purchases come from micro and small enterprises",
    "sc_st_pct": "{percent} of purchases is meant for enterprises owned by SC or ST",
    "women_pct": "{percent} of purchases is meant for enterprises owned by women",
    "reserved_items": "{number} items are reserved for purchase from micro and small enterprises",
    "boxes_per_person": "each person gets {number} bee boxes",
    "general": "the Centre and the State share the cost {text} in general",
    "ne_hilly": "the Centre and the State share the cost {text} in the North East and hilly States",
    "ut": "the Centre pays {text}% in Union Territories",
    "note": "{text}",
}
OF_KIND: Mapping[str, Mapping[str, str]] = {
    "interest_subvention": {
        "pct": "the interest subvention is {number} percentage points a year",
        "points": "the interest subvention is {number} percentage points a year",
        "micro_small_pct": "the interest subvention for a micro or small enterprise is {number} percentage points "
        "a year",
        "medium_pct": "the interest subvention for a medium enterprise is {number} percentage points a year",
    },
    "guarantee": {
        "pct": "the guarantee covers {percent} of the loan",
        "micro_small_pct": "the guarantee covers {percent} of the loan of a micro or small enterprise",
        "medium_pct": "the guarantee covers {percent} of the loan of a medium enterprise",
    },
}
"""The figures that mean another thing in each kind of help: a bare rate would be taken for what the borrower pays."""


def benefits(benefit: Benefit) -> list[str]:
    """Say each figure of a benefit that is not a grant, and whose figure it is: a subvention's, a guarantee's."""
    stated = benefit.model_dump(exclude_none=True)
    patterns = {**BENEFITS, **OF_KIND.get(benefit.kind, {})}
    said = [fill(pattern, stated[key]) for key, pattern in patterns.items() if key in stated]
    said += [f"the guarantee covers {percent(slab.pct)} for {slab.label}" for slab in benefit.slabs]
    if benefit.fee_pct_by_year:
        fee = benefit.fee_pct_by_year
        said.append(
            f"the guarantee fee is {percent(fee.year_1)} in the first year, {percent(fee.years_2_to_4)} a year in "
            f"years 2 to 4 and {percent(fee.later)} a year later"
        )
    return said


def years_said(value: float) -> str:
    """Write a number of years: ``1 year``, ``3 years``."""
    return f"{plain(value)} year" + ("" if value == 1 else "s")


def span_said(value: tuple[float, float]) -> str:
    """Write a range: ``75 to 90``."""
    return " to ".join(plain(part) for part in value)


FORMS: dict[str, Callable[..., str]] = {
    "{money}": money,
    "{number}": number,
    "{percent}": percent,
    "{day}": day,
    "{text}": str,
    "{years}": years_said,
    "{span}": span_said,
    "{fee}": lambda fee: money(fee) if fee else "nil (Rs 0)",
}


def fill(pattern: str, value: object) -> str:
    """Put a value into a pattern in the form that the pattern names."""
    form = next(form for form in FORMS if form in pattern)
    return pattern.replace(form, FORMS[form](value))


FLAGS = {
    "machinery_made_in_india": "the machinery is made in India",
    "in_sfurti_or_msecdp_cluster": "the unit belongs to a SFURTI or MSE-CDP cluster",
    "gender": "the owner is a woman",
    "social_category": "the owner belongs to SC or ST",
}


def addition(extra: ShareAddition) -> str:
    """Say an addition to the share: points, and what gives them."""
    tests = listing((flag(test) for test in extra.any_of), "or")
    once = ", once even if several are true" if extra.once else ""
    return f"{number(extra.points)} percentage points are added to the share where {tests}{once}"


def flag(test: FactTest) -> str:
    """Say one test of an addition."""
    if test.field == "area_categories" and isinstance(test.value, tuple):
        return f"the site lies in {in_words((str(value) for value in test.value), names.AREAS)}"
    return FLAGS[test.field]


# --- conditions, conflicts, relations ---


def size_conditions(component: Component) -> list[Condition]:
    """Pick the conditions on members, units and land."""
    return [condition for condition in component.conditions if condition.field in SIZE_FIELDS]


def other_conditions(component: Component) -> list[Condition]:
    """Pick the conditions on anything but members, units and land."""
    return [condition for condition in component.conditions if condition.field not in SIZE_FIELDS]


def claims(conflict: Conflict, cite: Callable[..., str]) -> str:
    """Set the sides of a conflict next to each other, each with its source."""
    sides = [side for side in (conflict.a, conflict.b, conflict.c, conflict.d) if side]
    leads = ("one says that", "another says that", "a third says that", "a fourth says that")
    return listing(f"{lead} {side.says} {cite(side.src)}" for lead, side in zip(leads, sides, strict=False))


RELATIONS = {
    "supersedes": "{who} replaced {other}",
    "superseded_by": "{who} was replaced by {other}",
    "replaces": "{who} takes the place of {other}",
    "may_replace": "{who} may replace {other}",
    "renamed_from": "{who} was formerly called {other}",
    "subsumes": "{who} took in the {other}",
    "subsumed_in": "{who} was merged into {other}",
    "merged_from": "{who} was formed by merging schemes, among them {other}",
    "merged_in_2014": "In 2014 {other} was merged into SFURTI, which {who} continues",
    "earlier_version": "An earlier version of {who} was {other}",
    "later_version": "A later version of {who} is {other}",
    "newer_scheme": "A newer scheme for the purpose of {who} is {other}",
    "alternative": "An alternative to {who} is {other}",
    "sister": "A sister scheme of {who} is {other}",
    "gives_bonus_in": "Being in a {who} cluster gives a bonus in {other}",
    "can_combine_with": "{who} can be combined with {other}",
    "umbrella": "{who} belongs to an umbrella: {other}",
    "moved_out": "This moved out of {who}: {other}",
    "closed_part": "This part of {who} is closed: {other}",
    "change": "This changed in {who}: {other}",
}


def relations(scheme: Scheme, known_as: Callable[[str], str]) -> Iterator[str]:
    """Say how a scheme stands to others, one clause for each."""
    if scheme.relations is None:
        return
    stated = scheme.relations.model_dump(exclude_none=True, exclude={"src"})
    for key, pattern in RELATIONS.items():
        others = stated.get(key, ())
        for other in (others,) if isinstance(others, str) else others:
            yield pattern.format(who=scheme.title_short, other=known_as(other))


def unknowns(scheme: Scheme) -> list[str]:
    """Name what the sources seen do not say about applying."""
    missing = {
        "the documents to hand in": scheme.documents,
        "the steps of applying": scheme.process,
        "how long a decision takes": scheme.timelines,
        "a portal or helpline": scheme.contacts,
    }
    return [what for what, stated in missing.items() if not stated]


def notes(text: str) -> list[str]:
    """Split a note into its sentences, so that each can be quoted with its source."""
    return sentences(text)


def older(seen: str | None, to: str | None) -> bool:
    """Whether sources up to one date are surely older than the end of a period, and so say nothing on its renewal.

    Example: sources up to 2022-05, or up to 2025, are older than the end of 2025-26; sources of 2026 may not be.
    """
    return bool(seen and to) and last_day(str(seen)) < last_day(str(to))


def last_day(when: str) -> str:
    """The last day that a date, month, year or financial year may mean, as text that sorts: 2025-26 -> 2026-03-31."""
    year, *rest = when.split("-")
    if len(rest) == 1 and int(rest[0]) == (int(year) + 1) % 100:
        return f"{int(year) + 1}-03-31"
    return when + ("-12-31", "-31", "")[len(rest)]


def ended(to: str) -> str:
    """Say when something ended: ``on 31 March 2026``, ``with the financial year 2025-26``."""
    return on_day(to)
