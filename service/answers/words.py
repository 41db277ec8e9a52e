"""Words of questions and passages: cutting, stemming, and how rare each word is in the library."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache

import snowballstemmer

# Letters and digits of any script with its vowel signs, so that a Devanagari word is never cut at a vowel sign.
_WORD = re.compile(r"[^\W_](?:[\w\u0900-\u097f]|(?<=\d)[.,](?=\d))*", re.UNICODE)
_ENGLISH = snowballstemmer.stemmer("english")

STOP = frozenset(
    """a an and any are as at be been being but by can could did do does doing done each for from get gets give gives
    given got had has have having he her here him his how i if in into is it its just let like made make many me might
    more most much must my need no nor not of off on once one only or other our out over own per please pls put said
    same say says shall she should so some such take tell than that the their them then there these they this those to
    too under up upon us use used very was we were what when where which while who whom whose why will with would you
    your yours about after all also am between both during else ever every few further because before below again
    against across among around within without cant dont doesnt isnt""".split()
)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, one Unicode form, Devanagari digits as ASCII ones, no soft hyphens or joiners."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub("[\u00ad\u200b-\u200f\ufeff]", "", text)
    return text.translate({0x0966 + n: str(n) for n in range(10)})


def words(text: str) -> list[str]:
    """All words and numbers of a text, folded, in order; ``1,250`` becomes ``1250``."""
    return [match.replace(",", "") for match in _WORD.findall(fold(text))]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The English stem of a folded word; words with other letters or digits stay as they are."""
    return str(_ENGLISH.stemWord(word)) if word.isascii() and word.isalpha() else word


def stems(text: str) -> list[str]:
    """Stems of all words of a text, in order."""
    return [stem(word) for word in words(text)]


@lru_cache(maxsize=100_000)
def stem_set(text: str) -> frozenset[str]:
    """The stems of a text's words; kept, since the same sentences are weighed for many questions."""
    return frozenset(stems(text))


def content(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, each once."""
    kept = (stem(word) for word in words(text) if word not in STOP and (len(word) > 1 or word.isdigit()))
    return list(dict.fromkeys(kept))


class Rarity:
    """How rare each word is among the passages of a library."""

    def __init__(self, texts: Iterable[str]) -> None:
        frequency: Counter[str] = Counter()
        surface: Counter[str] = Counter()
        count = 0
        for text in texts:
            found = set(words(text))
            frequency.update({stem(word) for word in found})
            surface.update(found)
            count += 1
        self._frequency, self._count = frequency, count
        self.surface: Mapping[str, int] = surface

    def knows(self, stemmed: str) -> bool:
        """Whether any passage holds the word."""
        return stemmed in self._frequency

    def weight(self, stemmed: str) -> float:
        """Inverse document frequency, from about 0 (in every passage) to log(passages) (in none)."""
        return math.log((self._count + 1) / (self._frequency.get(stemmed, 0) + 0.5))

    def coverage(self, wanted: Iterable[str], present: Container[str]) -> float:
        """Share of the wanted stems' weight that is present, 0 to 1; 0 where nothing was wanted."""
        weights = {name: self.weight(name) for name in wanted}
        total = sum(weights.values())
        return sum(w for name, w in weights.items() if name in present) / total if total else 0.0
