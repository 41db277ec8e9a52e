"""Follows a question through the steps of an answer and says where an answer was lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.records import Filters, Hit
from service.answers.ask import Library, Turn, considered, from_sheets, search
from service.answers.choose import choose
from service.answers.question import Question, understand
from service.answers.route import Ending, reads_vague, route
from service.answers.support import Evidence, measure
from service.answers.weigh import Candidate, rerank
from service.evaluation.gold import SAID, Gold, Met, holds_all, says_forbidden
from service.records import AnswerStatus


class Stage(StrEnum):
    """Where a question was lost, in the order of the steps; ``MET`` where it was not."""

    MET = "met"
    ROUTED = "ended before the search"
    READ = "read from sheets without a search"
    NOT_RETRIEVED = "not retrieved"
    NOT_SELECTED = "retrieved, not selected"
    REFUSED = "selected, refused"
    NOT_SAID = "selected, not said"
    CITED_WRONG = "said, cited elsewhere"
    FORBIDDEN = "said what must not be said"
    NOT_REFUSED = "answered where nothing answers"
    NOT_ASKED = "not asked back"


@dataclass(frozen=True, slots=True)
class Trace:
    """What each step made of a question.

    ``early`` is an ending without a search; then nothing else was made. ``hits`` are all passages whose sentences
    were weighed, reranked; ``chosen`` the statements that would be given, before the verdict; ``evidence`` how well
    they bear an answer out. ``found`` are the hits as they were found, and ``sheets`` tells that the answer was read
    from sheets instead: what a search would have brought is kept all the same.
    """

    question: Question
    early: Ending | None
    hits: tuple[Hit, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    chosen: tuple[Candidate, ...] = ()
    evidence: Evidence | None = None
    found: tuple[Hit, ...] = ()
    sheets: bool = False

    @property
    def asks_back(self) -> bool:
        """Whether the question ended in one back."""
        return self.early is not None and self.early.status is AnswerStatus.NEEDS_FACTS

    @property
    def chosen_text(self) -> str:
        """The chosen statements as one text."""
        return " ".join(candidate.sentence.text for candidate in self.chosen)


def follow(asked: str, history: Sequence[str], library: Library) -> Trace:
    """Take the steps of ``service.answers.ask`` one by one and keep what each makes."""
    names = library.known.named_words
    question = understand(asked, history, library.languages, names)
    trace = trace_of(Turn(question, tuple(history), Filters(), library))
    if trace.asks_back and history and not question.leans:
        question = understand(asked, history, library.languages, names, leaning=True)
        trace = trace_of(Turn(question, tuple(history), Filters(), library))
    return trace


def trace_of(turn: Turn) -> Trace:
    """The steps of a question as it was understood."""
    question, known = turn.question, turn.library.known
    sheets = from_sheets(turn)
    if sheets is not None and sheets.status is AnswerStatus.NEEDS_FACTS:
        return Trace(question, Ending(sheets.status, "which_list", sheets.choices))
    early = route(question, known, not turn.history)
    if early is not None and sheets is None:
        return Trace(question, early)
    found = search(turn)
    early = reads_vague(question, known, found.heard)
    if early is not None and sheets is None:
        return Trace(question, early)
    brought = tuple(found.hits)
    found, candidates = considered(turn, found)
    hits = found.hits
    chosen = choose(question, candidates, known)
    return Trace(
        question,
        None,
        tuple(rerank(hits, candidates)),
        tuple(candidates),
        tuple(chosen),
        measure(question, chosen, candidates, known, found.heard),
        brought,
        sheets is not None,
    )


def stage(gold: Gold, met: Met, said: str, trace: Trace, rank: int | None) -> Stage:
    """The first step that lost the question.

    Args:
        gold: The question.
        met: How its answer met it.
        said: The answer's text.
        trace: What the steps made of it.
        rank: Of the first right passage among all that were weighed, None without one.
    """
    if not gold.answerable:
        missed = Stage.NOT_ASKED if gold.expect == {AnswerStatus.NEEDS_FACTS} else Stage.NOT_REFUSED
        return Stage.MET if met.right_ending else missed
    if met.sound:
        return Stage.MET
    if says_forbidden(gold, said):
        return Stage.FORBIDDEN
    if met.correct:
        return Stage.CITED_WRONG
    return _lost(gold, met, trace, rank)


def _lost(gold: Gold, met: Met, trace: Trace, rank: int | None) -> Stage:
    if trace.early is not None or trace.sheets:
        return Stage.ROUTED if trace.early is not None else Stage.READ
    if not holds_all(gold, trace.chosen_text):
        return Stage.NOT_RETRIEVED if rank is None else Stage.NOT_SELECTED
    return Stage.NOT_SAID if met.status in SAID else Stage.REFUSED
