"""Whereabouts: where in its file a person finds what stands at an offset of a document, in the words of the format."""

import re
from bisect import bisect_right

from ingest.records import Document, Page

NAMED = re.compile(r"Slide \d|Sheet '")  # labels that our readers give to what is no printed page


def page_words(page: Page) -> str:
    """Name a page as people do: by its printed number, else by its own; slides and sheets by what they are.

    >>> page_words(Page(3, "iv", 0, 9)), page_words(Page(3, None, 0, 9)), page_words(Page(3, "Slide 3", 0, 9))
    ('p. iv', 'p. 3', 'Slide 3')
    """
    if page.label and NAMED.match(page.label):
        return page.label
    return f"p. {page.label or page.number}"


def page_at(document: Document, offset: int) -> Page | None:
    """Give the page that holds an offset; None where the document has no pages."""
    return next((page for page in document.pages if page.start <= offset < page.end), None)


def anchor_at(document: Document, offset: int) -> str:
    """Give the finer place of an offset ("row 12", "paragraph 3"); empty where the format knows none."""
    number = bisect_right(document.anchors, offset, key=lambda anchor: anchor.start)
    return document.anchors[number - 1].words if number else ""


def own_place(document: Document, offset: int) -> str:
    """Name a slide, or the sheet and row, or the paragraph of an offset; empty where the format has pages alone."""
    page = page_at(document, offset)
    named = page_words(page) if page and page.label and NAMED.match(page.label) else ""
    return ", ".join(part for part in (named, anchor_at(document, offset)) if part)


def place(document: Document, offset: int, heading: str = "", label: str | None = None) -> str:
    """Say where something stands: "p. 12, Annex 1", "Sheet 'Grants', row 12", "Funding, paragraph 3".

    Args:
        document: The document.
        offset: Where in its text.
        heading: The heading above, left out where the page is named after it or where it is the title.
        label: A number under which people cite it ("Q23", "Table 2").
    """
    page = page_at(document, offset)
    where = page_words(page) if page and page.number else ""
    below = heading if heading != document.title and f"'{heading}'" not in where else ""
    anchor = anchor_at(document, offset)
    parts = (
        [where, anchor, label or "", below]
        if where.startswith("Sheet")
        else [where, label or "", below, anchor]
    )
    return ", ".join(part for part in parts if part) or "the opening"
