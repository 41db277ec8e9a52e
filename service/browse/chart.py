"""A map without tiles: towns as faint dots give the country's shape, clusters are marked upon it.

No boundary is drawn. The projection is plain: degrees times a scale, narrowed by the cosine of the middle latitude.
"""

import csv
import math
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import CatalogueError

FILE = "town_points.csv"
SOUTH, NORTH, WEST, EAST = 6.0, 36.0, 67.0, 98.5
SCALE = 20.0
SQUEEZE = math.cos(math.radians((SOUTH + NORTH) / 2))
WIDTH = round((EAST - WEST) * SCALE * SQUEEZE)
HEIGHT = round((NORTH - SOUTH) * SCALE)


@dataclass(frozen=True, slots=True)
class Point:
    """A place in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, in the units of its view box, from the top left."""

    x: float
    y: float


def town_points(places: Path) -> tuple[Point, ...]:
    """Read the towns that give the map its shape; none where the corpus has no such list.

    Raises:
        CatalogueError: a row has no usable place.
    """
    path = places / FILE
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as lines:
        try:
            return tuple(Point(float(row["lat"]), float(row["lon"])) for row in csv.DictReader(lines))
        except (KeyError, TypeError, ValueError) as error:
            raise CatalogueError(
                f"{path}: a row has no usable lat and lon ({error}). Each row is: town,lat,lon."
            ) from error


def spot(place: Point) -> Spot | None:
    """Put a place on the map; None where it lies outside its frame."""
    if not (SOUTH <= place.lat <= NORTH and WEST <= place.lon <= EAST):
        return None
    return Spot(round((place.lon - WEST) * SCALE * SQUEEZE, 1), round((NORTH - place.lat) * SCALE, 1))


def towns_svg(towns: tuple[Point, ...]) -> str:
    """Draw the towns as a picture of its own, in a grey that shows on light and on dark."""
    spots = (found for found in map(spot, towns) if found)
    dots = "".join(f"M{found.x:g} {found.y:g}h0" for found in spots)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="{dots}" fill="none" stroke="#8a979c" stroke-opacity=".55" stroke-width="3.6" '
        'stroke-linecap="round"/></svg>'
    )
