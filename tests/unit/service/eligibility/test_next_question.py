"""The next question settles most for what it costs, and is never asked twice."""

from datetime import date
from typing import Any

from service.eligibility.assess import assess
from service.eligibility.next_question import next_question, rank
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.values import DOES_NOT_KNOW, Verdict

TODAY = date(2026, 11, 22)


def judged(rules: RuleBook, *schemes: str, **facts: Any) -> tuple[Assessment, ...]:
    return assess(facts, rules, TODAY, schemes or None)


def test_of_nothing_the_applicant_is_asked_first(rules: RuleBook) -> None:
    question = next_question(judged(rules), rules)
    assert question is not None
    assert question.fact.name == "applicant_type"
    assert len(question.schemes) > 40
    assert "schemes" in question.reason


def test_the_last_open_fact_is_asked(rules: RuleBook) -> None:
    facts = {"applicant_type": "spv", "state": "Andhra Pradesh", "project_cost_inr": 50_000_000}
    question = next_question(judged(rules, "ap-apcdp", **facts), rules)
    assert question is not None
    assert question.fact.name == "cluster_is_existing"
    assert question.settles == 1


def test_what_the_caller_cannot_tell_is_not_asked_again(rules: RuleBook) -> None:
    facts = {
        "applicant_type": "spv",
        "state": "Andhra Pradesh",
        "project_cost_inr": 50_000_000,
        "cluster_is_existing": DOES_NOT_KNOW.value,
    }
    assessments = judged(rules, "ap-apcdp", **facts)
    assert assessments[0].verdict is Verdict.NEED_FACT
    assert assessments[0].unanswerable == ("cluster_is_existing",)
    assert next_question(assessments, rules) is None


def test_a_question_can_be_left_for_later(rules: RuleBook) -> None:
    assessments = judged(rules)
    first = next_question(assessments, rules)
    assert first is not None
    second = next_question(assessments, rules, skip=[first.fact.name])
    assert second is not None
    assert second.fact.name != first.fact.name


def test_computed_facts_are_never_asked(rules: RuleBook) -> None:
    assert all(question.fact.askable for question in rank(judged(rules), rules))


def test_a_cheap_question_goes_before_a_dear_one_that_settles_as_much(rules: RuleBook) -> None:
    ranked = rank(judged(rules, "mcgs-msme", applicant_type="company", loan_default=False), rules)
    assert ranked[0].fact.name == "udyam_registered"


def test_nothing_is_asked_where_all_is_settled(rules: RuleBook) -> None:
    assert next_question(judged(rules, "clcss"), rules) is None


def test_for_an_area_the_state_is_asked(rules: RuleBook) -> None:
    question = next_question(judged(rules, "bhavya", applicant_type="state_agency", land_acres=50), rules)
    assert question is not None
    assert question.fact.name == "state"


def test_answering_what_is_asked_settles_every_open_scheme(rules: RuleBook) -> None:
    """An interview ends: whatever is answered, there is a last question."""
    facts: dict[str, Any] = {}
    for _ in range(90):
        question = next_question(judged(rules, **facts), rules)
        if question is None:
            break
        facts[question.fact.name] = DOES_NOT_KNOW.value
    assert next_question(judged(rules, **facts), rules) is None
