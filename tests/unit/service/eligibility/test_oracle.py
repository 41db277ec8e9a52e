"""The verdicts equal those of an independent evaluator, to which every component is one CEL expression.

The evaluator's rules for missing variables are Kleene's: ``false && unknown`` is false, ``true || unknown`` is true.
"""

import random
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import cel

from service.eligibility.derive import derive
from service.eligibility.evaluate import decide
from service.eligibility.facts import Profile
from service.eligibility.logic import MET, MIXED_CLASSES, holds
from service.eligibility.rules import RuleBook
from service.eligibility.samples import all_tests, by_fact
from service.eligibility.scheme_records import Component, Condition, ConflictCase, Scheme, Test
from service.eligibility.values import Members, Value, Verdict

PROFILES = 10_000
SEED = 20261122
AREA = "area_categories"


def literal(value: Any, number: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return f"'{value.isoformat()}'"
    if isinstance(value, int | float):
        return repr(float(value)) if number else str(value)
    return "'" + str(value).replace("'", "\\'") + "'"


class Translator:
    """Turns conditions into expressions, knowing nothing of the engine but the meaning of the operators."""

    def __init__(self, rules: RuleBook) -> None:
        self.types = {name: spec.type for name, spec in rules.words.facts.items()}

    def test(self, test: Test) -> str:
        name, op, target = test.field, test.op, test.value
        if name == AREA:
            return self.area(op, target)
        if op == ">=_field":
            return f"{name} >= {target}"
        number = self.types[name] in ("number", "percent")
        entries = [literal(entry, number) for entry in (target if isinstance(target, tuple) else (target,))]
        row = f"[{', '.join(entries)}]"
        if name == "member_units_class":
            return self.members(op, row)
        if self.types[name] == "list":
            some = f"{name}.exists(x, x in {row})"
            return some if op in ("in", "intersects", "==") else f"!({some})"
        return self.scalar(name, op, entries)

    def scalar(self, name: str, op: str, entries: list[str]) -> str:
        row = f"[{', '.join(entries)}]"
        if op == "between":
            return f"({name} >= {entries[0]} && {name} <= {entries[1]})"
        if op in ("in", "not_in"):
            return f"{name} in {row}" if op == "in" else f"!({name} in {row})"
        return f"{name} {op} {entries[0]}"

    def area(self, op: str, target: Any) -> str:
        some = "(" + " || ".join(f"in_{word}" for word in target) + ")"
        return some if op == "intersects" else f"!{some}"

    def members(self, op: str, row: str) -> str:
        fits = f"member_units_class.all(x, x in {row})"
        return fits if op in ("in", "==") else f"!({fits})"

    def all(self, tests: tuple[Test, ...]) -> str:
        return " && ".join(f"({self.test(test)})" for test in tests) or "true"

    def condition(self, condition: Condition, cases: list[ConflictCase]) -> str:
        said = f"({self.test(condition.test)})"
        if condition.only_if:
            said = f"(!({self.all(condition.only_if)}) || {said})"
        for case in cases:
            if condition.test.field in case.lifts:
                said = f"({said} || ({self.all(case.when)}))"
        return said

    def component(self, scheme: Scheme, component: Component) -> tuple[str, str]:
        """Whether it can be had, and whether it must be checked."""
        every = [case for conflict in scheme.conflicts for case in conflict.cases]
        cases = [case for case in every if not case.components or component.id in case.components]
        wanted = [self.condition(condition, cases) for condition in component.conditions if condition.hard]
        wanted += [f"!({self.all(case.when)})" for case in cases if case.verdict is Verdict.NOT_ELIGIBLE]
        checks = [f"({self.all(case.when)})" for case in cases if case.verdict is Verdict.CHECK]
        return " && ".join(wanted) or "true", " || ".join(checks) or "false"


def variables(values: Mapping[str, Value], types: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name == AREA and isinstance(value, Members):
            found |= {f"in_{word}": True for word in value.inside} | {
                f"in_{word}": False for word in value.outside
            }
        elif name == "member_units_class":
            found[name] = tuple(sorted(MIXED_CLASSES.get(str(value), {value})))
        elif isinstance(value, tuple):
            found[name] = value
        elif isinstance(value, date):
            found[name] = value.isoformat()
        elif isinstance(value, str | bool | int | float):
            found[name] = float(value) if types[name] in ("number", "percent") else value
    return found


def answer(program: Any, told: dict[str, Any]) -> bool | None:
    try:
        return bool(program.execute(told))
    except RuntimeError:  # a variable that is missing and matters
        return None


def verdict(can: bool | None, check: bool | None) -> Verdict:
    if can is False:
        return Verdict.NOT_ELIGIBLE
    if can is None or check is None:
        return Verdict.NEED_FACT
    return Verdict.CHECK if check else Verdict.ELIGIBLE


def random_profile(rules: RuleBook, samples: Mapping[str, tuple[Value, ...]], dice: random.Random) -> Profile:
    """Some facts of a kind that schemes look at; in every other profile those of one component mostly fit."""
    share = dice.random()
    values = {fact: dice.choice(values) for fact, values in samples.items() if dice.random() < share}
    if dice.random() < 0.5:
        component = dice.choice(dice.choice(rules.schemes).components)
        for condition in component.conditions:
            fitting = [
                v
                for v in samples[condition.test.field]
                if holds(condition.test, {condition.test.field: v}) is MET
            ]
            if fitting and dice.random() < 0.97:
                values[condition.test.field] = dice.choice(fitting)
    return Profile(values)


class Oracle:
    """The other evaluator. Components with the same conditions are asked once, as are the same facts."""

    def __init__(self, rules: RuleBook) -> None:
        translator = Translator(rules)
        self.programs = []
        self.known: dict[tuple[Any, ...], Verdict] = {}
        distinct = {translator.component(s, c): (s, c) for s in rules.schemes for c in s.components}
        for texts, (scheme, component) in distinct.items():
            compiled = [cel.compile(text) for text in texts]
            used = sorted({name for program in compiled for name in program.variables()})
            self.programs.append((scheme, component, *compiled, used))

    def verdict(self, number: int, told: Mapping[str, Any]) -> Verdict:
        _, _, can, check, used = self.programs[number]
        key = (number, *(told.get(name) for name in used))
        if key not in self.known:
            mine = {
                name: list(told[name]) if isinstance(told[name], tuple) else told[name]
                for name in used
                if name in told
            }
            self.known[key] = verdict(answer(can, mine), answer(check, mine))
        return self.known[key]


def test_every_verdict_equals_that_of_the_independent_evaluator(rules: RuleBook, today: date) -> None:
    samples, dice, oracle = by_fact(all_tests(rules.schemes), rules.words), random.Random(SEED), Oracle(rules)
    types = {name: spec.type for name, spec in rules.words.facts.items()}
    seen: Counter[Verdict] = Counter()
    for _ in range(PROFILES):
        values = derive(random_profile(rules, samples, dice), rules, today).values
        told = variables(values, types)
        for number, (scheme, component, *_) in enumerate(oracle.programs):
            ours, theirs = decide(scheme, component, values).verdict, oracle.verdict(number, told)
            assert ours is theirs, f"{scheme.id}/{component.id}: {ours}, {theirs} for {dict(values)}"
            seen[ours] += 1
    assert len(seen) == len(Verdict) - 1  # status is left aside, so that nothing is closed
    assert min(seen.values()) > PROFILES / 50
