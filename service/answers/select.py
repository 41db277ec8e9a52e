"""From hits to the statements that answer: every sentence of the best passages is weighed, few are kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.records import Hit
from ingest.records import Passage, PassageKind, Sentence
from service.answers.background import Background
from service.answers.question import Question, Wants
from service.answers.words import stems

# What the fused passage score, the sentence's own likeness, shared words, a fitting kind of statement and a named
# document are worth beside each other; set on the tune half of the gold questions (docs/explanation/).
PASSAGE, LIKENESS, COVERAGE, FITTING, NAMED = 0.30, 1.0, 0.55, 0.12, 0.35
REPLACED = -0.25  # an edition that another in the library replaces, unless the question asks for its time
ENOUGH = 0.86  # a further statement must reach this share of the best one's score
MOST = 4
STANDS_ALONE = 9  # words from which a list item that ends in a full stop is taken for a whole statement

ASIDE = ("Sources", "How sure we are")  # parts of our sheets that describe the sheet
STATUS_HEADING = "Is it open now"
NAMING = -0.15  # a statement that only gives names, where no meaning was asked
_NAMING = re.compile(r"\b(full name of|also (asked for|known|called)|lies near latitude)\b")

_FITS: Mapping[Wants, str] = {
    Wants.MONEY: r"(rs\.?|inr|₹|usd|\$|€)\s*\d|\d[\d.,]*\s*(crore|lakh|million|billion|%|per ?cent)",
    Wants.SHARE: r"\d[\d.]*\s*(%|per ?cent)",
    Wants.NUMBER: r"\d|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred|thousand)\b",
    Wants.YEAR: r"\b(1[89]|20)\d\d\b",
    Wants.MEANING: r"\b(is|are|means?|refers? to|stands? for|defined|called)\b|\(",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with what speaks for it. ``likeness`` is the cosine to the question."""

    hit: Hit
    sentence: Sentence
    score: float
    likeness: float
    coverage: float
    fits: bool


def weigh(
    question: Question,
    hits: Sequence[Hit],
    sentences: Sequence[tuple[Sentence, float]],
    known: Background,
) -> list[Candidate]:
    """Score each sentence of the hits, best first; ties keep reading order.

    Args:
        question: As understood.
        hits: The passages, best first.
        sentences: Each sentence of these passages with its cosine to the question.
        known: Of the library.
    """
    by_passage = {hit.passage.id: hit for hit in hits}
    named = known.names.find(question.search)
    found = [
        _candidate(question, by_passage[sentence.passage_id], sentence, likeness, (known, named))
        for sentence, likeness in sentences
        if sentence.passage_id in by_passage
        and says_something(by_passage[sentence.passage_id], sentence, known)
    ]
    return sorted(found, key=lambda c: (-c.score, c.hit.rank, c.sentence.start))


def _candidate(
    question: Question,
    hit: Hit,
    sentence: Sentence,
    likeness: float,
    library: tuple[Background, dict[str, float]],
) -> Candidate:
    known, named = library
    document_id = hit.passage.document_id
    own = set(stems(sentence.text))
    heading = known.heading(document_id, sentence.start)
    around = own | set(stems(" ".join((heading, *hit.passage.headings, known.documents[document_id].title))))
    coverage = 0.7 * known.rarity.coverage(question.terms, own) + 0.3 * known.rarity.coverage(
        question.terms, around
    )
    fits = fitting(question.wants, sentence.text, heading)
    score = (
        PASSAGE * hit.score
        + LIKENESS * likeness
        + COVERAGE * coverage
        + FITTING * fits
        + NAMED * named.get(document_id, 0.0)
        + (NAMING if question.wants is not Wants.MEANING and _NAMING.search(sentence.text) else 0.0)
        + (REPLACED if document_id in known.superseded and not question.wants_past else 0.0)
    )
    return Candidate(hit, sentence, score, likeness, coverage, fits)


def says_something(hit: Hit, sentence: Sentence, known: Background) -> bool:
    """Whether a sentence can be an answer: no question, heading, open lead-in, list of sources, or contents page."""
    if known.heading(hit.passage.document_id, sentence.start).startswith(ASIDE):
        return False
    bare = sentence.text.strip().strip("*_# ")
    if bare.endswith("?") or len(re.findall(r"\w+", bare)) < 4:
        return False
    return not re.search(r"(\.\s?){4,}\s*\d+$", bare)


def fitting(wants: Wants, text: str, heading: str) -> bool:
    """Whether a statement holds the kind of thing that is asked for: a sum, a share, a year, a definition."""
    if wants is Wants.STATUS:
        return STATUS_HEADING in heading
    pattern = _FITS.get(wants)
    return bool(pattern and re.search(pattern, text.casefold()))


def rerank(hits: Sequence[Hit], candidates: Sequence[Candidate]) -> list[Hit]:
    """The hits ordered by their best sentence; hits with no sentence of use keep their order behind them."""
    best: dict[str, float] = {}
    for candidate in candidates:
        best.setdefault(candidate.hit.passage.id, candidate.score)
    ordered = sorted(hits, key=lambda hit: (-best.get(hit.passage.id, -1.0), hit.rank))
    return [replace(hit, rank=rank) for rank, hit in enumerate(ordered, 1)]


def choose(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The few statements that answer, best first: the best one, and those nearly as good that add something."""
    if not candidates:
        return []
    best = candidates[0]
    chosen = [best]
    for candidate in candidates[1:]:
        if len(chosen) >= MOST or candidate.score < ENOUGH * best.score:
            break
        if all(differs(candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen


def differs(one: Candidate, other: Candidate) -> bool:
    """Whether a statement adds something to another: they share fewer than four fifths of their words."""
    a, b = set(stems(one.sentence.text)), set(stems(other.sentence.text))
    return len(a & b) < 0.8 * min(len(a), len(b))


def whole_list(chosen: Candidate, siblings: Sequence[Sentence]) -> list[Sentence]:
    """The list that an item belongs to, or that a lead-in ending in a colon opens, in reading order, else itself.

    Args:
        chosen: The statement that was picked.
        siblings: All sentences of its passage, in reading order.
    """
    passage = chosen.hit.passage
    at = next(n for n, s in enumerate(siblings) if s.start == chosen.sentence.start)
    first, last = at, at
    if passage.kind is PassageKind.TABLE or not (is_item(passage, siblings[at]) or opens(siblings[at])):
        return [chosen.sentence]
    if item_of_sheet(chosen):
        return [chosen.sentence]
    while first > 0 and is_item(passage, siblings[first]):
        first -= 1
    if not opens(siblings[first]) and first < at:
        first += 1
    while last + 1 < len(siblings) and is_item(passage, siblings[last + 1]):
        last += 1
    return list(siblings[first : last + 1])


def is_item(passage: Passage, sentence: Sentence) -> bool:
    """Whether a list mark stands before a sentence on its line."""
    before = passage.text[: sentence.start - passage.start].rsplit("\n", 1)[-1]
    return bool(re.fullmatch(r"\s*([-*•▪·]|\(?[a-zA-Z0-9]{1,3}[.)])\s+[*_]*", before))


def opens(sentence: Sentence) -> bool:
    """Whether a sentence announces what follows it."""
    return sentence.text.rstrip("*_ ").endswith((":", ":-", "-"))


def item_of_sheet(chosen: Candidate) -> bool:
    """Whether a list item says all by itself, as the items of our sheets do."""
    text = chosen.sentence.text
    return len(text.split()) >= STANDS_ALONE and text.rstrip().endswith(".")
