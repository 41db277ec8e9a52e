"""Names of places, in lower case: towns and districts of India, and where the known clusters lie."""

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import yaml

from service.answers.places import ordinary_words, towns
from service.answers.words import fold, words
from service.browse.book import reader

SHORTEST = 4  # letters
CONTINENTS = frozenset({"Africa", "America", "Asia", "Australia", "Europe", "Pacific"})
NO_CITIES = frozenset({"calcutta", "center", "easter", "jersey", "kolkata", "midway", "oral", "wake"})
NO_NAMES = frozenset({"islands", "west", "nagar", "haveli"})  # parts of names of States that name none alone


@lru_cache(maxsize=2)
def place_names(corpus: Path) -> frozenset[str]:
    """Towns, districts and places of known clusters in lower case, without those that are ordinary words."""
    clusters = [held.record for held in reader(corpus).current().clusters.values()]
    known = [word for each in clusters for word in re.findall(r"[A-Z]\w+", f"{each.name} {each.district}")]
    named = [fold(name) for name in (*towns(corpus / "places"), *known)]
    plain = ordinary_words(named)
    return frozenset(name for name in named if len(name) >= SHORTEST and name not in plain)


@lru_cache(maxsize=2)
def craft_words(corpus: Path) -> frozenset[str]:
    """Words of crafts and trades in English and Latin letters, from the glossary; none where it has no such file."""
    try:
        told = yaml.safe_load((corpus / "glossary" / "crafts.yaml").read_text("utf-8"))
    except FileNotFoundError:
        return frozenset()
    lines = (line for group in told["groups"].values() for line in group)
    return frozenset(
        word for line in lines for word in words(line) if word.isascii() and len(word) >= SHORTEST
    )


@lru_cache(maxsize=1)
def cities() -> frozenset[str]:
    """Foreign cities in lower case, of one word: those that time zones are named after."""
    from babel.core import get_global

    parts = (name.split("/") for name in get_global("zone_territories"))
    named = (part[-1].lower() for part in parts if part[0] in CONTINENTS)
    return frozenset(name for name in named if len(name) >= SHORTEST and name.isalpha()) - NO_CITIES


@lru_cache(maxsize=2)
def state_names(corpus: Path) -> frozenset[str]:
    """Words of the names of States in lower case ("kashmir"), those of one State alone; none without a gazetteer."""
    try:
        listed = yaml.safe_load((corpus / "places" / "districts.yaml").read_text("utf-8"))["states"]
    except FileNotFoundError:
        return frozenset()
    counts = Counter(word for name in listed for word in set(words(name)) if len(word) >= SHORTEST)
    return frozenset(word for word, count in counts.items() if count == 1) - NO_NAMES
