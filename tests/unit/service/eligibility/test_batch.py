"""One line in, one line out: the JSON form that the command line and the API give."""

import json
from datetime import date
from typing import Any

import pytest

from ingest.errors import BadRequestError
from service.eligibility.batch import assess_record
from service.eligibility.rules import RuleBook


def answered(rules: RuleBook, today: date, **record: Any) -> Any:
    return json.loads(json.dumps(assess_record({"id": "x", **record}, rules, today), ensure_ascii=False))


def test_facts_give_the_agreed_form(rules: RuleBook, today: date) -> None:
    answer = answered(rules, today, facts={"applicant_type": "spv", "state": "AP"}, schemes=["ap-apcdp"])
    assert answer["id"] == "x"
    assert answer["profile"] == {"applicant_type": "spv", "state": "Andhra Pradesh"}
    (assessment,) = answer["assessments"]
    assert (assessment["scheme"], assessment["component"]) == ("ap-apcdp", "cfc")
    assert assessment["verdict"] == "need_fact"
    assert assessment["missing"] == ["project_cost_inr", "cluster_is_existing"]
    finding = next(f for f in assessment["findings"] if f["field"] == "state")
    assert finding["result"] == "met"
    assert finding["condition"].startswith("state:")
    assert "Andhra Pradesh" in finding["because"]
    assert "2026" in finding["source"]
    assert finding["sources"][0]["url"].startswith("http")


def test_a_text_shows_what_was_understood(rules: RuleBook, today: date) -> None:
    answer = answered(rules, today, text="SPV of 15 in Bilaspur", schemes=["cgtmse"])
    assert {"fact": "spv_members", "value": 15, "words": "SPV of 15", "start": 0, "end": 9} in answer[
        "understood"
    ]
    assert answer["questions"][0]["fact"] == "state"


def test_stated_facts_go_before_the_text(rules: RuleBook, today: date) -> None:
    answer = answered(rules, today, text="SPV of 15", facts={"spv_members": 22}, schemes=["cgtmse"])
    assert answer["profile"]["spv_members"] == 22
    assert answer["profile"]["applicant_type"] == "spv"


def test_without_schemes_all_are_assessed(rules: RuleBook, today: date) -> None:
    answer = answered(rules, today, facts={"applicant_type": "spv"})
    assert {entry["scheme"] for entry in answer["assessments"]} == {scheme.id for scheme in rules.schemes}


def test_a_refusal_carries_no_sum_and_a_closed_scheme_does(rules: RuleBook, today: date) -> None:
    facts = {"applicant_type": "company", "project_cost_inr": 150_000_000, "sector": "ayush"}
    answer = answered(rules, today, facts=facts, schemes=["mse-cdp-2022", "ayush-clusters"])
    sums = {entry["component"]: entry["max_grant_inr"] for entry in answer["assessments"]}
    assert sums["cfc"] is None
    assert sums["cluster"] == 90_000_000


def test_the_day_can_be_given(rules: RuleBook, today: date) -> None:
    record = {"facts": {"applicant_type": "company"}, "schemes": ["clcss"]}
    assert answered(rules, today, **record)["assessments"][0]["verdict"] == "closed"
    then = answered(rules, today, **record, as_of="2019-01-01")["assessments"][0]
    assert (then["verdict"], then["as_of"]) == ("need_fact", "2019-01-01")


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({}, "nothing to assess"),
        ({"facts": {"members": 2}}, "no such fact"),
        ({"facts": {"spv_members": 2}, "as_of": "soon"}, "is no day"),
        ({"facts": {"spv_members": 2}, "schemes": ["nope"]}, "no such scheme"),
        ({"facts": {"spv_members": 2}, "schemes": 5}, "list of scheme ids"),
    ],
)
def test_what_cannot_be_used_is_refused(
    record: dict[str, Any], words: str, rules: RuleBook, today: date
) -> None:
    with pytest.raises(BadRequestError, match=words):
        assess_record({"id": "x", **record}, rules, today)


def test_one_scheme_may_be_given_by_its_name_alone(rules: RuleBook, today: date) -> None:
    answer = answered(rules, today, facts={"spv_members": 2}, schemes="treds")
    assert [entry["scheme"] for entry in answer["assessments"]] == ["treds"]
