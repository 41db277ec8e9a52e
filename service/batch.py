"""Lines in, lines out: the JSON forms of the command line (docs/reference/cli.md) and the reading of batches."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from index.records import Hit
from ingest.errors import BadRequestError
from service.records import Answer, Citation, Row, Table

Record = dict[str, Any]


def records(lines: Iterable[str], source: str) -> Iterator[Record]:
    """Read one JSON object a line, each with ``id`` and ``text``; blank lines are passed over.

    A file that is one JSON list of objects is taken too. ``question`` stands in for a missing ``text``.

    Raises:
        BadRequestError: naming the line that is not such an object.
    """
    text = "".join(lines)
    if text.lstrip().startswith("["):
        yield from (_record(row, f"{source}, entry {n}") for n, row in enumerate(_parse(text, source), 1))
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            where = f"{source}, line {number}"
            yield _record(_parse(line, where), where)


def _parse(text: str, where: str) -> Any:  # noqa: ANN401 -- JSON is anything until _record has looked at it
    try:
        return json.loads(text)
    except ValueError as error:
        raise BadRequestError(
            f'{where}: not JSON ({error}). Give one {{"id", "text"}} object a line.'
        ) from error


def _record(row: object, where: str) -> Record:
    if not isinstance(row, dict) or "id" not in row:
        raise BadRequestError(
            f'{where}: not an object with an "id". Give one {{"id", "text"}} object a line.'
        )
    text = row.get("text", row.get("question"))
    return {**row, "text": "" if text is None else text}


def run(rows: Iterable[Record], answer_one: Callable[[Record], Record]) -> Iterator[Record]:
    """Answer each record in order. One that cannot be used gives ``{"id", "error"}``; the others go on."""
    for row in rows:
        try:
            if not isinstance(row["text"], str):
                raise BadRequestError('"text" must be a text.')
            yield {"id": row["id"], **answer_one(row)}
        except BadRequestError as error:
            yield {"id": row["id"], "error": str(error)}


def hit_record(hit: Hit) -> Record:
    """The JSON form of a hit."""
    passage = hit.passage
    return {
        "rank": hit.rank,
        "document_id": passage.document_id,
        "passage_id": passage.id,
        "page_from": passage.page_from,
        "page_to": passage.page_to,
        "start": passage.start,
        "end": passage.end,
        "label": passage.label,
        "headings": list(passage.headings),
        "text": passage.text,
        "score": round(hit.score, 6),
        "why": hit.why,
    }


def citation_record(citation: Citation) -> Record:
    """The JSON form of a citation."""
    return {
        "n": citation.number,
        "document_id": citation.document_id,
        "passage_id": citation.passage_id,
        "title": citation.title,
        "publisher": citation.publisher,
        "year": citation.year,
        "page": citation.page,
        "label": citation.label,
        "place": citation.place,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "doubt": citation.doubt,
    }


def answer_record(answer: Answer) -> Record:
    """The JSON form of an answer."""
    return {
        "answer_id": answer.id,
        "status": answer.status.value,
        "answer": answer.text,
        "message": answer.message,
        "understood": answer.understood,
        "choices": list(answer.choices),
        "statements": [{"text": s.text, "citations": list(s.citations)} for s in answer.statements],
        "citations": [citation_record(c) for c in answer.citations],
        "hits": [hit_record(h) for h in answer.hits],
        "as_of": answer.as_of,
        "index_id": answer.index_id,
        "table": table_record(answer.table) if answer.table else None,
    }


def table_record(table: Table) -> Record:
    """The JSON form of a comparison: titles of the columns, and for each row the numbers of its citations."""
    rows = [{"name": row.name, "cells": [list(cell) for cell in row.cells]} for row in table.rows]
    return {"columns": list(table.columns), "rows": rows}


def table_of(record: Record | None) -> Table | None:
    """The comparison that ``table_record`` wrote down."""
    if record is None:
        return None
    rows = (Row(row["name"], tuple(tuple(cell) for cell in row["cells"])) for row in record["rows"])
    return Table(tuple(record["columns"]), tuple(rows))


def history(row: Record) -> list[str]:
    """The earlier questions of a record.

    Raises:
        BadRequestError: ``history`` is not a list of texts.
    """
    turns = row.get("history") or []
    if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        raise BadRequestError('"history" must be a list of earlier questions, oldest first.')
    return turns
