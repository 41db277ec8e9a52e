"""An assessment in plain words: each condition with its source, what would change the verdict, and what comes next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from service.eligibility import amounts, derive
from service.eligibility.evaluate import decide
from service.eligibility.facts import Profile
from service.eligibility.logic import MET, UNKNOWN, UNMET
from service.eligibility.records import Assessment, Caution, Facts, Finding, Working
from service.eligibility.rules import RuleBook
from service.eligibility.scheme_records import Component, Remark, Scheme, Source, Test
from service.eligibility.values import Between, Members, OneOf, Value, Verdict
from service.eligibility.vocabulary import Vocabulary
from service.eligibility.wording import VERDICTS, cite, listed, name, rupees, say_fact, wanted

CANNOT_CHANGE = frozenset(
    ("state", "district", "gender", "social_category", "applicant_age", "years_operating")
)
"""Facts that nobody changes to fit a scheme: a near-miss on them is no advice."""


@dataclass(frozen=True, slots=True)
class Line:
    """One condition in words: its result, what was said against what is wanted, and the pages it rests on."""

    finding: Finding
    because: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One fact as it would have to be."""

    fact: str
    now: str
    wanted: str
    value: Value


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The fewest facts that would turn a refusal, what the verdict would then be and what it would be worth."""

    changes: tuple[Change, ...]
    verdict: Verdict
    worth_inr: int | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is said about one assessment. ``remains`` is what no form can check; ``clock`` what the sources time."""

    headline: str
    lines: tuple[Line, ...]
    working: Working
    cautions: tuple[Caution, ...]
    near_misses: tuple[NearMiss, ...]
    remains: tuple[Remark, ...]
    documents: tuple[Remark, ...]
    steps: tuple[Remark, ...]
    next_actor: Remark
    clock: tuple[Remark, ...]
    combines: tuple[str, ...]


def explain(assessment: Assessment, rules: RuleBook) -> Explanation:
    """Put an assessment into words, with near-misses where it is a refusal."""
    scheme, component = assessment.scheme, assessment.component
    words = rules.words
    return Explanation(
        headline=headline(assessment),
        lines=tuple(Line(f, because(f, words), f.sources) for f in assessment.findings),
        working=amounts.working(component, assessment.facts),
        cautions=tuple(_cautions(assessment)),
        near_misses=near_misses(assessment, rules) if assessment.verdict is Verdict.NOT_ELIGIBLE else (),
        remains=(*component.excluded, *scheme.excluded, *((component.note,) if component.note else ())),
        documents=scheme.documents,
        steps=scheme.steps,
        next_actor=_next_actor(assessment),
        clock=scheme.timelines,
        combines=tuple(_combines(scheme, component)),
    )


def headline(assessment: Assessment) -> str:
    """The verdict in one sentence. "Meets every condition we can check" is the most that is ever said."""
    words = VERDICTS[assessment.verdict]
    if assessment.verdict is Verdict.CLOSED:
        return f"{assessment.component.name}: {assessment.status.text}"
    if assessment.verdict is Verdict.NEED_FACT:
        facts = listed([*assessment.missing, *assessment.unanswerable], "and")
        return f"{assessment.component.name}: {words} ({facts})"
    if assessment.verdict is Verdict.ELIGIBLE:
        return f"{assessment.component.name}: {words}; the authority decides the rest"
    return f"{assessment.component.name}: {words}"


def because(finding: Finding, words: Vocabulary) -> str:
    """Why a condition is met, not met or not known: what was said, and what is wanted."""
    test = finding.condition.test
    spec = words.spec(test.field)
    ask = f"wanted: {wanted(test, spec)}"
    if finding.result is UNKNOWN:
        told = (
            "not told"
            if finding.value is None
            else f"you said {say_fact(spec, finding.value)}, which leaves it open"
        )
        return f"{test.text}: {told}; {ask}"
    if finding.condition.only_if and finding.result is MET and finding.value is None:
        return f"{test.text}: does not apply here"
    return f"{test.text}: you said {say_fact(spec, finding.value)}; {ask}"


def cited(sources: Iterable[Source]) -> str:
    """Sources with their years in a row, for one line of text."""
    return "; ".join(cite(source) for source in sources)


# ---------------------------------------------------------------- cautions


def _cautions(assessment: Assessment) -> Iterator[Caution]:
    if assessment.status.warning:
        yield Caution(assessment.status.warning, assessment.status.sources)
    refused = assessment.verdict is Verdict.NOT_ELIGIBLE
    for dispute in assessment.disputes:
        if refused and dispute.case.verdict is Verdict.CHECK:
            continue  # settling it would not turn the refusal
        sides = "; ".join(f"{side.text} [{cited(side.sources)}]" for side in dispute.conflict.sides)
        yield Caution(
            f"Sources disagree on {dispute.conflict.about}: {sides}. {dispute.conflict.handling}", ()
        )
    shown = {id(dispute.conflict) for dispute in assessment.disputes}
    for conflict in assessment.scheme.conflicts:
        if id(conflict) not in shown and not conflict.cases:
            sides = "; ".join(f"{side.text} [{cited(side.sources)}]" for side in conflict.sides)
            yield Caution(f"On {conflict.about} the sources differ: {sides}. {conflict.handling}", ())
    for clash in assessment.facts.contradictions:
        yield Caution(
            f"You said {name(clash.fact)}: {clash.stated}. It is {clash.derived}: {clash.because}", ()
        )
    yield from assessment.cautions


# ---------------------------------------------------------------- near-misses


def near_misses(assessment: Assessment, rules: RuleBook, most: int = 3) -> tuple[NearMiss, ...]:
    """The smallest sets of one or two facts that would turn a refusal, best paid first.

    Each set is tried on the engine itself, so that a fact which also stands in another condition, or moves a slab,
    is judged as it would be. Facts that nobody can change (State, age, gender) make no near-miss.
    """
    changes: dict[str, Change] = {}
    for test in _failed(assessment):
        for change in _changes(test, assessment, rules.words):
            changes.setdefault(change.fact, change)
    for size in (1, 2):
        found = [_tried(chosen, assessment, rules) for chosen in combinations(changes.values(), size)]
        good = [miss for miss in found if miss is not None]
        if good:
            return tuple(sorted(good, key=lambda miss: -(miss.worth_inr or 0))[:most])
    return ()


def _failed(assessment: Assessment) -> Iterator[Test]:
    """The tests of the hard conditions that fail, the ways out of such a condition, and those of a refusing dispute."""
    for finding in assessment.findings:
        if finding.condition.hard and finding.result is UNMET:
            yield finding.condition.test
            yield from (_negated(test) for test in finding.condition.only_if if test.op in _NEGATIONS)
    for dispute in assessment.disputes:
        if dispute.case.verdict is Verdict.NOT_ELIGIBLE and dispute.result is MET:
            yield from (_opposite(test) for test in dispute.case.when[:1])


_NEGATIONS = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}


def _negated(test: Test) -> Test:
    """Where a condition only begins to count at a figure, staying on the other side of it is a way out."""
    return Test(test.field, _NEGATIONS[test.op], test.value, test.text, test.sources)


def _opposite(test: Test) -> Test:
    return Test(test.field, "!=", test.value, test.text, test.sources)


def _changes(test: Test, assessment: Assessment, words: Vocabulary) -> Iterator[Change]:
    if test.field in CANNOT_CHANGE:
        return
    for fact in derive.ASK_FOR.get(test.field, (test.field,)):
        spec = words.spec(fact)
        value = _value_for(test, spec.allowed, assessment.facts) if fact == test.field else None
        if value is not None:
            now = say_fact(spec, assessment.facts.values.get(fact))
            yield Change(fact, now, wanted(test, spec), value)


def _value_for(test: Test, allowed: Sequence[str | int], facts: Facts) -> Value | None:
    """A value with which a test holds, the nearest there is."""
    target = test.value
    if test.op == ">=_field":
        other = facts.values.get(str(target))
        return other if isinstance(other, int | float) else None
    if test.op in ("not_in", "!="):
        banned = target if isinstance(target, tuple) else (target,)
        return next((entry for entry in allowed if entry not in banned), None)
    if test.op == "excludes":
        return ("none",)
    if isinstance(target, tuple):
        return _of_list(test, target, facts.values.get(test.field))
    step = {">": 1, "<": -1}.get(test.op, 0)
    return target + step if step and isinstance(target, int) else target


def _of_list(test: Test, target: tuple[Value, ...], now: Value | None) -> Value:
    if test.op == "between" and isinstance(now, int | float):
        low, high = target
        return low if isinstance(low, int | float) and now < low else high
    first = target[0]
    return (str(first),) if test.field in ("sector", "area_categories") else first


def _tried(changes: Sequence[Change], assessment: Assessment, rules: RuleBook) -> NearMiss | None:
    profile = Profile(
        {**derive.stated(assessment.facts), **{change.fact: change.value for change in changes}}
    )
    facts = derive.derive(profile, rules, assessment.as_of)
    outcome = decide(assessment.scheme, assessment.component, facts.values)
    if outcome.verdict is Verdict.NOT_ELIGIBLE:
        return None
    worth = amounts.amount(assessment.component, facts)
    return NearMiss(tuple(changes), outcome.verdict, worth.high_inr if worth else None)


# ---------------------------------------------------------------- what comes next


def _next_actor(assessment: Assessment) -> Remark:
    scheme = assessment.scheme
    if assessment.verdict is Verdict.CHECK and assessment.disputes:
        first = assessment.disputes[0].conflict
        return Remark(
            f"Settle first: {first.handling}", tuple(s for side in first.sides for s in side.sources)
        )
    if scheme.steps:
        return scheme.steps[0]
    if scheme.contacts:
        kind, place = scheme.contacts[0]
        return Remark(f"Begin at the {kind}: {place.text}", place.sources)
    return Remark(f"The sources name no first step: ask the {scheme.agency}", ())


_RELATIONS: Mapping[str, str] = {
    "can_combine_with": "Can be combined with {}",
    "gives_bonus_in": "Brings more in {}",
    "sister": "Sister scheme: {}",
    "alternative": "Instead: {}",
    "newer_scheme": "Newer scheme: {}",
    "later_version": "Later version: {}",
    "earlier_version": "Earlier version: {}",
    "superseded_by": "Replaced by {}",
    "supersedes": "Replaces {}",
    "subsumed_in": "Now part of {}",
    "replaces": "Takes the place of {}",
    "may_replace": "May replace {}",
    "umbrella": "Part of {}",
}


def _combines(scheme: Scheme, component: Component) -> Iterator[str]:
    for kind, others in scheme.relations:
        if kind in _RELATIONS:
            yield _RELATIONS[kind].format(", ".join(others))
    for condition in component.conditions:
        if condition.test.field in ("other_subsidy_same_asset", "other_subsidy_list", "prior_govt_subsidy"):
            yield f"Not together: {condition.test.text}"


def amount_words(assessment: Assessment) -> str | None:
    """The sum in one phrase, or None where no grant is paid: "₹6.3 crore", "between … and …", "at most …"."""
    amount = assessment.amount
    if amount is None:
        return None
    more = (
        f", and up to ₹{rupees(amount.could_add_inr)} more with bonuses not yet shown"
        if amount.could_add_inr
        else ""
    )
    if amount.high_inr is None:
        return (
            f"at most ₹{rupees(amount.ceiling_inr)}" if amount.ceiling_inr else "no sum can be worked out yet"
        )
    if amount.low_inr is None:
        return f"at most ₹{rupees(amount.high_inr)}"
    if amount.low_inr < amount.high_inr:
        return f"between ₹{rupees(amount.low_inr)} and ₹{rupees(amount.high_inr)}{more}"
    return f"₹{rupees(amount.high_inr)}{more}"


def partly_known(value: Value | None) -> bool:
    """Whether a fact is known only in part."""
    return isinstance(value, OneOf | Between | Members)
