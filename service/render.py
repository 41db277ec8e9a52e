"""Answers, hits and reports as plain text for a terminal."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from ingest.records import DocumentReport, ReadStatus
from service.desk import DocumentSummary, SearchResult
from service.records import Answer, AnswerStatus, Citation, Statement, Table

WIDTH = 100


def answer_lines(answer: Answer) -> Iterator[str]:
    """An answer as a person reads it: statements with numbers, then the places they come from."""
    if answer.understood:
        yield f"Understood as: {answer.understood}"
    if answer.message:
        yield from _wrapped(answer.message)
    if answer.table:
        yield from table_lines(answer.table, answer.statements)
    else:
        yield from (line for statement in answer.statements for line in statement_lines(statement))
    for choice in answer.choices:
        yield f"  - {choice}"
    if answer.citations:
        yield ""
        yield from (citation_line(citation) for citation in answer.citations)
    elif answer.status is AnswerStatus.NO_EVIDENCE:
        yield from (
            f"  not an answer: {hit.passage.document_id}: {_short(hit.passage.text)}"
            for hit in answer.hits[:3]
        )
    yield f"({answer.status.value}; index {answer.index_id}, as of {answer.as_of})"


def statement_lines(statement: Statement, indent: str = "") -> list[str]:
    """One statement with the numbers of its citations."""
    marks = "".join(f"[{number}]" for number in statement.citations)
    return _wrapped(f"{statement.text} {marks}", indent)


def table_lines(table: Table, statements: Sequence[Statement]) -> Iterator[str]:
    """A comparison point by point: under each point what is said of each column."""
    said = {number: statement for statement in statements for number in statement.citations}
    for row in table.rows:
        yield ""
        yield row.name.upper()
        for title, cell in zip(table.columns, row.cells, strict=True):
            yield f"  {title}:" if cell else f"  {title}: its sheet says nothing on this"
            yield from (line for number in cell for line in statement_lines(said[number], "    "))


def citation_line(citation: Citation) -> str:
    """One citation: number, title, publisher, year, place and document id."""
    source = ", ".join(str(part) for part in (citation.publisher, citation.year or "undated") if part)
    doubt = f". Compare it with the original: {citation.doubt}" if citation.doubt else ""
    return (
        f"[{citation.number}] {citation.title} ({source}), {citation.place}. "
        f"Document {citation.document_id}{doubt}"
    )


def search_lines(result: SearchResult) -> Iterator[str]:
    """Hits, best first, each with where it stands and why it was found."""
    if not result.hits:
        yield "No passage found."
    for hit in result.hits:
        passage = hit.passage
        page = f", p. {passage.page_from}" if passage.page_from else ""
        yield f"{hit.rank}. {passage.document_id}{page} | {' > '.join(passage.headings)} ({hit.why}, {hit.score:.3f})"
        yield from _wrapped(_short(passage.text, 400), "   ")


def report_line(report: DocumentReport) -> str:
    """What happened to one file."""
    counts = f" ({report.pages} pages, {report.passages} passages)" if report.passages else ""
    why = f": {report.why}" if report.why else ""
    return f"{report.status.value.replace('_', ' ')}: {report.path}{counts}{why}"


def summary_line(reports: Sequence[DocumentReport]) -> str:
    """How many files ended in which way."""
    counts = {status: sum(report.status is status for report in reports) for status in ReadStatus}
    return ", ".join(f"{count} {status.value.replace('_', ' ')}" for status, count in counts.items() if count)


def document_lines(rows: Iterable[DocumentSummary]) -> Iterator[str]:
    """The library as a list, one document a line."""
    for row in rows:
        source = ", ".join(str(part) for part in (row.publisher, row.year) if part)
        state = row.status.value.replace("_", " ")
        same = f" (nearly the same text as {', '.join(row.similar_to)})" if row.similar_to else ""
        yield f"{row.id}\t{row.kind}\t{state}\t{row.pages} p.\t{row.passages} passages\t{row.title} ({source}){same}"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(" ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=indent) or [
        indent
    ]


def _short(text: str, most: int = 160) -> str:
    return textwrap.shorten(" ".join(text.split()), most, placeholder=" …")
