"""What one arm of the search gives: numbered passages with their scores."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Passage numbers, best first, and their scores (any scale); equal scores in order of numbers."""

    numbers: NDArray[np.int64]
    scores: NDArray[np.float64]

    @classmethod
    def of(cls, numbers: ArrayLike, scores: ArrayLike) -> "Ranking":
        """Put numbered scores, in any order, into a ranking."""
        names, values = np.asarray(numbers, dtype=np.int64), np.asarray(scores, dtype=np.float64)
        order = np.lexsort((names, -values))
        return cls(names[order], values[order])

    @classmethod
    def empty(cls) -> "Ranking":
        """A ranking of nothing."""
        return cls(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float64))

    def __len__(self) -> int:
        return len(self.numbers)

    def first(self, count: int) -> "Ranking":
        """The best ``count`` of it."""
        return Ranking(self.numbers[:count], self.scores[:count])

    def by_number(self) -> dict[int, float]:
        """Score of each passage number."""
        return dict(zip(self.numbers.tolist(), self.scores.tolist(), strict=True))

    def ranks(self) -> dict[int, int]:
        """Rank, from 1, of each passage number."""
        return {int(number): rank for rank, number in enumerate(self.numbers, 1)}
