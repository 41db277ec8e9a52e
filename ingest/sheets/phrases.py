"""Phrases that sheets are made of: where a rule stands, what it grants, who said so.

Every function takes parts of a record as they stand in its file and gives words without a full stop.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ingest.sheets import names
from ingest.sheets.words import (
    day,
    in_words,
    listing,
    lower_first,
    money,
    number,
    percent,
    plain,
    short_publisher,
    year,
)

Record = Mapping[str, Any]
QUALIFIER = re.compile(
    r"\s*\((about|around|over|more than|at least|almost|roughly|approximately|some|exceeding|in excess of|no fewer than|"
    r"little over|rough)\)"
)


def citation(sources: Record, *keys: str | Sequence[str] | None) -> str:
    """Name sources in brackets by publisher and year: ``(PIB, 2023; Growthora, undated)``; empty for none."""
    wanted = [key for group in keys for key in ([group] if isinstance(group, str) else group or [])]
    said = dict.fromkeys(source_name(sources[key]) for key in wanted)
    return f"({'; '.join(said)})" if said else ""


def source_name(source: Record) -> str:
    """Name one source by publisher and year."""
    return f"{short_publisher(source['publisher'])}, {year(source['year'])}"


def name_sources(text: str, sources: Record) -> str:
    """Put names for source keys inside a text: ``320 (s1)`` -> ``320 (TERI, 2016)``."""
    for key in sorted(sources, key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(key)}(?![\w-])", source_name(sources[key]), text)
    return text


def part_of(scheme: Record, component: Record) -> str:
    """Say where a rule stands: ``Under X`` for a scheme of one part, else ``In the Y part of X``."""
    if len(scheme["components"]) == 1:
        return f"Under {scheme['title_short']}"
    return f"In the {component['name']} part of {scheme['title_short']}"


def grant(rule: Record) -> str:
    """Say one grant rule: share, base and ceiling."""
    case = rule.get("case")
    subject = f"{case} gets a grant of" if case else "the grant is"
    if not case and rule["label"] not in ("all", "general"):
        subject = f"the grant for the case '{rule['label']}' is"
    return f"{subject} {percent(rule['share_pct'])} of {names.BASES[rule['base']]}{cap(rule)}"


def cap(rule: Record) -> str:
    """Say the ceilings of a grant rule, with a leading comma; empty where there is none."""
    said = ""
    if rule.get("base_cap_inr"):
        said += f", worked out on at most {money(rule['base_cap_inr'])}"
    if rule.get("max_grant_inr"):
        said += f", {'so ' if said else ''}at most {money(rule['max_grant_inr'])}"
    return said


def area(rule: Record) -> str:
    """Name the areas that a grant rule is for, or ``other areas`` / ``all``."""
    for test in rule.get("when") or []:
        if test["field"] == "area_categories":
            return in_words(test["value"], names.AREAS)
    return "all"


LIMITS = {
    "min_inr": "the project must cost at least {}",
    "cap_basis_inr": "the grant is worked out on at most {}",
    "max_project_inr": "the project may cost at most {}",
    "max_grant_inr": "the grant is at most {}",
    "max_loan_inr": "the loan is at most {}",
    "min_loan_inr": "the loan is at least {}",
    "per_acre_inr": "the grant is at most {} per acre",
    "fund_total_inr": "the fund is to hold {}",
    "per_member_inr": "the grant is {} per member",
}


def limits(cost_limits: Record) -> list[str]:
    """Say each money limit of a component."""
    said = [LIMITS[key].format(money(cost_limits[key])) for key in LIMITS if key in cost_limits]
    if "external_link_pct" in cost_limits:
        said.append(
            f"links outside the park get at most {percent(cost_limits['external_link_pct'])} of the project cost"
        )
    shared = cost_limits.get("shared_cap_inr") or {}
    said += [
        f"this grant counts inside the limit of {money(value)} of a {key} cluster"
        for key, value in shared.items()
        if key != "src"
    ]
    return said


def own_part(own: Record) -> list[str]:
    """Say what applicants and the State must bring."""
    said = [f"the applicant's own contribution is at least {percent(own['pct'])}"]
    for slab in own.get("slabs") or []:
        side = (
            f"up to {money(slab['upto_inr'])}" if "upto_inr" in slab else f"above {money(slab['above_inr'])}"
        )
        said.append(
            f"the applicant's own contribution is at least {percent(slab['pct'])} for a project cost {side}"
        )
    if "state_share_pct" in own:
        said.append(f"the State Government pays {percent(own['state_share_pct'])}")
    return said


BENEFITS = {
    "annual_cap_inr": "the benefit is at most {money} a year",
    "boxes_per_person": "each person gets {number} bee boxes",
    "cover_pct": "the guarantee covers {percent} of the loan",
    "cover_pct_range": "the guarantee covers {span}% of the loan",
    "days": "credit is given for up to {number} days",
    "guarantee_fee_inr": "the guarantee fee is {fee}",
    "half_by_year": "half of the export obligation must be met in the first {number} years",
    "loan_pct_of_peak_wc": "the extra loan is {percent} of the highest working-capital use",
    "max_exposure_inr": "the guaranteed exposure is at most {money}",
    "medium_pct": "a medium enterprise gets {percent}",
    "micro_small_pct": "a micro or small enterprise gets {percent}",
    "min_value_addition_pct": "at least {percent} of value must be added",
    "months": "the period for exporting is {number} months",
    "moratorium_years": "repayment starts after {years}",
    "moratorium_years_to_50_crore": "repayment starts after {years} for loans up to Rs 50 crore",
    "obligation_times": "exports must reach {number} times the duty saved",
    "pct": "the rate of help is {percent}",
    "pct_of_cost": "the loan covers {span}% of the cost",
    "points": "the interest help is {number} percentage points",
    "rate_cap_pct": "the interest rate is at most {percent} a year",
    "rate_pct": "the borrower pays interest of {percent} a year",
    "reserved_items": "{number} items are reserved for micro and small enterprises",
    "sc_st_pct": "{percent} is meant for SC/ST-owned enterprises",
    "subvention_pct": "the Government pays interest of {percent} on top",
    "target_pct": "{percent} of purchases is the target",
    "tranche1_inr": "the first loan is up to {money}",
    "tranche1_months": "the first loan is repaid in {number} months",
    "tranche2_inr": "the second loan is up to {money}",
    "tranche2_months": "the second loan is repaid in {number} months",
    "upfront_pct": "{percent} is paid up front",
    "valid_to": "the benefit is shown as valid to {day}",
    "women_pct": "{percent} is meant for women-owned enterprises",
    "years": "it runs for {years}",
    "years_to_50_crore": "loans up to Rs 50 crore run for up to {years}",
    "general": "Centre and State share the cost {text} in general",
    "ne_hilly": "Centre and State share the cost {text} in the North East and hilly States",
    "ut": "the Centre pays {text}% in Union Territories",
    "note": "{text}",
}


def benefits(benefit: Record) -> list[str]:
    """Say each figure of a benefit that is not a grant."""
    said = [fill(BENEFITS[key], value) for key, value in benefit.items() if key in BENEFITS]
    said += [
        f"the guarantee covers {percent(slab['pct'])} for {slab['label']}"
        for slab in benefit.get("slabs") or []
    ]
    fees = benefit.get("fee_pct_by_year") or {}
    said += [
        f"the yearly guarantee fee is {percent(fee)} in {when.replace('_', ' ')}"
        for when, fee in fees.items()
    ]
    return said


def fill(pattern: str, value: Any) -> str:
    """Put a value into a pattern in the form that the pattern names."""
    if "{span}" in pattern:
        return pattern.replace("{span}", " to ".join(plain(part) for part in value))
    forms = {
        "{money}": money, "{number}": number, "{percent}": percent, "{day}": day, "{text}": str,
        "{years}": lambda years: f"{plain(years)} year" + ("" if years == 1 else "s"),
        "{fee}": lambda fee: money(fee) if fee else "nil",
    }  # fmt: skip
    form = next(form for form in forms if form in pattern)
    return pattern.replace(form, forms[form](value))


FLAGS = {
    "machinery_made_in_india": "the machinery is made in India",
    "in_sfurti_or_msecdp_cluster": "the unit belongs to a SFURTI or MSE-CDP cluster",
    "gender": "the owner is a woman",
    "social_category": "the owner belongs to SC or ST",
}


def addition(extra: Record) -> str:
    """Say an addition to the share: points, and what gives them."""
    tests = listing((flag(test) for test in extra["any_of"]), "or")
    once = " (once, even if several are true)" if extra.get("once") else ""
    return f"{number(extra['points'])} percentage points are added to the share where {tests}{once}"


def flag(test: Record) -> str:
    """Say one test of an addition."""
    if test["field"] == "area_categories":
        return f"the site lies in {in_words(test['value'], names.AREAS)}"
    return FLAGS[test["field"]]


def amount(entry: Record) -> str:
    """Say a cluster's figure with its unit: ``about 1,600 SMEs``, ``INR 26,000 crore``, ``20% of output``."""
    value, unit = entry["value"], entry["unit"]
    found = QUALIFIER.search(unit)
    lead = f"{'about' if found[1] in ('some', 'rough') else found[1]} " if found else ""
    unit = QUALIFIER.sub("", unit)
    figures = " to ".join(number(part) for part in value) if isinstance(value, list) else figure(value)
    currency, _, rest = unit.partition(" ")
    if currency in ("INR", "USD", "CNY", "EUR"):
        return f"{lead}{currency} {figures} {rest}"
    return f"{lead}{figures}{'' if unit.startswith('%') else ' '}{unit}"


def figure(value: Any) -> str:
    """Write a value that may be words already."""
    return value if isinstance(value, str) else number(value)


def when_said(when: Any) -> str:
    """Open a sentence with its year: ``In 2023, ``; an undated figure says so."""
    return "By an undated figure, " if when is None else f"In {when}, "


def shares(funding: Mapping[str, str]) -> str:
    """Say who paid what."""
    return "; ".join(f"{payer}: {part}" for payer, part in funding.items())


def quoted(items: Iterable[str]) -> str:
    """Join names in prose, first letters untouched."""
    return listing(items)


def clause(text: str) -> str:
    """Let a text stand after a colon."""
    return lower_first(text).rstrip(".")


def work_name(work: Record) -> str:
    """Name a work as it is cited in prose: ``Schmitz (1995)``, ``Bhawsar and Gosavi (undated)``."""
    families = [
        author.split(" (")[0].split()[-1] if is_person(author) else author for author in work["authors"]
    ]
    said = f"{families[0]} and others" if len(families) > 2 else listing(families)
    return f"{said} ({year(work['year'])})"


def is_person(author: str) -> bool:
    """Tell a person from a body: two or three words, none of them an organisation's."""
    return len(author.split()) in (2, 3) and not re.search(
        r"[A-Z]{3}|Commission|Foundation|Bank|Council|Paradigm", author
    )


def address(url: str | None) -> str:
    """Say where a source stands; a text held elsewhere is named without an address."""
    if not url:
        return "no address known"
    return "a text held in the library" if url.startswith("lit:") else url
