"""Citations: each chosen statement gets the number of the place that bears it out."""

from collections.abc import Sequence

from index.records import Hit
from ingest.records import Document, Passage, Sentence
from ingest.whereabouts import page_at, place
from service.answers.background import Background
from service.answers.editions import newer
from service.records import Citation, Statement


def cite(
    chosen: Sequence[tuple[Hit, Sentence]], known: Background, first: int = 1
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """One statement and one citation per chosen sentence, numbered in the order given, by default from 1."""
    citations = tuple(
        _citation(number, known, hit.passage, sentence)
        for number, (hit, sentence) in enumerate(chosen, first)
    )
    return tuple(Statement(c.quote, (c.number,)) for c in citations), citations


def _citation(number: int, known: Background, passage: Passage, sentence: Sentence) -> Citation:
    document = known.documents[passage.document_id]
    where = place_of(document, passage, sentence.start, known.heading(document.id, sentence.start))
    page = page_at(document, sentence.start)
    return Citation(
        number=number,
        document_id=document.id,
        passage_id=passage.id,
        title=document.title,
        publisher=document.publisher,
        year=document.cited_year,
        place=f"{where} (an older edition)" if newer(document, known) else where,
        page=page.number if page else None,
        label=passage.label,
        quote=document.text[sentence.start : sentence.end],
        start=sentence.start,
        end=sentence.end,
        doubt=doubt_about(document, sentence.start, sentence.end),
    )


def doubt_about(document: Document, start: int, end: int) -> str | None:
    """Why the words of a span may have been read wrongly, from the pages that it stands on."""
    touched = (page for page in document.pages if page.start < end and start < page.end)
    doubts = dict.fromkeys(page.doubt for page in touched if page.doubt)
    return "; ".join(doubts) or None


def place_of(document: Document, passage: Passage, offset: int, heading: str) -> str:
    """Where a person finds it: page, slide, sheet and row or paragraph, with label and nearest heading."""
    heading = heading or (passage.headings[-1] if passage.headings else "")
    return place(document, offset, heading, passage.label)
