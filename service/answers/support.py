"""Does the library answer this at all? Likeness alone only says that the topic is there.

What speaks for and against an answer is measured (``measure``) and put together by a small logistic model whose
weights are data (``support.json``), fitted by ``training/support.py`` on questions apart from those reported.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files

from ingest.records import Document
from service.answers.agreement import astray, beside_the_point, demanded, lacking
from service.answers.background import Background
from service.answers.choose import own_words
from service.answers.fields import ABSENT, OPEN
from service.answers.heard import NOTHING_HEARD, Heard
from service.answers.intent import asked_part
from service.answers.missing import left_untold, there, thing, uncounted
from service.answers.question import Question, Wants
from service.answers.route import Ending
from service.answers.weigh import Candidate, spells_out
from service.answers.words import stem_set
from service.records import AnswerStatus

# For these kinds a statement without such a thing in it cannot be the whole answer.
STRICT = frozenset({Wants.MONEY, Wants.SHARE, Wants.NUMBER, Wants.YEAR})
OURS_BY_WORD = (
    0.75  # share of a question's own words from which it is ours, however unlike a statement it reads
)
AFIELD = 1.5  # log odds of another field from which a question that names nothing of ours is refused
SURELY_OURS = -2.0  # the same, below which one is ours however unlike every statement it reads
UNKNOWN = "What is not known"  # the part of a sheet that names gaps
CROWD = 5  # best statements of which it is told how many stand in one document
MARGIN_OVER = 8  # the best statement's lead is measured over the one of this rank


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well the chosen statements bear out an answer; shares run from 0 to 1.

    ``likeness``: best cosine of a statement; ``passage``: cosine of its passage; ``coverage``: weight of the
    question's words in the statements and the names around them; ``own``: the same for the words that do not only
    name the document; ``strange``, ``alien``: weight of its words that no passage holds, and of those that are
    no ordinary English either; ``named``: how surely the question names the best statement's document;
    ``elsewhere``: how surely it names another one only; ``fits``, ``misfits``: the kind of thing that is asked for
    is there, or is lacking; ``margin``: lead over the statement of rank ``MARGIN_OVER``; ``years``: share of the
    question's years in the statements; ``lacks``: what is counted, or the kind of fact, is not in them;
    ``astray``: they cannot hold the answer, for lack of any figure of the kind, or because another place is meant;
    ``length``: words of the question, as a share of 20; ``score``: all that ranks the best statement, as one number;
    ``lead``: that, over the one of rank ``MARGIN_OVER``; ``part``: one of the two best stands in the part of a sheet
    that is asked for; ``spelt``: the best one writes out the acronym whose meaning is asked; ``afield``: the log odds
    that the question is of another field; ``field``: how likely one of the two best states the field that is asked for;
    ``absent``: how likely what is asked is nothing that our sheets tell; ``open``: or is for a text, not a sheet;
    ``bare``: nothing is asked of the scheme but what it is; ``untold``: how likely the field that is asked for stands
    nowhere in the named sheet; ``without``: a document is named, and they lack the very thing that it is asked for;
    ``uncounted``: they give no number of just what a named document is asked to count; ``crowd``: share of the best
    ``CROWD`` statements that stand in the best one's document; ``loose``: the log odds that a question which names no
    document is of our field.
    """

    likeness: float = 0.0
    passage: float = 0.0
    coverage: float = 0.0
    own: float = 0.0
    strange: float = 0.0
    alien: float = 0.0
    named: float = 0.0
    elsewhere: float = 0.0
    fits: float = 0.0
    misfits: float = 0.0
    margin: float = 0.0
    years: float = 1.0
    lacks: float = 0.0
    astray: float = 0.0
    length: float = 0.0
    score: float = 0.0
    lead: float = 0.0
    part: float = 0.0
    spelt: float = 0.0
    afield: float = 0.0
    field: float = 0.0
    absent: float = 0.0
    open: float = 0.0
    bare: float = 0.0
    untold: float = 0.0
    without: float = 0.0
    uncounted: float = 0.0
    crowd: float = 0.0
    loose: float = 0.0


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by name of measure, and limits.

    ``whole`` and ``part`` are the chances from which statements are an answer or a part of one. Below the likeness
    ``ours`` of the best statement and ``near`` of its passage, a question is about something else altogether.
    """

    weights: Mapping[str, float]
    bias: float
    whole: float
    part: float
    ours: float
    near: float

    def chance(self, held: Evidence) -> float:
        """How likely the statements are to answer, 0 to 1."""
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in asdict(held).items())
        return 1 / (1 + math.exp(-total))


@cache
def shipped() -> Model:
    """The model that is shipped."""
    return Model(**json.loads(files("service.answers").joinpath("support.json").read_text("utf-8")))


def measure(
    question: Question,
    chosen: Sequence[Candidate],
    candidates: Sequence[Candidate],
    known: Background,
    heard: Heard = NOTHING_HEARD,
) -> Evidence:
    """Measure the chosen statements against the question.

    Args:
        question: As understood.
        chosen: The statements that would be given, best first.
        candidates: All that were weighed, best first.
        known: Of the library.
        heard: What the question's vector says of it.
    """
    held = unheld(question, known, heard)
    if chosen:
        said = told(chosen, known)
        sure = known.names.find(question.search).get(chosen[0].document_id, 0.0)
        held |= standing_out(question, chosen, candidates)
        held |= borne_out(question, said, known, sure)
        held |= missed(question, chosen, said.present, known, heard)
        held["loose"] = max(0.0, -heard.afield) * (1 - sure)
    return Evidence(**held)


def unheld(question: Question, known: Background, heard: Heard) -> dict[str, float]:
    """Measures of the question alone: words that the library lacks, and what its vector says of it."""
    strange = {term for term in question.terms if not known.rarity.knows(term)}
    alien = {term for term in strange if not known.names.ordinary(term)}
    return {
        "strange": known.rarity.coverage(question.terms, strange),
        "alien": known.rarity.coverage(question.terms, alien),
        "afield": heard.afield,
        "absent": heard.fields.get(ABSENT, 0.0),
        "open": heard.fields.get(OPEN, 0.0),
    }


@dataclass(frozen=True, slots=True)
class Told:
    """What chosen statements say: ``text`` with their headings, the names ``around`` them, the stems ``present``."""

    best: Candidate
    document: Document
    text: str
    around: str
    present: frozenset[str]


def told(chosen: Sequence[Candidate], known: Background) -> Told:
    """What the chosen statements say, and what stands around them."""
    document = known.documents[chosen[0].document_id]
    headings = (h for c in chosen for h in c.hit.passage.headings)
    stems = (stem_set(f"{c.sentence.text} {c.heading} {c.hit.passage.context}") for c in chosen)
    return Told(
        best=chosen[0],
        document=document,
        text=" ".join(f"{c.sentence.text} {c.heading}" for c in chosen),
        around=" ".join((document.title, *document.aliases, *headings)),
        present=frozenset().union(*stems),
    )


def standing_out(
    question: Question, chosen: Sequence[Candidate], candidates: Sequence[Candidate]
) -> dict[str, float]:
    """Measures of how much the chosen statements are like the question, and lead the others."""
    best = chosen[0]
    ranked = sorted((c.likeness for c in candidates), reverse=True)
    fits = any(c.fits for c in chosen)
    return {
        "likeness": max(c.likeness for c in chosen),
        "passage": best.hit.dense or 0.0,
        "margin": best.likeness - ranked[min(MARGIN_OVER, len(ranked)) - 1],
        "score": best.score,
        "lead": best.score - candidates[min(MARGIN_OVER, len(candidates) - 1)].score,
        "fits": float(question.wants in STRICT and fits),
        "misfits": float(question.wants in STRICT and not fits),
        "length": min(len(question.terms), 20) / 20,
        "spelt": float(question.wants is Wants.MEANING and spells_out(question.asked, best.sentence.text)),
        "field": max(c.field for c in chosen[:2]),
        "part": float(any(asked_part(c.heading, question.parts) for c in chosen[:2])),
        "years": years_found(question.search, " ".join(c.sentence.text for c in chosen)),
        "crowd": sum(c.document_id == best.document_id for c in candidates[:CROWD]) / CROWD,
    }


def borne_out(question: Question, said: Told, known: Background, sure: float) -> dict[str, float]:
    """Measures of whether the statements speak of what is asked; ``sure`` is how surely their document is named."""
    name = said.best.document_id
    rules = name in known.schemes
    named = known.names.find(question.search)
    names = stem_set(" ".join((said.document.title, *said.document.aliases)))
    amiss = astray(question, said.text, said.around, known.places, rules) or (
        sure == 1 and beside_the_point(question, f"{said.text} {said.around}", rules)
    )
    return {
        "coverage": known.rarity.coverage(question.terms, said.present | names),
        "own": known.rarity.coverage(own_words(question, said.document), said.present),
        "named": sure,
        "elsewhere": 0.0 if name in named else max(named.values(), default=0.0),
        "lacks": float(lacking(question, said.text)),
        "astray": float(amiss),
        "bare": float(sure == 1 and rules and bare(question, said.document)),
    }


def missed(
    question: Question,
    chosen: Sequence[Candidate],
    present: AbstractSet[str],
    known: Background,
    heard: Heard,
) -> dict[str, float]:
    """Measures of what is asked for and not told; they count as surely as a document is named.

    Args:
        question: As understood.
        chosen: The statements that would be given, best first.
        present: The stems of them and of the headings that they stand under.
        known: Of the library.
        heard: What the question's vector says of it.
    """
    name = chosen[0].document_id
    sure = known.names.find(question.search).get(name, 0.0)
    asked = thing(question, own_words(question, known.documents[name]))
    return {
        "untold": sure * left_untold(heard, name, known),
        "uncounted": sure * uncounted(question, [c.sentence.text for c in chosen]),
        "without": sure * (asked is not None and not there(asked, present)),
    }


def bare(question: Question, document: Document) -> bool:
    """Whether nothing is asked of a document but what it is about ("what is TReDS")."""
    return question.wants in (Wants.TEXT, Wants.MEANING) and not own_words(question, document)


def years_found(asked: str, text: str) -> float:
    """Share of the years of a question that a text repeats; 1 where it has none. Sums are the caller's own."""
    wanted = set(re.findall(r"\b(?:19|20)\d\d\b", asked))
    return len(wanted & set(re.findall(r"\b(?:19|20)\d\d\b", text))) / len(wanted) if wanted else 1.0


def compared(question: Question, chosen: Sequence[Candidate], known: Background) -> bool:
    """Whether every scheme that the question names in full is quoted, where it names several."""
    whole = [name for name, strength in known.names.find(question.search).items() if strength == 1]
    named = {known.documents[name].title.split(" ")[0] for name in whole if name in known.schemes}
    quoted = {known.documents[c.document_id].title.split(" ")[0] for c in chosen}
    return len(named) < 2 or named <= quoted


def gap(question: Question, chosen: Sequence[Candidate]) -> bool:
    """Whether our own sheet says that just this is not known, and nothing else that was chosen tells it."""
    told = [c for c in chosen if not c.heading.startswith(UNKNOWN)]
    if len(told) == len(chosen) or UNKNOWN in question.parts:
        return False
    text = " ".join(f"{c.sentence.text} {c.heading}" for c in told)
    must = demanded(question)
    return chosen[0] not in told or lacking(question, text) or (must is not None and not must(text))


def ours(held: Evidence) -> bool:
    """Whether a question is surely of our field, however unlike every statement it reads."""
    return held.own >= OURS_BY_WORD or (held.named == 1 and held.afield < 0) or held.afield < SURELY_OURS


def judge(held: Evidence, model: Model) -> AnswerStatus | Ending:
    """Answered or partly answered, or the ending that refuses."""
    if held.spelt or held.bare:
        return AnswerStatus.ANSWERED
    if held.likeness < model.ours and held.passage < model.near and not ours(held):
        return Ending(AnswerStatus.OUT_OF_SCOPE, "out_of_scope")
    if held.afield > AFIELD and held.named < 1 and held.own < OURS_BY_WORD:
        return Ending(AnswerStatus.OUT_OF_SCOPE, "out_of_scope")
    chance = 0.0 if held.astray else model.chance(held)  # another place's figure is no part of an answer
    if chance >= model.whole and not held.lacks:
        return AnswerStatus.ANSWERED
    if chance >= model.part:
        return AnswerStatus.PARTLY_ANSWERED
    return _refusal(held)


def _refusal(held: Evidence) -> Ending:
    """Why nothing is said: the question is of another field, or the library does not tell."""
    if held.afield > AFIELD / 2 and not held.named:
        return Ending(AnswerStatus.OUT_OF_SCOPE, "out_of_scope")
    return Ending(AnswerStatus.NO_EVIDENCE, "no_evidence")
