"""Says, for one question, which step lost its answer, with the scores and the limits that decided."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from index.records import NO_FILTERS, Hit
from service.answers import elsewhere
from service.answers.ask import Library, embedded
from service.answers.choose import BESIDE, ENOUGH
from service.answers.support import AFIELD, OURS_BY_WORD, Evidence, Model, judge, ours
from service.answers.weigh import Candidate
from service.evaluation.answers import Answering, look
from service.evaluation.gold import Gold, bears, cites, holds_any
from service.evaluation.steps import Stage, Trace, stage
from service.evaluation.tasks import Seen
from service.records import Answer, AnswerStatus

DEEP = 1000  # passages looked through for the right one
SHORT = 160  # characters of a statement that are shown


@dataclass(frozen=True, slots=True)
class Ranks:
    """Where search puts the first right passage: by words alone, by meaning alone, both fused, and after reranking."""

    passage_id: str | None
    words: int | None
    meaning: int | None
    fused: int | None
    reranked: int | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One question followed through all steps. ``elsewhere`` tells that the library holds no sheets of ours."""

    gold: Gold
    answer: Answer
    trace: Trace
    stage: Stage
    ranks: Ranks
    best_right: tuple[int, Candidate] | None
    rule: str
    elsewhere: bool = False


def explain(gold: Gold, desk: Answering) -> Explanation:
    """Answer the question and follow it through the steps."""
    library = desk.library()
    answer = desk.answer(gold.text, gold.history)
    seen = look(gold, answer, answer, library)
    return Explanation(
        gold,
        answer,
        seen.trace,
        stage(gold, seen.met, answer.text, seen.trace, seen.ranked),
        ranks(seen, library),
        best_right(gold, seen.trace),
        rule(seen.trace, library),
        judged_elsewhere(seen.trace, library),
    )


def ranks(seen: Seen, library: Library) -> Ranks:
    """Ranks of the first right passage in a search far deeper than an answer's."""
    question = seen.trace.question
    if seen.trace.early is not None or not seen.gold.places:
        return Ranks(None, None, None, None, None)
    order, plain = embedded(question, library.index)
    found = library.index.search_vector(question.words, order, NO_FILTERS, DEEP, plain=plain)
    right = [hit for hit in found if bears(seen.gold, hit.passage.document_id, hit.passage.text)]
    shown = [h for h in seen.trace.hits if bears(seen.gold, h.passage.document_id, h.passage.text)]
    first = [*right, *shown]
    return Ranks(
        first[0].passage.id if first else None,
        _least(hit.lexical_rank for hit in right),
        _least(hit.dense_rank for hit in right),
        _least(hit.rank for hit in right),
        _least(hit.rank for hit in shown),
    )


def _least(found: Iterator[int | None]) -> int | None:
    return min((rank for rank in found if rank is not None), default=None)


def best_right(gold: Gold, trace: Trace) -> tuple[int, Candidate] | None:
    """The best statement of a document that answers which shows something that is wanted, and its rank from 1."""
    for rank, one in enumerate(trace.candidates, 1):
        if cites(gold, one.document_id) and holds_any(gold, one.sentence.text):
            return rank, one
    return None


def rule(trace: Trace, library: Library) -> str:
    """The rule by which the chosen statements are an answer, a part of one, or none; see ``ask.judged``."""
    if trace.early is not None:
        return f"ended before the search: {trace.early.wording}"
    if trace.sheets:
        return "read from sheets without a search: a comparison, a list, or one part of a scheme's sheet"
    held = trace.evidence
    if held is None or not trace.chosen:
        return "no statement was chosen"
    if judged_elsewhere(trace, library):
        return _by_signs(trace, held, library)
    return _outright(held, library.model) or _by_support(held, library.model)


def judged_elsewhere(trace: Trace, library: Library) -> bool:
    """Whether the signs for libraries without sheets of ours decided."""
    return bool(trace.found) and elsewhere.concerns(trace.question, library.index, library.known)


def _by_signs(trace: Trace, held: Evidence, library: Library) -> str:
    if held.spelt:
        return "the acronym whose meaning is asked is spelt out"
    model = elsewhere.shipped()
    found = elsewhere.signs(trace.question, trace.found, held, library.index, library.known)
    told = ", ".join(f"{name} {model.weights[name] * value:+.2f}" for name, value in asdict(found).items())
    return (
        f"a library without sheets of ours: chance {model.chance(found):.3f}, an answer from {model.limit:.3f} on; "
        f"log odds {model.bias:+.2f} of themselves; {told}"
    )


def _outright(held: Evidence, model: Model) -> str | None:
    """What decides before the support is looked at."""
    if held.spelt or held.bare:
        return (
            "the acronym is spelt out" if held.spelt else "nothing is asked of a named scheme but what it is"
        )
    if held.likeness < model.ours and held.passage < model.near and not ours(held):
        return (
            f"about something else: likeness {held.likeness:.3f} below {model.ours} and passage "
            f"{held.passage:.3f} below {model.near}"
        )
    if held.afield > AFIELD and held.named < 1 and held.own < OURS_BY_WORD:
        return f"of another field: log odds {held.afield:.2f} above {AFIELD}, and no name or word of ours bears it out"
    return "it has no figure of the kind, or is of another place" if held.astray else None


def _by_support(held: Evidence, model: Model) -> str:
    told = f"support {model.chance(held):.3f}; a part of an answer from {model.part} on, a whole one from {model.whole}"
    against = decisive(held, model)
    return told + (f"; held back by {', '.join(against)}" if against else "")


def decisive(held: Evidence, model: Model) -> list[str]:
    """The measures without which the same statements would have been more of an answer."""
    weight = [AnswerStatus.PARTLY_ANSWERED, AnswerStatus.ANSWERED]

    def worth(one: Evidence) -> int:
        verdict = judge(one, model)
        return weight.index(verdict) + 1 if verdict in weight else 0

    plain = asdict(Evidence())
    without = {name: replace(held, **{name: value}) for name, value in plain.items()}
    return [name for name, one in without.items() if worth(one) > worth(held)]


def shares(held: Evidence, model: Model) -> list[tuple[str, float]]:
    """What each measure adds to the support or takes from it, in log odds, the largest first."""
    parts = {name: model.weights.get(name, 0.0) * value for name, value in asdict(held).items()}
    return sorted(parts.items(), key=lambda part: -abs(part[1]))


def as_record(made: Explanation, model: Model) -> dict[str, Any]:
    """The explanation as one JSON object."""
    held = made.trace.evidence
    return {
        "id": made.gold.id,
        "stage": made.stage.value,
        "status": made.answer.status.value,
        "understood": made.trace.question.search,
        "wants": made.trace.question.wants.value,
        "ranks": asdict(made.ranks),
        "best_right": _candidate(*made.best_right) if made.best_right else None,
        "best": _candidate(1, made.trace.chosen[0]) if made.trace.chosen else None,
        "chosen": [_candidate(n, one) for n, one in enumerate(made.trace.chosen, 1)],
        "rule": made.rule,
        "support": round(model.chance(held), 4) if held and not made.elsewhere else None,
        "evidence": {name: round(value, 4) for name, value in asdict(held).items()} if held else {},
        "cited": [citation.document_id for citation in made.answer.citations],
        "wanted": sorted({place.document_id for place in made.gold.places}),
    }


def _candidate(rank: int, one: Candidate) -> dict[str, Any]:
    return {
        "rank": rank, "document_id": one.document_id, "score": round(one.score, 4),
        "likeness": round(one.likeness, 4), "coverage": round(one.coverage, 4), "fits": one.fits,
        "heading": one.heading, "text": one.sentence.text,
    }  # fmt: skip


def lines(made: Explanation, model: Model) -> Iterator[str]:
    """The explanation for people, step by step."""
    question, trace = made.trace.question, made.trace
    yield f"{made.gold.id}: {made.gold.text}"
    yield f"stage      {made.stage.value} (status {made.answer.status.value})"
    yield f"understood {question.search} [wants {question.wants.value}; parts {', '.join(question.parts) or '-'}]"
    wanted = ", ".join(sorted({place.document_id for place in made.gold.places}))
    yield f"wanted     {wanted or 'a refusal or a question back'}: {' and '.join(made.gold.must) or '-'}"
    yield from _retrieval(made)
    yield from _selection(made)
    yield f"verdict    {made.rule}"
    if trace.evidence and not made.elsewhere and not trace.sheets:
        parts = ", ".join(f"{name} {value:+.2f}" for name, value in shares(trace.evidence, model) if value)
        yield f"           log odds {model.bias:+.2f} of themselves; {parts}"
    cited = ", ".join(dict.fromkeys(citation.document_id for citation in made.answer.citations))
    yield f"cited      {cited or '-'}"


def _retrieval(made: Explanation) -> Iterator[str]:
    if not made.gold.places or made.trace.early:
        return
    found = made.ranks
    arms = ("words", found.words), ("meaning", found.meaning), ("fused", found.fused)
    told = ", ".join(f"{name} {rank or f'beyond {DEEP}'}" for name, rank in arms)
    yield f"retrieved  first right passage by {told}; after reranking {found.reranked or 'not among them'}"
    yield f"           {len(made.trace.hits)} passages were weighed: {_documents(made.trace.hits)}"


def _documents(hits: Sequence[Hit]) -> str:
    return ", ".join(list(dict.fromkeys(hit.passage.document_id for hit in hits))[:6])


def _selection(made: Explanation) -> Iterator[str]:
    if not made.trace.chosen:
        return
    best = made.trace.candidates[0].score
    yield (
        f"selected   best statement {best:.3f}; others need {ENOUGH * best:.3f}, "
        f"under its heading {BESIDE * best:.3f}"
    )
    for one in made.trace.chosen:
        yield f"           {one.score:.3f} {one.document_id}: {one.sentence.text[:SHORT]}"
    if made.best_right and made.best_right[1] not in made.trace.chosen:
        rank, one = made.best_right
        yield f"           best right one: rank {rank}, {one.score:.3f} {one.document_id}: {one.sentence.text[:SHORT]}"
