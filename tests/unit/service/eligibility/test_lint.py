"""The linter finds what is wrong in a rule, and finds nothing wrong in ours."""

from dataclasses import replace
from typing import Any

import pytest

from service.eligibility.lint import coverage, lint
from service.eligibility.rules import RuleBook
from service.eligibility.scheme_records import Component, Condition, CostLimits, GrantRule, Scheme, Test


def test_the_shipped_rules_have_no_error(rules: RuleBook) -> None:
    assert [issue for issue in lint(rules) if not issue.note] == []


def with_part(rules: RuleBook, **change: Any) -> RuleBook:
    scheme = rules.scheme("ap-apcdp")
    return replace(rules, schemes=(replace(scheme, components=(replace(scheme.components[0], **change),)),))


def kinds(rules: RuleBook) -> set[str]:
    return {issue.kind for issue in lint(rules)}


def first(rules: RuleBook) -> Component:
    return rules.scheme("ap-apcdp").components[0]


def test_conditions_that_can_never_hold_together(rules: RuleBook) -> None:
    sources = first(rules).conditions[-1].test.sources
    never = Condition(Test("project_cost_inr", "<", 5_000_000, "too small", sources), hard=True)
    assert "contradiction" in kinds(with_part(rules, conditions=(*first(rules).conditions, never)))


def test_a_grant_rule_that_is_never_reached(rules: RuleBook) -> None:
    rule: GrantRule = first(rules).grant_rules[0]
    assert "dead branch" in kinds(with_part(rules, grant_rules=(rule, replace(rule, label="second"))))
    assert "dead branch" not in kinds(
        with_part(rules, grant_rules=(rule, replace(rule, label="second", item="a lamp")))
    )


def test_a_grant_rule_that_the_conditions_leave_nobody_for(rules: RuleBook) -> None:
    rule = first(rules).grant_rules[0]
    shut = replace(rule, when=(Test("state", "==", "Goa", "in Goa", rule.sources),))
    assert "dead branch" in kinds(with_part(rules, grant_rules=(shut, rule)))


def test_rules_without_a_source(rules: RuleBook) -> None:
    rule = replace(first(rules).grant_rules[0], sources=())
    assert "no source" in kinds(with_part(rules, grant_rules=(rule,)))
    bare = tuple(replace(c, test=replace(c.test, sources=())) for c in first(rules).conditions)
    assert "no source" in kinds(with_part(rules, conditions=bare))
    assert "no source" in kinds(with_part(rules, limits=CostLimits(min_inr=1)))


@pytest.mark.parametrize(
    "test",
    [Test("applicant_type", "==", "guild", "", ()), Test("state", "==", "Bharat Pradesh", "", ())],
)
def test_values_that_nobody_can_give(test: Test, rules: RuleBook) -> None:
    assert "value not in the vocabulary" in kinds(with_part(rules, conditions=(Condition(test, hard=True),)))


def test_a_switch_that_leaves_open_what_is_settled(rules: RuleBook) -> None:
    """10 acres fail on both sides of the switch, and yet stay unknown without a plain floor."""
    scheme = rules.scheme("bhavya")
    part = scheme.components[0]
    plain = [
        c for c in part.conditions if c.test.field == "land_acres" and c.test.op == ">=" and not c.only_if
    ]
    loose = replace(part, conditions=tuple(c for c in part.conditions if c not in plain))
    book = replace(rules, schemes=(replace(scheme, components=(loose,)),))
    assert "unknown though settled" in {issue.kind for issue in lint(book) if issue.note}
    assert "unknown though settled" not in {i.kind for i in lint(replace(rules, schemes=(scheme,)))}


def test_double_ids_and_turned_dates(rules: RuleBook) -> None:
    scheme: Scheme = rules.scheme("clcss")
    double = replace(scheme, components=scheme.components * 2)
    assert "double id" in kinds(replace(rules, schemes=(double,)))
    status = replace(scheme.status, begins=scheme.status.ends, ends=scheme.status.begins)
    assert "dates" in kinds(replace(rules, schemes=(replace(scheme, status=status),)))


def test_a_conflict_that_says_check_wants_a_case(rules: RuleBook) -> None:
    scheme = rules.scheme("mh-msicdp")
    bare = tuple(replace(conflict, cases=()) for conflict in scheme.conflicts)
    found = lint(replace(rules, schemes=(replace(scheme, conflicts=bare),)))
    assert "conflict without a case" in {issue.kind for issue in found}


def test_the_meter_counts_what_can_be_checked_and_what_remains(rules: RuleBook) -> None:
    meters = {entry.scheme: entry for entry in coverage(rules)}
    assert len(meters) == 77
    found = meters["mse-cdp-2022"]
    assert found.words == f"{found.checked} of {found.total} conditions can be checked"
    assert found.total - found.checked == len(found.beyond) >= 3
    assert any("land" in text.lower() for text in found.beyond)


def test_what_cannot_be_checked_is_counted_once_and_says_why(rules: RuleBook) -> None:
    for found in coverage(rules):
        assert found.total - found.checked == len(found.beyond) == len(found.why) == len(set(found.beyond))
        assert all(found.why)
