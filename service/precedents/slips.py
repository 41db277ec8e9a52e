"""Ordinary English words that were misspelt, put right before a question is judged.

The speller of the cases bends a word towards words of the cases alone; a slip in a word that they lack ("genration")
would stand there as something strange, and a question that can be answered would be refused for it.
"""

import math
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from service.answers.spelling import english_words

LEAST_HALF = 4  # letters of each half of a word that is parted
SHORTEST = 6  # letters; shorter words have too many neighbours
TWO_SLIPS_FROM = 9  # letters
ORDINARY = 15.0  # minus the logarithm of a word's share of print: what is rarer is no ordinary word
ENDING = "(?:e|er|ers|es|ed|ing|ings|s)"
WORD = re.compile(r"[^\W\d_]+")


def mended(text: str, strange: Callable[[str], bool], parted: Callable[[str], str | None]) -> str:
    """A text with each strange word that is near an ordinary English word as that word.

    Args:
        text: The question.
        strange: Tells of a word in lower case whether nothing held, no list and no place has it. A word with a
            capital letter inside the text is a name and stands.
        parted: Gives a word as the cases write it in two, if they do; None for any other.
    """

    def put_right(found: re.Match[str]) -> str:
        word = found[0]
        name = found.start() > 0 and word[0].isupper()
        plain = word.lower()
        return (parted(plain) or nearest(plain) or word) if not name and strange(plain) else word

    return WORD.sub(put_right, text)


def in_two(word: str, texts: Iterable[str]) -> str | None:
    """A word that is written as one as texts write it in two ("freerider": "free-riding"); None where none does."""
    halves = [(word[:at], word[at:]) for at in range(LEAST_HALF, len(word) - LEAST_HALF + 1)]
    listed = [pair for pair in halves if all(map(english_words().__contains__, pair))]
    if word in english_words() or not listed:
        return None
    either = "|".join(f"{one}[- ]{re.sub(f'{ENDING}$', '', two)}" for one, two in listed)
    written = re.compile(rf"\b(?:{either}){ENDING}?\b", re.IGNORECASE)
    found = next(filter(None, map(written.search, texts)), None)
    return found[0].lower() if found else None


@lru_cache(maxsize=4096)
def nearest(word: str) -> str | None:
    """The ordinary English word that a word is one slip away from (two in long ones); None for a right or far one."""
    known = english_words()
    if len(word) < SHORTEST or not word.isascii() or word in known:
        return None
    slips = 1 + (len(word) >= TWO_SLIPS_FROM)
    near = (
        (distance, -count, other)
        for other, count in known.items()
        if other[0] == word[0]
        and abs(len(other) - len(word)) <= slips
        and (distance := OSA.distance(word, other, score_cutoff=slips)) <= slips
        and rarity(other) < ORDINARY
    )
    best = min(near, default=None)
    return best[2] if best else None


def rarity(word: str) -> float:
    """Minus the logarithm of a word's share of print; a word that no list has counts as printed once."""
    return math.log(printed() / english_words().get(word, 1))


@lru_cache(maxsize=1)
def printed() -> int:
    """How many words the list of English was counted from."""
    return sum(english_words().values()) or 1
