"""Joins the two arms into one ranking by their scores."""

import numpy as np
from numpy.typing import NDArray

from index.ranking import Ranking

WORD_WEIGHT = 0.45  # share of the word arm; measured in docs/explanation/retrieval-experiments.md
DEEP = 1000  # passages taken from each arm


def fuse(meaning: Ranking, lexical: Ranking, word_weight: float = WORD_WEIGHT) -> Ranking:
    """Add the two arms' scores, each stretched to 0..1 over its own list; a missing passage counts 0.

    Scores keep what ranks throw away: how far the first is ahead of the second.

    Args:
        meaning: Passages by cosine.
        lexical: Passages by BM25.
        word_weight: Share of the word arm, from 0 to 1.

    Returns:
        Every passage of either arm, scores from 0 to 1.
    """
    numbers = np.union1d(meaning.numbers, lexical.numbers)
    scores = (1 - word_weight) * _spread(meaning, numbers) + word_weight * _spread(lexical, numbers)
    return Ranking.of(numbers, scores)


def _spread(ranking: Ranking, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """Min-max normalised scores of the numbers (sorted), 0 where the ranking lacks one.

    All equal scores tell nothing apart, so they all count 1.
    """
    spread = np.zeros(len(numbers))
    if len(ranking):
        low, high = ranking.scores.min(), ranking.scores.max()
        scaled = (ranking.scores - low) / (high - low) if high > low else np.ones(len(ranking))
        spread[np.searchsorted(numbers, ranking.numbers)] = scaled
    return spread
