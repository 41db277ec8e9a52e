"""A brief as it is printed: paragraphs, quotes, tables, footnotes and a bibliography, the same for every format.

Nothing here knows Word, PDF or Markdown. All text is text: no markup is read from it. The machine-readable part goes
along as it is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from service.briefs.make import graded
from service.briefs.records import (
    SIDE_NAMES,
    STANDING_NAMES,
    STRENGTH_NAMES,
    Brief,
    Frozen,
    Item,
    Origin,
    Side,
    Track,
)

HOW_READ = (
    "What stands in quotation marks as a passage is its source's own words. What stands without them, under Samuh's "
    "record, is worded by Samuh after the sources named below it: do not quote it as theirs, open the source and quote "
    "that. Each opens its place through the footnote. How strong a source is was read by rules from its wording and "
    "its publisher. The reason stands below each passage, and the reader may judge otherwise. This sheet counts and "
    "cites; it does not decide."
)
SIDES_READ = (
    "How sides were read: a passage stands for or against only where a rule found that its own words tell a result "
    "of the topic itself, the topic being what the sentence is about or what it puts the result down to. Where that is "
    "not plain, it stands under context, although a reader may well see a side. Where “Editor's reading” stands below "
    "a passage, not a rule but a person read the case and took the side. Both err: read each passage before you rely "
    "on its side."
)
HEADINGS = {
    Side.SUPPORTS: "What supports the claim",
    Side.OPPOSES: "What speaks against it",
    Side.CONTEXT: "Context: speaks of it, takes no side",
}
NONE_FOUND = "Nothing was found."
OURS = "Samuh"


class Tone(StrEnum):
    """How a run of text is set."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; ``note`` is the number of the footnote that follows it."""

    text: str
    tone: Tone = Tone.PLAIN
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A paragraph; ``bullet`` where it is an item of a list."""

    runs: tuple[Run, ...]
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement with the number of its footnote, what is said below it, and the adviser's note, if any.

    ``words`` bring their quotation marks along; ``own`` tells the words of a source from those of a record of ours.
    """

    words: str
    note: int
    below: tuple[Run, ...]
    remark: str
    own: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """A table under a head of the same length; ``widths`` are parts of the page's width."""

    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    widths: tuple[int, ...]


Block: TypeAlias = Heading | Lines | Quoted | Grid


@dataclass(frozen=True, slots=True)
class Link:
    """A named address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its text and the addresses that open the place and the original."""

    number: int
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the bibliography."""

    text: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """All that is printed. ``part`` is the machine-readable form of the frozen quotes."""

    title: str
    made: date
    about: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    entries: tuple[Entry, ...]
    part: str


Address = Callable[[Frozen], str]
"""Gives the address that opens a quote's place in Samuh."""


def paper(brief: Brief, address: Address, part: str) -> Paper:
    """Set a brief as a paper.

    Args:
        brief: What is printed; dropped items are left out.
        address: Where each quote's place is opened.
        part: The machine-readable part (``service.briefs.carried``), which goes along.
    """
    setter = _Setter(address)
    blocks = (
        *setter.opening(brief),
        *(block for side in Side for block in setter.side(brief, side)),
        *setter.unknown(brief),
        *setter.recommendations(brief),
        Heading("How this sheet was made"),
        Lines((Run(HOW_READ),)),
        Lines((Run(SIDES_READ),)),
        Lines((Run(CHECKED),)),
    )
    return Paper(
        title=brief.title,
        made=date.fromisoformat(brief.made),
        about=tuple(about(brief)),
        blocks=blocks,
        notes=tuple(setter.notes),
        entries=bibliography(brief.quotes()),
        part=part,
    )


CHECKED = (
    "Its passages are frozen: this file holds each with its place and the fingerprint of its document. "
    "samuh verify FILE compares them with the library as it is then, and says what still stands, has moved, was "
    "changed or is gone."
)


def about(brief: Brief) -> Iterator[tuple[str, str]]:
    """What must be known first."""
    yield "Claim under test", brief.claim
    day = date.fromisoformat(brief.made)
    yield "Quoted on", f"{day.day} {day:%B %Y}, from the library's index {brief.index_id}"
    yield "Found", found(brief)


def found(brief: Brief) -> str:
    """How many passages there are for, against and beside, of how many documents and issuers, of which years."""
    for_, against, beside = (len(brief.of(side)) for side in Side)
    quotes = [item.quote for item in brief.kept]
    documents = len({quote.document_id for quote in quotes})
    issuers = len({origin.issuer for quote in quotes for origin in quote.origins if origin.issuer})
    years = sorted(origin.year for quote in quotes for origin in quote.origins if origin.year)
    span = (
        f", of {years[0]} to {years[-1]}"
        if years and years[0] != years[-1]
        else f", of {years[0]}"
        if years
        else ""
    )
    return (
        f"{for_} supporting, {against} opposing, {beside} for context; "
        f"{documents} documents, {issuers} issuing bodies{span}"
    )


class _Setter:
    """Sets one paper; hands out the numbers of its footnotes."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self.notes: list[Note] = []

    def note(self, quote: Frozen) -> int:
        """A footnote for a quote; its number."""
        number = len(self.notes) + 1
        self.notes.append(Note(number, reference(quote), tuple(links(quote, self._address))))
        return number

    def opening(self, brief: Brief) -> Iterator[Block]:
        """The adviser's own text, and the counts by strength."""
        for paragraph in brief.summary.split("\n"):
            if paragraph.strip():
                yield Lines((Run(paragraph.strip()),))
        yield Heading("At a glance")
        sides = (Side.SUPPORTS, Side.OPPOSES)
        counts = {side: dict(graded(brief.of(side))) for side in sides}
        names = [name for name in STRENGTH_NAMES.values() if any(name in counts[side] for side in sides)]
        rows = [(name, *(str(counts[side].get(name, 0)) for side in sides)) for name in names]
        rows.append(("All", *(str(len(brief.of(side))) for side in sides)))
        yield Grid(
            ("Kind of source", *(SIDE_NAMES[side] for side in sides)),
            tuple(tuple((Run(cell),) for cell in row) for row in rows),
            (6, 2, 2),
        )

    def side(self, brief: Brief, side: Side) -> Iterator[Block]:
        """The quotes of one side."""
        items = brief.of(side)
        if side is Side.CONTEXT and not items:
            return
        yield Heading(HEADINGS[side])
        if not items:
            yield Lines((Run(NONE_FOUND),))
        for item in items:
            quote = item.quote
            yield Quoted(shown(quote), self.note(quote), tuple(below(item)), item.note, not quote.record)

    def unknown(self, brief: Brief) -> Iterator[Block]:
        """What sources call not known, and what we did not find."""
        yield Heading("What is not known")
        for quote in brief.gaps:
            yield Lines((Run(words(quote), note=self.note(quote)),), bullet=True)
        for absence in brief.absences:
            yield Lines((Run(absence, Tone.QUIET),), bullet=True)
        if not brief.gaps and not brief.absences:
            yield Lines((Run("The records quoted name no gap."),))

    def recommendations(self, brief: Brief) -> Iterator[Block]:
        """Recommendations over the texts compared; nothing where none are followed."""
        if not brief.columns:
            return
        yield Heading("Recommendations over time")
        yield Lines((Run(compared(brief)),))
        if brief.tracks:
            head = ("Matter", *(column.name for column in brief.columns))
            rows = tuple(self._track(track, len(brief.columns)) for track in brief.tracks)
            yield Grid(head, rows, (2, *(4 for _ in brief.columns)))

    def _track(self, track: Track, columns: int) -> tuple[tuple[Run, ...], ...]:
        both = (Run(f" (both ask: {track.shared})", Tone.QUIET),) if track.shared else ()
        cells: list[tuple[Run, ...]] = [(Run(track.matter, Tone.STRONG), *both)]
        for at in range(columns):
            standing = track.standings[at]
            name = STANDING_NAMES[standing] if standing else "Not found"
            told = [each.quote for each in track.told if each.column == at]
            runs = [Run(f"{name}{':' if told else ''} ", Tone.QUIET)]
            runs += [Run(f"{shown(quote)} ", note=self.note(quote)) for quote in told]
            cells.append(tuple(runs))
        return tuple(cells)


def compared(brief: Brief) -> str:
    """Which texts were compared, and what an empty place means."""
    names = "; ".join(column.name for column in brief.columns)
    return (
        f"Compared are the policy texts on India that the library holds: {names}. Repeated is what asks for the same "
        "thing to be done again; both texts then stand side by side. A text that does not take a matter up again is "
        "one in which no recommending sentence on it was found."
    )


def words(quote: Frozen) -> str:
    """A quote on one line, as it is printed."""
    return " ".join(quote.text.split())


def shown(quote: Frozen) -> str:
    """The words as they are printed: in quotation marks where they are a source's own, without where they are ours."""
    return words(quote) if quote.record else f"“{words(quote)}”"


def label(quote: Frozen) -> str:
    """Whose words they are, and when they were issued: a source's, or a record's of ours after its sources."""
    dated = "; ".join(dict.fromkeys(map(named, quote.origins))) or "issuer not shown, year not shown"
    if not quote.record:
        return dated
    if own_inference(quote):
        return f"Samuh's record of {quote.title}, which names no source for it"
    return f"Samuh's record of {quote.title}, after {dated}"


def named(origin: Origin) -> str:
    """One issuing body with the year of its own."""
    return f"{origin.issuer or 'issuer not shown'}, {origin.year or 'year not shown'}"


def own_inference(quote: Frozen) -> bool:
    """Whether a record of ours names no source for a statement: it is our inference, or says what the record lacks."""
    return quote.record and all(
        origin.title == quote.title and not (origin.url or origin.kind) for origin in quote.origins
    )


def below(item: Item) -> Iterator[Run]:
    """The line below a quote: whose words, when, how strong and why, read as what and why."""
    quote = item.quote
    yield Run(f"{label(quote)}. ", Tone.STRONG)
    yield Run(f"{STRENGTH_NAMES[item.strength]}: {item.strength_because}. ", Tone.QUIET)
    if item.editor:
        yield Run("Editor's reading. ", Tone.STRONG)
    read = {Side.SUPPORTS: "Read as supporting because", Side.OPPOSES: "Read as opposing because"}
    yield Run(f"{read.get(item.side, 'Kept as context because')} {item.side_because}.", Tone.QUIET)
    if quote.doubt:
        yield Run(f" The page was hard to read: {quote.doubt}.", Tone.QUIET)


def reference(quote: Frozen) -> str:
    """A footnote's text: who issued it, what, when; and where in which document of the library it stands."""
    named = "; ".join(described(origin) for origin in quote.origins)
    holder = quote.title
    if quote.record:
        source = "it names no source for it" if own_inference(quote) else f"from {named}"
        return f"As recorded in “{holder}”, {quote.place}, in Samuh's words; {source}."
    if len(quote.origins) == 1 and quote.origins[0].title == holder:
        return f"{named}, {quote.place}."
    return f"{named}. As given in “{holder}”, {quote.place}."


def described(origin: Origin) -> str:
    """One source in a line: issuer, title, year."""
    issuer = f"{origin.issuer}, " if origin.issuer else ""
    return f"{issuer}“{origin.title}” ({origin.year or 'year not shown'})"


def links(quote: Frozen, address: Address) -> Iterator[Link]:
    """What a footnote opens: the place in Samuh, then the originals that have an address, named by their issuer."""
    yield Link("Open in Samuh", address(quote))
    for origin in quote.origins:
        if origin.url:
            yield Link(origin.issuer or "Original", origin.url)


def bibliography(quotes: Sequence[Frozen]) -> tuple[Entry, ...]:
    """All sources once, by issuer and year."""
    origins = dict.fromkeys(origin for quote in quotes for origin in quote.origins)
    ordered = sorted(origins, key=lambda each: ((each.issuer or each.title).casefold(), each.year or 9999))
    return tuple(Entry(f"{described(each)}.", each.url) for each in ordered)
