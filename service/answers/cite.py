"""Citations: each chosen statement gets the number of the place that bears it out."""

from collections.abc import Sequence

from index.records import Hit
from ingest.records import Document, Passage, Sentence
from service.answers.background import Background
from service.records import Citation, Statement


def cite(
    chosen: Sequence[tuple[Hit, Sentence]], known: Background
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """One statement and one citation per chosen sentence, numbered from 1 in the order given."""
    citations = tuple(
        _citation(number, known, hit.passage, sentence) for number, (hit, sentence) in enumerate(chosen, 1)
    )
    return tuple(Statement(c.quote, (c.number,)) for c in citations), citations


def _citation(number: int, known: Background, passage: Passage, sentence: Sentence) -> Citation:
    document = known.documents[passage.document_id]
    page = page_at(document, sentence.start)
    return Citation(
        number=number,
        document_id=document.id,
        passage_id=passage.id,
        title=document.title,
        publisher=document.publisher,
        year=document.year,
        place=place(document, passage, sentence.start, known.heading(document.id, sentence.start)),
        page=page,
        label=passage.label,
        quote=document.text[sentence.start : sentence.end],
        start=sentence.start,
        end=sentence.end,
    )


def page_at(document: Document, offset: int) -> int | None:
    """The number of the page that holds an offset, or None where the document has no pages."""
    return next((page.number for page in document.pages if page.start <= offset < page.end), None)


def place(document: Document, passage: Passage, offset: int, heading: str) -> str:
    """Where a person finds it: printed page, label and nearest heading, as far as the source says."""
    page = next((p for p in document.pages if p.start <= offset < p.end), None)
    parts = [f"p. {page.label or page.number}" if page and page.number else "", passage.label or ""]
    heading = heading or (passage.headings[-1] if passage.headings else "")
    if heading and heading != document.title:
        parts.append(heading)
    return ", ".join(part for part in parts if part) or "the opening"
