"""What search takes and gives: filters, hits, and the manifest of an index generation."""

from dataclasses import dataclass

from ingest.records import Passage


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents may answer. An empty tuple or None allows all; values of one field are alternatives."""

    kinds: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    states: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    document_ids: tuple[str, ...] = ()


NO_FILTERS = Filters()  # every document may answer


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query. Ranks count from 1; an arm that did not return the passage has rank None.

    ``dense`` is the cosine between query and passage; ``lexical`` the share of the query's words, weighed by rarity,
    that the passage holds (None where it was not found by words; it may exceed 1 where they repeat); ``score`` is the
    fused score that orders the hits; ``why`` says in a few words which arm found it.
    """

    passage: Passage
    score: float
    rank: int
    dense_rank: int | None
    lexical_rank: int | None
    dense: float | None
    why: str
    lexical: float | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index generation was made from; a reader refuses one that does not fit its model or schema."""

    index_id: str
    schema: int
    model: str
    model_sha256: str
    dimension: int
    settings: dict[str, str]
    corpus_sha256: str
    documents: int
    passages: int
    sentences: int
    created: str
