"""A report as plain data: sections of paragraphs, lists and tables, each statement with the numbers of its sources.

Nothing here knows how a report was made or what it will be written as; ``word`` and ``pdf`` write any of them. All text
is text: no markup is read from it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias


class Tone(StrEnum):
    """How a paragraph is set apart: not at all, as what matters most, as a warning, or as an aside."""

    PLAIN = "plain"
    STRONG = "strong"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of text and the numbers of the references that bear it out, from 1, in the order to be shown."""

    text: str
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A statement on its own."""

    said: Statement
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Listing:
    """Statements below one another; ``numbered`` where their order is one of steps. ``caption`` may be empty."""

    caption: str
    items: tuple[Statement, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head of the same length. ``sums`` are the columns, from 0, that hold figures and end alike.

    ``widths`` are the parts of the page's width that the columns take, in any unit. ``joined``: an empty cell goes on
    with the one above it (in Word; a PDF leaves it empty).
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Statement, ...], ...]
    widths: tuple[int, ...]
    sums: tuple[int, ...] = ()
    joined: bool = False


Block: TypeAlias = Paragraph | Listing | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it. ``level`` is 1 for a part of the report, 2 and 3 for parts of a part."""

    heading: str
    blocks: tuple[Block, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as the list at the end shows it. None = the source does not say."""

    number: int
    title: str
    publisher: str | None
    year: int | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole document. ``about`` are name and value of what must be known first (the day, the id of the result).

    ``notices`` stand on top, before everything else; ``as_of`` is the day for which the report holds.
    """

    title: str
    as_of: date
    about: tuple[tuple[str, str], ...]
    notices: tuple[Statement, ...]
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
