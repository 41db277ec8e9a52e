"""Phrases for the sheets on areas, offices, agencies and indicators."""

from collections.abc import Iterator

from ingest.sheets.reference_models import (
    Agencies,
    Agency,
    AreaWords,
    AspirationalState,
    BranchOffice,
    Districts,
    Indicator,
    LweList,
    MainOffice,
    Offices,
)
from ingest.sheets.words import day, listing, lower_first, number

DIRECTIONS = {
    "higher_is_better": "a higher value is better",
    "lower_is_better": "a lower value is better",
    "context": "it gives context and is not scored",
}


def helpers_in(record: Agencies, area: str) -> list[Agency]:
    """Pick the agencies that work in one area."""
    return [agency for agency in record.agencies if area in agency.areas]


def helpers_among(agencies: list[Agency], area: str) -> list[Agency]:
    """Pick from some agencies those that work in one area."""
    return [agency for agency in agencies if area in agency.areas]


def by_sector(record: Agencies) -> dict[str, list[Agency]]:
    """Group by sector the agencies for which the source names one."""
    sectors = dict.fromkeys(sector for agency in record.agencies for sector in agency.sectors)
    return {sector: [agency for agency in record.agencies if sector in agency.sectors] for sector in sectors}


def agency_names(agencies: list[Agency]) -> str:
    """Join the names of agencies."""
    return listing(agency.name for agency in agencies)


def areas_said(record: Agencies, agency: Agency) -> str:
    """Join the areas of an agency in words."""
    return listing(record.areas[area] for area in agency.areas)


def indicator_said(indicator: Indicator) -> str:
    """Say what an indicator is, its unit and which way is better."""
    core = "it is a core indicator" if indicator.core else "it is not a core indicator"
    return (
        f"{indicator.name} ({indicator.id}) is this: {lower_first(indicator.definition)}; its unit is "
        f"{indicator.unit}, {DIRECTIONS[indicator.direction]}, and {core} at the level of the {indicator.level}"
    )


def districts_said(districts: Districts) -> str:
    """Name districts State by State: ``Bijapur (Chhattisgarh) and West Singhbhum (Jharkhand)``."""
    return listing(f"{listing(names)} ({state})" for state, names in districts.items())


GROUPS = {
    "affected": "affected districts",
    "most_affected": "most affected districts",
    "district_of_concern": "districts of concern",
    "districts_of_concern": "districts of concern",
    "other": "other affected districts",
    "districts": "affected districts",
}


def lwe_groups(dated: LweList) -> Iterator[tuple[str, str]]:
    """Give each named group of a dated list with its districts in words, one State at a time."""
    for key, said in GROUPS.items():
        group = getattr(dated, key)
        if isinstance(group, dict):
            yield from ((said, f"{listing(names)} ({state})") for state, names in group.items())


def lwe_counts(dated: LweList) -> str:
    """Say how many districts a dated list counts."""
    parts = [f"{number(dated.count)} districts"]
    if isinstance(dated.most_affected, int):
        parts.append(f"{number(dated.most_affected)} of them most affected")
    if dated.states:
        parts.append(f"in {number(dated.states)} States")
    if dated.reviewed:
        parts.append(f"after {number(dated.reviewed)} districts were reviewed")
    if dated.sre_total:
        parts.append(
            f"with {number(dated.sre_total)} districts under the security-related expenditure (SRE) scheme"
        )
    if dated.legacy_and_thrust:
        extra = dated.legacy_and_thrust
        parts.append(
            f"with {extra['count']} legacy and thrust districts in {extra['states']} States whose names are unknown"
        )
    return ", ".join(parts)


def valid_said(dated: LweList) -> str:
    """Say from when a list holds."""
    return day(dated.valid_from)


def per_state(dated: LweList) -> str:
    """Say how many districts each State has in a list without names."""
    return listing(f"{state} {number(count)}" for state, count in (dated.per_state or {}).items())


def aspirational_said(state: AspirationalState) -> str:
    """Name the aspirational districts of a State."""
    return listing(district.name for district in state.districts)


def by_state(record: Offices) -> dict[str, tuple[list[MainOffice], list[BranchOffice]]]:
    """Group main and branch offices by State, in the order of the alphabet."""
    states = sorted({office.state for office in record.main} | {office.state for office in record.branches})
    return {
        state: (
            [office for office in record.main if office.state == state],
            [office for office in record.branches if office.state == state],
        )
        for state in states
    }


def words_of(record: AreaWords) -> list[tuple[str, object]]:
    """List the area words with their lists."""
    return [
        ("the North East", record.north_east),
        ("hill States", record.hill_states_msme),
        ("Himalayan areas", record.himalayan),
        ("islands", record.island),
        ("border areas", record.border),
    ]
