"""Writing what a structured file says as lines of Markdown, each with its place in the file."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ingest.reading import RawPage
from ingest.sandbox import Start

MARKUP = re.compile(r"([\\*_`\[\]|>])")
LEADING = re.compile(r"(#+ |[-+] )")


def escaped(text: str) -> str:
    """Write text so that none of its signs is taken for markup; all white space becomes single spaces.

    >>> escaped("5 * 4 [sic]"), escaped("# 12 pumps")
    ('5 \\\\* 4 \\\\[sic\\\\]', '\\\\# 12 pumps')
    """
    return LEADING.sub(r"\\\1", plain_cell(text), count=1)


def plain_cell(text: str) -> str:
    """Write text as a part of a line: what could be a tag becomes an entity, other signs of markup are escaped."""
    tagless = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return MARKUP.sub(r"\\\1", tagless)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Write rows of plain cells as a table with pipes, the first as its header; empty where no cell holds text."""
    kept = [[plain_cell(cell) for cell in row] for row in rows]
    kept = [row for row in kept if any(row)]
    width = max(map(len, kept), default=0)
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in kept]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]] if len(lines) > 1 else lines)


def start(total: int, title: str | None = None) -> dict[str, Any]:
    """Make the message that opens a reading."""
    return {"start": asdict(Start(total, " ".join(title.split())[:300] if title else None, markup=True))}


class Written:
    """Lines as they are written. Blocks stand apart by an empty line."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.places: list[str] = []
        self.paragraphs = 0  # since the last heading
        self.tables = 0

    def add(self, text: str, place: str = "") -> None:
        """Add a block of one or more lines, all at one place; nothing is added for an empty text."""
        if not text.strip():
            return
        block = ["", *text.split("\n")] if self.lines else text.split("\n")
        self.lines += block
        self.places += [place] * len(block)

    def item(self, text: str, place: str = "") -> None:
        """Add an item of a list, just below the item before it."""
        if text.strip():
            close = bool(self.lines) and self.lines[-1].startswith("- ")
            block = [f"- {text}"] if close or not self.lines else ["", f"- {text}"]
            self.lines += block
            self.places += [place] * len(block)

    def heading(self, level: int, text: str) -> None:
        """Add a heading; paragraphs are counted from it."""
        if text.strip():
            self.add(f"{'#' * min(6, level)} {escaped(text)}")
            self.paragraphs = 0

    def paragraph(self, text: str, bold: bool = False) -> None:
        """Add a paragraph; its place is its number below the heading."""
        if text.strip():
            self.paragraphs += 1
            self.add(f"**{escaped(text)}**" if bold else escaped(text), f"paragraph {self.paragraphs}")

    def bullet(self, text: str) -> None:
        """Add an item of a list, which counts as a paragraph."""
        if text.strip():
            self.paragraphs += 1
            self.item(escaped(text), f"paragraph {self.paragraphs}")

    def grid(self, cells: Sequence[Sequence[str]]) -> None:
        """Add a table; its place is its number in the document."""
        if text := table(cells):
            self.tables += 1
            self.add(text, f"table {self.tables}")

    def page(
        self, number: int | None = None, label: str | None = None, doubt: str | None = None
    ) -> dict[str, Any]:
        """Make the message of a page that holds the lines."""
        raw = RawPage(number, label, "\n".join(self.lines), doubt, places=tuple(self.places))
        return {"page": asdict(raw)}

    def join(self, other: "Written") -> None:
        """Add all blocks of another."""
        self.lines += ["", *other.lines] if self.lines else other.lines
        self.places += ["", *other.places] if self.places else other.places
        self.paragraphs, self.tables = other.paragraphs, other.tables
