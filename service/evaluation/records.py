"""What an evaluation gives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """How well search finds the judged passages of one set: means over the queries that have a relevant passage.

    ``seconds`` is the time of all searches together, the index already built.
    """

    name: str
    passages: int
    queries: int
    ndcg_10: float
    recall_5: float
    recall_20: float
    recall_100: float
    mrr_10: float
    seconds: float
    index_id: str
