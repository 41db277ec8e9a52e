"""Word files through python-docx, as Markdown: headings by their style, lists, tables. Runs in the child process."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from docx import Document
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from ingest.reading import RawPage, RefusedError
from ingest.sandbox import Limits, Start

HEADING_STYLE = re.compile(r"(?:heading|überschrift|titre)\s*(\d)", re.I)
MARKUP = re.compile(r"([\\*_`\[\]|<>])")


def read(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Read a Word file as one text.

    Raises:
        RefusedError: it is no Word file, is protected, or unpacks to more than the memory allowed.
    """
    check(path, limits)
    document = Document(str(path))
    yield {"start": asdict(Start(1, document.core_properties.title or None, markup=True))}
    text = "\n\n".join(part for block in document.iter_inner_content() if (part := block_text(block)))
    yield {"page": asdict(RawPage(None, None, text))}


def check(path: Path, limits: Limits) -> None:
    """Refuse what is no package and what would unpack to more than fits in memory."""
    if not zipfile.is_zipfile(path):
        raise RefusedError("it is no Word file (.docx), or it is protected by a password.")
    with zipfile.ZipFile(path) as package:
        size = sum(item.file_size for item in package.infolist())
    if size > limits.memory_mb * 2**20 / 4:
        raise RefusedError(f"it unpacks to {size / 2**20:.0f} MiB, more than may be read.")


def block_text(block: Paragraph | Table) -> str:
    """Write one paragraph or table as Markdown."""
    return table_text(block) if isinstance(block, Table) else paragraph_text(block)


def paragraph_text(paragraph: Paragraph) -> str:
    """Write a paragraph: a heading, an item of a list, a bold title or prose."""
    text = " ".join(paragraph.text.split())
    if not text:
        return ""
    style = paragraph.style.name if paragraph.style is not None else ""
    words = MARKUP.sub(r"\\\1", text)
    level = HEADING_STYLE.match(style)
    if level or style == "Title":
        return f"{'#' * (min(6, int(level.group(1)) + 1) if level else 1)} {words}"
    if style.startswith("List") or is_numbered(paragraph):
        return f"- {words}"
    runs = [run for run in paragraph.runs if run.text.strip()]
    is_bold = runs and all(run.bold for run in runs) and len(text.split()) <= 20
    return f"**{words}**" if is_bold else re.sub(r"^(#+ |[-+] )", r"\\\1", words)


def is_numbered(paragraph: Paragraph) -> bool:
    """Tell a paragraph that Word numbers or marks with a bullet."""
    properties = paragraph._p.pPr
    return properties is not None and properties.numPr is not None


def table_text(table: Table) -> str:
    """Write a table with pipes; cells that were merged are written once."""
    rows = [row_cells(row) for row in table.rows]
    if not any(any(row) for row in rows):
        return ""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    rule = "|" + "---|" * len(rows[0])
    return "\n".join([lines[0], rule, *lines[1:]] if len(lines) > 1 else lines)


def row_cells(row: _Row) -> list[str]:
    """Give the texts of a row's cells, one for each cell that is drawn."""
    seen: list[Any] = []
    texts: list[str] = []
    for cell in row.cells:
        if not any(cell._tc is before for before in seen):
            seen.append(cell._tc)
            texts.append(MARKUP.sub(r"\\\1", " ".join(cell.text.split())))
    return texts
