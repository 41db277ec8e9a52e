"""A comparison: what the sheets of several schemes or clusters say on the same points, side by side.

Nothing is weighed or calculated: each cell quotes the sheet, and a sheet without a word on a point leaves it empty.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.records import Hit
from index.search import Index
from ingest.records import Document, DocumentKind, Passage, Sentence
from service.answers.background import STATUS, Background
from service.answers.editions import YEAR
from service.answers.generic import COMMON
from service.answers.intent import asked_part
from service.answers.missing import of_cluster
from service.answers.question import Question
from service.answers.words import content, fold, stem_set
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
    Point("Place and line", "Profile", 1, 1, re.compile(r"\blies in\b")),
    Point("Units and workers", "Units and workers", 4, 4, _FIGURE),
    Point("Turnover, exports, production", "Competitiveness", 6, 6, _FIGURE),
    Point("Problems", "Problems", 3, 3, _ANY),
    Point("What came of it", "What came of it", 3, 3, _ANY),
)
_BETWEEN = re.compile(r"\b(?:and|or|vs|versus|with|against|than|from|aur|ya|se)\b|[,;/&?]|और|या|से")
_JOINS = re.compile(r"\b(and|aur|with)\b|,|और")
_EDITION = re.compile(r"-\d+$")  # what tells the ids of a scheme's editions apart
_OLD = re.compile(r"\b(old|older|earlier|previous|former|puran[aei])\b|पुरान")
_NEW = re.compile(r"\b(new|newer|latest|current|present|nay[aei]|nai)\b|नई|नया|नयी")
_MEASURE = re.compile(r"\b(more|most|less|least|\w+er|\w+est)\b")
_EACH = frozenset(("cluster", "town"))  # stems that fit every cluster
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
    if not (weighing or comparing or _JOINS.search(asked)):
        return None
    sides = compared(question.search, known)
    if len(sides) == 1:  # "zed or lean": beside another scheme, a word that is a name as well is meant as one
        sides = compared(known.names.aloud(question.search), known)
    if not (weighing or comparing or only_named(question.search, sides)):
        return None
    if len(sides) < ENOUGH_SIDES or (weighing and not comparing and not joined(asked, len(sides))):
        return None
    if sides[0].id not in known.schemes and not of_clusters(question.search, sides):
        return None
    rows = [
        (point.name, [cell(point, side, index, known) for side in sides])
        for point in points(question, sides, known)
    ]
    return laid_out(sides, [row for row in rows if any(row[1])], weighing)


def only_named(text: str, sides: Sequence[Document]) -> bool:
    """Whether a text is nothing but the names of several sheets: "Kancheepuram and Varanasi silk"."""
    names = frozenset[str]().union(*map(called, sides))
    return len(sides) >= ENOUGH_SIDES and set(content(text)) <= names | _EACH


def of_clusters(text: str, sides: Sequence[Document]) -> bool:
    """Whether towns are compared as clusters: every further word fits all clusters or stands in one of the sheets."""
    rest = _MEASURE.sub(" ", _WEIGHING.sub(" ", _COMPARING.sub(" ", fold(text))))
    known = COMMON.union(_EACH, *map(called, sides), *(stem_set(side.text) for side in sides))
    return set(content(rest)) <= known


def joined(asked: str, sides: int) -> bool:
    """Whether the sides are set against each other, as by "or", or are all that is spoken of ("which gives more")."""
    return sides >= ENOUGH_SIDES and bool(re.search(r"\b(or|ya|which|better)\b|\bया\b|बेहतर", asked))


def compared(text: str, known: Background) -> tuple[Document, ...]:
    """The sheets that a text names one beside the other, in its order: of each name's editions the one that holds.

    A name that only one edition bears leaves the name of all to the others: "ECLGS vs ECLGS 5.0".
    """
    found: dict[str, Document] = {}
    meant = [(named, sides_of(holders, known)) for named, holders in known.names.spans(text)]
    for named, sheets in meant:
        if sheets and sheets[0].id not in known.schemes:
            found |= {sheet.id: sheet for sheet in nearest(sheets, named, text)}
        elif sheets:
            others = [sheet for _, more in meant if len(more) == 1 < len(sheets) for sheet in more]
            left = [sheet for sheet in sheets if sheet not in others]
            found |= {sheet.id: sheet for sheet in editions(left or sheets, text, known)}
    return tuple(found.values())[:MOST_SIDES] if alike(found, known) else ()


def sides_of(holders: Iterable[str], known: Background) -> list[Document]:
    """The documents among those that bear a name that can be one side of a comparison."""
    return [
        known.documents[name] for name in sorted(holders) if name in known.schemes or is_cluster(name, known)
    ]


def nearest(sheets: Sequence[Document], named: Sequence[str], text: str) -> list[Document]:
    """Of the clusters of one town or trade those that the words beside the name fit best; all where none does.

    "Coimbatore pump" is not the cluster of wet grinders, and "Varanasi silk" not every cluster of silk.
    """
    parts = [stem_set(part) for part in _BETWEEN.split(fold(text))]
    beside = next((part for part in parts if stem_set(" ".join(named)) <= part), frozenset[str]())
    whole = stem_set(text)
    fits = {one.id: (len(called(one) & beside), len(called(one) & whole)) for one in sheets}
    best = max(fits.values())
    return [one for one in sheets if fits[one.id] == best]


def called(sheet: Document) -> frozenset[str]:
    """Stems of the words that a sheet goes by."""
    return stem_set(" ".join((sheet.title, sheet.id.replace("-", " "), *sheet.aliases))) - _EACH


def editions(sheets: Sequence[Document], text: str, known: Background) -> list[Document]:
    """Of sheets that share a name the one that holds now, or the editions that a text sets against each other.

    It does so by their years, or as the old one and the new.
    """
    now = max(sheets, key=lambda sheet: (sheet.id not in known.superseded, sheet.cited_year or 0, sheet.id))
    base = _EDITION.sub("", now.id)
    family = [known.documents[name] for name in sorted(known.schemes) if _EDITION.sub("", name) == base]
    years = dict.fromkeys(YEAR.findall(text))
    dated = {one.id: one for year in years for one in family if year in f"{one.id} {short(one.title)}"}
    if len(dated) > 1:
        return list(dated.values())
    older = [one for one in family if one.id in known.superseded and one is not now]
    return [older[-1], now] if older and _OLD.search(fold(text)) and _NEW.search(fold(text)) else [now]


def alike(found: Sequence[str] | dict[str, Document], known: Background) -> bool:
    """Whether all documents are of one kind, schemes or clusters."""
    return len({name in known.schemes for name in found}) == 1


def is_cluster(name: str, known: Background) -> bool:
    """Whether a document is the sheet of a cluster."""
    is_sheet = known.documents[name].kind is DocumentKind.SHEET
    return is_sheet and of_cluster(known.sections[name].headings)


def points(question: Question, sides: Sequence[Document], known: Background) -> tuple[Point, ...]:
    """The rows: all points of a scheme; of a cluster those that are asked for, or all where none is."""
    if sides[0].id in known.schemes:
        return SCHEME_POINTS
    if only_named(_COMPARING.sub(" ", fold(question.search)), sides):
        return CLUSTER_POINTS
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
