"""HTML elements as Markdown, all of them: for chapters and letters, where there is no menu to leave out."""

from collections.abc import Iterator
from typing import Any

from lxml import html

from ingest.readers.written import Written

HEADINGS = {f"h{level}": level for level in range(1, 7)}
SILENT = frozenset("script style head template noscript svg math object iframe select button".split())
BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form header "
    "hr html li main nav ol p pre section table ul".split()
) | frozenset(HEADINGS)
DEEPEST = 200  # elements within each other; a page nested deeper is not written by a person


def write_html(raw: bytes | str, written: Written, above: int = 0) -> None:
    """Write a page, its headings ``above`` levels further down. Nothing is fetched that it refers to.

    Raises:
        ParserError: there is nothing in it.
    """
    root = html.document_fromstring(
        raw, parser=html.HTMLParser(no_network=True, huge_tree=False, recover=True)
    )
    write_element(root, written, above, 0)


def write_element(element: Any, written: Written, above: int, depth: int) -> None:  # noqa: ANN401 -- lxml has no types
    """Write one element that holds blocks or is one."""
    if not isinstance(element.tag, str) or element.tag in SILENT or depth > DEEPEST:
        return
    if element.tag in HEADINGS:
        written.heading(HEADINGS[element.tag] + above, text_of(element))
    elif element.tag == "table" and is_grid(element):
        written.grid(
            [[text_of(cell) for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
        )
    elif element.tag == "li" and not any(child.tag in BLOCKS for child in element):
        written.bullet(text_of(element))
    elif not any(isinstance(child.tag, str) and child.tag in BLOCKS for child in element.iterdescendants()):
        written.paragraph(text_of(element))
    else:
        write_mixed(element, written, above, depth)


def write_mixed(element: Any, written: Written, above: int, depth: int) -> None:  # noqa: ANN401
    """Write blocks one by one; loose text between them becomes paragraphs."""
    loose = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and (child.tag in BLOCKS or has_blocks(child)):
            written.paragraph(joined(loose))
            loose = []
            write_element(child, written, above, depth + 1)
        elif isinstance(child.tag, str) and child.tag not in SILENT:
            loose.append(" " if child.tag == "br" else text_of(child))
        loose.append(child.tail or "")
    written.paragraph(joined(loose))


def has_blocks(element: Any) -> bool:  # noqa: ANN401
    """Tell whether blocks stand somewhere inside an element."""
    return any(isinstance(inner.tag, str) and inner.tag in BLOCKS for inner in element.iterdescendants())


def is_grid(element: Any) -> bool:  # noqa: ANN401
    """Tell a table of values from one that only lays a page out: it holds no other table and has two columns."""
    rows = list(element.iter("tr"))
    if any(inner is not element for inner in element.iter("table")):
        return False
    return (
        len(rows) > 1 and max((sum(cell.tag in ("td", "th") for cell in row) for row in rows), default=0) > 1
    )


def text_of(element: Any) -> str:  # noqa: ANN401
    """Give all text of an element, white space as single spaces."""
    return joined(texts(element))


def texts(element: Any) -> Iterator[str]:  # noqa: ANN401
    """Give the pieces of text of an element in order, without those that are not shown."""
    for inner in element.iter():
        shown = isinstance(inner.tag, str) and inner.tag not in SILENT
        if shown and not any(above.tag in SILENT for above in inner.iterancestors()):
            yield " " if inner.tag in ("br", "td", "th", "p", "div", "li") else ""
            yield inner.text or ""
        if inner is not element:
            yield inner.tail or ""


def joined(pieces: Any) -> str:  # noqa: ANN401
    """Join pieces of text."""
    return " ".join("".join(pieces).split())
