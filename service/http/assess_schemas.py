"""The wire of assessments, interviews and comparisons: what is taken, and what is sent.

The replies are the JSON forms that the engine's own modules write (the same as ``samuh assess --json``). The models
here describe them field by field; a test holds every reply against them.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.eligibility.values import Truth, Verdict
from service.http.assess_room import MOST_CHARS

SchemeId = Annotated[str, Field(min_length=1, max_length=80)]
Facts = Annotated[
    dict[str, Any],
    Field(
        description="Facts by their names in corpus/facts.yaml. A value may be partial: "
        '{"one_of": […]}, {"from": 10, "to": 20}, {"inside": […], "outside": […]}, or "does_not_know".',
        examples=[{"applicant_type": "spv", "state": "Assam", "project_cost_inr": 80000000}],
        max_length=200,
    ),
]
Text = Annotated[
    str,
    Field(
        description="The group in its own words: English, Hindi or Hinglish",
        examples=["SPV of 25 foundries in Rajkot, Section 8 company, 8 crore CFC"],
        max_length=MOST_CHARS,
    ),
]
Day = Annotated[
    date | None,
    Field(description="The day to decide for; today unless given. Editions are those of that day."),
]
Schemes = Annotated[
    list[SchemeId] | None, Field(description="Only these schemes, by id; all unless given", max_length=100)
]


class Taken(BaseModel):
    """What all bodies share: an unknown field is an error, so that a slip of the pen is not passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AssessmentIn(Taken):
    """A group to be assessed: its own words, facts by name, or both (then stated facts go before those read)."""

    id: Annotated[str | int | None, Field(description="Sent back as it is")] = None
    text: Text = ""
    facts: Facts = {}
    schemes: Schemes = None
    as_of: Day = None
    editions: Annotated[
        Literal["all", "in_force"],
        Field(description='"in_force" leaves out editions that another one had replaced by that day'),
    ] = "all"
    detail: Annotated[
        Literal["full", "brief"],
        Field(description='"brief" leaves the explanations out: a tenth of the time and half of the size'),
    ] = "full"


class ComparisonIn(Taken):
    """Two to four schemes to be set side by side for one group."""

    text: Text = ""
    facts: Facts = {}
    compare: Annotated[
        list[SchemeId],
        Field(
            description='"scheme" takes its most promising component, "scheme/component" that one',
            examples=[["mse-cdp-2022/cfc", "mh-msicdp"]],
            min_length=2,
            max_length=4,
        ),
    ]
    as_of: Day = None


class InterviewIn(Taken):
    """The beginning of an interview; all may be left out."""

    text: Text = ""
    facts: Facts = {}
    schemes: Schemes = None
    as_of: Day = None


class AnswerIn(Taken):
    """One answer, a question passed over, a fact taken back, or more words. Exactly one of these."""

    fact: Annotated[str | None, Field(description="The fact that is answered, passed over or taken back")] = (
        None
    )
    value: Annotated[Any, Field(description='Its value, or "does_not_know"')] = None
    skip: Annotated[bool, Field(description="Pass the question over")] = False
    remove: Annotated[bool, Field(description="Take the fact back")] = False
    text: Annotated[str, Field(description="More words to be read", max_length=MOST_CHARS)] = ""


class Sent(BaseModel):
    """What all replies share."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceOut(Sent):
    """A page that bears a rule out; no year = the page shows none."""

    key: str
    title: str
    publisher: str | None
    year: int | None
    url: str | None


class RemarkOut(Sent):
    """A line of text with its sources."""

    text: str
    sources: list[SourceOut]


class CautionOut(Sent):
    """Something that must be said; its sources in words."""

    text: str
    sources: list[str]


class StepOut(Sent):
    """One line of the working of an amount; null where no sum can be worked out yet."""

    label: str
    amount_inr: int | None
    sources: list[SourceOut]


class ChangeOut(Sent):
    """One fact as it would have to be."""

    fact: str
    now: str
    wanted: str
    value: Any


class NearMissOut(Sent):
    """The fewest facts that would turn a refusal, the verdict then, and what it would be worth in rupees."""

    changes: list[ChangeOut]
    verdict: Verdict
    worth_inr: int | None


class ExplanationOut(Sent):
    """What is said about one component beside verdict and conditions."""

    headline: str
    working: list[StepOut]
    working_notes: list[CautionOut]
    cautions: list[CautionOut]
    near_misses: list[NearMissOut]
    remains: Annotated[list[RemarkOut], Field(description="What no form can check")]
    documents: list[RemarkOut]
    steps: list[RemarkOut]
    next_actor: RemarkOut
    clock: Annotated[list[RemarkOut], Field(description="What the sources time")]
    combines: list[str]


class FindingOut(Sent):
    """One condition looked at."""

    condition: str
    field: str
    result: Truth
    hard: bool
    because: str
    source: str | None
    sources: list[SourceOut]


class StatusOut(Sent):
    """Whether the component takes proposals on the day; ``warning`` goes with any verdict."""

    closed: bool
    awaited: Annotated[bool, Field(description="Announced and not open yet, rather than ended")]
    text: str
    warning: str | None


class ContradictionOut(Sent):
    """A stated fact that a derived one overrules."""

    fact: str
    stated: str
    derived: str
    because: str


class AssessedOut(Sent):
    """One component of one scheme. A refusal carries no sum."""

    scheme: str
    component: str
    verdict: Verdict
    other_purpose: Annotated[bool, Field(description="It pays for something else than the caller wants")]
    max_grant_inr: int | None
    min_grant_inr: int | None
    amount: str | None
    missing: list[str]
    unanswerable: Annotated[list[str], Field(description="Facts that were asked and are not known")]
    findings: list[FindingOut]
    status: StatusOut
    cautions: list[CautionOut]
    conflicts: list[str]
    contradictions: list[ContradictionOut]
    as_of: date
    determination: Annotated[str, Field(description="The same facts, rules and day give the same id")]
    explanation: ExplanationOut | None = None


class UnderstoodOut(Sent):
    """A fact read from the text, with the words it was taken from: text[start:end]."""

    fact: str
    value: Any
    words: str
    start: int
    end: int


class DoubtOut(Sent):
    """Something that the text leaves open; ``choices`` are the values that it leaves room for."""

    fact: str
    question: str
    why: str
    choices: list[Any]


class ChoiceOut(Sent):
    """One answer to choose."""

    value: str
    label: str
    group: str | None


class QuestionOut(Sent):
    """The question to ask next and why."""

    fact: str
    question: str
    kind: Literal[
        "yes_no", "one_of", "any_of", "money", "number", "percent", "date", "state", "district", "words"
    ]
    choices: list[ChoiceOut]
    unit: str | None
    help: str | None
    why: str
    settles: Annotated[int, Field(description="Components that the answer is expected to settle")]
    schemes: Annotated[list[str], Field(description="Schemes in which it stands open")]


class AssessmentsOut(Sent):
    """The same record as a line of ``samuh assess --batch``, with explanations and the next question."""

    id: str | int | None
    profile: dict[str, Any]
    assessments: list[AssessedOut]
    understood: list[UnderstoodOut]
    questions: list[DoubtOut]
    next_question: QuestionOut | None
    as_of: date


class CellsOut(Sent):
    """One point of comparison; an empty cell is a gap: the sources that were read do not say."""

    name: str
    cells: list[list[RemarkOut]]


class ComponentColumnOut(Sent):
    """One component that is compared."""

    scheme: str
    component: str
    title: str
    name: str
    verdict: Verdict


class ComponentComparisonOut(Sent):
    """Components side by side."""

    columns: list[ComponentColumnOut]
    rows: list[CellsOut]
    as_of: date


class VerdictOut(Sent):
    """One component of an interview in one line."""

    scheme: str
    component: str
    title: str
    verdict: Verdict
    headline: str
    amount: str | None
    missing: list[str]
    warning: str | None


class MovedOut(Sent):
    """A component whose verdict the last entry changed."""

    scheme: str
    component: str
    before: Verdict
    now: Verdict


class InterviewOut(Sent):
    """An interview as it stands. ``verdicts`` stand in the order in which people want to see them."""

    code: Annotated[str, Field(examples=["7K3M-Q2PA-94XC"])]
    expires: Annotated[date, Field(description="The day on which it is deleted unless something is added")]
    as_of: date
    schemes: list[str] | None
    profile: dict[str, Any]
    understood: list[UnderstoodOut]
    skipped: list[str]
    contradictions: list[ContradictionOut]
    question: QuestionOut | None
    counts: dict[Verdict, int]
    verdicts: list[VerdictOut]
    changed: list[MovedOut]
