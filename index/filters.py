"""Turns filters into the documents that may answer."""

import numpy as np
from numpy.typing import NDArray

from index.records import NO_FILTERS, Filters
from index.shelf import Shelf

_COLUMNS = (
    "SELECT id, json_extract(record, '$.kind'), json_extract(record, '$.year'), json_extract(record, '$.state'), "
    "json_extract(record, '$.sector') FROM documents ORDER BY n"
)


class Catalogue:
    """What filters look at, held in memory: one row for each document, in order of document numbers."""

    def __init__(self, shelf: Shelf) -> None:
        rows = shelf.rows(_COLUMNS)
        self._ids = np.array([row[0] for row in rows], dtype=object)
        self._kinds = np.array([row[1] for row in rows], dtype=object)
        self._years = np.array([float("nan") if row[2] is None else row[2] for row in rows], dtype=np.float64)
        self._states = np.array([_folded(row[3]) for row in rows], dtype=object)
        self._sectors = np.array([_folded(row[4]) for row in rows], dtype=object)

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
