"""What a scheme's area words mean: the dated lists that stand beside the records, said as sentences."""

from functools import cache
from pathlib import Path

from ingest.sheets.load import load_record
from ingest.sheets.models import Record
from ingest.sheets.names import AREAS
from ingest.sheets.phrases import citation
from ingest.sheets.reference_models import AreaList, AreaWords
from ingest.sheets.scheme_models import Component, FactTest, Scheme
from ingest.sheets.words import listing

FILE = Path("places") / "area_categories.yaml"


def special_areas(record: Record, path: Path) -> list[str]:
    """Say for each area word of a scheme which States it is read as; empty where no list stands beside."""
    if not isinstance(record, Scheme):
        return []
    found = next((parent / FILE for parent in path.resolve().parents if (parent / FILE).is_file()), None)
    if found is None:
        return []
    lists = area_lists(found)
    used = {str(area) for component in record.components for area in areas_used(component)}
    return [f"for {record.title_short}, {said}" for area, said in lists.items() if area in used]


def areas_used(component: Component) -> set[object]:
    """Collect the area codes that a component's rules and conditions test."""
    tests: list[FactTest] = [test for rule in component.grant_rules for test in rule.when]
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
    loaded = load_record(path)
    assert loaded is not None
    words = loaded[1]
    assert isinstance(words, AreaWords)
    said = {
        "north_east": read_as(words, "north_east", words.north_east),
        "hill_state": read_as(words, "hill_state", words.hill_states_msme),
        "himalayan_state": read_as(words, "himalayan_state", words.himalayan),
        "island": read_as(words, "island", words.island),
    }
    said["aspirational_district"] = (
        f"aspirational districts are the {words.aspirational.count} districts of the Aspirational Districts "
        "Programme (NITI Aayog, list of July 2023)"
    )
    said["lwe_district"] = (
        "no source says which list of districts affected by left-wing extremism (LWE) counts"
    )
    return said


def read_as(words: AreaWords, area: str, states: AreaList) -> str:
    """Say the States of one list, with its sources."""
    verb = "are" if AREAS[area].endswith("s") else "is"
    doubt = "; Ladakh, then a part of Jammu and Kashmir, is not named" if area == "hill_state" else ""
    return f"{AREAS[area]} {verb} read here as {listing(states.states)}{doubt} {citation(words.cited(), states.source)}"
