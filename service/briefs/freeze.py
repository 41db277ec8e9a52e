"""Freezing: a span of a document becomes a quote that can be checked for good."""

import hashlib

from ingest.records import Document, DocumentKind, Passage
from ingest.whereabouts import page_at
from ingest.whereabouts import place as where
from service.answers.cite import doubt_about, place_of
from service.briefs.legible import torn
from service.briefs.origins import Behind
from service.briefs.records import Frozen


def freeze(
    document: Document, passage: Passage, span: tuple[int, int], behind: Behind, heading: str = ""
) -> Frozen:
    """Freeze ``document.text[start:end]``, which lies in the passage, below the heading."""
    start, end = span
    text = document.text[start:end]
    page = page_at(document, start)
    return Frozen(
        document_id=document.id,
        passage_id=passage.id,
        document_sha256=document.sha256,
        text_sha256=digest(document.text),
        start=start,
        end=end,
        text=text,
        quote_sha256=digest(text),
        title=document.title,
        place=place_named(document, passage, start, heading),
        page=page.number if page else None,
        issuer=behind.issuer,
        year=behind.year,
        origins=behind.origins,
        doubt=doubt_about(document, start, end),
        record=document.kind is DocumentKind.SHEET,
    )


def place_named(document: Document, passage: Passage, offset: int, heading: str) -> str:
    """Where a quote stands; a heading that was read wrongly is left out, or gives way to one above it."""
    if not torn(heading or (passage.headings[-1] if passage.headings else "")):
        return place_of(document, passage, offset, heading)
    above = [each for each in passage.headings if each != heading and not torn(each)]
    return where(document, offset, above[-1] if above else "", passage.label)


def digest(text: str) -> str:
    """The SHA-256 of a text, as 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
