"""Measures of a ranking against judgements, as trec_eval counts them.

A ranking is a list of ids, best first, without repeats. Judgements map ids to grades; a grade above 0 is relevant,
an id without a grade is not. nDCG uses the grade itself as gain (not 2^grade - 1), divided by log2(rank + 1).
"""

from collections.abc import Mapping, Sequence
from math import log2

Judgements = Mapping[str, int]


def ndcg(ranking: Sequence[str], judged: Judgements, depth: int = 10) -> float:
    """Gain of the first ``depth``, discounted by rank, as a share of the best possible; 0 where none is relevant."""
    best = sorted((grade for grade in judged.values() if grade > 0), reverse=True)
    ideal = _discounted(best[:depth])
    found = _discounted([max(judged.get(name, 0), 0) for name in ranking[:depth]])
    return found / ideal if ideal else 0.0


def recall(ranking: Sequence[str], judged: Judgements, depth: int) -> float:
    """Share of the relevant that are among the first ``depth``; 0 where none is relevant."""
    relevant = {name for name, grade in judged.items() if grade > 0}
    return len(relevant.intersection(ranking[:depth])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], judged: Judgements, depth: int = 10) -> float:
    """One divided by the rank of the first relevant among the first ``depth``; 0 where there is none."""
    ranks = (rank for rank, name in enumerate(ranking[:depth], 1) if judged.get(name, 0) > 0)
    return 1.0 / next(ranks, float("inf"))


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))
