"""Sentence vectors, in half precision, mapped from disk: an answer embeds nothing but its question."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors

FILE = "sentences.npy"


class SentenceVectors:
    """The sentence vectors of one generation, read-only, row n for sentence number n."""

    def __init__(self, folder: Path) -> None:
        self._rows: NDArray[np.float16] = np.load(folder / FILE, mmap_mode="r")

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, numbers: NDArray[np.int64]) -> Vectors:
        """The vectors of the numbered sentences, in the order given, as float32."""
        return self._rows[numbers].astype(np.float32)

    def cosines(self, vector: Vectors, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """The cosine between the vector and each numbered sentence, in the order given."""
        return np.asarray(np.vecdot(self.rows(numbers), vector), dtype=np.float32)


def write_sentences(folder: Path, vectors: NDArray[np.float16]) -> None:
    """Write the vectors of a generation's sentences."""
    np.save(folder / FILE, vectors)
