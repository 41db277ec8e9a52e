"""Making a brief: what was found is thinned to quotes that differ, of many sources, and the gaps are named."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from service.briefs import recommend
from service.briefs.edit import place
from service.briefs.gather import GAPS, Candidate, Sought, candidates, gaps
from service.briefs.readings import read_cases, silent
from service.briefs.records import STRENGTH_NAMES, Brief, Frozen, Item, Side, Strength
from service.briefs.subject import followed, read

MOST = {Side.SUPPORTS: 12, Side.OPPOSES: 12, Side.CONTEXT: 12}
MOST_GAPS = 8
MOST_OF_ONE = 3  # of one document on one side
MOST_PICKED = 60
ALIKE = 88.0  # of 100; two statements that share so many words say the same
_ORDER = tuple(Strength)
# What is worth knowing beside the results, by how a sheet's sentence opens: what came of it, who paid, what it cost.
_TELLING = (
    "One problem of",
    "The progress of",
    "On ",
    "A lesson from",
    "Our inference",
    "These paid for",
    "The cost was",
    "This was tried",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks of a brief beside its topic. ``pinned`` are ids of passages that it is to be made from."""

    title: str = ""
    claim: str = ""
    pinned: tuple[str, ...] = ()


def make(sought: Sought, wanted: Wanted, today: date) -> Brief | None:
    """Make the brief on a topic; None where the library says nothing of it.

    Raises:
        LibraryError: no index or model is ready.
        NotFoundError: the library has no passage with a pinned id.
    """
    found = candidates(sought, wanted.pinned)
    found = found if wanted.pinned else with_readings(read_cases(sought), found)
    told = [each for each in found if not each.heading.startswith(GAPS)]
    chosen = told[:MOST_PICKED] if wanted.pinned else chosen_of(told)
    if not chosen:
        return None
    subject = sought.subject
    compared = recommend.compared(sought.desk, sought.book)
    tracks = recommend.tracks(compared, followed(subject)) if subject.things else ()
    made = Brief(
        title=wanted.title or f"Evidence on {subject.name}",
        topic=subject.topic,
        claim=wanted.claim or subject.claim,
        reads=subject.reads,
        made=today.isoformat(),
        index_id=sought.desk.status().index_id or "",
        items=tuple(replace(each.item, id=number) for number, each in enumerate(chosen, 1)),
        gaps=tuple(gaps_of(sought, found)),
        columns=compared.columns if subject.things else (),
        tracks=tracks,
        left=max(0, len(distinct(told)) - len(chosen)),
        silent="" if wanted.pinned else silent(sought),
    )
    return recounted(made)


def recounted(brief: Brief) -> Brief:
    """The brief with what was not found counted anew: an adviser may have placed, dropped or added quotes."""
    return replace(brief, absences=tuple(absences(brief, read(brief.topic).name)))


def with_readings(read: Sequence[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """What an editor read, then what was found beside it: of a statement that is in both, the reading stays."""
    held = {place(each.item) for each in read}
    return [*read, *(each for each in found if place(each.item) not in held)]


def chosen_of(found: Sequence[Candidate]) -> list[Candidate]:
    """Of each side the hardest and newest statements that differ, at most three of one document."""
    differing = distinct(found)
    return [each for side in Side for each in of_side(differing, side)]


def distinct(found: Iterable[Candidate]) -> list[Candidate]:
    """Statements of which no two say the same; of such, the harder source stays."""
    kept: list[Candidate] = []
    for each in sorted(
        found, key=lambda one: (not one.item.editor, _ORDER.index(one.item.strength), one.rank)
    ):
        if not any(alike(each.item.quote.text, other.item.quote.text) for other in kept):
            kept.append(each)
    return kept


def alike(one: str, other: str) -> bool:
    """Whether two statements share nearly all of their words."""
    return fuzz.token_sort_ratio(one, other) >= ALIKE


def of_side(found: Sequence[Candidate], side: Side) -> list[Candidate]:
    """The statements of one side, best first: at most so many in all, of one document, and of one kind of context."""
    key = context_key if side is Side.CONTEXT else result_key
    taken: Counter[str | int] = Counter()
    kept: list[Candidate] = []
    for each in sorted((one for one in found if one.item.side is side), key=key):
        shelves: list[str | int] = [each.item.quote.document_id]
        if side is Side.CONTEXT and 0 <= context_key(each)[0] < len(_TELLING):
            shelves.append(context_key(each)[0])
        if all(taken[shelf] < MOST_OF_ONE for shelf in shelves) and len(kept) < MOST[side]:
            taken.update(shelves)
            kept.append(each)
    return kept


def result_key(each: Candidate) -> tuple[int, int, int]:
    """Hard sources first, then new ones, then those found first."""
    return _ORDER.index(each.item.strength), -(each.item.quote.year or 0), each.rank


def context_key(each: Candidate) -> tuple[int, int, int]:
    """What an editor read, then what was paid, cost and learnt; then what was found first."""
    if each.item.editor:
        return -1, 0, each.rank
    opening = next(
        (n for n, words in enumerate(_TELLING) if each.item.quote.text.startswith(words)), len(_TELLING)
    )
    return opening, -(each.item.quote.year or 0), each.rank


def gaps_of(sought: Sought, found: Iterable[Candidate]) -> list[Frozen]:
    """What sheets call not known of the topic itself, so many at most; what they lack on other matters is left out."""
    named = dict.fromkeys(each.item.quote.document_id for each in found)
    return list(gaps(sought, named))[:MOST_GAPS]


def absences(brief: Brief, name: str) -> Iterator[str]:
    """What we looked for and did not find, in our words; each is a count of this brief's own quotes."""
    results = [*brief.of(Side.SUPPORTS), *brief.of(Side.OPPOSES)]
    for side, words in ((Side.SUPPORTS, "supporting"), (Side.OPPOSES, "opposing")):
        if not brief.of(side):
            yield f"No passage was found that we read as {words} the claim. That is no finding in itself."
    if results and not any(item.strength is Strength.EVALUATION for item in results):
        yield "None of the passages for or against comes from an evaluation."
    undated = sum(item.quote.year is None for item in brief.kept)
    if undated:
        yield f"{undated} of {len(brief.kept)} passages have sources that show no year."
    if brief.silent:
        yield brief.silent
    if brief.columns and not brief.tracks:
        yield f"No recommendation on {name} was found in the policy texts compared."


def graded(items: Iterable[Item]) -> tuple[tuple[str, int], ...]:
    """How many quotes of each strength, hardest first; strengths without one are left out."""
    counts = Counter(item.strength for item in items)
    return tuple((STRENGTH_NAMES[each], counts[each]) for each in Strength if counts[each])
