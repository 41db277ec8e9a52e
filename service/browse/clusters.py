"""The list of clusters: one row each, with what it can be filtered and sorted by, and its place on the map."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.sheets.models import Cluster, Figure
from ingest.sheets.phrases import amount, place
from ingest.sheets.words import upper_first
from service.browse.book import Book
from service.browse.chart import Point, Spot, spot
from service.browse.facets import Catalogue, Facet, Listing, Order, Wanted, by_name, highest_first, listing

HOME = "India"
KNOWN = {
    "units": "Number of units",
    "employment": "Employment",
    "turnover": "Turnover",
    "exports": "Exports",
    "production": "Production",
    "institutions": "Institutions",
    "problems": "Problems",
    "interventions": "What was tried",
    "outcomes": "What came of it",
    "lessons": "Lessons",
    "disagreements": "Figures that disagree",
}
# The sector of the rules' vocabulary where it is the same thing under another name; others are left to the user.
RULE_SECTORS = {
    "automotive": "auto_components",
    "ceramics": "ceramics",
    "chemicals": "chemicals",
    "coir": "coir",
    "engineering": "engineering",
    "food and beverage": "food_processing",
    "food processing": "food_processing",
    "foundry": "foundry_forging",
    "glass": "glass_refractory",
    "handicrafts": "handicraft",
    "handloom": "handloom",
    "leather": "leather_footwear",
    "medical devices": "medical_devices",
    "metal components": "engineering",
    "metal handicrafts": "handicraft",
    "pharmaceuticals": "pharma",
    "textile handicrafts": "handicraft",
    "textiles": "textiles",
    "textiles and apparel": "textiles",
}
# Figures that count enterprises, and not looms, people or streets.
ENTERPRISES = re.compile(
    r"unit|firm|\bm?smes?\b|enterpris|tanner|foundr|factor|workshop|compan|\bmills?\b|exporter|manufactur|winer|"
    r"member|potter|produc", re.I
)  # fmt: skip
OTHERS = re.compile(r"loom|artisan|household|weaver|worker|people|famil|jobs?\b|kiln", re.I)
CRORES = {
    "INR crore": 1.0,
    "INR billion": 100.0,
    "INR lakh": 0.01,
    "INR million": 0.1,
    "INR lakh crore": 100_000.0,
}


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """One cluster. ``states`` are India's States, or the country of one elsewhere; ``spot`` None: not on the map.

    ``firms`` and ``turnover`` are the figures that sorting goes by (the highest count of enterprises, the first
    turnover in rupees), in words with their year, empty where none is known.
    """

    id: str
    name: str
    place: str
    states: tuple[str, ...]
    at_home: bool
    sector: str
    product: str
    kind: str
    known: tuple[str, ...]
    firms: str
    firms_count: float | None
    turnover: str
    turnover_crore: float | None
    spot: Spot | None
    words: str


@lru_cache(maxsize=2)
def cluster_rows(book: Book) -> tuple[ClusterRow, ...]:
    """All clusters of the corpus."""
    return tuple(cluster_row(held.record) for held in book.clusters.values())


def cluster_row(cluster: Cluster) -> ClusterRow:
    """One cluster as a row."""
    firms = max(measured(cluster.units, enterprises), key=lambda pair: pair[1], default=None)
    turnover = next(iter(measured(cluster.turnover, crores)), None)
    at_home = cluster.country == HOME
    return ClusterRow(
        id=cluster.id,
        name=cluster.name,
        place=place(cluster),
        states=states_of(cluster),
        at_home=at_home,
        sector=cluster.sector,
        product=cluster.product,
        kind=cluster.type.kind,
        known=tuple(field for field in KNOWN if known(cluster, field)),
        firms=dated(firms[0]) if firms else "",
        firms_count=firms[1] if firms else None,
        turnover=dated(turnover[0]) if turnover else "",
        turnover_crore=turnover[1] if turnover else None,
        spot=spot(Point(cluster.location.lat, cluster.location.lon)) if at_home else None,
        words=" ".join(
            (cluster.name, *cluster.aliases, cluster.id, place(cluster), cluster.sector, cluster.product)
        ),
    )


def states_of(cluster: Cluster) -> tuple[str, ...]:
    """The States of a cluster in India, else its country."""
    if cluster.country != HOME:
        return (cluster.country,)
    return tuple(part.strip() for part in cluster.state.split("/"))


def known(cluster: Cluster, field: str) -> bool:
    """Whether a record says anything under a heading."""
    value = getattr(cluster, field)
    return (
        any(getattr(value, theme) for theme in type(value).model_fields)
        if field == "problems"
        else bool(value)
    )


def measured(
    figures: Sequence[Figure], measure: Callable[[Figure], float | None]
) -> list[tuple[Figure, float]]:
    """The figures that a measure can be taken of, with the measure."""
    return [(each, found) for each in figures if (found := measure(each)) is not None]


def enterprises(figure: Figure) -> float | None:
    """The number of enterprises that a figure counts, the lower end of a range; None for anything else."""
    if OTHERS.search(figure.unit) or not ENTERPRISES.search(figure.unit):
        return None
    return lower_end(figure)


def crores(figure: Figure) -> float | None:
    """A figure in rupees as crores; None in another currency: nothing is converted here."""
    unit = next(
        (unit for unit in sorted(CRORES, key=len, reverse=True) if figure.unit.startswith(unit)), None
    )
    value = lower_end(figure)
    return None if unit is None or value is None else value * CRORES[unit]


def lower_end(figure: Figure) -> float | None:
    """The number of a figure, of a range the lower one; None for words."""
    value = figure.value[0] if isinstance(figure.value, tuple) else figure.value
    return None if isinstance(value, str) else float(value)


def dated(figure: Figure) -> str:
    """A figure with its unit and year."""
    return f"{amount(figure)} ({figure.year or 'undated'})"


def catalogue(rows: Sequence[ClusterRow]) -> Catalogue[ClusterRow]:
    """The filters and orders of the list."""
    places = sorted({(not row.at_home, state) for row in rows for state in row.states})
    sectors = sorted({row.sector for row in rows})
    kinds = sorted({row.kind for row in rows})
    return Catalogue(
        facets=(
            Facet("state", "State or country", lambda row: row.states, {state: state for _, state in places}),
            Facet(
                "sector", "Sector", lambda row: (row.sector,), {each: upper_first(each) for each in sectors}
            ),
            Facet("product", "Product", products, {}),
            Facet(
                "kind",
                "Kind of cluster",
                lambda row: (row.kind,),
                {each: upper_first(each) for each in kinds},
            ),
            Facet("known", "What is known", lambda row: row.known, KNOWN),
        ),
        orders=(
            Order("name", "Name", lambda row: by_name(row.name)),
            Order("firms", "Most enterprises first", lambda row: highest_first(row.firms_count, row.name)),
            Order(
                "turnover", "Highest turnover first", lambda row: highest_first(row.turnover_crore, row.name)
            ),
        ),
        words=lambda row: row.words,
    )


def products(row: ClusterRow) -> tuple[str, ...]:
    """The products of a cluster, one by one."""
    parts = re.split(r",\s*|\s+and\s+|;\s*", re.sub(r"\([^)]*\)", "", row.product))
    return tuple(part.strip() for part in parts if part.strip())


def find_clusters(book: Book, wanted: Wanted) -> Listing[ClusterRow]:
    """The clusters that fit, with counts."""
    rows = cluster_rows(book)
    return listing(rows, catalogue(rows), wanted)
