"""The meaning arm: which passages lie near a query, by cosine. The only file that imports FAISS.

Up to 100,000 passages all are compared (exact, 12 ms); above that an HNSW graph is walked (recall .99, 1 ms).
"""

import os
from pathlib import Path
from typing import Any

import faiss as typed_faiss
import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors
from index.ranking import Ranking

FILE = "passages.faiss"
FLAT_UP_TO = 100_000  # passages
EXACT_UP_TO = 20_000  # allowed passages: a graph that may use few of its nodes loses its way
HNSW_LINKS = 32
HNSW_BUILD = 200

faiss: Any = typed_faiss  # its stubs lack half of what it has

Allowed = NDArray[np.bool_]


def write_vectors(folder: Path, vectors: Vectors, flat_up_to: int = FLAT_UP_TO) -> None:
    """Write the vectors of a generation's passages, row n for passage number n."""
    count, dimension = vectors.shape
    if count <= flat_up_to:
        index: Any = faiss.IndexFlatIP(dimension)
    else:
        index = faiss.IndexHNSWFlat(dimension, HNSW_LINKS, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = HNSW_BUILD
        faiss.omp_set_num_threads(os.cpu_count() or 1)
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    faiss.write_index(index, str(folder / FILE))


class VectorIndex:
    """The vectors of one generation, read-only; safe to call from several threads."""

    def __init__(self, folder: Path) -> None:
        self._index: Any = faiss.read_index(str(folder / FILE))
        self._graph = isinstance(self._index, faiss.IndexHNSW)
        self.dimension = int(self._index.d)
        flat = faiss.downcast_index(self._index.storage) if self._graph else self._index
        rows = (
            faiss.rev_swig_ptr(flat.get_xb(), len(self) * self.dimension)
            if len(self)
            else np.zeros(0, np.float32)
        )
        self._rows: Vectors = rows.reshape(len(self), self.dimension)  # a view: FAISS holds the numbers

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: Vectors, allowed: Allowed | None, limit: int) -> Ranking:
        """The nearest passages, best first; ties in order of passage numbers.

        Args:
            vector: One unit vector, shape (dimension,).
            allowed: One flag per passage; None allows all.
            limit: How many passages at most.
        """
        if allowed is not None and self._graph and int(allowed.sum()) <= EXACT_UP_TO:
            return self._exact(vector, np.flatnonzero(allowed), limit)
        limit = min(limit, len(self) if allowed is None else int(allowed.sum()))
        if limit == 0:
            return Ranking.empty()
        faiss.omp_set_num_threads(
            1
        )  # for the calling thread; a query gains nothing from more, they only wait
        row = np.ascontiguousarray(vector[None, :], dtype=np.float32)
        cosines, numbers = self._index.search(row, limit, params=self._parameters(allowed, limit))
        found = numbers[0] >= 0  # a graph may return fewer
        return Ranking.of(numbers[0][found], cosines[0][found])

    def cosines(self, vector: Vectors, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
        """The cosine between the vector and each numbered passage, in the order given."""
        return np.asarray(np.vecdot(self.rows(numbers), vector), dtype=np.float64)

    def rows(self, numbers: NDArray[np.int64]) -> Vectors:
        """The vectors of the numbered passages, in the order given."""
        return self._rows[numbers]

    def _exact(self, vector: Vectors, numbers: NDArray[np.int64], limit: int) -> Ranking:
        return Ranking.of(numbers, self.cosines(vector, numbers)).first(limit)

    def _parameters(self, allowed: Allowed | None, limit: int) -> object:
        selector = None
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)
        if self._graph:
            return faiss.SearchParametersHNSW(sel=selector, efSearch=max(128, limit))
        return faiss.SearchParameters(sel=selector)
