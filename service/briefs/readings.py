"""Cases that an editor read feed a brief on their kind of intervention: each statement with the side that was read.

The readings are those of the pages of interventions (``service/precedents/outcomes.yaml``). A statement is frozen
from the record's sheet in the library, as any other; only its side is a person's, and the brief says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.errors import NotFoundError
from ingest.records import Document, DocumentKind, Passage
from service.answers.words import stem_set
from service.briefs.gather import Candidate, Sought, one, statements
from service.briefs.records import Frozen, Origin, Reads, Side
from service.briefs.strength import strength
from service.briefs.subject import Subject
from service.browse.book import Book
from service.precedents.outcomes import Evidence, Gathered, OutcomeVerdict, Says, gathered

TELLS = {
    Says.GAIN: "a good result",
    Says.RUNS: "a facility or body that runs",
    Says.USED: "how far a facility is used",
    Says.HARM: "a failure, a harm or a cost",
    Says.IDLE: "something built that stands unused or is little used",
    Says.BOTH: "good and bad at once",
    Says.UNOPENED: "something not in use, as it was still to open (whether it was built by then is not told)",
    Says.ADVICE: "advice on how a thing is best built or run, and no result",
    Says.STATE: "no result",
}
GOOD = {True: {Says.RUNS, Says.USED}, False: {Says.GAIN, Says.RUNS}}  # whether words of use alone tell
UNUSED = {Says.IDLE, Says.UNOPENED}
BUILT = "facilities"  # the subject that takes in whatever was built: what stands unused bears on it
BAD = {True: UNUSED, False: {Says.HARM, Says.IDLE}}
LONGEST_TRIED = 110
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one reading that a brief may quote. ``direct``: they are evidence on the topic, not only near to it."""

    kind: Gathered
    case: Evidence
    words: str
    says: Says
    direct: bool


def read_cases(sought: Sought) -> list[Candidate]:
    """The statements of all readings that bear on the topic, in the order of the file; a statement comes once."""
    if sought.book is None or not sought.subject.things:
        return []
    made: dict[tuple[str, int, int], Candidate] = {}
    for part in parts(sought.subject, sought.book):
        found = placed(sought, part)
        if found is None:
            continue
        place = (found.item.quote.document_id, found.item.quote.start, found.item.quote.end)
        known = made.get(place)
        if known is None or (known.item.side is Side.CONTEXT and found.item.side is not Side.CONTEXT):
            made[place] = found
        elif found.item.side not in (known.item.side, Side.CONTEXT):
            made[place] = judged(found, replace(part, says=Says.BOTH), sought.subject)
    mixed = TELLS[Says.BOTH]  # what points both ways tells more than what tells of no result
    ordered = sorted(made.values(), key=lambda each: mixed not in each.item.side_because)
    return [replace(same_source(each, ordered), rank=rank) for rank, each in enumerate(ordered)]


def same_source(each: Candidate, others: Sequence[Candidate]) -> Candidate:
    """A statement; where another record passes on the same source on its side, it says so: both are one witness."""
    mine = {origin.url for origin in each.item.quote.origins if origin.url}
    if each.item.side is Side.CONTEXT:
        return each
    for other in others:
        quote = other.item.quote
        shared = mine & {origin.url for origin in quote.origins}
        if shared and other.item.side is each.item.side and quote.document_id != each.item.quote.document_id:
            said = f"{each.item.side_because}; it has the same source as the passage of “{quote.title}”"
            return replace(each, item=replace(each.item, side_because=said))
    return each


def parts(subject: Subject, book: Book) -> Iterator[Part]:
    """What readings hold on a topic: of kinds and cases on all of its things, at the place that it names."""
    for kind in gathered(book):
        for case in kind.evidence:
            direct = set(subject.things) <= {*kind.subjects, *case.bears_on}
            near = set(subject.things) <= {*kind.subjects, *kind.near}
            if (direct or (near and not case.whole)) and at_place(subject, case):
                beside = (Says.GAIN, Says.HARM) if subject.by_use else ()
                told = (Part(kind, case, words, says, direct) for words, says in case.parts)
                yield from (each for each in told if each.says not in beside)
            elif subject.by_use and subject.things == (BUILT,) and at_place(subject, case):
                yield from (
                    Part(kind, case, words, says, True) for words, says in case.parts if says in UNUSED
                )


def at_place(subject: Subject, case: Evidence) -> bool:
    """Whether a case has all further words of a topic, such as a place, in its title, place or product."""
    said = " ".join((case.case.title, case.case.place, case.case.sector, *(item.text for item in case.words)))
    return set(subject.rest) <= stem_set(said)


def placed(sought: Sought, part: Part) -> Candidate | None:
    """The statement of the sheet that holds the words, with the side that was read; None where the library has none."""
    for name in (f"{part.case.case.document_id}.yaml", part.case.case.document_id):
        try:
            document = sought.desk.document(name)
        except NotFoundError:
            continue
        if document.kind is DocumentKind.SHEET:
            return in_sheet(sought, part, document, sought.desk.passages(name))
    return None


def in_sheet(sought: Sought, part: Part, document: Document, passages: Iterable[Passage]) -> Candidate | None:
    """The statement of one sheet; of several with the words, the one that names what was tried."""
    tried = part.case.tried.text.casefold() if part.case.tried else ""
    held: list[tuple[bool, Passage, tuple[int, int]]] = []
    for passage in passages:
        for span in statements(document, passage):
            said = " ".join(document.text[slice(*span)].split()).casefold()
            if part.words.casefold() in said:
                held.append((not (tried and tried[:40] in said), passage, span))
    for _, passage, span in sorted(held, key=lambda each: each[0]):
        found = one(sought, document, passage, span, 0)
        if found:
            return judged(found, part, sought.subject)
    return None


def judged(found: Candidate, part: Part, subject: Subject) -> Candidate:
    """A statement with the side of a reading, and why; it is marked as read by an editor."""
    side = side_of(part, subject)
    quote = sourced(found.item.quote, part)
    grade, why = strength(quote.text, quote.origins, DocumentKind.SHEET)
    item = replace(
        found.item,
        quote=quote,
        side=side,
        side_because=because(part, side, subject),
        strength=grade,
        strength_because=why,
        editor=True,
    )
    return replace(found, item=item)


def sourced(quote: Frozen, part: Part) -> Frozen:
    """A quote with the sources of its words alone: a sentence names a body, and one body may have several pages."""
    held = next((item for item in part.case.words if part.words.casefold() in item.text.casefold()), None)
    titles = {origin.title for origin in held.origins} if held else set()
    origins = tuple(each for each in quote.origins if each.title in titles or named_by(each, part.words))
    return replace(quote, origins=origins) if origins else quote


def named_by(origin: Origin, words: str) -> bool:
    """Whether words name a source themselves: "still to open in 2023 (New Indian Express, 2023)"."""
    return bool(origin.issuer) and f"{origin.issuer}, {origin.year or 'undated'}" in words


def side_of(part: Part, subject: Subject) -> Side:
    """What the words are to the claim: context where they tell of a whole programme, or are only near to the topic."""
    if part.case.whole or not part.direct:
        return Side.CONTEXT
    if part.says in GOOD[subject.by_use]:
        return Side.SUPPORTS if subject.reads is Reads.RESULTS else Side.OPPOSES
    if part.says in BAD[subject.by_use]:
        return Side.OPPOSES if subject.reads is Reads.RESULTS else Side.SUPPORTS
    return Side.CONTEXT


def because(part: Part, side: Side, subject: Subject) -> str:
    """The clause that says what an editor read, of which case, and why it takes a side or none."""
    said = f"an editor read it, among the cases of “{part.kind.name}”{tried_there(part.case)}, as telling of "
    said += TELLS[part.says]
    if part.case.whole:
        said += "; it tells of a whole programme"
    elif not part.direct:
        said += f"; it tells of a programme of joint action, and not what {subject.name} did in it"
    return f"{said} (our reason: {part.case.note})" if part.case.note else said


def tried_there(case: Evidence) -> str:
    """What was tried in a case, cut short; empty where its record names nothing that was tried."""
    if case.tried is None:
        return ""
    text = case.tried.text.rstrip(".")
    short = text if len(text) <= LONGEST_TRIED else text[:LONGEST_TRIED].rsplit(" ", 1)[0] + " …"
    return f" (tried there: {short})"


def silent(sought: Sought) -> str:
    """What records leave open: the cases of which an editor found no result told; empty where there is none."""
    if sought.book is None or not sought.subject.things:
        return ""
    things = set(sought.subject.things)
    told = [
        each
        for kind in gathered(sought.book)
        for each in kind.evidence
        if things <= {*kind.subjects, *each.bears_on} and not each.whole and at_place(sought.subject, each)
    ]
    unknown = [each for each in told if each.verdict is OutcomeVerdict.NOT_KNOWN]
    if not unknown:
        return ""
    names = listed(list(dict.fromkeys(each.case.title for each in unknown)))
    looked_at = f"Of {len(told)} things tried that an editor looked at"
    return f"{looked_at}, the records tell no result of {len(unknown)}: {names}."


def listed(names: Sequence[str]) -> str:
    """Names in a row, the first few of many."""
    more = len(names) - MOST_NAMED
    return "; ".join(names[:MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")
