"""Layout: sections are written out as the one text that is quoted, and every place in it becomes an offset."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest import records
from ingest.blocks import Block, Role
from ingest.outline import Section
from ingest.reading import DOUBTS, HIDDEN, RawPage
from ingest.records import Anchor, Page

TIGHT = (Role.ITEM, Role.ROW, Role.CELL, Role.CONTENTS)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and its span in the text of the document."""

    block: Block
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlacedSection:
    """A section whose blocks have their spans."""

    section: Section
    heads: tuple[Placed, ...]
    body: tuple[Placed, ...]

    @property
    def outline(self) -> records.Section:
        """Where the section begins, with the last title of its path."""
        heading = self.section.path[-1] if self.section.path else ""
        return records.Section(heading, (*self.heads, *self.body)[0].start)


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of a document, the spans of its pages and of its sections."""

    text: str
    pages: tuple[Page, ...]
    sections: tuple[PlacedSection, ...]

    @property
    def outline(self) -> tuple[records.Section, ...]:
        """Where each section begins, with its own heading."""
        return tuple(placed.outline for placed in self.sections)

    @property
    def rows(self) -> frozenset[int]:
        """Where the rows of sheets begin."""
        blocks = (held for section in self.sections for held in section.body)
        return frozenset(held.start for held in blocks if held.block.place.startswith("row "))

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Where each place begins that the format knows; blocks at one place share an anchor."""
        blocks = [held for section in self.sections for held in (*section.heads, *section.body)]
        known = [(held.block.place, held.start) for held in blocks]
        before = ["", *(place for place, _ in known)]
        return tuple(Anchor(*held) for held, last in zip(known, before, strict=False) if held[0] != last)


class Writer:
    """Collects text and remembers where each block and each page began."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.begins: dict[int, int] = {}
        self.last: Role | None = None

    def write(self, block: Block) -> Placed:
        """Add a block after the separator that its kind asks for."""
        tight = block.role is self.last and block.role in TIGHT
        if self.parts:
            self.add("\n" if tight else "\n\n")
        start = self.length
        for piece in block.pieces:
            self.add(piece.glue)
            self.begins.setdefault(piece.page, self.length)
            self.add(piece.text)
        self.last = block.role
        return Placed(block, start, self.length)

    def add(self, text: str) -> None:
        """Add text as it is."""
        self.parts.append(text)
        self.length += len(text)


def lay_out(sections: Sequence[Section], raw_pages: Sequence[RawPage]) -> Layout:
    """Write sections out as text.

    Returns:
        The text; pages that share the text out among them without gap or overlap (a page without text is empty);
        and the sections with the spans of their blocks. Documents without page numbers have no pages.
    """
    writer = Writer()
    placed = tuple(
        PlacedSection(
            section,
            tuple(writer.write(block) for block in section.heads),
            tuple(writer.write(block) for block in section.body),
        )
        for section in sections
    )
    return Layout("".join(writer.parts), page_spans(raw_pages, writer.begins, writer.length), placed)


def page_spans(raw_pages: Sequence[RawPage], begins: dict[int, int], length: int) -> tuple[Page, ...]:
    """Give each numbered page the text from its first word to the first word of the next page that has any."""
    if all(page.number is None for page in raw_pages):
        return ()
    spans: list[Page] = []
    end = length
    for index in range(len(raw_pages) - 1, -1, -1):
        page = raw_pages[index]
        start = min(begins.get(index, end), end)
        spans.append(Page(page.number, page.label, start, end, doubt_of(page), page.confidence))
        end = start
    if spans and spans[-1].end > 0:
        first = spans[-1]
        spans[-1] = replace(first, start=0)
    return tuple(reversed(spans))


def doubt_of(page: RawPage) -> str | None:
    """Give what makes the text of a page doubtful; text that was left out of it does not."""
    parts = [part for part in (page.doubt or "").split(DOUBTS) if part and part != HIDDEN]
    return DOUBTS.join(parts) or None
