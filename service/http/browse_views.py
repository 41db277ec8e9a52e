"""The pages of the browse room: each list and each record with what the frame of the site needs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Generic, TypeVar

from service.browse.agencies import AgenciesPage
from service.browse.chart import HEIGHT, WIDTH, Spot
from service.browse.cluster_page import ClusterPage
from service.browse.clusters import ClusterRow
from service.browse.facets import Listing, Select, Wanted
from service.browse.scheme_page import SchemePage
from service.browse.schemes import SchemeRow
from service.browse.works import WorkPage, WorkRow
from service.http import links

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address of the list without it."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class ListView(Generic[Row]):
    """What all lists share: the form with its counts, what is on, and the rows that fit."""

    address: str
    wanted: Wanted
    selects: tuple[Select, ...]
    orders: tuple[tuple[str, str, bool], ...]
    chips: tuple[Chip, ...]
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A cluster on the map."""

    spot: Spot
    name: str
    href: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """The map: the address of the picture of towns, and the clusters upon it."""

    towns: str
    marks: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class SchemesView:
    """The list of schemes."""

    template: ClassVar[str] = "browse/schemes.html"
    section: ClassVar[str] = "/schemes"

    list: ListView[SchemeRow]
    title: str = "Schemes"


@dataclass(frozen=True, slots=True)
class SchemeView:
    """One scheme. ``check_href`` leads to the questions that tell whether one qualifies."""

    template: ClassVar[str] = "browse/scheme.html"
    section: ClassVar[str] = "/schemes"

    title: str
    scheme: SchemePage
    check_href: str
    ask_href: str
    sheet_href: str


@dataclass(frozen=True, slots=True)
class ClustersView:
    """The list of clusters with their map; ``off_map`` names those whose place the map does not show."""

    template: ClassVar[str] = "browse/clusters.html"
    section: ClassVar[str] = "/clusters"

    list: ListView[ClusterRow]
    chart: Chart
    off_map: tuple[ClusterRow, ...]
    title: str = "Clusters"


@dataclass(frozen=True, slots=True)
class ClusterView:
    """One cluster; ``chart`` is None where the map does not show its place."""

    template: ClassVar[str] = "browse/cluster.html"
    section: ClassVar[str] = "/clusters"

    title: str
    cluster: ClusterPage
    chart: Chart | None
    check_href: str
    ask_href: str
    sheet_href: str


@dataclass(frozen=True, slots=True)
class WorksView:
    """The list of works."""

    template: ClassVar[str] = "browse/works.html"
    section: ClassVar[str] = "/clusters"

    list: ListView[WorkRow]
    title: str = "Works on clusters"


@dataclass(frozen=True, slots=True)
class WorkView:
    """One work."""

    template: ClassVar[str] = "browse/work.html"
    section: ClassVar[str] = "/clusters"

    title: str
    work: WorkPage
    ask_href: str
    sheet_href: str


@dataclass(frozen=True, slots=True)
class AgenciesView:
    """Who works in which area."""

    template: ClassVar[str] = "browse/agencies.html"
    section: ClassVar[str] = "/clusters"

    agencies: AgenciesPage
    title: str = "Who helps clusters with what"


def list_view(address: str, wanted: Wanted, found: Listing[Row]) -> ListView[Row]:
    """Make a list's view from what was asked and what was found."""
    return ListView(
        address=address,
        wanted=wanted,
        selects=found.selects,
        orders=found.orders,
        chips=chips(address, wanted, found.selects),
        rows=found.rows,
        total=found.total,
    )


def chips(address: str, wanted: Wanted, selects: Sequence[Select]) -> tuple[Chip, ...]:
    """One chip for each filter that is on, and for the words."""
    made = [Chip(f"“{wanted.words}”", href(address, replace(wanted, words="")))] if wanted.words else []
    for select in selects:
        for choice in (each for each in select.choices if each.chosen):
            left = tuple(pair for pair in wanted.filters if pair[0] != select.name)
            made.append(Chip(f"{select.label}: {choice.name}", href(address, replace(wanted, filters=left))))
    return tuple(made)


def href(address: str, wanted: Wanted) -> str:
    """The address of a list with all that is asked of it."""
    pairs = [("q", wanted.words), *wanted.filters, ("sort", wanted.sort)]
    query = links.query([(name, value) for name, value in pairs if value])
    return f"{address}?{query}" if query else address


def check_href(**facts: str | None) -> str:
    """The address of the questions that tell whether one qualifies, with what is known filled in."""
    known = [(name, value) for name, value in facts.items() if value]
    return "/assess" + (f"?{links.query(known)}" if known else "")


def marks(rows: Sequence[ClusterRow], here: str = "") -> tuple[Mark, ...]:
    """The clusters that have a place on the map; ``here`` is the one that the page is about, drawn last."""
    made = [
        Mark(row.spot, row.name, f"/clusters/{row.id}", row.id == here)
        for row in rows
        if row.spot is not None
    ]
    return tuple(sorted(made, key=lambda mark: mark.here))
