"""Spelling: words that the corpus does not know, brought to the corpus word that was meant.

A correctly spelt English word is never bent, whether the corpus has it or not: otherwise a question about passports
or the Pleiades would turn into one about clusters.
"""

import importlib.util
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from service.answers.sounds import sound_key

_SHORTEST = 4
_WORD_LIST = "frequency_dictionary_en_82_765.txt"


@lru_cache(maxsize=1)
def english_words() -> Mapping[str, int]:
    """General English: word to frequency in print. The list is the one that the symspellpy distribution carries."""
    spec = importlib.util.find_spec("symspellpy")
    if spec is None or not spec.submodule_search_locations:
        return {}
    path = Path(spec.submodule_search_locations[0]) / _WORD_LIST
    fields = path.read_text(encoding="utf-8-sig").split()
    return dict(zip(fields[::2], map(int, fields[1::2]), strict=True))
