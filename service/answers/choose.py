"""From candidates to the few statements that answer: the best, what belongs to it, and what speaks against it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from ingest.records import Document, DocumentKind, Passage, PassageKind, Sentence
from service.answers.agreement import counted, counts
from service.answers.background import Background
from service.answers.case import (
    case_of,
    for_all,
    for_special_case,
    of_another,
    of_case,
    part_of_scheme,
    under_rules,
)
from service.answers.parts import parts_meant
from service.answers.question import Question
from service.answers.sizes import other_parts_sizes
from service.answers.verify import figures
from service.answers.weigh import DISAGREE, MOST_ASKED, Candidate
from service.answers.whole import FATE_TOLD, asks_fate
from service.answers.words import content, fold, stem_set

ENOUGH = 0.82  # a further statement must reach this share of the best one's score
BESIDE = 0.74  # the same for one that stands under the same heading of a sheet
SAME_SCHEME = 0.7  # the same for a sheet's statement to lead before an older document's on the same scheme
ALSO = 0.7  # the same for the lead of another part that is asked for
MOST, MOST_BESIDE = 5, 7
NOWHERE = "\0"  # a beginning that no statement has
OUTCOMES = "What came of it"
STANDS_ALONE = 9  # words from which a list item that ends in a full stop is taken for a whole statement
SAME = 0.8  # share of words from which two statements without other figures say the same
CONCERNS = 0.34  # share of the question's own words that a disagreement must speak of
# A statement that opens so cannot be understood without the one before it; one that opens so spells out another.
_POINTS_BACK = re.compile(
    r"(These|Those|This|Such|They|It|Its|Their|That|He|She|However|But|Thus|Hence|Therefore|Yet|Similarly|"
    r"On the other hand|As against this|For (example|instance)|[Ee]\.g\.)\b"
)
_LIMIT = re.compile(
    r"\bcost of at most\b|\bmay cost at most\b|\bcounts up to\b|\b(loan|grant) is (at most|up to)\b|\bso at most\b"
)
_GOES_ON = re.compile(
    r"(For (example|instance)|[Ee]\.g\.|Examples|These|They|As against this|That is|[Ii]\.e\."
    r"|Th(?:is|at) is because|Because of this|The (?:\w+ )?reasons? (?:for this|is|was|are|were|being))\b"
)


def choose(question: Question, candidates: Sequence[Candidate], known: Background) -> list[Candidate]:
    """The few statements that answer, best first.

    The best one leads. With it come those nearly as good: more of them where they stand under the same heading of
    a sheet, since its rules for different cases belong together. Disagreements between sources about what was
    asked come last, whatever their score.
    """
    if not candidates:
        return []
    first, *_ = ranked = fitting(question, candidates, known)
    candidates = dated_first(question, ranked, known)
    best = candidates[0]
    named = known.names.find(question.search)
    near = [
        c
        for c in candidates[1:]
        if c.score >= ENOUGH * best.score and not intrudes(question, c, best, named, known)
    ]
    beside = [c for c in candidates[1:] if c.score >= BESIDE * best.score and together(c, best)]
    chosen = adding([best], [first], 2)  # the older document that the sheet was put before
    chosen = adding(chosen, beside, max(MOST_BESIDE, len(chosen)))
    chosen = adding(chosen, near, max(MOST, len(chosen)))
    chosen = adding(chosen, general_beside(question, candidates, chosen), len(chosen) + 3)
    chosen = adding(chosen, leads(question, candidates, best), len(chosen) + 2)
    chosen = adding(chosen, fates(question, candidates, best), len(chosen) + 2)
    chosen = adding(chosen, other_parts(question, candidates, best, known), len(chosen) + MOST)
    chosen = of_the_named(question, chosen, named)
    own = own_words(question, known.documents[best.document_id])
    return adding(
        chosen,
        [c for c in candidates if c.document_id == best.document_id and disputes(own, c)],
        len(chosen) + 2,
    )


def fitting(question: Question, candidates: Sequence[Candidate], known: Background) -> list[Candidate]:
    """The candidates without rules for other cases than the caller's, where his own has rules in the same section.

    Nor with those of parts that are for clusters of another size than he tells, unless nothing else is left.
    """
    schemes = {c.document_id for c in candidates} & known.schemes
    sizes = {name: other_parts_sizes(question, known.documents[name].text) for name in schemes}
    candidates = [
        c for c in candidates if not c.sentence.text.startswith(sizes.get(c.document_id) or NOWHERE)
    ] or list(candidates)
    case = case_of(question)
    under: dict[tuple[str, str], list[str]] = {}
    for c in candidates:
        under.setdefault((c.document_id, c.heading), []).append(c.sentence.text)
    ruled = {
        place: under_rules(case, texts)
        for place, texts in under.items()
        if any(of_case(text, case) for text in texts)
    }
    return [
        c
        for c in candidates
        if (own := ruled.get((c.document_id, c.heading))) is None or not of_another(c.sentence.text, own)
    ]


def dated_first(
    question: Question, candidates: Sequence[Candidate], known: Background
) -> Sequence[Candidate]:
    """The candidates with a sheet's statement in front where an older or undated document's on the same scheme leads.

    A limit of years ago would be taken for today's. The older statement follows, with its own year or "undated".
    """
    best = candidates[0]
    document = known.documents[best.document_id]
    if document.kind is DocumentKind.SHEET or question.wants_past or not question.parts:
        return candidates
    passage = best.hit.passage
    same = known.names.find(" ".join((*passage.headings, passage.text)))
    sheets = (
        c
        for c in candidates
        if c.score >= SAME_SCHEME * best.score
        and c.document_id in known.schemes - known.superseded
        and same.get(c.document_id) == 1
        and c.fits >= best.fits
        and c.heading.startswith(question.parts)
        and (known.documents[c.document_id].cited_year or 0) > (document.cited_year or 0)
    )
    lead = next(sheets, best)
    return [lead, *(c for c in candidates if c is not lead)]


def of_the_named(question: Question, chosen: list[Candidate], named: Mapping[str, float]) -> list[Candidate]:
    """The chosen statements, of named documents alone where the named one does not give the number that is asked.

    Else the number of another list would be taken for that of the one that is asked of.
    """
    nouns, document_id = counted(question), chosen[0].document_id
    ours = [c for c in chosen if c.document_id == document_id]
    if not nouns or named.get(document_id) != 1 or any(counts(nouns, c.sentence.text) for c in ours):
        return chosen
    return [c for c in chosen if named.get(c.document_id) == 1]


def general_beside(
    question: Question, candidates: Sequence[Candidate], chosen: Sequence[Candidate]
) -> list[Candidate]:
    """The rules for everybody under the headings of chosen rules for special areas, where the question tells of none.

    A rule for the North East alone would be taken for everybody's.
    """
    if case_of(question).area:
        return []
    special = [c for c in chosen if for_special_case(c.sentence.text)]
    return [c for c in candidates if for_all(c.sentence.text) and any(together(c, one) for one in special)]


def fates(question: Question, candidates: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """Where it is asked what failed or worked: what came of it, and statements of the same sheet that say so."""
    if not asks_fate(question):
        return []
    ours = [c for c in candidates if c.document_id == best.document_id and c.heading]
    return [c for c in ours if c.heading.startswith(OUTCOMES) or FATE_TOLD.search(c.sentence.text)]


def other_parts(
    question: Question, candidates: Sequence[Candidate], best: Candidate, known: Background
) -> list[Candidate]:
    """Where a limit of a whole scheme is asked: the limits of its other parts, too, two of each.

    Each part has its own limit; one of them alone would be taken for the scheme's. Of parts, those that are meant.
    """
    part = part_of_scheme(best.heading)
    if part is None or not MOST_ASKED.search(fold(question.search)):
        return []
    rules = [c for c in candidates if c.document_id == best.document_id and _LIMIT.search(c.sentence.text)]
    parts = {heading: part_of_scheme(heading) for heading in dict.fromkeys(c.heading for c in rules)}
    meant = parts_meant(question, known.documents[best.document_id])
    kind = best.heading.split(":")[0][:8]
    found = []
    for heading, name in parts.items():
        if name and heading.startswith(kind) and (not meant or fold(name) in meant):
            found += [c for c in rules if c.heading == heading][:2]
    return found


def intrudes(
    question: Question, one: Candidate, best: Candidate, named: Mapping[str, float], known: Background
) -> bool:
    """Whether a statement gives the rules of another scheme than the one that the question names more surely.

    Or speaks of that scheme alone, and of nothing else that was asked.
    """
    if one.document_id == best.document_id or one.document_id not in known.schemes:
        return False
    own = own_words(question, known.documents[one.document_id])
    if own and not own & stem_set(f"{one.sentence.text} {one.heading}"):
        return True
    return named.get(best.document_id, 0.0) > named.get(one.document_id, 0.0)


def leads(question: Question, candidates: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """The best statement of each other part of the same document that is asked for, too ("share and cap")."""
    floor = ALSO * best.score
    ours = [c for c in candidates if c.document_id == best.document_id and c.score >= floor]
    found = (next((c for c in ours if c.heading.startswith(part)), None) for part in question.parts)
    return sorted((c for c in found if c is not None), key=lambda c: -c.score)


def adding(chosen: Sequence[Candidate], more: Sequence[Candidate], most: int) -> list[Candidate]:
    """The chosen ones and those of the others that add something, up to a number."""
    kept = list(chosen)
    for one in more:
        if len(kept) < most and one not in kept and all(adds_to(other, one) for other in kept):
            kept.append(one)
    return kept


def adds_to(kept: Candidate, one: Candidate) -> bool:
    """Whether a statement says something beside another: a sheet's rules under one heading are each for a case."""
    return together(kept, one) or differs(one, kept)


def together(one: Candidate, other: Candidate) -> bool:
    """Whether two statements stand under the same heading of one sheet."""
    return bool(one.heading) and (one.document_id, one.heading) == (other.document_id, other.heading)


def own_words(question: Question, document: Document) -> set[str]:
    """The question's words without those that only name the document."""
    return set(question.terms) - stem_set(" ".join((document.title, *document.aliases)))


def disputes(own: set[str], one: Candidate) -> bool:
    """Whether a statement sets sources against each other about what was asked."""
    if not own or not one.heading.startswith(DISAGREE):
        return False
    return len(own & set(content(one.sentence.text))) / len(own) >= CONCERNS


def differs(one: Candidate, other: Candidate) -> bool:
    """Whether a statement adds something to another: other figures, or more than a fifth of its words."""
    if figures(one.sentence.text) != figures(other.sentence.text):
        return True
    a, b = stem_set(one.sentence.text), stem_set(other.sentence.text)
    return len(a & b) < SAME * min(len(a), len(b))


def whole_list(chosen: Candidate, siblings: Sequence[Sentence]) -> list[Sentence]:
    """The list that an item belongs to, or that a lead-in ending in a colon opens, in reading order.

    A statement that is in no list comes with those without which it cannot be understood.

    Args:
        chosen: The statement that was picked.
        siblings: All sentences of its passage, in reading order.
    """
    passage = chosen.hit.passage
    if passage.kind is PassageKind.TABLE:
        return [chosen.sentence]
    at = next(n for n, s in enumerate(siblings) if s.start == chosen.sentence.start)
    if item_of_sheet(siblings[at]) or not (is_item(passage, siblings[at]) or opens(siblings[at])):
        return companions(siblings, at)
    inside = is_item(passage, siblings[at])
    before = items(passage, reversed(siblings[:at])) if inside else []
    first = at - len(before)
    lead = [s for s in siblings[max(first - 1, 0) : first] if inside and opens(s)]
    return [*lead, *reversed(before), siblings[at], *items(passage, siblings[at + 1 :])]


def companions(siblings: Sequence[Sentence], at: int) -> list[Sentence]:
    """The statement at a place of its passage with the one that it points back to, and the one that spells it out."""
    before = siblings[max(at - 1, 0) : at] if _POINTS_BACK.match(siblings[at].text) else []
    after = [s for s in siblings[at + 1 : at + 2] if _GOES_ON.match(s.text)]
    return [*before, siblings[at], *after]


def items(passage: Passage, sentences: Iterable[Sentence]) -> list[Sentence]:
    """The list items with which a run of sentences begins."""
    return list(takewhile(lambda sentence: is_item(passage, sentence), sentences))


def is_item(passage: Passage, sentence: Sentence) -> bool:
    """Whether a list mark stands before a sentence on its line."""
    before = passage.text[: sentence.start - passage.start].rsplit("\n", 1)[-1]
    return bool(re.fullmatch(r"\s*([-*•▪·]|\(?[a-zA-Z0-9]{1,3}[.)])\s+[*_]*", before))


def opens(sentence: Sentence) -> bool:
    """Whether a sentence announces what follows it."""
    return sentence.text.rstrip("*_ ").endswith((":", ":-", "-"))


def item_of_sheet(sentence: Sentence) -> bool:
    """Whether a list item says all by itself, as the items of our sheets do."""
    return len(sentence.text.split()) >= STANDS_ALONE and sentence.text.rstrip().endswith(".")
