"""What the library holds, read from the document store: it needs no model and no index."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ingest.duplicates import near_same
from ingest.records import Document, Passage
from ingest.store import DocumentStore, StoredDocument
from ingest.whereabouts import own_place
from service.desk import DocumentSummary, summarise


def summaries(store: DocumentStore) -> list[DocumentSummary]:
    """A line for every file that was taken in, by title; also for those that could not be read."""
    entries = store.entries()
    similar = near_same(held.document for held in entries if held.document)
    rows = [summarise(held.report, held.document, similar) for held in entries]
    return sorted(rows, key=lambda row: (row.title.casefold(), row.id))


def record(held: StoredDocument) -> dict[str, Any]:
    """One document as JSON: its description, how reading went, and its passages."""
    described = asdict(held.document) if held.document else {}
    described.pop("text", None)
    return {
        **described,
        "report": asdict(held.report),
        "passages": [asdict(passage) for passage in held.passages],
    }


def lines(held: StoredDocument) -> Iterator[str]:
    """One document for people: what it is, what was doubtful, and what was read, page by page or place by place."""
    document = held.document
    if document is not None:
        yield f"{document.id}: {document.title}"
        yield f"{document.publisher or 'publisher not known'}, {document.year or 'undated'}, {document.kind.value}"
    yield f"{held.report.status.value.replace('_', ' ')}{': ' + held.report.why if held.report.why else ''}"
    if document is not None and document.pages:
        yield from page_lines(document)
        return
    for passage in held.passages:
        own = own_place(document, passage.start) if document else ""
        yield f"--- {_place(passage, own)}"
        yield passage.text


def page_lines(document: Document) -> Iterator[str]:
    """What was read, page by page, with how each page was read and what is doubtful about it."""
    for page in document.pages:
        printed = f", printed {page.label}" if page.label and page.label != str(page.number) else ""
        sure = f", read by OCR, {100 * page.confidence:.0f} % sure" if page.confidence is not None else ""
        yield f"--- page {page.number}{printed}{sure}"
        if page.doubt:
            yield f"    doubtful: {page.doubt}"
        yield document.text[page.start : page.end].strip() or "    (no text)"


def _place(passage: Passage, own: str) -> str:
    page = own or (f"p. {passage.page_from}" if passage.page_from else "")
    return (
        ", ".join(part for part in (page, passage.label or "", " > ".join(passage.headings)) if part)
        or "opening"
    )
