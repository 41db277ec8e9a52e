"""Okapi BM25 over the few cases, computed once as a table of weights, so that a question is a sum of rows."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from service.answers.words import STOP, stems

Scores = NDArray[np.float64]


def telling(text: str) -> list[str]:
    """The stems of a text without those of words that tell nothing."""
    return [stem for stem in stems(text) if stem not in STOP]


class WordTable:
    """Weights of words in texts.

    Args:
        texts: The stems of each text.
        k1: How fast a word that comes again stops counting.
        b: How far a long text is held back, 0 to 1.
    """

    def __init__(self, texts: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.5) -> None:
        self._count = len(texts)
        counts = [Counter(text) for text in texts]
        lengths = np.array([max(1, len(text)) for text in texts], dtype=float)
        damping = k1 * (1 - b + b * lengths / lengths.mean()) if texts else lengths
        self._rows: dict[str, Scores] = {}
        for word, found in Counter(word for text in counts for word in text).items():
            rarity = math.log(1 + (self._count - found + 0.5) / (found + 0.5))
            times = np.array([text.get(word, 0) for text in counts], dtype=float)
            self._rows[word] = rarity * times * (k1 + 1) / (times + damping)

    def __contains__(self, word: str) -> bool:
        """Whether any text has the word."""
        return word in self._rows

    def score(self, words: Iterable[str]) -> Scores:
        """The score of each text for some stems, each counted as often as it is given."""
        total = np.zeros(self._count)
        for word in words:
            if word in self._rows:
                total += self._rows[word]
        return total
