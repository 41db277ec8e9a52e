"""Who works in which area: the matrix of agencies, offices by State, helplines."""

from dataclasses import dataclass

from ingest.sheets.reference_models import Agencies, Agency, BranchOffice, Helpline, MainOffice, Offices
from ingest.sheets.reference_phrases import by_sector, by_state
from ingest.sheets.words import upper_first
from service.browse.book import Book
from service.browse.originals import Original, originals
from service.browse.sheet_text import Line, Sources, cited, sources_line


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency: what it does, in which sectors, and for each area of the matrix whether it works there."""

    name: str
    kind: str
    sectors: str
    does: str
    areas: tuple[bool, ...]
    source: Line


@dataclass(frozen=True, slots=True)
class Option:
    """One area or sector to filter by, with the number of its agencies."""

    value: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One field office. ``lines`` say what is known of it and how old that is."""

    city: str
    kind: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class HelplineRow:
    """One telephone number or portal; ``url`` is its address where it has one that a browser can open."""

    name: str
    what_for: str
    number: str
    address: str
    url: str | None
    seen: str
    note: str
    source: Line


@dataclass(frozen=True, slots=True)
class AgenciesPage:
    """All that the page shows. ``answer`` says in a sentence who works in the area and sector asked for."""

    warning: str
    areas: tuple[Option, ...]
    sectors: tuple[Option, ...]
    states: tuple[Option, ...]
    heads: tuple[str, ...]
    rows: tuple[AgencyRow, ...]
    total: int
    answer: str
    general: int
    office_warning: Line
    offices: tuple[OfficeRow, ...]
    helplines: tuple[HelplineRow, ...]
    sources: tuple[Original, ...]
    office_sources: tuple[Original, ...]


def agencies_page(book: Book, area: str = "", sector: str = "", state: str = "") -> AgenciesPage:
    """Build the page for an area, a sector and a State; blank means all.

    With a sector, agencies for which the source names no sector stay in the list only where an area is asked for as
    well: they work in that area for clusters of any sector.
    """
    assert book.agencies is not None
    assert book.offices is not None
    record, offices = book.agencies.record, book.offices.record
    sources = record.cited()
    kept = [each for each in record.agencies if fits(each, area, sector)]
    named = [each for each in kept if not sector or sector in each.sectors]
    return AgenciesPage(
        warning=upper_first(record.warning),
        areas=area_options(record, area, sector),
        sectors=sector_options(record, area, sector),
        states=state_options(offices, state),
        heads=tuple(upper_first(name) for name in record.areas.values()),
        rows=tuple(
            agency_row(each, record, sources) for each in (*named, *(e for e in kept if e not in named))
        ),
        total=len(record.agencies),
        answer=answer(record, area, sector, named),
        general=len(kept) - len(named),
        office_warning=cited(upper_first(offices.age_warning), offices.office_source, offices.cited()),
        offices=office_rows(offices, state),
        helplines=tuple(helpline_row(each, offices.cited()) for each in offices.helplines),
        sources=originals(record),
        office_sources=originals(offices),
    )


def fits(agency: Agency, area: str, sector: str) -> bool:
    """Whether an agency works in an area and a sector; see ``agencies_page``."""
    if area and area not in agency.areas:
        return False
    return not sector or sector in agency.sectors or (bool(area) and not agency.sectors)


def answer(record: Agencies, area: str, sector: str, named: list[Agency]) -> str:
    """Say who works in an area and a sector; empty where neither was asked for."""
    if not area and not sector:
        return ""
    what = record.areas.get(area, area) if area else "work with clusters"
    where = f" in {sector}" if sector else ""
    if not named:
        return f"The source names no agency for {what}{where}."
    count = f"{len(named)} agenc{'y' if len(named) == 1 else 'ies'}"
    return f"For {what}{where} the source names {count}: {', '.join(each.name for each in named)}."


def area_options(record: Agencies, area: str, sector: str) -> tuple[Option, ...]:
    """The areas, each with the agencies that it would leave."""
    return tuple(
        Option(key, upper_first(name), sum(fits(each, key, sector) for each in record.agencies), key == area)
        for key, name in record.areas.items()
    )


def sector_options(record: Agencies, area: str, sector: str) -> tuple[Option, ...]:
    """The sectors that the source names, each with the agencies that are named for it."""
    return tuple(
        Option(
            name, upper_first(name), sum(not area or area in each.areas for each in agencies), name == sector
        )
        for name, agencies in sorted(by_sector(record).items())
    )


def agency_row(agency: Agency, record: Agencies, sources: Sources) -> AgencyRow:
    """One agency as a row."""
    return AgencyRow(
        name=agency.name,
        kind=agency.kind,
        sectors=", ".join(agency.sectors),
        does=upper_first(agency.does or ""),
        areas=tuple(key in agency.areas for key in record.areas),
        source=sources_line(agency.src, sources),
    )


# --- offices and helplines ---


def state_options(offices: Offices, state: str) -> tuple[Option, ...]:
    """The States with offices, and how many."""
    return tuple(
        Option(name, name, len(main) + len(branches), name == state)
        for name, (main, branches) in by_state(offices).items()
    )


def office_rows(offices: Offices, state: str) -> tuple[OfficeRow, ...]:
    """The offices of one State; none where no State is asked for."""
    main, branches = by_state(offices).get(state, ([], []))
    return (
        *(main_office(each, offices) for each in main),
        *(branch_office(each, offices) for each in branches),
    )


def main_office(office: MainOffice, offices: Offices) -> OfficeRow:
    """One main office; its address and telephone with the year in which they were seen."""
    sources = offices.cited()
    said = [cited("Listed as a main field office", offices.office_source, sources)]
    if office.address:
        phone = f", telephone {office.phone}" if office.phone else ""
        seen = f"Address: {office.address}{phone} (seen {office.year_seen})"
        said.append(cited(seen, office.source, sources))
    if office.note:
        said.append(cited(f"It {office.note}", office.source, sources))
    return OfficeRow(office.city, "Main office", tuple(said))


def branch_office(office: BranchOffice, offices: Offices) -> OfficeRow:
    """One branch."""
    sources = offices.cited()
    said = [cited(f"Listed as a branch, under {office.under}", offices.office_source, sources)]
    if office.note:
        said.append(cited(upper_first(office.note), office.source, sources))
    return OfficeRow(office.city, "Branch", tuple(said))


def helpline_row(each: Helpline, sources: Sources) -> HelplineRow:
    """One helpline or portal."""
    address = each.address or ""
    return HelplineRow(
        name=each.name,
        what_for=upper_first(each.what_for),
        number=each.number or "",
        address=address,
        url=address if address.startswith("http") else None,
        seen=str(each.year_seen),
        note=upper_first(each.note or ""),
        source=sources_line(each.source, sources),
    )
