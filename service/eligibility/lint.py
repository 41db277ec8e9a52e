"""What ``samuh check`` asks of the rules: known facts, conditions that can hold, branches that are reached, sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from service.eligibility.logic import MET, UNKNOWN, UNMET, all_of, condition_holds, holds
from service.eligibility.rules import RuleBook, fields_of
from service.eligibility.samples import all_tests, by_fact, restrict, tests_of
from service.eligibility.scheme_records import Component, Condition, GrantRule, Scheme, Test
from service.eligibility.values import Truth, Value
from service.eligibility.vocabulary import Vocabulary

_MOST = 20_000
"""Combinations tried for one question; beyond that it is left open rather than answered wrongly."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something wrong or odd in a rule. ``kind`` is one of the checks' names; a note breaks nothing."""

    scheme: str
    component: str | None
    kind: str
    text: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what a scheme asks can be checked here: "9 of 14 conditions can be checked".

    ``beyond`` are the words of what cannot be, and ``why`` says for each why not.
    """

    scheme: str
    checked: int
    total: int
    beyond: tuple[str, ...]
    why: tuple[str, ...]

    @property
    def words(self) -> str:
        """The meter in a sentence."""
        return f"{self.checked} of {self.total} conditions can be checked"


def lint(rules: RuleBook) -> tuple[Issue, ...]:
    """Check all rules; errors first, then notes, each in the order of the rule book."""
    samples = by_fact(all_tests(rules.schemes), rules.words)
    found = [issue for scheme in rules.schemes for issue in _scheme(scheme, rules, samples)]
    return tuple(sorted(found, key=lambda issue: issue.note))


def _scheme(scheme: Scheme, rules: RuleBook, samples: Mapping[str, tuple[Value, ...]]) -> Iterator[Issue]:
    yield from _head(scheme, rules)
    for component in scheme.components:
        checks = (
            ("value not in the vocabulary", _bad_values(component, rules)),
            ("contradiction", _contradictions(component, samples)),
            ("dead branch", _dead_branches(component, samples)),
            ("no source", _unsourced(component)),
        )
        for kind, texts in checks:
            yield from (Issue(scheme.id, component.id, kind, text) for text in texts)
        for text in _kleene_gaps(component, samples):
            yield Issue(scheme.id, component.id, "unknown though settled", text, note=True)


def _head(scheme: Scheme, rules: RuleBook) -> Iterator[Issue]:
    ids = [component.id for component in scheme.components]
    for double in sorted({name for name in ids if ids.count(name) > 1}):
        yield Issue(scheme.id, double, "double id", "two components bear this id")
    status = scheme.status
    if status.begins and status.ends and status.begins > status.ends:
        yield Issue(
            scheme.id, None, "dates", f"it ends on {status.ends}, before it begins on {status.begins}"
        )
    known = rules.words.spec("applicant_type").allowed
    for name in scheme.applicants:
        if name not in known:
            yield Issue(scheme.id, None, "value not in the vocabulary", f"applicants: {name!r}")
    for conflict in scheme.conflicts:
        if not conflict.cases and "check" in conflict.handling.lower():
            text = f"{conflict.about}: the handling says check, and no case says when"
            yield Issue(scheme.id, None, "conflict without a case", text, note=True)


# ---------------------------------------------------------------- values and sources


def _bad_values(component: Component, rules: RuleBook) -> Iterator[str]:
    for test in tests_of(component):
        spec = rules.words.spec(test.field)
        for entry in _targets(test):
            if spec.allowed and entry not in spec.allowed:
                yield f"{test.field} {test.op} {entry!r}"
            if test.field == "state" and rules.gazetteer.state(str(entry)) != entry:
                yield f"state {entry!r} is on no map we have"


def _targets(test: Test) -> tuple[object, ...]:
    if test.op == ">=_field":
        return ()
    return test.value if isinstance(test.value, tuple) else (test.value,)


def _unsourced(component: Component) -> Iterator[str]:
    for condition in component.conditions:
        if not condition.implied and not condition.test.sources:
            yield f"condition on {condition.test.field}: {condition.test.text}"
    for rule in component.grant_rules:
        if not rule.sources:
            yield f"grant rule {rule.label!r}"
    if component.limits and not component.limits.sources:
        yield "cost limits"
    if component.benefit and not component.benefit.sources:
        yield "other benefit"


# ---------------------------------------------------------------- contradictions


def _contradictions(component: Component, samples: Mapping[str, tuple[Value, ...]]) -> Iterator[str]:
    """Facts on which the hard conditions can never all hold, their switches left aside."""
    plain = [condition for condition in component.conditions if condition.hard and not condition.only_if]
    for fact in dict.fromkeys(condition.test.field for condition in plain):
        tests = [condition.test for condition in plain if condition.test.field == fact]
        if len(tests) > 1 and not any(_all_hold(tests, {fact: value}) for value in samples[fact]):
            yield f"{fact}: no value meets " + " and ".join(f"{test.op} {test.value}" for test in tests)


def _all_hold(tests: Iterable[Test], facts: Mapping[str, Value]) -> bool:
    return all(holds(test, facts) is MET for test in tests)


# ---------------------------------------------------------------- dead branches


def _dead_branches(component: Component, samples: Mapping[str, tuple[Value, ...]]) -> Iterator[str]:
    """Grant rules that no profile reaches: an earlier one takes all, or the conditions leave nobody for it."""
    for number, rule in enumerate(component.grant_rules):
        earlier = [before for before in component.grant_rules[:number] if before.item == rule.item]
        if not _reached(component, rule, earlier, samples):
            yield f"grant rule {rule.label!r} is never reached"


def _reached(
    component: Component,
    rule: GrantRule,
    earlier: Sequence[GrantRule],
    samples: Mapping[str, tuple[Value, ...]],
) -> bool:
    names = dict.fromkeys(test.field for each in (rule, *earlier) for test in each.when)
    hard = [c for c in component.conditions if c.hard and set(fields_of(c)) <= set(names)]
    space = restrict(samples, names)
    for combination in islice(product(*space.values()), _MOST):
        facts = dict(zip(space, combination, strict=True))
        if not _all_hold(rule.when, facts) or any(_all_hold(before.when, facts) for before in earlier):
            continue
        if all(condition_holds(condition, facts) is MET for condition in hard):
            return True
    return not names and not earlier


# ---------------------------------------------------------------- Kleene's gaps


def _kleene_gaps(component: Component, samples: Mapping[str, tuple[Value, ...]]) -> Iterator[str]:
    """Switches left unknown although every answer to them gives the same result: a plain condition would settle it."""
    switched = [condition for condition in component.conditions if condition.hard and condition.only_if]
    for fact in dict.fromkeys(test.field for condition in switched for test in condition.only_if):
        mine = [c for c in component.conditions if c.hard and _near(c, fact, switched)]
        gap = _gap(mine, fact, samples)
        if gap is not None:
            yield f"with {fact} unknown and {gap}, every answer gives the same, yet it stays unknown"


def _near(condition: Condition, fact: str, switched: Sequence[Condition]) -> bool:
    """Whether a condition is switched by the fact, or looks at a fact that such a condition looks at."""
    fields = {c.test.field for c in switched if fact in fields_of(c)}
    return fact in fields_of(condition) or condition.test.field in fields


def _gap(conditions: Sequence[Condition], fact: str, samples: Mapping[str, tuple[Value, ...]]) -> str | None:
    names = dict.fromkeys(name for condition in conditions for name in fields_of(condition) if name != fact)
    space = restrict(samples, names)
    for combination in islice(product(*space.values()), _MOST):
        facts = dict(zip(space, combination, strict=True))
        if _together(conditions, facts) is not UNKNOWN:
            continue
        completed = {_together(conditions, {**facts, fact: value}) for value in samples[fact]}
        if completed in ({MET}, {UNMET}):
            return ", ".join(f"{name} {value}" for name, value in facts.items())
    return None


def _together(conditions: Iterable[Condition], facts: Mapping[str, Value]) -> Truth:
    return all_of(condition_holds(condition, facts) for condition in conditions)


# ---------------------------------------------------------------- coverage


def coverage(rules: RuleBook) -> tuple[Coverage, ...]:
    """For each scheme, how many of its conditions can be checked from facts, and which words remain for people."""
    return tuple(_coverage(scheme, rules.words) for scheme in rules.schemes)


def _coverage(scheme: Scheme, words: Vocabulary) -> Coverage:
    checked = {
        (condition.test.field, condition.test.op, condition.test.value)
        for component in scheme.components
        for condition in component.conditions
        if words.spec(condition.test.field)
    }
    spent = [*scheme.excluded, *(remark for part in scheme.components for remark in part.excluded)]
    notes = [part.note for part in scheme.components if part.note]
    beyond = {remark.text: _SPENT for remark in spent} | {remark.text: _TOLD for remark in notes}
    total = len(checked) + len(beyond)
    return Coverage(scheme.id, len(checked), total, tuple(beyond), tuple(beyond.values()))


_SPENT = "what is left out shows only in the project report and the accounts: the authority checks it"
_TOLD = "a rule of payment or procedure: it is told with the result, and no fact decides it"
