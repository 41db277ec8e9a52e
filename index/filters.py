"""Turns filters into the documents that may answer."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.records import NO_FILTERS, Filters
from ingest.records import Document


class Catalogue:
    """What filters look at, held in memory: one row for each document, in order of document numbers."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._ids = np.array([document.id for document in documents], dtype=object)
        self._kinds = np.array([document.kind.value for document in documents], dtype=object)
        self._states = np.array([_folded(document.state) for document in documents], dtype=object)
        self._sectors = np.array([_folded(document.sector) for document in documents], dtype=object)
        years = [float("nan") if document.year is None else document.year for document in documents]
        self._years = np.array(years, dtype=np.float64)

    def allowed(self, filters: Filters) -> NDArray[np.bool_] | None:
        """One flag for each document, or None where the filters allow all.

        A document without a year, State or sector passes no filter on it. Case makes no difference.
        """
        if filters == NO_FILTERS:
            return None
        flags = np.ones(len(self._ids), dtype=np.bool_)
        for column, wanted in (
            (self._ids, filters.document_ids),
            (self._kinds, filters.kinds),
            (self._states, tuple(map(_folded, filters.states))),
            (self._sectors, tuple(map(_folded, filters.sectors))),
        ):
            if wanted:
                flags &= np.isin(column, np.array(wanted, dtype=object))
        if filters.year_from is not None:
            flags &= self._years >= filters.year_from  # false where the year is not known
        if filters.year_to is not None:
            flags &= self._years <= filters.year_to
        return flags


def _folded(name: str | None) -> str:
    return (name or "").strip().casefold()
