"""What a scheme's area words mean: the dated lists that stand beside the records, said as sentences."""

from functools import cache
from pathlib import Path

from ingest.sheets.load import read_yaml
from ingest.sheets.models import Component, Record, Scheme, Test
from ingest.sheets.names import AREAS
from ingest.sheets.words import listing

FILE = Path("places") / "area_categories.yaml"
LISTED = {
    "north_east": "north_east",
    "hill_state": "hill_states_msme",
    "himalayan_state": "himalayan",
    "island": "island",
}


def special_areas(record: Record, path: Path) -> list[str]:
    """Say for each area word of a scheme which States it is read as; empty where no list stands beside."""
    if not isinstance(record, Scheme):
        return []
    found = next((parent / FILE for parent in path.resolve().parents if (parent / FILE).is_file()), None)
    if found is None:
        return []
    lists = area_lists(found)
    used = sorted({str(area) for component in record.components for area in areas_used(component)})
    return [f"for {record.title_short}, {lists[area]}" for area in used if area in lists]


def areas_used(component: Component) -> set[object]:
    """Collect the area codes that a component's rules and conditions test."""
    tests: list[Test] = [test for rule in component.grant_rules for test in rule.when]
    tests += [test for condition in component.conditions for test in (condition, *condition.only_if)]
    tests += [test for extra in component.share_additions for test in extra.any_of]
    return {
        value
        for test in tests
        if test.field == "area_categories" and isinstance(test.value, tuple)
        for value in test.value
    }


@cache
def area_lists(path: Path) -> dict[str, str]:
    """Read the lists once and say each as a clause with its sources."""
    content = read_yaml(path)
    assert isinstance(content, dict)
    said = {
        area: f"{AREAS[area]} {'are' if AREAS[area].endswith('s') else 'is'} read here as "
        f"{listing(content[key]['states'])} {source_names(content, content[key]['source'])}"
        for area, key in LISTED.items()
    }
    said["aspirational_district"] = (
        f"aspirational districts are the {content['aspirational']['count']} districts of the Aspirational "
        "Districts Programme (NITI Aayog, list of July 2023)"
    )
    said["lwe_district"] = (
        "no source says which list of districts affected by left-wing extremism (LWE) counts"
    )
    return said


def source_names(content: dict[str, dict[str, dict[str, object]]], keys: list[str]) -> str:
    """Name the sources of a list in brackets."""
    named = [content["sources"][key] for key in keys]
    return "(" + "; ".join(f"{each['publisher']}, {each['year'] or 'undated'}" for each in named) + ")"
