"""An answer as a turn keeps it, and back: what was said to a caller is shown again word for word, not asked anew."""

from collections.abc import Mapping, Sequence
from typing import Any

from index.records import Hit
from ingest.records import Passage, PassageKind
from service.batch import answer_record, table_of
from service.records import Answer, AnswerStatus, Citation, Statement

MOST_HITS = 6
"""Passages kept beside an answer: as many as an operator looks at with a caller on the line."""


def kept(answer: Answer) -> dict[str, Any]:
    """The content of a turn of the kind ``answer``: the JSON form of ``service.batch`` with the question before it."""
    record = answer_record(answer)
    return {"question": answer.question, **record, "hits": record["hits"][:MOST_HITS]}


def answer_of(content: Mapping[str, Any]) -> Answer:
    """The answer that a turn holds; ``answer_of(kept(a))`` equals ``a`` but for the hits.

    Of the hits the first few are kept, with their words and places and without the ranks of the search's arms.

    Raises:
        KeyError: the content is not that of an answer.
    """
    return Answer(
        id=content["answer_id"],
        question=content["question"],
        understood=content["understood"],
        status=AnswerStatus(content["status"]),
        message=content["message"],
        statements=tuple(Statement(s["text"], tuple(s["citations"])) for s in content["statements"]),
        citations=tuple(_citation(row) for row in content["citations"]),
        choices=tuple(content["choices"]),
        hits=_hits(content["hits"]),
        as_of=content["as_of"],
        index_id=content["index_id"],
        table=table_of(content.get("table")),
    )


def _citation(row: Mapping[str, Any]) -> Citation:
    fields = {name: value for name, value in row.items() if name != "n"}
    return Citation(number=row["n"], **fields)


def _hits(rows: Sequence[Mapping[str, Any]]) -> tuple[Hit, ...]:
    return tuple(Hit(_passage(row), row["score"], row["rank"], None, None, None, row["why"]) for row in rows)


def _passage(row: Mapping[str, Any]) -> Passage:
    return Passage(
        id=row["passage_id"],
        document_id=row["document_id"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        headings=tuple(row["headings"]),
        label=row["label"],
        kind=PassageKind.PROSE,
        page_from=row["page_from"],
        page_to=row["page_to"],
    )
