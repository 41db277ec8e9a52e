"""Spelling: words that the corpus does not know, brought to the corpus word that was meant.

A correctly spelt English word is never bent, whether the corpus has it or not: otherwise a question about passports
or the Pleiades would turn into one about clusters.
"""

import importlib.util
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from service.answers.sounds import sound_key

_WORD_LIST = "frequency_dictionary_en_82_765.txt"
_SHORTEST = 5  # letters; shorter words have too many neighbours
_LONG_BY_SOUND = 7  # letters; from here on words alike in sound may differ in one letter more
_TWO_SLIPS_FROM = 9  # letters; a second slip is only believed in long words
# What is asked, as short messages clip it: "hw mch grnt", "aply".
_ASKING = tuple(
    """how what when where which who much many grant scheme apply amount money loan limit date last documents papers
    share percent subsidy minimum maximum members interest eligible deadline help form please open closed
    contact number website thanks hello portal process project cluster machine common facility""".split()
)
_CLIPPED_SLIP = 5  # letters of a word of asking that is known with one letter missing
_INFLECTIONS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers")


@lru_cache(maxsize=1)
def _clippings() -> Mapping[str, str]:
    """Words of asking without their vowels, where no two share what is left, and those with one letter missing."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word in _ASKING:
        bare = word[0] + "".join(letter for letter in word[1:] if letter not in "aeiou")
        short = {bare} - {word}
        if len(word) >= _CLIPPED_SLIP:
            short |= {word[:at] + word[at + 1 :] for at in range(1, len(word))}
        for one in short:
            found[one].add(word)
    return {one: words.pop() for one, words in found.items() if len(words) == 1 and len(one) > 1}


def clipped(word: str) -> str | None:
    """The word of asking that a short message clips so; None for any other."""
    return _clippings().get(word)


@lru_cache(maxsize=1)
def english_words() -> Mapping[str, int]:
    """General English: word to frequency in print. The list is the one that the symspellpy distribution carries."""
    spec = importlib.util.find_spec("symspellpy")
    if spec is None or not spec.submodule_search_locations:
        return {}
    path = Path(spec.submodule_search_locations[0]) / _WORD_LIST
    fields = path.read_text(encoding="utf-8-sig").split()
    return dict(zip(fields[::2], map(int, fields[1::2]), strict=True))


class Speller:
    """Corrects misspelt words towards the vocabulary of one corpus.

    Args:
        vocabulary: Corpus words in lower case to the number of documents (or passages) that have them. A word with
            a hyphen (mse-cdp) is found without it, too.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary

    def correct(self, word: str) -> str | None:
        """The corpus word that was meant, or None where the word stands, or nothing near enough is known.

        Words alike in sound come first (badohi: bhadohi), then one slip of the pen, two in long words; of equally
        near words the more frequent wins. Where a general English word is nearer, the word was meant to be that one.
        """
        plain = word.lower()
        if (meant := clipped(plain)) and plain not in self._vocabulary and plain not in english_words():
            return meant
        if len(plain) < _SHORTEST or not plain.isalpha() or self._stands(plain):
            return None
        return self._unhyphened.get(plain) or self._nearest(plain)

    def _stands(self, word: str) -> bool:
        """Whether the word is spelt right: a corpus word, an English word, or an ending on one of them."""
        words = (word, *(word.removesuffix(ending) for ending in _INFLECTIONS if word.endswith(ending)))
        return any(known in self._vocabulary or known in english_words() for known in words)

    def _nearest(self, word: str) -> str | None:
        """The best of the near corpus words, unless an English word outside the corpus is nearer."""
        slips = 1 + (len(word) >= _TWO_SLIPS_FROM)
        key = sound_key(word)
        best = min(self._candidates(word, key, slips), default=None)
        if best is None or self._outdone(word, best[0], slips):
            return None
        return best[2]

    def _candidates(self, word: str, key: str, slips: int) -> Iterator[tuple[int, int, str]]:
        """Near corpus words as (distance, minus documents, word); the same sound counts as no slip."""
        leeway = slips + (len(word) >= _LONG_BY_SOUND)
        for near in self._by_sound.get(key, ()):
            if OSA.distance(word, near, score_cutoff=leeway) <= leeway:
                yield 0, -self._vocabulary[near], near
        for near in _neighbours(self._by_shape, word, slips):
            distance = OSA.distance(word, near, score_cutoff=slips)
            if distance <= slips:
                yield distance, -self._vocabulary[near], near

    def _outdone(self, word: str, distance: int, slips: int) -> bool:
        """Whether a general English word that the corpus lacks is nearer than ``distance``."""
        reach = min(distance - 1, slips)
        near = _neighbours(_english_by_shape(), word, reach) if reach > 0 else ()
        return any(OSA.distance(word, other, score_cutoff=reach) <= reach for other in near)

    @cached_property
    def _unhyphened(self) -> dict[str, str]:
        return {word.replace("-", ""): word for word in self._vocabulary if "-" in word}

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        """Corpus words by sound; a key of one or two letters says nothing."""
        sounds: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._vocabulary:
            if len(word) >= _SHORTEST and word.isalpha() and len(key := sound_key(word)) > 2:
                sounds[key].append(word)
        return dict(sounds)

    @cached_property
    def _by_shape(self) -> dict[tuple[str, int], list[str]]:
        return _shapes(self._vocabulary)


@lru_cache(maxsize=1)
def _english_by_shape() -> dict[tuple[str, int], list[str]]:
    return _shapes(english_words())


def _shapes(words: Mapping[str, int]) -> dict[tuple[str, int], list[str]]:
    """Words by first letter and length: a slip rarely hits the first letter."""
    shapes: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= _SHORTEST and word.isalpha():
            shapes[word[0], len(word)].append(word)
    return dict(shapes)


def _neighbours(shapes: Mapping[tuple[str, int], list[str]], word: str, slips: int) -> Iterator[str]:
    """Words with the same first letter whose length differs by no more than the slips allowed."""
    for size in range(len(word) - slips, len(word) + slips + 1):
        yield from shapes.get((word[0], size), ())
