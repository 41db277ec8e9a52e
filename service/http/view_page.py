"""The page that shows the original of a document at a cited place. Its script draws the page and marks the words."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar

from ingest.records import Document, Page, Passage
from service.desk import Desk
from service.http import cites, links
from service.http.cites import CiteNav
from service.http.document_page import Cited, Wanted, cited, marked
from service.http.files import viewable
from service.http.manuscript import Span
from service.http.templates import asset
from service.http.words import KIND_NAMES

PDFJS = "vendor/pdfjs/5.6.205"
CONTEXT = 240  # characters before and after a quote that help to tell it from a repetition


@dataclass(frozen=True, slots=True)
class Part:
    """The quoted words on one page: ``text`` is the document's from ``start`` to ``end``.

    ``before`` and ``after`` stand around them on that page; ``at`` is how far down its text they begin, 0 to 1.
    """

    page: int
    start: int
    end: int
    text: str
    before: str
    after: str
    at: float


@dataclass(frozen=True, slots=True)
class Script:
    """What the page's script is told: addresses, and as JSON the words to mark, printed numbers, scans."""

    kind: str
    file: str
    words: str
    told: str
    place: str
    pdfjs: str
    worker: str
    fonts: str
    wasm: str


@dataclass(frozen=True, slots=True)
class ViewPage:
    """The original of one document at one page."""

    template: ClassVar[str] = "view.html"
    section: ClassVar[str] = "/documents"

    id: str
    title: str
    subtitle: str
    document_href: str
    text_href: str
    file_href: str
    page: int
    page_name: str
    cited: Cited | None
    nav: CiteNav | None
    doubt: str | None
    script: Script


def view_page(desk: Desk, document_id: str, wanted: Wanted, page: int | None = None) -> ViewPage | None:
    """Build the page, or None where the text view has to serve: no original to look at, or a link that has aged.

    Raises:
        NotFoundError: there is no such document.
    """
    document = desk.document(document_id)
    kind = viewable(desk, document)
    passages = desk.passages(document_id)
    span, notice = marked(document, passages, wanted)
    found = parts(document, span) if span else ()
    if kind is None or notice or (span and not found):
        return None
    number = page or (found[0].page if found else 1)
    here = next((held for held in document.pages if held.number == number), None)
    return ViewPage(
        id=document.id,
        title=document.title,
        subtitle=KIND_NAMES[document.kind.value],
        document_href=links.document(document.id),
        text_href=text_href(document.id, wanted, here),
        file_href=links.original(document.id, number),
        page=number,
        page_name=page_name(number, here),
        cited=cited(document, span, home(passages, span)) if span else None,
        nav=cites.nav(wanted.cites, document.id, wanted.start, view=True),
        doubt=here.doubt if here else None,
        script=script(document, kind, found, number),
    )


def home(passages: Sequence[Passage], span: Span) -> Passage | None:
    """The passage in which a span begins."""
    return next((held for held in passages if held.start <= span[0] < held.end), None)


def parts(document: Document, span: Span) -> tuple[Part, ...]:
    """The quoted words page by page; pages on which no letter of them stands are left out."""
    found = []
    for page in document.pages:
        start, end = max(page.start, span[0]), min(page.end, span[1])
        if page.number is None or start >= end or not any(map(str.isalnum, document.text[start:end])):
            continue
        text = document.text
        at = (start - page.start) / max(page.end - page.start, 1)
        before, after = (
            text[max(page.start, start - CONTEXT) : start],
            text[end : min(page.end, end + CONTEXT)],
        )
        found.append(Part(page.number, start, end, text[start:end], before, after, round(at, 4)))
    return tuple(found)


def script(document: Document, kind: str, found: Sequence[Part], number: int) -> Script:
    """What the script needs."""
    labels = {page.number: page.label for page in document.pages if page.number and page.label}
    scans = [page.number for page in document.pages if page.confidence is not None]
    told = {"page": number, "parts": [asdict(part) for part in found], "labels": labels, "scans": scans}
    return Script(
        kind=kind,
        file=links.original(document.id),
        words=links.words(document.id),
        told=json.dumps(told, ensure_ascii=False),
        place=asset("viewer-place.mjs"),
        pdfjs=asset(f"{PDFJS}/pdf.min.mjs"),
        worker=asset(f"{PDFJS}/pdf.worker.min.mjs"),
        fonts=f"/static/{PDFJS}/standard_fonts/",
        wasm=f"/static/{PDFJS}/wasm/",
    )


def text_href(document_id: str, wanted: Wanted, page: Page | None) -> str:
    """The same place in the text view."""
    if wanted.start is not None and wanted.end is not None:
        return links.cited(links.Cite(document_id, wanted.start, wanted.end, wanted.passage_id), wanted.cites)
    return links.document(document_id) + (f"#page-{page.number}" if page else "")


def page_name(number: int, page: Page | None) -> str:
    """A page as people call it: ``Page 12, printed xii``."""
    label = page.label if page else None
    return f"Page {number}, printed {label}" if label and label != str(number) else f"Page {number}"
