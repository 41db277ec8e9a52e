"""Splitting: sections become passages, exact slices of the text that fit the embedding model."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from ingest.blocks import Role
from ingest.layout import Layout, Placed, PlacedSection
from ingest.records import PassageKind
from ingest.sentences import Span, spans
from ingest.tables import HEADER

TARGET_WORDS = 130  # measured: passages of about 130 words are found better than those of 80
CONTEXT_TOKENS = 40
TINY_WORDS = 40
TABLE = (Role.ROW, Role.CELL)
# What a cut costs, by the place where it falls; cutting a passage of 65 words in place of one of 130 costs .25.
INSIDE_PARAGRAPH, AFTER_LEAD = 0.35, 1.5
INSIDE = {Role.ITEM: 0.15, Role.CELL: 0.15}
LEADING = (":", ":-", " -", " –", "following")

CountTokens = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Atom:
    """A span that is not cut: a paragraph, an item, a row, or a sentence of one; ``cost`` of a cut before it."""

    start: int
    end: int
    role: Role
    tokens: int
    words: int
    cost: float = 0.0
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage to be: its span and what belongs to it."""

    start: int
    end: int
    headings: tuple[str, ...]
    label: str | None
    kind: PassageKind
    context: str = ""
    words: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """How long a passage may be: the counter, what it counts for an empty text, and the limit in its unit."""

    count: CountTokens
    empty: int
    limit: int

    def tokens(self, text: str) -> int:
        """Count a text without the marks that the counter adds to any text."""
        return self.count(text) - self.empty

    def fits(self, text: str) -> bool:
        """Tell whether a passage may be as long as this."""
        return self.count(text) <= self.limit


def split(layout: Layout, count_tokens: CountTokens, passage_tokens: int) -> list[Cut]:
    """Cut a document into passages.

    Returns:
        Cuts in reading order without overlap. Together they hold all text but tables of contents and headings that
        stand too far from their body; each is at most ``passage_tokens`` long, and none is a heading alone.
    """
    measure = Measure(count_tokens, count_tokens(""), passage_tokens)
    cuts: list[Cut] = []
    for section in layout.sections:
        cuts += section_cuts(layout.text, section, measure)
    return merge_tiny(layout.text, cuts, measure)


def section_cuts(text: str, section: PlacedSection, measure: Measure) -> list[Cut]:
    """Cut one section; its heads go with its first passage."""
    body = [placed for placed in section.body if placed.block.role is not Role.CONTENTS]
    if not body:
        return []
    room = heads_that_fit(text, section, measure)
    start = room[0].start if room else body[0].start
    said = text[start : room[-1].end] if room else ""
    head = (measure.tokens(said), len(said.split())) if room else (0, 0)
    inner = replace(measure, limit=measure.limit - measure.empty)
    packs: list[list[Atom]] = []
    for run in runs(text, body):
        above = head if not packs else (0, 0)
        first = replace(
            inner, limit=inner.limit - above[0]
        )  # the heads take room from what stands just below them
        atoms = [
            *atomise(text, run[0], first),
            *(a for placed in run[1:] for a in atomise(text, placed, inner)),
        ]
        packs += pack(with_costs(text, atoms), inner, above)
    cuts = [
        cut
        for at, held in enumerate(packs)
        for cut in finish(text, section, held, start if at == 0 else None, measure)
    ]
    return [complete(text, section, cut, len(cuts) == 1, measure) for cut in cuts]


def complete(text: str, section: PlacedSection, made: Cut, whole: bool, measure: Measure) -> Cut:
    """Add to a cut what stands before it: its context, and the number of the table that it is part of."""
    label = made.label
    if made.kind is PassageKind.TABLE:
        inside = [placed for placed in section.body if made.start <= placed.start < made.end]
        named = [
            placed.block.label for placed in (*table_above(section, made), *inside) if placed.block.label
        ]
        label = named[-1] if named else label
    return replace(made, label=label, context=context(text, section, made, measure), whole=whole)


def heads_that_fit(text: str, section: PlacedSection, measure: Measure) -> tuple[Placed, ...]:
    """Take the headings just above the body that leave it two thirds of the room."""
    kept: tuple[Placed, ...] = ()
    for placed in reversed(section.heads):
        tokens = measure.tokens(text[placed.start : section.heads[-1].end])
        if tokens > measure.limit / 3:
            break
        kept = (placed, *kept)
    return kept


def runs(text: str, body: Sequence[Placed]) -> list[list[Placed]]:
    """Part tables from prose; a caption or a lead-in just above a table and a source below it stay with the table."""
    parts = [list(run) for _, run in groupby(body, lambda placed: placed.block.role in TABLE)]
    for at in range(1, len(parts)):
        above = parts[at - 1]
        if parts[at][-1].block.role in TABLE and above and introduces(above[-1]):
            parts[at].insert(0, above.pop())
        elif above and above[-1].block.role in TABLE and is_source(parts[at][0]):
            above.append(parts[at].pop(0))
    return [part for part in parts if part]


def introduces(placed: Placed) -> bool:
    """Tell a caption or a short sentence that announces what follows."""
    block = placed.block
    return block.role is Role.CAPTION or (
        block.role is Role.TEXT and block.text.endswith((":", ":-")) and len(block.text) < 240
    )


def is_source(placed: Placed) -> bool:
    """Tell the line below a table that names its source."""
    return (
        bool(re.match(r"\(?(?:Sources?|Notes?)\s*[:(]", placed.block.text)) and len(placed.block.text) < 400
    )


def atomise(text: str, placed: Placed, measure: Measure) -> Iterator[Atom]:
    """Give a block as one atom where it fits, else its sentences, else parts of them."""
    role = placed.block.role
    if measure.tokens(text[placed.start : placed.end]) <= measure.limit:
        yield atom(text, placed.start, placed.end, role, measure)
        return
    for start, end in sentence_spans(text, placed):
        for a, b in part_spans(text, start, end, measure):
            yield replace(atom(text, a, b, role, measure), cost=INSIDE_PARAGRAPH if a > placed.start else 0.0)


def atom(text: str, start: int, end: int, role: Role, measure: Measure) -> Atom:
    """Measure a span."""
    held = text[start:end]
    return Atom(start, end, role, measure.tokens(held), len(held.split()))


def sentence_spans(text: str, placed: Placed) -> list[Span]:
    """Give the sentences of a block as spans that share out all of it."""
    held = text[placed.start : placed.end]
    inner = [span for span in spans(held.replace("|", " ") if placed.block.role is Role.ROW else held)]
    starts = [placed.start, *(placed.start + start for start, _ in inner[1:])]
    return [
        (start, len(text[:end].rstrip()))
        for start, end in zip(starts, [*starts[1:], placed.end], strict=True)
    ]


def part_spans(text: str, start: int, end: int, measure: Measure) -> Iterator[Span]:
    """Cut a sentence that is longer than a passage may be, at the best place there is: ; , space, sign."""
    from langchain_text_splitters import (
        RecursiveCharacterTextSplitter,
    )  # heavy: only long sentences pay for it

    if measure.tokens(text[start:end]) <= measure.limit:
        yield start, end
        return
    # Overlap 0, separators and white space kept: then the parts add up to the sentence and offsets are sums.
    splitter = RecursiveCharacterTextSplitter(
        separators=["; ", ", ", " ", ""],
        keep_separator="end",
        chunk_size=measure.limit,
        chunk_overlap=0,
        length_function=measure.tokens,
        strip_whitespace=False,
    )
    for part in splitter.split_text(text[start:end]):
        yield start, start + len(part.rstrip())
        start += len(part)


def with_costs(text: str, atoms: Sequence[Atom]) -> list[Atom]:
    """Say what a cut before each atom would cost; an item remembers the lead-in of its list."""
    costed: list[Atom] = list(atoms[:1])
    for this in atoms[1:]:
        before = costed[-1]
        said = text[before.start : before.end]
        leads = before.role is Role.CAPTION or said.endswith(LEADING)
        cost = INSIDE.get(this.role, 0.0) if before.role is this.role else 0.0
        if leads and this.role is not Role.TEXT and before.role is not this.role:
            cost = AFTER_LEAD
        elif this.role is Role.CELL and text[this.start : this.end].isdigit():
            cost = 0.0  # a number begins a row
        lead = (before.lead or (last_sentence(said) if leads else "")) if this.role is Role.ITEM else ""
        costed.append(replace(this, cost=max(this.cost, cost), lead=lead))
    return costed


def last_sentence(said: str) -> str:
    """Give the end of a lead-in, which says what is listed."""
    found = spans(said)
    return said[slice(*found[-1])] if found else said


def pack(atoms: Sequence[Atom], measure: Measure, head: tuple[int, int]) -> list[list[Atom]]:
    """Share atoms out among passages so that these come close to the target length and cuts fall at cheap places.

    ``head``: tokens and words that the first passage holds already. The best sharing is found from the left:
    ``best[n]`` is the least cost for the first n atoms and where their last passage starts.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(atoms) + 1):
        options: list[tuple[float, int]] = []
        tokens = words = 0
        for start in range(end - 1, -1, -1):
            tokens, words = tokens + atoms[start].tokens, words + atoms[start].words
            extra = head if start == 0 else (0, 0)
            if tokens + extra[0] > measure.limit and start < end - 1:
                break
            away = (words + extra[1] - TARGET_WORDS) / TARGET_WORDS
            options.append((best[start][0] + away * away + (atoms[start].cost if start else 0.0), start))
        best.append(min(options))
    packs: list[list[Atom]] = []
    end = len(atoms)
    while end:
        start = best[end][1]
        packs.insert(0, list(atoms[start:end]))
        end = start
    return packs


def finish(
    text: str, section: PlacedSection, held: Sequence[Atom], head: int | None, measure: Measure
) -> Iterator[Cut]:
    """Make the cut of one pack; where the sum of its atoms hid that it is too long, halve it until it fits."""
    start = held[0].start if head is None else head
    if not measure.fits(text[start : held[-1].end]):
        if len(held) > 1:
            middle = len(held) // 2
            yield from finish(text, section, held[:middle], head, measure)
            yield from finish(text, section, held[middle:], None, measure)
            return
        start = held[0].start
        tight = replace(measure, limit=measure.limit - measure.empty)
        for a, b in part_spans(text, start, held[0].end, tight):
            yield cut(text, section, replace(held[0], start=a, end=b), [held[0]], a)
        return
    yield cut(text, section, held[-1], held, start)


def cut(text: str, section: PlacedSection, last: Atom, held: Sequence[Atom], start: int) -> Cut:
    """Make a cut from its atoms; the lead-in of a list that starts before it is noted as context."""
    words = len(text[start : last.end].split())
    lead = held[0].lead if held[0].role is Role.ITEM and held[0].lead not in text[start : last.end] else ""
    tabular = sum(atom.words for atom in held if atom.role in TABLE) * 2 > sum(atom.words for atom in held)
    kind = PassageKind.TABLE if tabular else PassageKind.PROSE
    if section.section.question is not None:
        kind = PassageKind.QUESTION
    return Cut(
        start,
        last.end,
        section.section.path,
        section.section.label,
        kind,
        lead,
        words,
    )


def context(text: str, section: PlacedSection, made: Cut, measure: Measure) -> str:
    """Gather the words that a passage needs and that stand before it: question, caption, header row, lead-in."""
    parts: list[str] = []
    asked = next((p for p in section.heads if p.block.role is Role.QUESTION), None)
    if asked is not None and asked.start < made.start:
        parts.append(text[asked.start : asked.end])
    if made.kind is PassageKind.TABLE:
        parts += [text[p.start : p.end] for p in table_above(section, made)]
    if made.context:
        parts.append(made.context)
    while len(parts) > 1 and measure.tokens("\n".join(parts)) > CONTEXT_TOKENS:
        parts.pop(
            0 if made.kind is PassageKind.TABLE else -1
        )  # a header row or a question says more than the rest
    return shortened("\n".join(parts), measure)


def table_above(section: PlacedSection, made: Cut) -> list[Placed]:
    """Find the caption or lead-in and the header row of the table that a cut goes on with."""
    found: list[Placed] = []
    for placed in reversed([placed for placed in section.body if placed.start < made.start]):
        if placed.block.style == HEADER or introduces(placed):
            found.insert(0, placed)
        if placed.block.role not in TABLE:
            break
    return found


def shortened(words: str, measure: Measure) -> str:
    """Cut a context to its last words where it is too long: the end of a lead-in says what is listed."""
    while words and measure.tokens(words) > CONTEXT_TOKENS:
        held = words.split()
        words = " ".join(held[max(1, len(held) // 8) :])
    return words


def merge_tiny(text: str, cuts: Iterable[Cut], measure: Measure) -> list[Cut]:
    """Join very short neighbours below the same heading; what they keep as headings is what they share."""
    merged: list[Cut] = []
    for this in cuts:
        if merged and is_mergeable(text, merged[-1], this, measure):
            last = merged[-1]
            shared = shared_start(last.headings, this.headings)
            merged[-1] = replace(
                last,
                end=this.end,
                headings=shared,
                words=last.words + this.words,
                whole=last.whole and this.whole,
            )
        else:
            merged.append(this)
    return merged


def shared_start(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """Give the titles that two paths begin with."""
    return tuple(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def is_mergeable(text: str, last: Cut, this: Cut, measure: Measure) -> bool:
    """Tell whether two cuts may share a passage: one a whole short section, neighbours, prose, below one heading."""
    siblings = last.headings[:-1] == this.headings[:-1] or this.headings[:-1] == last.headings
    tiny = any(cut.whole and cut.words < TINY_WORDS for cut in (last, this))
    return (
        last.kind is this.kind is PassageKind.PROSE
        and siblings
        and tiny
        and last.words + this.words <= TARGET_WORDS
        and not text[last.end : this.start].strip()
        and measure.fits(text[last.start : this.end])
    )
