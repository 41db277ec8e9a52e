"""The pages on which an interview is led: the start, one question a page, and what was understood."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup, escape

from service.eligibility.explain import amount_words
from service.eligibility.ranking import set_aside
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.values import Asked, Between, Members, OneOf, Value, Verdict
from service.eligibility.wording import grouped, say, say_fact
from service.http.assess_room import MOST_CHARS
from service.http.assess_views import Speaker
from service.interviews.records import Ask, Interview, Kind, Moved, Option, Progress, Told
from service.interviews.wording import label, label_inside, option_name

EXAMPLES = (
    "We are 25 handloom weavers' groups in Barpeta, Assam. We have formed a Section 8 company and want a common "
    "facility centre for 8 crore.",
    "Kolhapur ki 30 foundry unit, SPV bana li hai, CFC 12 crore ka lagana hai, rajya sarkar ki sifarish ho gayi hai.",
    "हम त्रिशूर, केरल की 12 महिलाओं का स्वयं सहायता समूह हैं, अचार बनाते हैं, 30 लाख की नई मशीनें लेनी हैं।",
)


@dataclass(frozen=True, slots=True)
class StartPage:
    """The beginning: tell in your own words, answer questions, or take an interview up again."""

    template: ClassVar[str] = "assess/start.html"
    section: ClassVar[str] = "/assess"

    schemes: tuple[tuple[str, str], ...]
    text: str
    days: int
    examples: tuple[str, ...] = EXAMPLES
    max_chars: int = MOST_CHARS
    error: str | None = None
    code_error: str | None = None
    deleted: bool = False
    title: str = "Which schemes do we qualify for?"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many components stand in one group so far."""

    name: str
    count: int
    tone: str


@dataclass(frozen=True, slots=True)
class MoveView:
    """A component whose verdict the last answer changed."""

    title: str
    name: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Options under a heading; an empty name has none."""

    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question. ``chosen`` are the values to begin with: what is known, or what was filled in wrongly."""

    template: ClassVar[str] = "assess/question.html"
    section: ClassVar[str] = "/assess"

    code: str
    ask: Ask
    groups: tuple[OptionGroup, ...]
    suggestions: tuple[str, ...]
    chosen: tuple[str, ...]
    scale: str
    asked_by: tuple[str, ...]
    answered: int
    tallies: tuple[Tally, ...]
    moved: tuple[MoveView, ...]
    ruled_out: tuple[str, ...]
    more_ruled_out: int
    can_go_back: bool
    correcting: bool
    error: str | None

    @property
    def title(self) -> str:
        """The question itself."""
        return self.ask.text


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact that was told: its name, its value in words, and the person's own words it was read from."""

    fact: str
    name: str
    value: str
    partly: bool
    words: str | None


@dataclass(frozen=True, slots=True)
class DerivedView:
    """A fact that follows from others, with the reason."""

    name: str
    value: str
    because: str


@dataclass(frozen=True, slots=True)
class FactsPage:
    """What was understood and told so far, each of it to be corrected or taken away."""

    template: ClassVar[str] = "assess/facts.html"
    section: ClassVar[str] = "/assess"

    code: str
    texts: tuple[Markup, ...]
    doubts: tuple[tuple[Ask, tuple[OptionGroup, ...]], ...]
    facts: tuple[FactView, ...]
    derived: tuple[DerivedView, ...]
    clashes: tuple[str, ...]
    misfits: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    done: bool
    max_chars: int = MOST_CHARS
    error: str | None = None
    title: str = "What we understood"


@dataclass(frozen=True, slots=True)
class KeepPage:
    """The code of an interview: to be written down, read out, or deleted with all that was told."""

    template: ClassVar[str] = "assess/keep.html"
    section: ClassVar[str] = "/assess"

    code: str
    aloud: str
    expires: str
    title: str = "Keep this interview"


def start_page(schemes: Sequence[str], rules: RuleBook, days: int, **filled: str | None) -> StartPage:
    """The beginning; ``filled`` may hold the text and what was wrong with it or with a code."""
    named = tuple((scheme.id, scheme.title_short) for scheme in rules.only(schemes))
    return StartPage(
        schemes=named,
        text=filled.get("text") or "",
        days=days,
        error=filled.get("error"),
        code_error=filled.get("code_error"),
    )


# ---------------------------------------------------------------- one question


@dataclass(frozen=True, slots=True)
class Wrong:
    """An answer that could not be taken: what was filled in, and what is wrong with it."""

    values: tuple[str, ...]
    scale: str
    error: str


def question_page(
    progress: Progress, ask: Ask, rules: RuleBook, correcting: bool = False, wrong: Wrong | None = None
) -> QuestionPage:
    """The page of one question; ``correcting`` where somebody asked for just this one."""
    titles = {scheme.id: scheme.title_short for scheme in rules.schemes}
    moved = () if correcting or wrong else progress.moved
    out = tuple(
        m.assessment.scheme.title_short for m in moved if m.assessment.verdict is Verdict.NOT_ELIGIBLE
    )
    named = tuple(dict.fromkeys(out))
    return QuestionPage(
        code=progress.interview.code,
        ask=ask,
        groups=option_groups(ask),
        suggestions=_districts(progress, ask, rules),
        chosen=wrong.values if wrong else _chosen(ask),
        scale=wrong.scale if wrong else "crore" if ask.kind == "money" and ask.known is None else "rupees",
        asked_by=tuple(titles[scheme] for scheme in ask.schemes),
        answered=answered(progress.interview),
        tallies=tallies(progress.assessments),
        moved=moves([m for m in moved if m.assessment.verdict is not Verdict.NOT_ELIGIBLE]),
        ruled_out=named[:MOST_NAMED],
        more_ruled_out=max(0, len(named) - MOST_NAMED),
        can_go_back=bool(progress.interview.entries),
        correcting=correcting,
        error=wrong.error if wrong else None,
    )


MOST_NAMED = 4


def _ruled_out(moved: Sequence[Moved], assessments: Sequence[Assessment]) -> tuple[str, ...]:
    """Names of what the last answer ruled out: of a scheme with other parts still open, the part."""
    still = {a.scheme.id for a in assessments if a.verdict not in (Verdict.NOT_ELIGIBLE, Verdict.CLOSED)}
    out = [one.assessment for one in moved if one.assessment.verdict is Verdict.NOT_ELIGIBLE]
    names = (
        f"{a.scheme.title_short}: {a.component.name}" if a.scheme.id in still else a.scheme.title_short
        for a in out
    )
    return tuple(dict.fromkeys(names))


def answered(interview: Interview) -> int:
    """How many questions were answered or passed over; the words of the beginning count as none."""
    return sum(entry.kind in (Kind.ANSWER, Kind.SKIP) for entry in interview.entries)


def option_groups(ask: Ask) -> tuple[OptionGroup, ...]:
    """The options under their headings, in their order."""
    parts = groupby(ask.options, key=lambda option: option.group or "")
    return tuple(OptionGroup(name, tuple(options)) for name, options in parts)


def _districts(progress: Progress, ask: Ask, rules: RuleBook) -> tuple[str, ...]:
    if ask.kind != "district":
        return ()
    told = progress.standing.told.get("state")
    state = told.value if told else None
    names = {name for home, name in rules.gazetteer.districts if state is None or home == state}
    return tuple(sorted(names))


def _chosen(ask: Ask) -> tuple[str, ...]:
    """What to begin with: the value that is known, where it is known in full."""
    known = ask.known
    if known is None or isinstance(known, dict) or known == "does_not_know":
        return ()
    if isinstance(known, list):
        return tuple(str(value) for value in known)
    if isinstance(known, bool):
        return ("true" if known else "false",)
    if ask.kind == "money":
        return (grouped(known),)
    return (f"{known:g}" if isinstance(known, float) else str(known),)


TONES = {
    Verdict.ELIGIBLE: "good",
    Verdict.CHECK: "part",
    Verdict.NEED_FACT: "part",
    Verdict.NOT_ELIGIBLE: "none",
    Verdict.CLOSED: "none",
}
_SO_FAR = {
    Verdict.ELIGIBLE: "meet every condition we can check",
    Verdict.CHECK: "sources disagree: to be asked",
    Verdict.NEED_FACT: "can still go either way",
    Verdict.NOT_ELIGIBLE: "do not fit as told",
    Verdict.CLOSED: "are not open, whatever is told",
}


def tallies(assessments: Sequence[Assessment]) -> tuple[Tally, ...]:
    """How many components stand where so far; groups without any are left out."""
    counted = [a for a in assessments if not set_aside(a)]
    counts = {verdict: sum(a.verdict is verdict for a in counted) for verdict in _SO_FAR}
    rows = [Tally(_SO_FAR[verdict], count, TONES[verdict]) for verdict, count in counts.items()]
    rows.append(Tally("pay for another purpose than yours", len(assessments) - len(counted), "none"))
    return tuple(row for row in rows if row.count)


def moves(moved: Sequence[Moved]) -> tuple[MoveView, ...]:
    """What the last answer changed, the good first."""
    order = list(_SO_FAR)
    rows = sorted(moved, key=lambda one: order.index(one.assessment.verdict))
    return tuple(
        MoveView(
            one.assessment.scheme.title_short,
            one.assessment.component.name,
            _move_words(one.assessment),
            TONES[one.assessment.verdict],
        )
        for one in rows
    )


def _move_words(assessment: Assessment) -> str:
    if assessment.verdict is Verdict.ELIGIBLE:
        amount = amount_words(assessment)
        return "now meets every condition we can check" + (f": {amount}" if amount else "")
    return {
        Verdict.CHECK: "sources disagree: to be asked",
        Verdict.NEED_FACT: "open again",
    }.get(assessment.verdict, "closed")


# ---------------------------------------------------------------- what was understood


def facts_page(
    progress: Progress, asks: Sequence[Ask], rules: RuleBook, error: str | None = None
) -> FactsPage:
    """What was told; ``asks`` are the questions that the texts leave open."""
    standing = progress.standing
    first = next(iter(progress.assessments), None)
    speaker = Speaker(rules, progress.interview.code)
    skipped = (speaker.fact_link(fact) for fact in standing.skipped)
    return FactsPage(
        code=progress.interview.code,
        texts=tuple(_marked(text, standing.told.values()) for text in standing.texts),
        doubts=tuple((ask, option_groups(ask)) for ask in asks),
        facts=tuple(_fact(told, rules) for told in standing.told.values()),
        derived=tuple(_derived(first, rules)) if first else (),
        clashes=tuple(_clashes(first)) if first else (),
        misfits=tuple(label(fact) for fact in standing.misfits),
        skipped=tuple((link.name, link.href) for link in skipped),
        done=progress.ask is None,
        error=error,
    )


def _fact(told: Told, rules: RuleBook) -> FactView:
    partly = isinstance(told.value, OneOf | Between | Members)
    return FactView(told.fact, label(told.fact), in_words(told.fact, told.value, rules), partly, told.words)


def in_words(fact: str, value: Value, rules: RuleBook) -> str:
    """A value as people read it, with its unit; a sum also in figures."""
    spec = rules.words.spec(fact)
    if isinstance(value, Asked):
        return "asked, not known"
    if isinstance(value, tuple):
        return ", ".join(option_name(fact, entry) for entry in value)
    if isinstance(value, OneOf) and spec.type != "money":
        return "one of: " + ", ".join(sorted(option_name(fact, entry) for entry in value.options))
    if isinstance(value, bool) or (isinstance(value, str) and spec.allowed):
        return option_name(fact, value)
    text = say_fact(spec, value)
    if spec.type == "money" and isinstance(value, int) and grouped(value) not in text:
        text += f" ({grouped(value)})"
    return text


def _derived(assessment: Assessment, rules: RuleBook) -> Iterator[DerivedView]:
    for entry in assessment.facts.derived:
        yield DerivedView(label(entry.fact), say(entry.value), f"{entry.because} ({entry.source})")


def _clashes(assessment: Assessment) -> Iterator[str]:
    for clash in assessment.facts.contradictions:
        yield f"You said {label_inside(clash.fact)}: {clash.stated}. We count it as {clash.derived}: {clash.because}."


def _marked(text: str, told: Iterable[Told]) -> Markup:
    """The person's text with the words marked from which facts were read."""
    spans = {
        (entry.start, entry.end)
        for entry in told
        if entry.start is not None and entry.end is not None and text[entry.start : entry.end] == entry.words
    }
    parts, at = [], 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at and end > start:
            parts += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end])]
            at = end
    return Markup("").join([*parts, escape(text[at:])])
