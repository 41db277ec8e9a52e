"""The gazetteer: town → district → State → area categories, each area word by its own dated list."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from service.eligibility.values import Members

_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
RANKS = ("state", "district", "cluster_town", "town")
"""Kinds of place, the most certain reading of a name first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A name as it stands on the map. ``district`` is None for a State; ``name`` is the canonical spelling."""

    name: str
    kind: str
    state: str
    district: str | None


@dataclass(frozen=True, slots=True)
class LweList:
    """One dated list of districts affected by left-wing extremism, as (State, district) pairs."""

    valid_from: date | None
    words: str
    districts: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class AreaLists:
    """Who is inside each area word: whole States, single districts, and the lists' own dates.

    ``aspirational_unsure`` are districts cut out of a listed one, of which no source says whether they count.
    """

    states: Mapping[str, frozenset[str]]
    himalayan_districts: frozenset[tuple[str, str]]
    aspirational: Mapping[str, frozenset[str]]
    aspirational_unsure: frozenset[str]
    aspirational_edition: str
    lwe: tuple[LweList, ...]
    border_states: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """All places by normalised name, and the area lists. Equal only to itself."""

    names: Mapping[str, tuple[Place, ...]]
    districts: frozenset[tuple[str, str]]
    areas: AreaLists

    def find(self, name: str, state: str | None = None) -> tuple[Place, ...]:
        """The places of that name, of the most certain kind only, within ``state`` where it is given."""
        found = [place for place in self.names.get(normal(name), ()) if state in (None, place.state)]
        if not found:
            return ()
        best = min(RANKS.index(place.kind) for place in found)
        return tuple(place for place in found if RANKS.index(place.kind) == best)

    def state(self, name: str) -> str | None:
        """The canonical name of a State or Union Territory, or None."""
        return next((p.state for p in self.names.get(normal(name), ()) if p.kind == "state"), None)

    def district(self, name: str, state: str | None) -> tuple[Place, ...]:
        """The districts that a name can mean; a town counts for the district it lies in."""
        return tuple(place for place in self.find(name, state) if place.district)

    def membership(self, state: str | None, district: str | None, on: date) -> Members:
        """Which area categories a place is known to lie in and which it is known to lie outside of, on a day."""
        if state is None:
            return Members(frozenset(), frozenset())
        inside = {word for word, states in self.areas.states.items() if state in states}
        outside = set(self.areas.states) - inside - {"himalayan_state"}
        listed = {
            "himalayan_state": self._himalayan(state, district),
            "aspirational_district": self._aspirational(state, district),
            "lwe_district": self._lwe(state, district, on),
        }
        inside |= {word for word, answer in listed.items() if answer is True}
        outside |= {word for word, answer in listed.items() if answer is False}
        return Members(frozenset(inside), frozenset(outside))

    def _himalayan(self, state: str, district: str | None) -> bool | None:
        if state in self.areas.states["himalayan_state"]:
            return True
        if state not in {home for home, _ in self.areas.himalayan_districts}:
            return False
        return None if district is None else (state, district) in self.areas.himalayan_districts

    def _aspirational(self, state: str, district: str | None) -> bool | None:
        listed = self.areas.aspirational.get(state)
        if listed is None:
            return False
        if district is None or district in self.areas.aspirational_unsure:
            return None
        return district in listed

    def _lwe(self, state: str, district: str | None, on: date) -> bool | None:
        lists = self.areas.lwe
        if all(state != home for entry in lists for home, _ in entry.districts):
            return False
        if district is None:
            return None
        if (state, district) in lwe_list_of(lists, on).districts:
            return True
        return None if any((state, district) in entry.districts for entry in lists) else False


def lwe_list_of(lists: tuple[LweList, ...], on: date) -> LweList:
    """The named list in force on a day: the latest that had begun, else the oldest."""
    begun = [entry for entry in lists if entry.valid_from is not None and entry.valid_from <= on]
    return max(begun, key=lambda entry: entry.valid_from or date.min) if begun else lists[-1]


def normal(name: str) -> str:
    """A name as it is looked up: lower case, "&" as "and", nothing but letters, digits and single spaces."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", name.casefold().replace("&", " and ")).split())


def load(folder: Path, area_tables: Mapping[str, Any]) -> Gazetteer:
    """Read the place files of a corpus; ``area_tables`` is that part of ``facts.yaml``.

    Raises:
        OSError: a file is missing.
        KeyError: a file lacks a part it must have.
    """
    book = _read(folder / "districts.yaml")
    names: dict[str, list[Place]] = defaultdict(list)
    for place, spellings in _all_places(book, folder / "towns_lgd.csv"):
        for spelling in spellings:
            _enter(names[normal(spelling)], place)
    districts = frozenset(
        (state, entry["name"]) for state, row in book["states"].items() for entry in row["districts"]
    )
    areas = _areas(
        _read(folder / "area_categories.yaml"), _read(folder / "aspirational_districts.yaml"), area_tables
    )
    return Gazetteer({name: tuple(places) for name, places in names.items()}, districts, areas)


def _read(path: Path) -> Any:  # noqa: ANN401 -- YAML is anything until its reader has looked at it
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_YAML)  # noqa: S506 -- a safe loader, in C where there is one


def _enter(places: list[Place], place: Place) -> None:
    """Add a place unless the same spot stands there already: the curated lists are read first and win."""
    if not any((p.state, p.district) == (place.state, place.district) for p in places):
        if place.kind == "town" and any(p.kind == "cluster_town" and p.state == place.state for p in places):
            return  # the older town list still has the district of before a split
        places.append(place)


def _all_places(book: Mapping[str, Any], towns: Path) -> Iterator[tuple[Place, tuple[str, ...]]]:
    for state, row in book["states"].items():
        yield Place(state, "state", state, None), (state, row["code"], *(row.get("variants") or ()))
    for state, row in book["states"].items():
        for entry in row["districts"]:
            place = Place(entry["name"], "district", state, entry["name"])
            yield place, (entry["name"], *(entry.get("variants") or ()))
    for entry in book["towns"]:
        place = Place(entry["town"], "cluster_town", entry["state"], entry["district"])
        yield place, (entry["town"], *(entry.get("variants") or ()))
    with towns.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name = re.sub(r"\s*\(.*\)$", "", row["urban_body"])
            yield Place(name.title(), "town", row["state"], row["district"]), (name,)


def _areas(words: Mapping[str, Any], aspirational: Mapping[str, Any], tables: Mapping[str, Any]) -> AreaLists:
    himalayan = words["himalayan"]
    states = {
        "north_east": frozenset(words["north_east"]["states"]),
        "hill_state": frozenset(tables["hill_state"]),
        "himalayan_state": frozenset(himalayan["states"]),
        "island": frozenset(words["island"]["states"]),
        **{name: frozenset(tables[name]) for name in ("jk", "ladakh", "himachal", "uttarakhand")},
    }
    rows = aspirational["states"]
    return AreaLists(
        states=states,
        himalayan_districts=frozenset(_pairs(himalayan["districts"])),
        aspirational={
            state: frozenset(entry["name"] for entry in row["districts"]) for state, row in rows.items()
        },
        aspirational_unsure=frozenset(_unsure(rows)),
        aspirational_edition=str(aspirational["list_edition"]),
        lwe=tuple(_lwe_lists(words["lwe"]["lists"])),
        border_states=frozenset(words["border"]["states"]),
    )


def _pairs(by_state: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    return ((state, district) for state, districts in by_state.items() for district in districts)


def _unsure(rows: Mapping[str, Any]) -> Iterator[str]:
    """Districts of which a note says that they were cut out of a listed one and that their status is not sourced."""
    for row in rows.values():
        for entry in row["districts"]:
            cut = re.search(r"(\w+) was cut out.*not sourced", entry.get("note") or "", re.S)
            if cut:
                yield cut[1]


def _lwe_lists(rows: Iterable[Mapping[str, Any]]) -> Iterator[LweList]:
    """The lists that name their districts, the latest first, as the file has them."""
    groups = (
        "affected",
        "most_affected",
        "district_of_concern",
        "districts_of_concern",
        "other",
        "districts",
    )
    for row in rows:
        pairs = frozenset(pair for group in groups for pair in _named(row.get(group)))
        if pairs:
            yield LweList(_valid_from(row), str(row["valid_from"]), pairs)


def _valid_from(row: Mapping[str, Any]) -> date | None:
    words = str(row["valid_from"])
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        return date.fromisoformat(words)
    return date(2026, 4, 1) if row.get("latest") else None  # "after March 2026 (day not seen)"


def _named(group: object) -> Iterator[tuple[str, str]]:
    """The districts of a group; some lists give only a number, which names none."""
    return _pairs(group) if isinstance(group, Mapping) else iter(())
