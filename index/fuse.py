"""Joins meaning and words into one score. What was tried: docs/explanation/retrieval-experiments.md."""

import numpy as np
from numpy.typing import NDArray

from index.ranking import Ranking

DEEP = 1000  # passages taken from each arm
WORD_WEIGHT = 0.4  # the rest is for the meaning
SENTENCE_WEIGHT = 0.3  # in the meaning: a passage's best sentence beside the passage as a whole
FAINT = 0.05  # a best cosine below it means that nothing is near; it is not stretched to 1

Scores = NDArray[np.float64]


def fuse(meaning: Scores, shares: Scores, word_weight: float = WORD_WEIGHT) -> Scores:
    """Weigh the two arms for the same passages.

    The meaning counts relative to the nearest passage, the words as they are: where no passage holds much of the
    query's words, as with a paraphrase, they move little; where one holds all of them they decide.

    Args:
        meaning: Cosines, one for each passage.
        shares: Shares of the query's words that the passages hold, see ``WordIndex.search``.
        word_weight: Weight of the words, from 0 to 1.

    Returns:
        One score for each passage, in the same order; the best are about 1 where both arms are sure.
    """
    nearest = max(float(meaning.max(initial=FAINT)), FAINT)
    return (1 - word_weight) * meaning / nearest + word_weight * shares


def with_sentences(cosines: Scores, best: Scores, weight: float = SENTENCE_WEIGHT) -> Scores:
    """Let a passage's best sentence speak for it: long passages blur what a single sentence says clearly."""
    return (1 - weight) * cosines + weight * best


def aligned(ranking: Ranking, numbers: NDArray[np.int64]) -> Scores:
    """A ranking's scores for the given numbers, which ascend and include all of its own; 0 for those it lacks."""
    scores = np.zeros(len(numbers))
    scores[np.searchsorted(numbers, ranking.numbers)] = ranking.scores
    return scores
