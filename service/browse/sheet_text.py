"""A record's sheet taken apart for a page: the same sentences, with each source named as a link to its entry."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.sheets.models import Record, Source
from ingest.sheets.phrases import source_name
from ingest.sheets.render import markdown_of
from ingest.sheets.words import upper_first
from service.browse.book import Held

FIRST_MARK = 0xE000  # private use: the sign that stands for the first source; no text has it
MARKED = re.compile("([\ue000-\uf8ff])")
HEADING = re.compile(r"(#{1,4}) (.*)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; with ``source``, the name of a source and the key of its entry."""

    text: str
    source: str | None = None


Line = tuple[Piece, ...]
Sources = Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of a sheet and the sentences below it, tables left out (pages make their own)."""

    level: int
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as sections in its own order."""

    sections: tuple[Section, ...]

    def under(self, opening: str) -> tuple[Line, ...]:
        """The sentences below the first heading that begins so; none where the sheet has no such heading."""
        return next((each.lines for each in self.sections if each.heading.startswith(opening)), ())


def sheet_of(held: Held[Record]) -> Sheet:
    """Render a record's sheet, a sign in the place of each source's name, and take it apart."""
    listed = tuple(held.record.cited().values())
    signs = {source.key: chr(FIRST_MARK + number) for number, source in enumerate(listed)}
    sections: list[Section] = []
    markdown = markdown_of(held.shape, held.record, held.path, lambda source: signs[source.key])
    for line in markdown.splitlines():
        heading = HEADING.fullmatch(line)
        if heading:
            sections.append(Section(len(heading[1]), plain(pieces(heading[2], listed)), ()))
        elif line.startswith("- "):
            last = sections[-1]
            sections[-1] = replace(last, lines=(*last.lines, pieces(line[2:], listed)))
    return Sheet(tuple(sections))


def pieces(text: str, listed: Sequence[Source]) -> Line:
    """Cut a text at the signs of its sources."""
    found: list[Piece] = []
    for part in MARKED.split(text):
        if MARKED.fullmatch(part):
            source = listed[ord(part) - FIRST_MARK]
            found.append(Piece(source_name(source), source.key))
        elif part:
            found.append(Piece(part))
    return tuple(found)


def cited(text: str, keys: Iterable[str], sources: Sources) -> Line:
    """A text followed by its sources in brackets."""
    names = sources_line(keys, sources)
    return (Piece(f"{text} ("), *names, Piece(")")) if names else (Piece(text),)


def sources_line(keys: Iterable[str], sources: Sources) -> Line:
    """Sources by name in a row, each once."""
    line: list[Piece] = []
    for key in dict.fromkeys(keys):
        line += [Piece("; ")] if line else []
        line.append(Piece(source_name(sources[key]), key))
    return tuple(line)


def plain(line: Line) -> str:
    """The text of a line."""
    return "".join(piece.text for piece in line)


def without(lines: Iterable[Line], lead: str) -> tuple[Line, ...]:
    """Drop from sentences an opening that the page's own heading says already; ``lead`` is a regular expression."""
    opening = re.compile(lead)
    return tuple(shortened(line, opening) for line in lines)


def shortened(line: Line, opening: re.Pattern[str]) -> Line:
    """Drop an opening from one sentence, and begin it with a capital again."""
    found = opening.match(line[0].text) if line else None
    if not found or not line[0].text[found.end() :].strip():
        return line
    return (Piece(upper_first(line[0].text[found.end() :])), *line[1:])
