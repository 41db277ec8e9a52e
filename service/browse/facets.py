"""Filters with counts, words to search for and an order: the same for every list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
Key = tuple[bool, float, str]


@dataclass(frozen=True, slots=True)
class Facet(Generic[Row]):
    """One filter: its parameter, its label, the values of a row, and the names of values."""

    name: str
    label: str
    values: Callable[[Row], Sequence[str]]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Order(Generic[Row]):
    """One way to sort; a row without a value (``key`` gives True first) comes last."""

    name: str
    label: str
    key: Callable[[Row], Key]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter and how many rows it would leave, all other filters as they are."""

    value: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A filter as the page shows it."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Catalogue(Generic[Row]):
    """A kind of list: its filters, its orders (the first is the usual one), and the words of a row."""

    facets: tuple[Facet[Row], ...]
    orders: tuple[Order[Row], ...]
    words: Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a list: words, an order's name, and a value for some filters. Blank asks for nothing."""

    words: str = ""
    sort: str = ""
    filters: tuple[tuple[str, str], ...] = ()

    def value(self, facet: str) -> str:
        """The value asked of one filter, blank for any."""
        return dict(self.filters).get(facet, "")


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """The rows that fit, in order, with every filter's counts; ``orders`` = (name, label, is it the present)."""

    rows: tuple[Row, ...]
    selects: tuple[Select, ...]
    orders: tuple[tuple[str, str, bool], ...]
    total: int


def listing(rows: Sequence[Row], catalogue: Catalogue[Row], wanted: Wanted) -> Listing[Row]:
    """Filter, count and sort. An order that is not known is the usual one."""
    found = [row for row in rows if said(row, catalogue, wanted.words)]
    orders = {order.name: order for order in catalogue.orders}
    order = orders.get(wanted.sort, catalogue.orders[0])
    kept = [row for row in found if fits(row, catalogue.facets, wanted)]
    return Listing(
        rows=tuple(sorted(kept, key=order.key)),
        selects=tuple(select(facet, found, catalogue, wanted) for facet in catalogue.facets),
        orders=tuple((each.name, each.label, each is order) for each in catalogue.orders),
        total=len(rows),
    )


def said(row: Row, catalogue: Catalogue[Row], words: str) -> bool:
    """Whether every word asked for stands in a row."""
    text = catalogue.words(row).casefold()
    return all(word in text for word in words.casefold().split())


def fits(row: Row, facets: Sequence[Facet[Row]], wanted: Wanted) -> bool:
    """Whether a row has the value asked for in each of these filters."""
    return all(wanted.value(facet.name) in facet.values(row) for facet in facets if wanted.value(facet.name))


def select(facet: Facet[Row], found: Sequence[Row], catalogue: Catalogue[Row], wanted: Wanted) -> Select:
    """Count each value of a filter among the rows that all other filters leave."""
    others = [each for each in catalogue.facets if each.name != facet.name]
    left = [row for row in found if fits(row, others, wanted)]
    counts: dict[str, int] = {}
    for value in (value for row in left for value in dict.fromkeys(facet.values(row))):
        counts[value] = counts.get(value, 0) + 1
    chosen = wanted.value(facet.name)
    if chosen:
        counts.setdefault(chosen, 0)
    return Select(facet.name, facet.label, tuple(ordered(facet, counts, chosen)))


def ordered(facet: Facet[Row], counts: Mapping[str, int], chosen: str) -> list[Choice]:
    """Order the values of a filter: as its names stand, then by the alphabet."""
    place = {value: number for number, value in enumerate(facet.names)}
    values = sorted(counts, key=lambda value: (place.get(value, len(place)), value.casefold()))
    return [Choice(v, facet.names.get(v, v), counts[v], v == chosen) for v in values]


def by_name(name: str) -> Key:
    """Sort by name."""
    return (False, 0.0, name.casefold())


def highest_first(value: float | None, name: str) -> Key:
    """Sort by a figure, the highest first and those without one last."""
    return (value is None, -(value or 0.0), name.casefold())
