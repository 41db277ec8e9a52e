"""A comparison: what the sheets of several schemes or clusters say on the same points, side by side.

Nothing is weighed or calculated: each cell quotes the sheet, and a sheet without a word on a point leaves it empty.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.records import Hit
from index.search import Index
from ingest.records import Document, Passage, Sentence
from service.answers.background import STATUS, Background
from service.answers.intent import asked_part
from service.answers.question import Question
from service.answers.words import fold
from service.records import Row, Table

MOST_SIDES = 4
ENOUGH_SIDES = 2
_WEIGHING = re.compile(
    r"\b(better|best|which (one|scheme|cluster|of|gives?|pays?|has|is|should|suits?)|more|should (we|i)|or|ya)\b"
    r"|बेहतर|\bया\b"
)
_COMPARING = re.compile(
    r"\b(differ\w*|compar\w*|versus|vs|against|side by side|fark|farak|antar|tulna)\b|अंतर|फर्क|फ़र्क|तुलना"
)


@dataclass(frozen=True, slots=True)
class Point:
    """One row: its name, the beginning of the headings that speak of it, and how many statements a side gets.

    ``each`` is the most from one section, so that every part of a scheme has its say; ``telling`` is what a statement
    must hold to be worth a place.
    """

    name: str
    heading: str
    most: int
    each: int
    telling: re.Pattern[str]


_ANY = re.compile("")
_FIGURE = re.compile(r"\d")
# What a scheme gives; not our notes on it, nor where a ceiling is reached.
_GIVES = re.compile(
    r"\bgets? a grant of|\b(grant|loan|rate|help|subvention|benefit|exposure)\b[^:]* is (at most|up to|at least|\d)"
    r"|\bcovers? \d|\bpays? (interest of )?\d|\bhelp is|Rs [\d.,]+ (crore|lakh)? ?per\b"
)
SCHEME_POINTS = (
    Point("How much", "How much", 8, 4, _GIVES),
    Point("Own contribution", "Own contribution", 2, 1, _FIGURE),
    Point("Who can apply", "Who can apply", 1, 1, _ANY),
    Point("Minimum members and size", "Minimum members", 4, 2, _ANY),
    Point("Is it open", STATUS, 1, 1, _ANY),
)
CLUSTER_POINTS = (
    Point("Units and workers", "Units and workers", 4, 4, _FIGURE),
    Point("Turnover, exports, production", "Competitiveness", 6, 6, _FIGURE),
    Point("Problems", "Problems", 3, 3, _ANY),
    Point("What came of it", "What came of it", 3, 3, _ANY),
)
_CLUSTER = "Units and workers"  # the part that every sheet of a cluster has, and no other sheet
Quoted = tuple[Hit, Sentence]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The quotes of a comparison in reading order, row by row, and the table whose cells hold their numbers from 1.

    ``weighing`` tells that the question wants one side to be preferred, which no sheet does.
    """

    quoted: tuple[Quoted, ...]
    table: Table
    weighing: bool


def side_by_side(question: Question, index: Index, known: Background) -> SideBySide | None:
    """The comparison that a question asks for, or None where it asks for none."""
    asked = fold(f"{question.asked} {question.search}")
    weighing, comparing = bool(_WEIGHING.search(asked)), bool(_COMPARING.search(asked))
    if not (weighing or comparing):
        return None
    sides = compared(question.search, known)
    if len(sides) == 1:  # "zed or lean": beside another scheme, a word that is a name as well is meant as one
        sides = compared(known.names.aloud(question.search), known)
    if len(sides) < ENOUGH_SIDES or (weighing and not comparing and not joined(asked, len(sides))):
        return None
    rows = [
        (point.name, [cell(point, side, index, known) for side in sides])
        for point in points(question, sides, known)
    ]
    return laid_out(sides, [row for row in rows if any(row[1])], weighing)


def joined(asked: str, sides: int) -> bool:
    """Whether the sides are set against each other, as by "or", or are all that is spoken of ("which gives more")."""
    return sides >= ENOUGH_SIDES and bool(re.search(r"\b(or|ya|which|better)\b|\bया\b|बेहतर", asked))


def compared(text: str, known: Background) -> tuple[Document, ...]:
    """The sheets that a text names one beside the other, in its order: of each name's editions the one that holds."""
    found: dict[str, Document] = {}
    for holders in known.names.mentions(text):
        sheets = [
            known.documents[name] for name in holders if name in known.schemes or is_cluster(name, known)
        ]
        if sheets:
            found |= {sheet.id: sheet for sheet in holding(sheets, known)}
    return tuple(found.values())[:MOST_SIDES] if alike(found, known) else ()


def holding(sheets: Sequence[Document], known: Background) -> Sequence[Document]:
    """Of sheets that share a name: all clusters; of a scheme's editions the one that holds now."""
    if sheets[0].id not in known.schemes:
        return sorted(sheets, key=lambda sheet: sheet.id)
    return [
        max(sheets, key=lambda sheet: (sheet.id not in known.superseded, sheet.cited_year or 0, sheet.id))
    ]


def alike(found: Sequence[str] | dict[str, Document], known: Background) -> bool:
    """Whether all documents are of one kind, schemes or clusters."""
    return len({name in known.schemes for name in found}) == 1


def is_cluster(name: str, known: Background) -> bool:
    """Whether a document is the sheet of a cluster."""
    return known.sections[name].find(_CLUSTER) is not None


def points(question: Question, sides: Sequence[Document], known: Background) -> tuple[Point, ...]:
    """The rows: all points of a scheme; of a cluster those that are asked for, or all where none is."""
    if sides[0].id in known.schemes:
        return SCHEME_POINTS
    asked = tuple(point for point in CLUSTER_POINTS if asked_part(point.heading, question.parts))
    return asked or CLUSTER_POINTS


def cell(point: Point, side: Document, index: Index, known: Background) -> list[Quoted]:
    """What one sheet says on one point, in its order."""
    passages = index.passages(side.id)
    chosen: list[Quoted] = []
    for start, end in known.sections[side.id].all(point.heading):
        said = [
            (hit_of(holder), sentence)
            for holder, sentence in sentences(index, passages, start, end)
            if says(sentence, point)
        ]
        chosen += said[: point.each]
    return chosen[: point.most]


def says(sentence: Sentence, point: Point) -> bool:
    """Whether a sentence is a whole statement on a point, and no heading or row of a table."""
    text = sentence.text.strip()
    return text.endswith(".") and not text.startswith("|") and point.telling.search(text) is not None


def sentences(
    index: Index, passages: Sequence[Passage], start: int, end: int
) -> Iterator[tuple[Passage, Sentence]]:
    """The sentences of a stretch of a document with the passages that hold them."""
    inside = {p.id: p for p in passages if p.start < end and p.end > start}
    for sentence in index.sentences(list(inside)):
        if start <= sentence.start < end:
            yield inside[sentence.passage_id], sentence


def hit_of(passage: Passage, why: str = "compared") -> Hit:
    """A passage that was taken by its place and not found by a search; ``why`` says for what."""
    return Hit(passage, 1.0, 1, None, None, None, why)


def short(title: str) -> str:
    """The name that a sheet goes by, without the full one behind it."""
    return title.split(": ", 1)[0]


def laid_out(
    sides: Sequence[Document], rows: Sequence[tuple[str, list[list[Quoted]]]], weighing: bool
) -> SideBySide:
    """Number the quotes, row by row."""
    quoted: list[Quoted] = []
    made = []
    for name, cells in rows:
        numbers = []
        for one in cells:
            numbers.append(tuple(range(len(quoted) + 1, len(quoted) + len(one) + 1)))
            quoted += one
        made.append(Row(name, tuple(numbers)))
    return SideBySide(tuple(quoted), Table(tuple(short(side.title) for side in sides), tuple(made)), weighing)
