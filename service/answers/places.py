"""Places that the corpus knows by name: towns, and the special areas in which States lie."""

import csv
from collections.abc import Iterable
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
    try:
        with (places / "towns_lgd.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except FileNotFoundError:
        return []
    return [name for row in rows for name in (row["urban_body"], row["district"])]


def ordinary_words(named: Iterable[str]) -> frozenset[str]:
    """The words of general English that name nothing; a list of them holds the names of large towns, too."""
    return frozenset(english_words()) - (frozenset(map(fold, named)) - _WORDS_FIRST)


def special_areas(places: Path) -> dict[str, str]:
    """State to the name of the special area that it lies in, as the rules of schemes write it."""
    try:
        listed = yaml.safe_load((places / "area_categories.yaml").read_text("utf-8"))
    except FileNotFoundError:
        return {}
    named = (("north_east", "North East"), ("hill_states_msme", "hill State"))
    return {state: area for key, area in named for state in listed[key]["states"]}
