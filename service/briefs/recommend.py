"""What the policy texts recommend, matter by matter, and whether later texts repeat it, drop it or bring something new.

A later text repeats a recommendation where both ask for the same (``agreement.py``); else it gives other advice on the
matter. Recommendations are read in running text and in the cells of tables.

Sentences are told to be recommendations by their wording; matters are those of ``subjects.yaml``. That a later text
does not repeat a matter means that no such sentence was found in it, no more.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from ingest.errors import NotFoundError
from ingest.records import Document, DocumentKind, Passage, PassageKind
from ingest.sheets.models import Work
from ingest.sheets.phrases import work_name
from ingest.sheets.words import upper_first
from service.briefs import gather
from service.briefs.agreement import agreed
from service.briefs.freeze import freeze
from service.briefs.legible import NO_VERB, garbled
from service.briefs.origins import HELD, behind
from service.briefs.records import Column, Frozen, Standing, Told, Track
from service.briefs.subject import matters, name_of
from service.browse.book import Book
from service.desk import Desk

POLICY = re.compile(r"strategy|policy paper|working group|status paper|theme paper", re.I)
HOME = "India"
MOST_QUOTES = 3  # of one matter from one text
SHORTEST = 40  # characters of a recommendation in a cell of a table
_TELLS = re.compile(r"best practices|annex|agencies|snapshot", re.I)  # headings of tables that advise nothing
_PART = re.compile(r"[^|\n]+?(?:[.;](?=\s)|(?=\s*[|\n])|$)")
_WORDED = re.compile(
    r"\b(?:should|recommend(?:s|ed)?|is imperative|there is a need|needs? to be|must be|is needed|has been proposed|"
    r"(?:is|are) proposed|will require|needs? to provision)\b",
    re.I,
)
_ORDERED = re.compile(
    r"^(?:According to [^,]+, )?(?:[A-Z]?\d{0,2}\.\s+)?(?:Have|Institute|Introduce|Establish|Provision for|Identify|"
    r"Creating|Build|Codify|Undertake|Support|"
    r"Develop|Include|Increase|Incentivi[sz]e|Promote|Facilitate|Improve|Create|Provide|Providing|Registration on|"
    r"To map|To disseminate|To provide)\b"
)
_ADVICE = re.compile(r"recommend|linkages|technology|finance|infrastructure|strategy|solution", re.I)


@dataclass(frozen=True, slots=True)
class Compared:
    """The texts compared, oldest first, and what each recommends."""

    columns: tuple[Column, ...]
    told: tuple[tuple[Told, tuple[str, ...]], ...]


def compared(desk: Desk, book: Book | None) -> Compared:
    """Read the recommendations of the policy texts on India that the library holds."""
    found: list[tuple[Column, list[tuple[Frozen, tuple[str, ...]]]]] = []
    for document, work in texts(desk, book):
        said = list(recommendations(desk, document, book))
        if said and work.year:
            name = upper_first(work_name(work)).removeprefix("The ")
            found.append((Column(document.id, name, work.year), said))
    found.sort(key=lambda pair: (pair[0].year, pair[0].name))
    told = tuple((Told(at, quote), keys) for at, (_, said) in enumerate(found) for quote, keys in said)
    return Compared(tuple(column for column, _ in found), told)


def texts(desk: Desk, book: Book | None) -> Iterator[tuple[Document, Work]]:
    """Policy texts on India: the text itself where the library holds it, else the sheet of what it found."""
    for held in book.works.values() if book else ():
        work = held.record
        if not (POLICY.search(work.kind) and HOME in work.geography):
            continue
        url = work.url or ""
        names = [url.removeprefix(HELD)] if url.startswith(HELD) else []
        document = first_held(desk, [*names, f"{work.id}.yaml", work.id])
        if document:
            yield document, work


def first_held(desk: Desk, names: Iterable[str]) -> Document | None:
    """The first of some documents that the library has."""
    for name in names:
        try:
            return desk.document(name)
        except NotFoundError:
            continue
    return None


def recommendations(
    desk: Desk, document: Document, book: Book | None
) -> Iterator[tuple[Frozen, tuple[str, ...]]]:
    """The recommending sentences of a document that name a matter, frozen, each with its matters."""
    for passage in desk.passages(document.id):
        table = passage.kind is PassageKind.TABLE
        for span in cells(document, passage) if table else gather.statements(document, passage):
            text = " ".join(document.text[span[0] : span[1]].split())
            heading = gather.heading_at(document, span[0])
            keys = tuple(matters(text))
            advises = document.kind is DocumentKind.SHEET or (table and not _TELLS.search(heading))
            if keys and not broken(text) and recommends(text, heading, advises):
                yield freeze(document, passage, span, behind(document, text, book), heading), keys


def cells(document: Document, passage: Passage) -> Iterator[tuple[int, int]]:
    """The spans of sentences in the cells of a table's passage that are long enough to recommend something."""
    for found in _PART.finditer(document.text, passage.start, passage.end):
        start, end = found.span()
        text = document.text[start:end]
        start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
        if end - start >= SHORTEST:
            yield start, end


def broken(text: str) -> bool:
    """Whether a recommendation was read wrongly; that it has no finite verb is no sign of it."""
    return garbled(text) not in ("", NO_VERB)


def recommends(text: str, heading: str, of_sheet: bool = False) -> bool:
    """Whether a sentence recommends: by its wording, or as an instruction below a heading of advice."""
    return bool(_WORDED.search(text) or (_ORDERED.match(text) and (of_sheet or _ADVICE.search(heading))))


def tracks(found: Compared, only: Sequence[str] = ()) -> tuple[Track, ...]:
    """What agrees on each matter, then its other advice; ``only`` of these matters, in their order, where given.

    A sentence is shown under one matter.
    """
    keys = dict.fromkeys(key for _, names in found.told for key in names)
    shown: set[Frozen] = set()
    made: list[Track] = []
    for key in [key for key in only if key in keys] if only else keys:
        same = tuple(agreements(key, found, shown))
        shown |= {told.quote for each in same for told in each.told}
        rest = track(key, found, shown)
        shown |= {told.quote for told in rest.told}
        made += [*same, rest] if rest.told else same
    return tuple(made)


def agreements(key: str, found: Compared, shown: Container[Frozen]) -> Iterator[Track]:
    """The pairs of recommendations on a matter, of an earlier and a later text, that ask for the same."""
    held = [told for told, names in found.told if key in names and told.quote not in shown]
    taken: set[Frozen] = set()
    for one, other in product(held, held):
        if one.column >= other.column or {one.quote, other.quote} & taken:
            continue
        shared = agreed(one.quote.text, other.quote.text)
        if shared:
            taken |= {one.quote, other.quote}
            present = [at in (one.column, other.column) for at in range(len(found.columns))]
            stands = tuple(standing(at, present) for at in range(len(present)))
            yield Track(name_of(key), stands, (one, other), shared)


def track(key: str, found: Compared, shown: Container[Frozen] = ()) -> Track:
    """The advice on one matter that no other text repeats; what is ``shown`` already counts, but is not told again."""
    held = [told for told, names in found.told if key in names]
    present = [any(told.column == at for told in held) for at in range(len(found.columns))]
    fresh = [told for told in held if told.quote not in shown]
    kept = [told for at in range(len(present)) for told in [t for t in fresh if t.column == at][:MOST_QUOTES]]
    stands = (standing(at, present) for at in range(len(present)))
    other = (Standing.OTHER if each is Standing.REPEATED else each for each in stands)
    return Track(name_of(key), tuple(other), tuple(kept))


def standing(at: int, present: Sequence[bool]) -> Standing | None:
    """How a matter stands in one text, by the texts before it; None where neither it nor any before has it.

    Example: present in the first of three texts alone gives made, dropped, dropped.
    """
    earlier = any(present[:at])
    if present[at]:
        return (Standing.REPEATED if earlier else Standing.NEW) if at else Standing.MADE
    return Standing.DROPPED if earlier else None
