"""Web pages through trafilatura: the main content as Markdown. Runs in the child process."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import trafilatura
from trafilatura.metadata import extract_metadata

from ingest.reading import RawPage, RefusedError
from ingest.sandbox import Limits, Start

UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(px|pt|em|rem|%)?\s*(;|$)", re.IGNORECASE
)


def read(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Read the main content of a page; menus, advertisements and comments are left out.

    Raises:
        RefusedError: no main content could be found.
    """
    raw = path.read_bytes()
    shown = without_unseen(raw)
    text = trafilatura.extract(
        shown,
        output_format="markdown",
        include_tables=True,
        include_comments=False,
        include_links=False,
        favor_recall=True,
    )
    if not text or not text.strip():
        raise RefusedError("no main text was found on the page. Save its article as text and ingest that.")
    yield {"start": asdict(Start(1, title_of(raw), markup=True))}
    yield {"page": asdict(RawPage(None, None, text))}


def without_unseen(raw: bytes) -> Any:  # noqa: ANN401 -- a tree of lxml
    """Give the page's tree without the elements that no browser shows, or the bytes where they are no page."""
    tree = trafilatura.load_html(raw)
    if tree is None:
        return raw
    for element in tree.xpath("//template | //*[@hidden] | //*[@style]"):
        if element.tag == "template" or "hidden" in element.attrib or UNSEEN.search(element.get("style")):
            element.drop_tree()
    return tree


def title_of(raw: bytes) -> str | None:
    """Give the title that the page states for itself."""
    found = extract_metadata(raw)
    return found.title if found is not None and found.title else None
