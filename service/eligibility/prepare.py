"""A caller's text made even for reading: one case, one script form, slips of the pen mended, every place kept."""

import importlib.util
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from service.eligibility.lexicon import lexicon

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_ODD = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u00a0": " ",
    "\u0964": ".",
    "\u0901": "\u0902",  # chandrabindu as anusvara
}
_DROPPED = frozenset("\u093c\u200b\u200c\u200d\ufeff")  # nukta and joiners: written or left out at will
_COMPOSED = dict(
    zip(
        "\u0958\u0959\u095a\u095b\u095c\u095d\u095e",
        "\u0915\u0916\u0917\u091c\u0921\u0922\u092b",
        strict=True,
    )
)
_SHORTEST, _TWO_SLIPS = 5, 8
_NUMBER_SIGN = re.compile(
    r"\b(?:udyam|registration|regn?|gst|phone|mobile|account|form|rcmc|iec|plot|licen[cs]e|file) no\."
)
"""Where "no." is short for number, and not a no."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The text as written, the same made even, and for each place in that where it stood (one more at the end)."""

    original: str
    clean: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``clean[start:end]`` stands in the original."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]


def prepare(text: str, keep: Collection[str] = ()) -> Prepared:
    """Lower the case, even out digits, signs and nuktas, and mend misspelt key words. Words in ``keep`` stand.

    Example: "Udyum ५० लाख" becomes "udyam 50 लाख".
    """
    pieces = [_even(sign) for sign in text]
    clean = "".join(pieces)
    origin = [at for at, piece in enumerate(pieces) for _ in piece]
    mended, places = _mended(_NUMBER_SIGN.sub(lambda match: match[0][:-3] + "nr ", clean), origin, keep)
    return Prepared(text, mended, (*places, len(text)))


def _even(sign: str) -> str:
    if sign in _DROPPED:
        return ""
    if "\u0966" <= sign <= "\u096f":
        return str(ord(sign) - 0x966)
    even = _COMPOSED.get(sign) or _ODD.get(sign) or sign.lower()
    return even if len(even) == 1 else sign


def _mended(clean: str, origin: list[int], keep: Collection[str]) -> tuple[str, list[int]]:
    parts, places, at = [], [], 0
    for match in _WORD.finditer(clean):
        better = None if match[0] in keep else _better(match[0])
        if better is None:
            continue
        parts += [clean[at : match.start()], better]
        places += origin[at : match.start()]
        last = match.end() - match.start() - 1
        places += [origin[match.start() + min(step, last)] for step in range(len(better))]
        at = match.end()
    return "".join([*parts, clean[at:]]), [*places, *origin[at:]]


@lru_cache(maxsize=4096)
def _better(word: str) -> str | None:
    """The key word that a misspelt word was meant to be; English words and key words stand as they are."""
    keywords = lexicon().keywords
    if len(word) < _SHORTEST or word in keywords or _english(word):
        return None
    slips = 2 if len(word) >= _TWO_SLIPS else 1
    near = ((OSA.distance(word, key, score_cutoff=slips), key) for key in keywords if key[0] == word[0])
    good = [(distance, key) for distance, key in near if distance <= slips]
    return min(good)[1] if good else None


def _english(word: str) -> bool:
    endings = ("", "s", "es", "ed", "d", "ing", "ly", "er", "ers")
    return any(word.removesuffix(ending) in english_words() for ending in endings if word.endswith(ending))


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Common English words, from the list that the symspellpy distribution carries; empty where it is missing."""
    return frozenset(_word_list())


def _word_list() -> Iterator[str]:
    spec = importlib.util.find_spec("symspellpy")
    if spec is None or not spec.submodule_search_locations:
        return
    path = Path(spec.submodule_search_locations[0]) / "frequency_dictionary_en_82_765.txt"
    fields = path.read_text(encoding="utf-8-sig").split()
    yield from fields[::2]
