"""The rest of a section: a sheet's rules under one heading belong together; a search brings only some of them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors
from index.records import Hit
from ingest.records import DocumentKind, Passage
from service.answers.background import Background
from service.answers.weigh import Candidate

WHOLE = 8  # passages of a section up to which it is read whole; longer ones are lists of many things
WHY = "the same section as a passage found"


class Passages(Protocol):
    """The part of an index that sections are read from."""

    def passages(self, document_id: str) -> Sequence[Passage]:
        """The passages of one document in reading order."""
        ...

    def passage_scores(self, vector: Vectors, passage_ids: Sequence[str]) -> NDArray[np.float64]:
        """The cosine of a question's vector with each passage."""
        ...


def rest_of_section(
    best: Candidate, held: Collection[str], plain: Vectors, index: Passages, known: Background
) -> list[Hit]:
    """The passages of the section that the best statement stands in which the search did not bring.

    Args:
        best: The best statement; of a document that is no sheet of ours, nothing more is read.
        held: Ids of the passages that are there already.
        plain: The question's vector, from which the passages' cosines are measured.
        index: Where the passages are.
        known: Of the library.

    Returns:
        In reading order, each with the score of the best statement's own passage, whose section it shares.
    """
    document = known.documents[best.document_id]
    if document.kind is not DocumentKind.SHEET or not best.heading:
        return []
    start, end = known.sections[document.id].span(best.sentence.start)
    inside = [p for p in index.passages(document.id) if p.start < end and p.end > start]
    missing = [p for p in inside if p.id not in held]
    if not missing or len(inside) > WHOLE:
        return []
    cosines = index.passage_scores(plain, [p.id for p in missing]).tolist()
    return [
        replace(best.hit, passage=p, dense=cosine, dense_rank=None, lexical_rank=None, lexical=None, why=WHY)
        for p, cosine in zip(missing, cosines, strict=True)
    ]
