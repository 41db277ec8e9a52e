"""From hits to candidates: every sentence of the best passages is weighed against the question."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from index.records import Hit
from ingest.records import DocumentKind, Sentence
from service.answers.agreement import ENTITLED, Test, counted, counts, demanded
from service.answers.aspects import activity_in, asked_of, telling
from service.answers.background import STATUS, Background, states_in
from service.answers.case import (
    Case,
    case_of,
    for_special_case,
    of_case,
    part_of_scheme,
    ruled_out,
    under_rules,
    worked_out,
)
from service.answers.fields import states
from service.answers.orders import gives_orders
from service.answers.parts import parts_meant
from service.answers.question import Question, Wants
from service.answers.words import STOP, fold, stem, stem_set, words

# What the fused passage score, the sentence's own likeness, shared words (in it; in it and the headings around it), a
# fitting kind of statement, a named document and the field that is asked for are worth beside each other, and what a
# statement's role adds; fitted on the questions of training/ (docs/explanation/retrieval-experiments.md).
PASSAGE, LIKENESS, COVERAGE, AROUND, FITTING, NAMED, FIELD = 0.55, 0.9, 0.27, 0.6, 0.23, 0.37, 0.38
SHEET = -0.17  # a statement of a sheet, on which the field counts; it weighs that up
EXPANDED = 0.30  # a statement that spells out the acronym whose meaning is asked
REPLACED = -0.2  # an edition that another in the library replaces, unless the question asks for its time
NAMING = -0.2  # a statement that only gives names, where no meaning was asked
WITHOUT = -0.45  # a statement without the kind of figure that the question leaves no doubt about
COUNTED = 0.23  # a statement with a number of just what is to be counted
WORKED = 0.4  # a statement that works the sum out for the caller's own cost
OWN_CASE = 0.28  # a rule that names the case that the question tells of
OUTSIDE = 0.6  # the least or most that a project may cost, where the caller's costs less or more
OWN_ACTIVITY = (
    0.3  # a limit of the cost that names the activity (services, manufacturing) that is asked about
)
SPECIAL = -0.09  # a rule for special areas or applicants alone, where the question tells of none
# A rule of a later part of a scheme, where the question means none: the first is the main one.
LATER_PART = -0.11
OTHER_PART = -0.11  # a rule of another part than the question means
ASIDE_RULE = -0.2  # a rule that points back to another: it does not lead
IN_CHARGE = 0.6  # the statement on who runs a scheme, where that is asked
AGAINST = -0.35  # a statement of the least, where the most is asked, and the other way round
COST_LIMIT = 0.6  # a limit of the cost, where that and not the grant's is asked
NO_RULE = -0.18  # a statement of another kind of document, where what a named scheme gives is asked
SIDES = -0.1  # a statement that sets sources side by side: it follows the answer and does not lead it

ASIDE = ("Source", "How sure we are")  # parts of our sheets that describe the sheet
DISAGREE = "Where sources disagree"
_NAMING = re.compile(
    r"\b(full name of|also (asked for|known|called)|lies near latitude|lies in .*, and its line is"
    r"|belongs to the .* sector|is the work \")"
)
_BACK = re.compile(r", (this|that) (grant|limit|share|yearly limit)\b")
_RUN_BY = re.compile(
    r"\b(which|what|kaun ?s[aei]) (ministry|department|agency|body)\b"
    r"|\bwho (runs|implements|administers|is in charge)\b|\bnodal (agency|ministry|body)\b"
)
MOST_ASKED = re.compile(r"\b(max\w*|limit|ceiling|cap|highest|upper|at most|up ?to|adhiktam)\b|अधिकतम")
_LEAST = re.compile(r"\b(min\w*|least|smallest|lowest|nyunatam|kam se kam)\b|न्यूनतम")
_SAYS_GRANT = re.compile(r"\bgets? a grant\b")
_SAYS_MOST = re.compile(r"\bat most\b|\bup to\b|\bceiling\b|\blimit\b|\bmaximum\b")
_SAYS_LEAST = re.compile(r"\bat least\b|\bminimum\b|\bmore than\b")
_SAYS_COST = re.compile(
    r"\b(worked out on|counted on|a cost of|may cost|project costs?) (a cost of )?at most\b|\bmay cost up to\b"
    r"|\bthe cost counts up to\b"
)
_OF_ANY_COST = frozenset(
    """project projects total whole eligible estimated unit limit limits ceiling cap max maximum min minimum most least
    highest lowest upper allowed permitted permissible size range""".split()
)
_FITS: Mapping[Wants, str] = {
    Wants.MONEY: r"(rs\.?|inr|₹|usd|\$|€)\s*\d|\d[\d.,]*\s*(crore|lakh|million|billion|%|per ?cent)",
    Wants.SHARE: r"\d[\d.]*\s*(%|per ?cent)",
    Wants.NUMBER: r"\d|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred|thousand)\b",
    Wants.YEAR: r"\b(1[89]|20)\d\d\b",
    Wants.MEANING: r"\b(is|are|means?|refers? to|stands? for|defined|called)\b|\(",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with what speaks for it.

    ``heading`` is the one it stands under; ``likeness`` the cosine to the question; ``coverage`` the weight of the
    question's words found in and around it, 0 to 1.
    """

    hit: Hit
    sentence: Sentence
    heading: str
    score: float
    likeness: float
    coverage: float
    fits: bool
    field: float = 0.0

    @property
    def document_id(self) -> str:
        """The document it stands in."""
        return self.hit.passage.document_id


@dataclass(frozen=True, slots=True)
class Bound:
    """Whether a question asks for the most, for the least, for a limit of which cost, and who runs a scheme.

    ``activity`` is the one that it names, ``aspects`` what it asks of a scheme's money beside that (``aspects``).

    ``cost`` are the stems that tell whose cost is meant ("land cost limit"), None where no limit of a cost is asked.
    """

    most: bool
    least: bool
    cost: frozenset[str] | None
    run_by: bool
    activity: frozenset[str] = frozenset()
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scales:
    """What sentences are weighed with: the question, the library, and the documents that the question names.

    ``case`` is what the question tells of the caller's project, ``cases`` as each scheme takes it; ``ruled`` that it
    asks what a named scheme gives; ``meant`` are the parts of each scheme that it means. ``must`` tells a statement
    that can hold the answer, where the question leaves no doubt about its kind.
    """

    question: Question
    known: Background
    named: Mapping[str, float]
    must: Test | None
    case: Case
    cases: Mapping[str, Case]
    ruled: bool
    fields: Mapping[str, float]
    counted: tuple[str, ...]
    bound: "Bound"
    meant: Mapping[str, frozenset[str]]


def weigh(
    question: Question,
    hits: Sequence[Hit],
    sentences: Sequence[tuple[Sentence, float]],
    known: Background,
    fields: Mapping[str, float] = MappingProxyType({}),
) -> list[Candidate]:
    """Score each sentence of the hits, best first; ties keep reading order.

    Args:
        question: As understood.
        hits: The passages, best first.
        sentences: Each sentence of these passages with its cosine to the question.
        known: Of the library.
    """
    by_passage = {hit.passage.id: hit for hit in hits}
    documents = {hit.passage.document_id for hit in hits}
    scales = scales_of(question, documents, known, fields)
    told = [(by_passage[s.passage_id], s, cosine) for s, cosine in sentences]
    abroad = of_other_states(question, documents, known)
    weighed = [
        candidate(scales, hit, s, cosine) for hit, s, cosine in told if hit.passage.document_id not in abroad
    ]
    return sorted(
        (c for c in weighed if says_something(c)), key=lambda c: (-c.score, c.hit.rank, c.sentence.start)
    )


def scales_of(
    question: Question, documents: Collection[str], known: Background, fields: Mapping[str, float]
) -> Scales:
    """What the sentences of these documents are weighed with."""
    named = known.names.find(question.search)
    ruled = any(strength == 1 and name in known.schemes for name, strength in named.items())
    schemes, case = known.schemes.intersection(documents), case_of(question)
    return Scales(
        question,
        known,
        named,
        demanded(question),
        case,
        {name: under_rules(case, known.documents[name].text.splitlines()) for name in schemes},
        ruled and ENTITLED.search(fold(question.search)) is not None,
        fields,
        counted(question),
        bound_of(question),
        {name: parts_meant(question, known.documents[name]) for name in schemes},
    )


def bound_of(question: Question) -> Bound:
    """What a question asks of bounds, and whether it asks who runs a scheme."""
    asked = fold(question.search)
    most, least = MOST_ASKED.search(asked) is not None, _LEAST.search(asked) is not None
    return Bound(
        most,
        least,
        cost_asked(asked) if most or least else None,
        _RUN_BY.search(fold(f"{question.asked} {asked}")) is not None,
        activity_in(asked),
        asked_of(question),
    )


def cost_asked(asked: str) -> frozenset[str] | None:
    """Stems of the words beside "cost" that tell whose it is; empty for a project's, None where no cost is named."""
    said = words(asked)
    at = next((n for n, word in enumerate(said) if word in ("cost", "costs")), None)
    if at is None:
        return None
    beside = {word for word in (*said[max(at - 1, 0) : at], *said[at + 1 : at + 2]) if word.isalpha()}
    return frozenset(stem(word) for word in beside - STOP - _OF_ANY_COST)


def of_other_states(question: Question, documents: Iterable[str], known: Background) -> set[str]:
    """The documents about a State of India other than those that the question names, which they do not speak of."""
    asked = states_in(question.search)
    if not asked:
        return set()
    held = ((name, known.documents[name]) for name in documents)
    return {
        name
        for name, document in held
        if document.state
        and states_in(document.state)
        and not asked & states_in(f"{document.state} {document.text}")
    }


def candidate(scales: Scales, hit: Hit, sentence: Sentence, likeness: float) -> Candidate:
    """Weigh one sentence."""
    question, known = scales.question, scales.known
    document_id = hit.passage.document_id
    heading = known.heading(document_id, sentence.start)
    own = stem_set(sentence.text)
    around = own | stem_set(" ".join((heading, *hit.passage.headings, known.documents[document_id].title)))
    rarity = known.rarity
    inside, near = rarity.coverage(question.terms, own), rarity.coverage(question.terms, around)
    fits = fitting(question.wants, sentence.text, heading)
    sheet = known.documents[document_id].kind is DocumentKind.SHEET
    field = states(scales.fields, heading, sentence.text) if sheet else 0.0
    score = (
        PASSAGE * hit.score
        + LIKENESS * likeness
        + COVERAGE * inside
        + AROUND * near
        + FITTING * fits
        + NAMED * scales.named.get(document_id, 0.0)
        + FIELD * field
        + SHEET * sheet
        + leaning(scales, document_id, heading, sentence.text)
    )
    coverage = 0.7 * inside + 0.3 * near
    return Candidate(hit, sentence, heading, score, likeness, coverage, fits, field)


def leaning(scales: Scales, document_id: str, heading: str, text: str) -> float:
    """What a statement's role adds to its score or takes from it."""
    question = scales.question
    total = COUNTED if scales.counted and counts(scales.counted, text) else 0.0
    if scales.must is not None and not scales.must(text):
        total += WITHOUT
    if document_id in scales.known.schemes:
        total += of_rule(scales, document_id, heading, text) + opposed(scales.bound, fold(text))
        total += IN_CHARGE * (scales.bound.run_by and "agency in charge is" in text)
    elif scales.ruled and scales.known.documents[document_id].kind is DocumentKind.SHEET:
        total += NO_RULE
    if outdated(scales, document_id):
        total += REPLACED
    if heading.startswith(DISAGREE) and DISAGREE not in question.parts:
        total += SIDES
    if question.wants is Wants.MEANING:
        total += EXPANDED * spells_out(question.asked, text)
    elif _NAMING.search(text) and question.wants not in (Wants.PLACE, Wants.PERSON):
        total += NAMING
    return total


def opposed(asked: Bound, text: str) -> float:
    """What a bound gains or loses by being of the kind that is asked for: of the cost, the most, the least."""
    total = 0.0
    if _SAYS_COST.search(text) and not _SAYS_GRANT.search(text):
        total += COST_LIMIT * (asked.cost is not None and asked.cost <= stem_set(text))
        total += OWN_ACTIVITY * bool(asked.activity & activity_in(text))
    if asked.most != asked.least:
        says_most, says_least = _SAYS_MOST.search(text) is not None, _SAYS_LEAST.search(text) is not None
        total += AGAINST * (says_most != says_least and says_most is asked.least)
    return total


def outdated(scales: Scales, document_id: str) -> bool:
    """Whether an edition is replaced, and the question neither is about the past nor names it in full, it alone."""
    if document_id not in scales.known.superseded or scales.question.wants_past:
        return False
    whole = {name for name, strength in scales.named.items() if strength == 1}
    return document_id not in whole or not whole <= scales.known.superseded


def of_rule(scales: Scales, document_id: str, heading: str, text: str) -> float:
    """What a scheme's rule gains or loses by the case that it is for, and the part of the scheme."""
    case = scales.cases.get(document_id, scales.case)
    special = not case.special and for_special_case(text)
    return (
        WORKED * worked_out(text, case)
        + OUTSIDE * ruled_out(text, case)
        + OWN_CASE * (case.told and of_case(text, case))
        + SPECIAL * special
        + ASIDE_RULE * (_BACK.search(text) is not None)
        + aside_part(scales, document_id, heading)
        + telling(scales.bound.aspects, fold(text), scales.known.documents[document_id].text)
    )


def aside_part(scales: Scales, document_id: str, heading: str) -> float:
    """What a rule loses by being of another part of a scheme than is meant, or of a later one where none is."""
    part = part_of_scheme(heading)
    if part is None:
        return 0.0
    meant = scales.meant.get(document_id)
    if meant:
        return OTHER_PART * (fold(part) not in meant)
    kind = heading.split(":", maxsplit=1)[0]
    first = next(h for h in scales.known.sections[document_id].headings if h.split(":")[0] == kind)
    return LATER_PART * (first != heading)


def says_something(one: Candidate) -> bool:
    """Whether a sentence can be an answer: no question, source, contents page or order, and four words or more."""
    bare = one.sentence.text.strip().strip("*_# ")
    if one.heading.startswith(ASIDE) or bare.endswith("?") or len(re.findall(r"\w+", bare)) < 4:
        return False
    if "is also asked for as" in bare:
        return False  # other names serve the search
    return not re.search(r"(\.\s?){4,}\s*\d+$", bare) and not gives_orders(bare)


def fitting(wants: Wants, text: str, heading: str) -> bool:
    """Whether a statement holds the kind of thing that is asked for: a sum, a share, a year, a definition."""
    if wants is Wants.STATUS:
        return heading.startswith(STATUS)
    pattern = _FITS.get(wants)
    return bool(pattern and re.search(pattern, text.casefold()))


def spells_out(question: str, text: str) -> bool:
    """Whether a text gives the long form of an acronym in the question: ``CFC (common …)`` or ``… centre (CFC)``."""
    acronyms = re.findall(r"\b[A-Z][A-Z&-]*[A-Z]\b", question)
    return any(
        re.search(rf"\b{re.escape(a)}\W{{0,4}}\(\w+ \w+|\w+ \w+\W{{0,4}}\({re.escape(a)}\)", text)
        for a in acronyms
    )


def rerank(hits: Sequence[Hit], candidates: Sequence[Candidate]) -> list[Hit]:
    """The hits ordered by their best sentence; hits with no sentence of use keep their order behind them."""
    best: dict[str, float] = {}
    for one in candidates:
        best.setdefault(one.hit.passage.id, one.score)
    ordered = sorted(hits, key=lambda hit: (-best.get(hit.passage.id, -1.0), hit.rank))
    return [replace(hit, rank=rank) for rank, hit in enumerate(ordered, 1)]
