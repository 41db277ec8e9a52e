"""Cases on the map of the browse room: numbered as the table has them, with those that have no place on it named."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.browse.chart import Point, Spot, spot
from service.precedents.records import Precedent


@dataclass(frozen=True, slots=True)
class Placed:
    """A case with its number in the table, from 1; ``spot`` is None where the map does not show its place."""

    number: int
    title: str
    place: str
    address: str
    spot: Spot | None


def placed(cases: Sequence[Precedent]) -> tuple[Placed, ...]:
    """Put cases on the map, in their order. Cases that lie nearly at one spot are moved apart, to be told apart."""
    taken: list[Spot] = []
    made = []
    for number, case in enumerate(cases, 1):
        at = None
        if case.lat is not None and case.lon is not None:
            at = spot(Point(case.lat, case.lon))
        if at is not None:
            at = beside(at, taken)
            taken.append(at)
        made.append(Placed(number, case.title, case.place, case.address, at))
    return tuple(made)


def beside(wanted: Spot, taken: Sequence[Spot], apart: float = 16.0) -> Spot:
    """A spot, or the next free one to its right."""
    found = wanted
    while any(abs(found.x - other.x) < apart and abs(found.y - other.y) < apart for other in taken):
        found = Spot(round(found.x + apart, 1), found.y)
    return found
