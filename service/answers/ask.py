"""From a question to a cited answer: this file reads top to bottom as the list of the steps."""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from string import Template

import numpy as np

from index.embed import Vectors
from index.records import Filters, Hit
from index.search import Index
from ingest.records import Sentence
from prompts.wording import ending
from service.answers import elsewhere
from service.answers.background import STATUS, Background
from service.answers.case import Case, case_of, standing
from service.answers.choose import choose, whole_list
from service.answers.cite import cite
from service.answers.compare import SideBySide, side_by_side
from service.answers.editions import current, newest_first
from service.answers.heard import NOTHING_HEARD, Heard, hear
from service.answers.hindi import HindiTexts, with_hindi
from service.answers.language import Languages
from service.answers.lists import Listed, listed
from service.answers.question import Question, understand
from service.answers.route import Ending, reads_vague, route
from service.answers.section import rest_of_section
from service.answers.sheet_part import part_told
from service.answers.support import Evidence, Model, compared, gap, judge, measure, shipped
from service.answers.verify import faults
from service.answers.weigh import DISAGREE, Candidate, rerank, weigh
from service.answers.whole import left_out
from service.answers.words import words
from service.records import Answer, AnswerStatus, Citation, Statement

log = logging.getLogger(__name__)

SEARCHED = 24  # passages whose sentences are weighed
SHOWN = 10  # hits that an answer carries
LEADS = 0.2  # score by which the best statement must lead the first by reading order to be put before it
UNSURE = "It is not known whether"  # how our sheets begin where no source settles a scheme's status
NAMED = 3  # documents named in the question that are searched on their own, too


@dataclass(frozen=True, slots=True)
class Library:
    """All that an answer is made from: an open index, what is known about it, and the languages understood.

    ``hindi`` are its sentences in Devanagari, None where it has none.
    """

    index: Index
    known: Background
    languages: Languages
    model: Model = field(default_factory=shipped)
    hindi: HindiTexts | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One question under way: what was asked, how it was understood, and what it is answered from."""

    question: Question
    history: tuple[str, ...]
    filters: Filters
    library: Library


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: passages, their sentences with their cosines, and what the question's vector says.

    ``plain`` is that vector, shape (dimension,).
    """

    hits: list[Hit]
    sentences: list[tuple[Sentence, float]]
    heard: Heard
    plain: Vectors


def ask(asked: str, history: Sequence[str], filters: Filters, library: Library) -> Answer:
    """Answer a question from the library's passages, or say how it ends otherwise.

    The same question over the same index gives the same answer, byte for byte. One that would be asked back is first
    taken for a follow-up of what was asked before.
    """
    names = library.known.named_words
    question = understand(asked, history, library.languages, names)
    answer = answer_to(Turn(question, tuple(history), filters, library))
    if answer.status is AnswerStatus.NEEDS_FACTS and history and not question.leans:
        question = understand(asked, history, library.languages, names, leaning=True)
        answer = answer_to(Turn(question, tuple(history), filters, library))
    texts = library.hindi
    return answer if texts is None else with_hindi(answer, question, filters, texts, library.known)


def answer_to(turn: Turn) -> Answer:
    """The answer to a question as it was understood."""
    question, library = turn.question, turn.library
    sheets = from_sheets(turn)
    if sheets is not None:
        return sheets
    early = route(question, library.known, not turn.history)
    if early is not None:
        return ended(turn, early, ())
    found = search(turn)
    unclear = reads_vague(question, library.known, found.heard)
    return drawn(turn, found) if unclear is None else ended(turn, unclear, ())


def from_sheets(turn: Turn) -> Answer | None:
    """The answer that sheets give without a search: a comparison, a list, or one part of one sheet; None elsewhere."""
    question, index, known = turn.question, turn.library.index, turn.library.known
    if turn.filters != Filters() or not words(question.search):
        return None
    if (beside := side_by_side(question, index, known)) is not None:
        return weighed(turn, beside)
    if (found := listed(question, index, known)) is not None:
        return ended(turn, found, ()) if isinstance(found, Ending) else drawn_up(turn, found)
    told = part_told(question, index, known)
    if told is None:
        return None
    if told.ending is not None:
        return ended(turn, told.ending, hits_of(told.nearest))
    quoted = with_status(list(told.quoted), turn.library)
    unsure = quoted[0][1].text.startswith(UNSURE)
    whole = Ending(AnswerStatus.ANSWERED, "")
    part = Ending(AnswerStatus.PARTLY_ANSWERED, AnswerStatus.PARTLY_ANSWERED.value)
    return answered(turn, part if unsure else whole, cite(quoted, known), hits_of(quoted))


def drawn(turn: Turn, found: Found) -> Answer:
    """The answer that the passages found bear out, or the ending that refuses."""
    question, library = turn.question, turn.library
    found, candidates = considered(turn, found)
    hits, sentences = found.hits, found.sentences
    shown = tuple(rerank(hits, candidates)[:SHOWN])
    chosen = choose(question, candidates, library.known)
    if gap(question, chosen):
        return ended(turn, Ending(AnswerStatus.NO_EVIDENCE, "known_gap"), shown)
    held = measure(question, chosen, candidates, library.known, found.heard)
    verdict = judged(turn, hits if chosen else (), held)
    if isinstance(verdict, Ending):
        return ended(turn, verdict, shown)
    missing = left_out(question, chosen, library.known)
    if missing or not compared(question, chosen, library.known):
        verdict = AnswerStatus.PARTLY_ANSWERED
    composed = compose(chosen, [s for s, _ in sentences])
    ordered = best_first(general_first(composed, case_of(question), library.known), chosen)
    ordered = newest_first(question, ordered)
    quoted = with_status(ordered, library)
    statements, citations = cite(quoted, library.known)
    if faults(statements, citations, library.known.documents):
        log.error("event=unsound_answer index=%s", library.index.manifest.index_id)
        return ended(turn, Ending(AnswerStatus.NO_EVIDENCE, "no_evidence"), shown)
    return answered(turn, Ending(verdict, missing or verdict.value), (statements, citations), shown)


def judged(turn: Turn, hits: Sequence[Hit], held: Evidence) -> AnswerStatus | Ending:
    """The verdict on what was chosen; a library that holds no sheets of ours is judged by other signs."""
    library = turn.library
    if hits and elsewhere.concerns(turn.question, library.index, library.known):
        return elsewhere.verdict(turn.question, hits, held, library.index, library.known)
    return judge(held, library.model)


def search(turn: Turn) -> Found:
    """The best passages for a question, and what their sentences and its own vector say."""
    question, index = turn.question, turn.library.index
    order, plain = embedded(question, index)
    hits = index.search_vector(question.words, order, turn.filters, SEARCHED, plain=plain)
    named = _named(turn)
    if named:
        more = index.search_vector(question.words, order, named, SEARCHED // 3, plain=plain)
        hits = merged(hits, more)
    hits = current(question, hits, turn.filters, turn.library.known)
    ids = [hit.passage.id for hit in hits]
    scored = zip(index.sentences(ids), index.sentence_scores(plain, ids), strict=True)
    sentences = [(sentence, float(score)) for sentence, score in scored]
    return Found(hits, sentences, hear(plain) if turn.library.known.schemes else NOTHING_HEARD, plain)


def considered(turn: Turn, found: Found) -> tuple[Found, list[Candidate]]:
    """The statements found, best first, with those of the rest of the section that the best one stands in."""
    question, library = turn.question, turn.library
    candidates = weigh(question, found.hits, found.sentences, library.known, found.heard.fields)
    if not candidates:
        return found, candidates
    held = {hit.passage.id for hit in found.hits}
    more = rest_of_section(candidates[0], held, found.plain, library.index, library.known)
    if not more:
        return found, candidates
    ids = [hit.passage.id for hit in more]
    cosines = map(float, library.index.sentence_scores(found.plain, ids))
    sentences = list(zip(library.index.sentences(ids), cosines, strict=True))
    added = weigh(question, more, sentences, library.known, found.heard.fields)
    whole = replace(found, hits=[*found.hits, *more], sentences=[*found.sentences, *sentences])
    return whole, sorted((*candidates, *added), key=lambda c: (-c.score, c.hit.rank, c.sentence.start))


def embedded(question: Question, index: Index) -> tuple[Vectors, Vectors]:
    """Two vectors of a question: what was taught on this field orders passages, the plain one measures likeness.

    For a story with a question in it, each is the mean of the whole and of the part that asks.
    """
    texts = list(dict.fromkeys((question.search, question.focus)))
    return centre(index.read(texts)), centre(index.embedder.embed(texts))


def centre(vectors: Vectors) -> Vectors:
    """The mean of unit vectors, shape (n, dimension), as a unit vector, shape (dimension,)."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def _named(turn: Turn) -> Filters | None:
    """Filters for the documents that the question names, or None where it names none or was filtered already."""
    found = turn.library.known.names.find(turn.question.search)
    if not found or turn.filters != Filters():
        return None
    best = sorted(found, key=lambda name: (-found[name], name))[:NAMED]
    return Filters(document_ids=tuple(best))


def merged(first: Sequence[Hit], second: Sequence[Hit]) -> list[Hit]:
    """Both lists as one, the first's order kept, nothing twice."""
    held = {hit.passage.id: hit for hit in (*second, *first)}
    order = dict.fromkeys(hit.passage.id for hit in (*first, *second))
    return [held[name] for name in order]


def compose(chosen: Sequence[Candidate], sentences: Sequence[Sentence]) -> list[tuple[Hit, Sentence]]:
    """The statements to quote: the best one's document first, each document's in reading order, lists kept whole."""
    picked: dict[tuple[str, int], tuple[Hit, Sentence]] = {}
    for candidate in chosen:
        siblings = [s for s in sentences if s.passage_id == candidate.sentence.passage_id]
        for sentence in whole_list(candidate, siblings):
            picked.setdefault((candidate.document_id, sentence.start), (candidate.hit, sentence))
    order = {document_id: n for n, document_id in enumerate(dict.fromkeys(key[0] for key in picked))}
    return [picked[key] for key in sorted(picked, key=lambda key: (order[key[0]], key[1]))]


def general_first(
    quoted: list[tuple[Hit, Sentence]], case: Case, known: Background
) -> list[tuple[Hit, Sentence]]:
    """In a scheme's sheet, the rules for everybody, then those for special areas or applicants alone, then notes.

    Most callers are in a general area, and what stands first is what is read out. Where a question tells of a special
    case, its rules keep their places.
    """
    first: dict[tuple[str, tuple[str, ...]], int] = {}
    for place, (hit, _) in enumerate(quoted):
        first.setdefault((hit.passage.document_id, hit.passage.headings), place)
    return sorted(
        quoted,
        key=lambda one: (
            first[one[0].passage.document_id, one[0].passage.headings],
            standing(one[1].text, case.special) if one[0].passage.document_id in known.schemes else 0,
        ),
    )


def best_first(quoted: list[tuple[Hit, Sentence]], chosen: Sequence[Candidate]) -> list[tuple[Hit, Sentence]]:
    """The first document's best statement in front, where the one there by reading order answers much less.

    What stands first is what is read out.
    """
    scores = {(c.document_id, c.sentence.start): c.score for c in chosen}
    keys = [(hit.passage.document_id, sentence.start) for hit, sentence in quoted]
    first = [at for at, (document_id, _) in enumerate(keys) if document_id == keys[0][0]]
    best = max(first, key=lambda at: scores.get(keys[at], -1.0))
    if scores.get(keys[best], -1.0) < scores.get(keys[0], 0.0) + LEADS:
        return quoted
    return [quoted[best], *quoted[:best], *quoted[best + 1 :]]


def with_status(quoted: list[tuple[Hit, Sentence]], library: Library) -> list[tuple[Hit, Sentence]]:
    """Behind statements from schemes' sheets, each sheet's own word on whether the scheme is open.

    A figure of a scheme that may have ended must not be read out without saying so.
    """
    first: dict[str, Hit] = {}
    for hit, _ in quoted:
        first.setdefault(hit.passage.document_id, hit)
    words = [status_of(hit, library) for hit in first.values()]
    said = {(hit.passage.document_id, sentence.start) for hit, sentence in quoted}
    return [*quoted, *(w for w in words if w and (w[0].passage.document_id, w[1].start) not in said)]


def status_of(hit: Hit, library: Library) -> tuple[Hit, Sentence] | None:
    """The first sentence of a sheet on whether its scheme is open, with the passage that holds it."""
    document_id = hit.passage.document_id
    place = library.known.sections[document_id].find(STATUS)
    if place is None:
        return None
    inside = [p for p in library.index.passages(document_id) if p.start < place[1] and p.end > place[0]]
    found = [s for s in library.index.sentences([p.id for p in inside]) if place[0] <= s.start < place[1]]
    if not found:
        return None
    holder = next(p for p in inside if p.id == found[0].passage_id)
    return replace(hit, passage=holder), found[0]


def answered(
    turn: Turn,
    how: Ending,
    said: tuple[tuple[Statement, ...], tuple[Citation, ...]],
    hits: tuple[Hit, ...],
) -> Answer:
    """An answer with statements; sources that are said to disagree make it a conflicting one."""
    statements, citations = said
    if any(DISAGREE in citation.place for citation in citations):
        how = Ending(AnswerStatus.CONFLICTING, AnswerStatus.CONFLICTING.value)
    message = ending(how.wording) if how.status is not AnswerStatus.ANSWERED else None
    return _answer(turn, how, message, hits, statements, citations)


def weighed(turn: Turn, beside: SideBySide) -> Answer:
    """A comparison as an answer; one that asks which is better is answered in part, since no sheet says that."""
    statements, citations = cite(beside.quoted, turn.library.known)
    status = AnswerStatus.PARTLY_ANSWERED if beside.weighing else AnswerStatus.ANSWERED
    message = ending("compared_weighing" if beside.weighing else "compared")
    made = _answer(turn, Ending(status, ""), message, hits_of(beside.quoted), statements, citations)
    return replace(made, table=beside.table)


def drawn_up(turn: Turn, found: Listed) -> Answer:
    """A list as an answer; in part, where more sheets belong on it than are quoted."""
    whole = found.shown == found.count
    message = Template(ending("listed" if whole else "listed_in_part"))
    said = " ".join((message.substitute(count=found.count, shown=found.shown), *map(ending, found.notes)))
    statements, citations = cite(found.quoted, turn.library.known)
    status = AnswerStatus.ANSWERED if whole else AnswerStatus.PARTLY_ANSWERED
    return _answer(turn, Ending(status, ""), said, hits_of(found.quoted), statements, citations)


def hits_of(quoted: Sequence[tuple[Hit, Sentence]]) -> tuple[Hit, ...]:
    """The passages of quotes that were taken from sheets, ranked in their order."""
    held = merged([], [hit for hit, _ in quoted])
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(held, 1))[:SHOWN]


def ended(turn: Turn, how: Ending, hits: tuple[Hit, ...]) -> Answer:
    """An answer without statements: why there is none, and what was nearest."""
    return _answer(turn, how, ending(how.wording), hits)


def _answer(
    turn: Turn,
    how: Ending,
    message: str | None,
    hits: tuple[Hit, ...],
    statements: tuple[Statement, ...] = (),
    citations: tuple[Citation, ...] = (),
) -> Answer:
    manifest = turn.library.index.manifest
    return Answer(
        id=answer_id(turn),
        question=turn.question.asked,
        understood=turn.question.understood,
        status=how.status,
        message=message,
        statements=statements,
        citations=citations,
        choices=how.choices,
        hits=hits,
        as_of=manifest.created[:10],
        index_id=manifest.index_id,
    )


def answer_id(turn: Turn) -> str:
    """A name for this very answer: 16 hex digits over the question, its history and filters, and the index."""
    what = [turn.question.asked, turn.history, repr(turn.filters), turn.library.index.manifest.index_id]
    return hashlib.sha256(json.dumps(what, ensure_ascii=False).encode()).hexdigest()[:16]
