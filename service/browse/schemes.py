"""The list of schemes: one row each, with what it can be filtered and sorted by."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ingest.sheets import names
from ingest.sheets.render import scheme_facts
from ingest.sheets.scheme_models import Component, GrantRule, Scheme
from ingest.sheets.words import in_words, upper_first
from ingest.sheets.worked import highest_base, rupees, share
from service.browse.book import Book
from service.browse.facets import Catalogue, Facet, Listing, Order, Wanted, by_name, highest_first, listing
from service.browse.standing import GROUPS, Standing, standing
from service.browse.themes import HELP_NAMES, scheme_kinds

CENTRAL = "central"
ANY = "any"
MINISTRY = re.compile(
    r"Ministry of Environment, Forest and Climate Change|Ministry of \w[\w ]*?(?= with | through | and SIDBI|$|[,/()])"
)
SHORT = {"DFS": "Department of Financial Services"}


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """One scheme in one edition. ``ceiling_inr`` is the highest grant that a part states or that follows from it.

    ``year`` is the edition's and None where no source dates it; ``words`` is what a search looks through.
    """

    id: str
    title: str
    name: str
    aliases: tuple[str, ...]
    agency: str
    ministry: str
    where: str
    standing: Standing
    applicants: tuple[str, ...]
    sectors: tuple[str, ...]
    kinds: tuple[str, ...]
    year: int | None
    ceiling_inr: int | None
    objective: str
    words: str

    @property
    def ceiling(self) -> str:
        """The highest ceiling in words, empty where none is known."""
        return rupees(Decimal(self.ceiling_inr)) if self.ceiling_inr else ""

    @property
    def who(self) -> str:
        """Who can apply, in words."""
        return in_words(self.applicants, names.APPLICANTS)

    @property
    def help(self) -> str:
        """The kinds of help, in words."""
        return ", ".join(HELP_NAMES[kind].lower() for kind in self.kinds)


@lru_cache(maxsize=2)
def scheme_rows(book: Book, today: date) -> tuple[SchemeRow, ...]:
    """All schemes of the corpus."""
    return tuple(scheme_row(held.record, today) for held in book.schemes.values())


def scheme_row(scheme: Scheme, today: date) -> SchemeRow:
    """One scheme as a row."""
    components = " ".join(f"{each.name} {each.funds}" for each in scheme.components)
    return SchemeRow(
        id=scheme.id,
        title=upper_first(scheme.title_short),
        name=scheme.name,
        aliases=scheme.aliases,
        agency=scheme.agency,
        ministry=ministry(scheme),
        where=scheme.state or CENTRAL,
        standing=standing(scheme.status, today),
        applicants=scheme.applicants,
        sectors=scheme.sectors,
        kinds=scheme_kinds(scheme),
        year=scheme_facts(scheme).year,
        ceiling_inr=max((c for each in scheme.components for c in ceilings(each)), default=None),
        objective=scheme.objective,
        words=" ".join(
            (scheme.name, *scheme.aliases, scheme.id, scheme.agency, scheme.objective, components)
        ),
    )


def ministry(scheme: Scheme) -> str:
    """The State, or the ministry that the record names as in charge, else the agency up to its first comma."""
    if scheme.state:
        return f"Government of {scheme.state}"
    found = MINISTRY.search(scheme.agency)
    name = found[0] if found else re.split(r"\s*[,(/]", scheme.agency)[0]
    return SHORT.get(name, name)


def ceilings(component: Component) -> list[int]:
    """The grant ceilings of a component in rupees: stated, or share times the largest base that counts."""
    limits = component.cost_limits
    stated = [limits.max_grant_inr] if limits and limits.max_grant_inr else []
    by_rule = [found for rule in component.grant_rules if (found := ceiling(component, rule))]
    return [min(found, stated[0]) if stated else found for found in by_rule] or stated


def ceiling(component: Component, rule: GrantRule) -> int | None:
    """The most that one rule gives; None for no limit."""
    if rule.max_grant_inr:
        return rule.max_grant_inr
    highest = highest_base(component, rule)
    return int(highest * share(rule)) if highest else None


def catalogue(rows: tuple[SchemeRow, ...]) -> Catalogue[SchemeRow]:
    """The filters and orders of the list; names are those that the sheets use."""
    sectors = {value: value.replace("_", " ") for row in rows for value in row.sectors}
    where = {CENTRAL: "Central (Government of India)"}
    return Catalogue(
        facets=(
            Facet("status", "Status", lambda row: (row.standing.group,), GROUPS),
            Facet("kind", "Kind of help", lambda row: row.kinds, HELP_NAMES),
            Facet("applicant", "Who can apply", lambda row: row.applicants, capitals(names.APPLICANTS)),
            Facet(
                "sector", "Sector", lambda row: row.sectors, capitals({ANY: "any sector", **named(sectors)})
            ),
            Facet("where", "Central or State", lambda row: (row.where,), where),
            Facet("ministry", "Ministry or agency", lambda row: (row.ministry,), {}),
        ),
        orders=(
            Order("name", "Name", lambda row: by_name(row.title)),
            Order("year", "Newest edition first", lambda row: highest_first(row.year, row.title)),
            Order("status", "Status, open ones first", status_order),
            Order(
                "ceiling",
                "Highest grant ceiling first",
                lambda row: highest_first(row.ceiling_inr, row.title),
            ),
        ),
        words=lambda row: row.words,
    )


def named(sectors: Mapping[str, str]) -> dict[str, str]:
    """Sectors by name, in the order of the alphabet of their names."""
    said = {value: names.SECTORS.get(value, plain) for value, plain in sectors.items()}
    return dict(sorted(said.items(), key=lambda pair: pair[1]))


def capitals(table: Mapping[str, str]) -> dict[str, str]:
    """Names as they stand in a list of choices: with a capital."""
    return {key: upper_first(name) for key, name in table.items()}


def status_order(row: SchemeRow) -> tuple[bool, float, str]:
    """Open first, then what is not known, announced, closed."""
    return (False, float(list(GROUPS).index(row.standing.group)), row.title.casefold())


def find_schemes(book: Book, wanted: Wanted, today: date) -> Listing[SchemeRow]:
    """The schemes that fit, with counts."""
    rows = scheme_rows(book, today)
    return listing(rows, catalogue(rows), wanted)
