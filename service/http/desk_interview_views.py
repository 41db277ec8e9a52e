"""The interview as the desk shows it: the question with its numbered answers, and where schemes stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.eligibility.explain import amount_words
from service.eligibility.ranking import ranked, set_aside
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.values import Verdict
from service.helpline.keys import chosen, single
from service.helpline.renderings.records import Rendered
from service.http.assess_wizard import answered, in_words
from service.http.desk_card import read_aloud
from service.interviews import codes
from service.interviews.records import Ask, Progress
from service.interviews.wording import label

MOST_LINES = 8
"""Lines of one group that are shown at once; the rest stand in the web interview."""


@dataclass(frozen=True, slots=True)
class NumberedOption:
    """One answer with the number that chooses it."""

    number: int
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """A part of a scheme and where it stands; ``amount`` in words where one can be said.

    ``warning`` is the first sentence of what is to be asked before anything is prepared.
    """

    title: str
    component: str
    amount: str | None
    warning: str | None
    href: str


@dataclass(frozen=True, slots=True)
class SchemeGroup:
    """Parts of schemes that stand alike: likely, possible or no."""

    name: str
    tone: str
    count: int
    lines: tuple[SchemeLine, ...]

    @property
    def more(self) -> int:
        """How many parts are not listed."""
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class InterviewView:
    """An interview that is being led on the telephone. ``ask`` None = nothing is left to be asked."""

    code: str
    aloud: str
    ask: Ask | None
    options: tuple[NumberedOption, ...]
    one_key: bool
    by_choice: bool
    answered: int
    told: tuple[tuple[str, str], ...]
    groups: tuple[SchemeGroup, ...]
    can_go_back: bool
    rendered: Rendered
    speech: str
    error: str | None = None
    typed: str = ""


_GROUPS = (
    ("Likely", "good", (Verdict.ELIGIBLE,)),
    ("Possible: facts are missing, or sources disagree", "part", (Verdict.NEED_FACT, Verdict.CHECK)),
    ("No", "none", (Verdict.NOT_ELIGIBLE, Verdict.CLOSED)),
)


def interview_view(progress: Progress, rules: RuleBook, rendered: Rendered) -> InterviewView:
    """Where an interview stands, and what of it is said and sent."""
    interview, ask = progress.interview, progress.ask
    return InterviewView(
        code=interview.code,
        aloud=codes.aloud(interview.code),
        ask=ask,
        options=numbered(ask) if ask and chosen(ask) else (),
        one_key=bool(ask and single(ask)),
        by_choice=bool(ask and chosen(ask)),
        answered=answered(interview),
        told=tuple(
            (label(name), in_words(name, told.value, rules)) for name, told in progress.standing.told.items()
        ),
        groups=groups(progress.assessments, interview.code),
        can_go_back=bool(interview.entries),
        rendered=rendered,
        speech=read_aloud(rendered),
    )


def numbered(ask: Ask) -> tuple[NumberedOption, ...]:
    """The answers with their numbers."""
    return tuple(NumberedOption(n, option.value, option.label) for n, option in enumerate(ask.options, 1))


def groups(assessments: Sequence[Assessment], code: str) -> tuple[SchemeGroup, ...]:
    """The parts of schemes by where they stand, the best first."""
    in_order = ranked(assessments)
    meant = [a for a in in_order if not set_aside(a)]
    made = []
    for name, tone, verdicts in _GROUPS:
        held = [a for a in meant if a.verdict in verdicts]
        lines = tuple(_line(a, code) for a in held[:MOST_LINES]) if name != "No" else ()
        made.append(SchemeGroup(name, tone, len(held), lines))
    aside = len(in_order) - len(meant)
    return (*made, SchemeGroup(_ASIDE, "none", aside, ())) if aside else tuple(made)


_ASIDE = "For another purpose than was told"


def _line(assessment: Assessment, code: str) -> SchemeLine:
    scheme, component = assessment.scheme, assessment.component
    return SchemeLine(
        title=scheme.title_short,
        component=component.name,
        amount=amount_words(assessment) if assessment.verdict is Verdict.ELIGIBLE else None,
        warning=_first_sentence(assessment.status.warning),
        href=f"/assess/{code}/schemes/{scheme.id}/{component.id}",
    )


def _first_sentence(warning: str | None) -> str | None:
    """The first sentence; the whole of it stands on the component's own page."""
    return warning.partition(". ")[0].rstrip(".") + "." if warning else None
