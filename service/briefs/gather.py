"""Finding what speaks to a topic: passages of the search and of the records that name it, cut into statements."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.errors import NotFoundError
from ingest.records import Document, DocumentKind, Passage, PassageKind
from ingest.sentences import sentences
from service.answers.orders import gives_orders
from service.briefs import direction
from service.briefs.freeze import freeze
from service.briefs.governs import Governor
from service.briefs.legible import garbled
from service.briefs.origins import Behind, behind
from service.briefs.records import Frozen, Item, Side
from service.briefs.strength import strength
from service.briefs.subject import Subject, is_about, name_of, other_names, pattern
from service.browse.book import Book
from service.desk import Desk

PASSAGES = 60
SHORTEST, LONGEST = 40, 600  # characters of a statement that can stand alone in a brief
DOCUMENTS = 40  # of the documents found, those that are read whole
TURNS = ("results outcome what came of it", "failed idle problem not used", "evaluation found effect on")
GUIDANCE = (DocumentKind.FAQ, DocumentKind.SCHEME_GUIDELINE)
INFERRED = "Our inference"
NO_SIDE = (
    "it speaks of the topic and takes no side: what it tells of a result is not said of the topic itself"
)
GAPS = ("What is not known", "Where sources disagree")  # headings of a sheet
# Parts of a sheet that tell of no result: who and where, rules, what was tried and its cost, lists of sources.
SILENT = ("Source", "How sure we are", "Also known", "Names", "Profile")
_GRID = re.compile(r"^\||\s\|\s|^\d+(?:\.\d+)+\.?\s")
_PURPOSE = re.compile(
    r"\b(?:objectives?|benefits?|nature of assistance|eligib|description|how to apply|purpose|template|"
    r"detailed information|scheme|applicable)\b",
    re.I,
)
_FRAME = re.compile(r"^(?:A gap in what is known about|Figures on) [^:]*?(?:: | do not agree: )")
_REFERENCE = re.compile(r'^["“][^"”]+["”] \([^)]*\),|\bis the work "')


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement on the topic, frozen, with what it is read as. ``heading`` is the nearest one above it."""

    item: Item
    heading: str
    rank: int


@dataclass(frozen=True, slots=True)
class Sought:
    """What statements are looked for in: the desk, the records of the corpus (None: none), and the topic."""

    desk: Desk
    book: Book | None
    subject: Subject


def candidates(sought: Sought, pinned: Sequence[str] = ()) -> list[Candidate]:
    """All statements on the topic, in the order in which their passages were found.

    Args:
        sought: Where to look, and for what.
        pinned: Ids of passages that somebody picked; with any, only these are read, and all of their statements.

    Raises:
        NotFoundError: the library has no passage with a pinned id.
    """
    held = [sought.desk.passage(name) for name in pinned] if pinned else passages(sought)
    made: list[Candidate] = []
    for rank, passage in enumerate(held):
        document = sought.desk.document(passage.document_id)
        for start, end in statements(document, passage):
            candidate = one(sought, document, passage, (start, end), rank)
            if candidate and (pinned or speaks(sought.subject, document, passage, candidate)):
                made.append(replace(candidate, item=replace(candidate.item, id=len(made) + 1)))
    return made


def passages(sought: Sought) -> list[Passage]:
    """Passages that the search finds for the topic and its turns, then those of records that name it; each once."""
    found: dict[str, Passage] = {}
    for query in queries(sought.subject):
        hits = sought.desk.search(query, limit=PASSAGES).hits
        found |= {hit.passage.id: hit.passage for hit in hits if hit.passage.id not in found}
    named = dict.fromkeys(passage.document_id for passage in found.values())
    for name in dict.fromkeys((*list(named)[:DOCUMENTS], *records_on(sought))):
        try:
            found |= {each.id: each for each in sought.desk.passages(name) if each.id not in found}
        except NotFoundError:  # the corpus has a record that this library has not read
            continue
    beside = set(without_results(sought.book))
    return [each for each in found.values() if each.document_id not in beside]


def queries(subject: Subject) -> Iterator[str]:
    """What the search is asked: the topic, its other names, and what may have come of it.

    A topic on use is asked for by the names of its things, so that two wordings of one topic find the same.
    """
    idle = " ".join(("idle", *map(name_of, subject.things), *subject.rest))
    asked = idle if subject.by_use and subject.things else subject.name
    yield asked
    yield " ".join((*other_names(subject), *subject.rest)) or asked
    for turn in TURNS:
        yield f"{asked} {turn}"


def without_results(book: Book | None) -> Iterator[str]:
    """Sheets that tell of no result: rules of schemes, lists of indicators, agencies and offices."""
    if book is None:
        return
    yield from book.schemes
    yield from (held.record.id for held in (book.agencies, book.offices, book.indicators) if held)


def records_on(sought: Sought) -> Iterator[str]:
    """Sheets of clusters and works in whose record the topic is named."""
    if sought.book is None:
        return
    for held in (*sought.book.clusters.values(), *sought.book.works.values()):
        if is_about(sought.subject, held.record.model_dump_json(), held.record.id):
            yield held.record.id


def statements(document: Document, passage: Passage) -> Iterator[tuple[int, int]]:
    """The spans of a passage that can stand alone: no headings, questions, references, grids or orders."""
    if passage.kind is PassageKind.TABLE:
        return
    titles = {*passage.headings, *(section.heading for section in document.sections)}
    for found in sentences(document.text, passage):
        text = " ".join(found.text.split())
        if SHORTEST <= len(text) <= LONGEST and text not in titles and stands_alone(text):
            yield found.start, found.end


def stands_alone(text: str) -> bool:
    """Whether a text is a statement rather than a question, a row, a reference or an order to a reader's machine."""
    return not (
        text.startswith("(")
        or text.endswith(("?", ":"))
        or _GRID.search(text)
        or _REFERENCE.search(text)
        or gives_orders(text)
    )


def one(
    sought: Sought, document: Document, passage: Passage, span: tuple[int, int], rank: int
) -> Candidate | None:
    """Read one statement; None where it was read wrongly, or stands in a part of a sheet that tells of no result."""
    heading = heading_at(document, span[0])
    if document.kind is DocumentKind.SHEET and heading.startswith(SILENT):
        return None
    text = " ".join(document.text[span[0] : span[1]].split())
    if document.kind is not DocumentKind.SHEET and garbled(text):
        return None
    issuers = behind(document, text, sought.book)
    quote = freeze(document, passage, span, issuers, heading)
    return Candidate(judged(quote, issuers, document, sought.subject, heading), heading, rank)


def heading_at(document: Document, offset: int) -> str:
    """The heading above a place of a document; empty before the first. A passage may span several short sections."""
    number = bisect_right(document.sections, offset, key=lambda section: section.start)
    return document.sections[number - 1].heading if number else ""


def judged(quote: Frozen, issuers: Behind, document: Document, subject: Subject, heading: str) -> Item:
    """A quote with what it is to the claim and how strong it is."""
    text = " ".join(quote.text.split())
    side, because = side_of(text, subject, heading, document.kind)
    if quote.record and text.startswith(INFERRED) and side is not Side.CONTEXT:
        side, because = Side.CONTEXT, "it is an inference of Samuh's own record; no source says it"
    grade, why = strength(text, issuers.origins, document.kind)
    return Item(0, quote, side, because, grade, why)


def side_of(text: str, subject: Subject, heading: str, kind: DocumentKind) -> tuple[Side, str]:
    """What a statement is to the claim of a topic, by those of its words that are said of the topic, and why.

    Args:
        text: The statement, on one line.
        subject: The topic.
        heading: The heading that it stands below; empty where there is none.
        kind: What sort of work it stands in.
    """
    reading = direction.read(text, subject.by_use, text, Governor(subject, direction.bare(text)).says)
    whole = direction.read(text, subject.by_use)
    side, because = direction.side(reading, subject.reads)
    if side is not Side.CONTEXT:
        said = direction.side(whole, subject.reads) if direction.parts(reading, whole) else (side, because)
        return no_result(text, heading, subject, kind, reading) or said
    if direction.side(whole, subject.reads)[0] is not Side.CONTEXT:
        because = NO_SIDE
    return side, because


def no_result(
    text: str, heading: str, subject: Subject, kind: DocumentKind, reading: direction.Reading
) -> tuple[Side, str] | None:
    """Why a statement is context although its words tell for or against; None where it is not."""
    missing = direction.absent(text, map(pattern, subject.things))
    if missing:
        return Side.CONTEXT, f'it says that the thing is not there ("{missing}"), not how it does'
    if kind in GUIDANCE and not (subject.weighs and direction.weighs(reading)):
        return (
            Side.CONTEXT,
            "it stands in a text that says how things are meant to be done, not what came of them",
        )
    if _PURPOSE.search(heading):
        return Side.CONTEXT, f'it stands below "{heading}": a purpose or a rule, not a result'
    if told_before(heading, text):
        return Side.CONTEXT, "it tells what was there before or what was tried, not what came of it"
    return None


def told_before(heading: str, text: str) -> bool:
    """Whether a statement of a sheet tells what was tried or counted, and no progress of it."""
    tried = heading.startswith(("What was tried", "Units and workers", "Competitiveness", "Collective"))
    return tried and not text.startswith("The progress of")


def speaks(subject: Subject, document: Document, passage: Passage, candidate: Candidate) -> bool:
    """Whether a statement names the topic itself; of the rest of a topic, title and headings may name it."""
    text = direction.told(candidate.item.quote.text)
    return is_about(subject, text, " ".join((document.title, *passage.headings)))


def gaps(sought: Sought, names: Iterable[str]) -> Iterator[Frozen]:
    """What sheets call not known, or where their sources disagree, on the topic: their own words name it."""
    for name in names:
        document = sought.desk.document(name)
        if document.kind is not DocumentKind.SHEET:
            continue
        for passage in sought.desk.passages(name):
            for span in statements(document, passage):
                heading = heading_at(document, span[0])
                if heading.startswith(GAPS):
                    text = " ".join(document.text[slice(*span)].split())
                    if is_about(sought.subject, gap_of(text), document.title):
                        yield freeze(document, passage, span, behind(document, text, sought.book), heading)


def gap_of(text: str) -> str:
    """What a gap is about: its words behind the frame that names the record, "Carpet park of X" being no park's gap."""
    return _FRAME.sub("", text)
