"""Web pages through trafilatura: the main content as Markdown. Runs in the child process."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import trafilatura
from trafilatura.metadata import extract_metadata

from ingest.reading import RawPage, RefusedError
from ingest.sandbox import Limits, Start


def read(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Read the main content of a page; menus, advertisements and comments are left out.

    Raises:
        RefusedError: no main content could be found.
    """
    raw = path.read_bytes()
    text = trafilatura.extract(
        raw,
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


def title_of(raw: bytes) -> str | None:
    """Give the title that the page states for itself."""
    found = extract_metadata(raw)
    return found.title if found is not None and found.title else None
