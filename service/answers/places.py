"""Places that the corpus knows by name: towns, and the special areas in which States lie."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from service.answers.spelling import english_words
from service.answers.words import fold

# Towns whose name is more often a word: a question with "along" in it is not about the town in Arunachal Pradesh.
_WORDS_FIRST = frozenset(
    """along bass salon bali begun wellington samba highways bissau mango vita patti weir moth tundra amour kari dang
    erich dhaka agar bally bari lala dalhousie aron tala rath rani wadi raver oran margherita saran anta sadat auras
    lathi nagari kadi sakti""".split()
)


def towns(places: Path) -> list[str]:
    """Names of towns and districts from the gazetteer of the corpus; none where it has no gazetteer."""
    return [name for _, *both in _gazetteer(places) for name in both]


def _gazetteer(places: Path) -> list[tuple[str, str, str]]:
    """State, town and district of each line of the gazetteer; none where there is none."""
    try:
        with (places / "towns_lgd.csv").open(encoding="utf-8", newline="") as lines:
            return [(row["state"], row["urban_body"], row["district"]) for row in csv.DictReader(lines)]
    except FileNotFoundError:
        return []


def ordinary_words(named: Iterable[str]) -> frozenset[str]:
    """The words of general English that name nothing; a list of them holds the names of large towns, too."""
    return frozenset(english_words()) - (frozenset(map(fold, named)) - _WORDS_FIRST)


# Lists of States to the name of the area as the rules of schemes write it; a State has the first that names it.
_LISTS = (
    ("north_east", "North East"),
    ("hill_states_msme", "hill State"),
    ("himalayan", "Himalayan State"),
    ("island", "island"),
)
ASPIRATIONAL = "aspirational district"
AREAS = (*(area for _, area in _LISTS), ASPIRATIONAL)
# What people call a State, for the State; a name of the list itself is left as it is.
_SHORT = {
    "Himachal": "Himachal Pradesh",
    "Arunachal": "Arunachal Pradesh",
    "J&K": "Jammu and Kashmir",
    "J & K": "Jammu and Kashmir",
    "Jammu & Kashmir": "Jammu and Kashmir",
    "Uttaranchal": "Uttarakhand",
    "Tamilnadu": "Tamil Nadu",
    "Andaman & Nicobar Islands": "Andaman and Nicobar Islands",
    "Andaman & Nicobar": "Andaman and Nicobar Islands",
    "Andaman and Nicobar": "Andaman and Nicobar Islands",
    "Andamans": "Andaman and Nicobar Islands",
    "Andaman": "Andaman and Nicobar Islands",
}
# Two letters are a State in capitals alone, and beside a word for where: "in UP", "UP me".
_CODES = {
    "HP": "Himachal Pradesh",
    "JK": "Jammu and Kashmir",
    "UP": "Uttar Pradesh",
    "MP": "Madhya Pradesh",
    "AP": "Andhra Pradesh",
    "TN": "Tamil Nadu",
}
_STATE = re.compile(
    rf"(?<!\w)({'|'.join(map(re.escape, sorted({*_SHORT, *_SHORT.values()}, key=len, reverse=True)))})(?!\w)",
    re.IGNORECASE,
)
_CODE = re.compile(
    rf"(?<=\b[Ii][Nn] )({'|'.join(_CODES)})\b|\b({'|'.join(_CODES)})(?= (?:me|mein|mai|में)(?!\w))"
)
_FULL = {short.casefold(): state for short, state in _SHORT.items()}


def full_names(text: str) -> str:
    """The text with States called by their whole names: "Himachal" and "in HP" for Himachal Pradesh."""
    text = _STATE.sub(lambda found: _FULL.get(found[1].casefold(), found[1]), text)
    return _CODE.sub(lambda found: _CODES[found[0]], text)


def special_areas(places: Path) -> dict[str, str]:
    """State to the name of the special area that it lies in, as the rules of schemes write it."""
    try:
        listed = yaml.safe_load((places / "area_categories.yaml").read_text("utf-8"))
    except FileNotFoundError:
        return {}
    found: dict[str, str] = {}
    for key, area in _LISTS:
        found |= {state: area for state in listed[key]["states"] if state not in found}
    return found


def local_areas(places: Path, ordinary: frozenset[str]) -> dict[str, Mapping[str, str]]:
    """Folded names of districts and towns in special areas, each to its States, and these to the area, "" for none.

    A name that is an ordinary word is left out. Aurangabad lies in an aspirational district in Bihar, and in none in
    Maharashtra: a name alone tells the area only where all its States agree.
    """
    states, aspirational = special_areas(places), aspirational_districts(places)
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for state, town, district in _gazetteer(places):
        area = states.get(state, "")
        inside = ASPIRATIONAL if (state, fold(district)) in aspirational else ""
        found[fold(district)][state] = area or inside
        found[fold(town)].setdefault(state, area or inside)
    for state, district in aspirational:
        found[district][state] = states.get(state) or ASPIRATIONAL
    return {name: held for name, held in found.items() if any(held.values()) and name not in ordinary}


def aspirational_districts(places: Path) -> frozenset[tuple[str, str]]:
    """State and folded name of each aspirational district, in each of its spellings."""
    try:
        listed = yaml.safe_load((places / "aspirational_districts.yaml").read_text("utf-8"))
    except FileNotFoundError:
        return frozenset()
    return frozenset(
        (state, fold(name))
        for state, row in listed["states"].items()
        for entry in row["districts"]
        for name in (entry["name"], *(entry.get("variants") or ()))
    )
