"""Does the library answer this at all? Likeness alone only says that the topic is there."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.answers.background import Background
from service.answers.question import Question, Wants
from service.answers.route import Ending
from service.answers.weigh import Candidate
from service.answers.words import stems
from service.records import AnswerStatus


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer must reach; set by ``samuh calibrate`` on the tune half of the gold questions."""

    answered: float = 0.72  # strength from which statements are given as an answer
    whole: float = 0.30  # coverage below which an answer is called a part of one
    alien: float = 0.45  # strange share above which the question is about something else
    remote: float = 0.30  # likeness below which the question is about something else


@dataclass(frozen=True, slots=True)
class Support:
    """How well the chosen statements bear out an answer. All values run from 0 to 1.

    ``likeness``: best cosine; ``coverage``: weight of the question's words found in the statements and the names
    around them; ``strange``: weight of its words that no passage of the library holds.
    """

    likeness: float
    coverage: float
    strange: float
    fits: bool

    @property
    def strength(self) -> float:
        """One figure to compare with a limit: likeness and coverage together, less what is strange."""
        return self.likeness + 0.5 * self.coverage - 0.4 * self.strange


def support(question: Question, chosen: Sequence[Candidate], known: Background) -> Support:
    """Measure the statements against the question."""
    present: set[str] = set()
    for candidate in chosen:
        passage = candidate.hit.passage
        title = known.documents[passage.document_id].title
        present |= set(stems(" ".join((candidate.sentence.text, *passage.headings, passage.context, title))))
        present |= set(stems(" ".join(known.documents[passage.document_id].aliases)))
    strange = known.rarity.coverage(question.terms, {t for t in question.terms if not known.rarity.knows(t)})
    return Support(
        likeness=max((c.likeness for c in chosen), default=0.0),
        coverage=known.rarity.coverage(question.terms, present),
        strange=strange,
        fits=not chosen or question.wants not in STRICT or any(c.fits for c in chosen),
    )


# For these kinds a statement without such a thing in it cannot be the whole answer.
STRICT = frozenset({Wants.MONEY, Wants.SHARE, Wants.NUMBER, Wants.YEAR})


def judge(question: Question, held: Support, limits: Limits) -> AnswerStatus | Ending:
    """Answered or partly answered, or the ending that refuses."""
    if held.likeness < limits.remote or (
        held.strange > limits.alien and held.strength < limits.answered + 0.1
    ):
        return Ending(AnswerStatus.OUT_OF_SCOPE, "out_of_scope")
    if held.strength < limits.answered or not held.fits:
        return Ending(AnswerStatus.NO_EVIDENCE, "no_evidence")
    return AnswerStatus.PARTLY_ANSWERED if held.coverage < limits.whole else AnswerStatus.ANSWERED
