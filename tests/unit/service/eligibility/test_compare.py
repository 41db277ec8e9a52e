"""Schemes side by side: the same points for each, every cell with its sources, gaps as gaps."""

from datetime import date
from typing import Any

import pytest

from ingest.errors import BadRequestError
from service.eligibility.assess import assess
from service.eligibility.compare import Comparison, chosen, compare
from service.eligibility.editions import superseded
from service.eligibility.explained import comparison_record
from service.eligibility.rules import RuleBook

FOUNDRY: dict[str, Any] = {
    "applicant_type": "spv",
    "spv_legal_form": "section8_company",
    "state": "Maharashtra",
    "district": "Kolhapur",
    "cluster_is_existing": True,
    "spv_members": 25,
    "project_cost_inr": 120_000_000,
    "member_units_class": "mixed_micro_small",
    "state_recommendation": True,
    "sector": ["foundry_forging"],
}


@pytest.fixture(scope="module")
def comparison(rules: RuleBook, today: date) -> Comparison:
    found = assess(FOUNDRY, rules, today)
    return compare(chosen(found, ["mse-cdp-2022/cfc", "mh-msicdp/cfc", "cgtmse", "mse-cdp-2019"]), rules)


def cells(comparison: Comparison, name: str) -> list[list[str]]:
    row = next(row for row in comparison.rows if row.name == name)
    return [[line.text for line in cell] for cell in row.cells]


def test_each_row_has_a_cell_for_each_column(comparison: Comparison) -> None:
    assert all(len(row.cells) == len(comparison.columns) == 4 for row in comparison.rows)


def test_sums_verdicts_and_own_parts_are_those_of_the_assessment(comparison: Comparison) -> None:
    assert cells(comparison, "Amount for you")[0] == ["₹7.2 crore"]
    assert cells(comparison, "Verdict")[0] == ["meets every condition we can check"]
    assert cells(comparison, "Own contribution")[0][1].startswith("at least 20% above")
    assert cells(comparison, "Verdict")[3][0].startswith("closed: ")


def test_what_rests_on_a_page_names_it(comparison: Comparison) -> None:
    told_by_us = {"none", "none as told"}
    for row in comparison.rows:
        if row.name not in ("With other schemes", "First step"):
            for cell in row.cells:
                assert all(line.sources for line in cell if line.text not in told_by_us), row.name


def test_what_the_sources_do_not_say_is_an_empty_cell(comparison: Comparison) -> None:
    assert cells(comparison, "Share")[2] == []
    assert comparison_record(comparison)["rows"][3]["cells"][2] == []


def test_a_scheme_alone_stands_for_its_most_promising_component(rules: RuleBook, today: date) -> None:
    columns = chosen(assess(FOUNDRY, rules, today), ["mse-cdp-2022", "pmegp"])
    assert columns[0].verdict.value == "eligible"


@pytest.mark.parametrize("wanted", [[], ["mudra"], ["mudra", "mudra"], list("abcde"), ["mudra", "nope"]])
def test_fewer_than_two_more_than_four_or_unknown_ones_are_refused(
    wanted: list[str], rules: RuleBook, today: date
) -> None:
    with pytest.raises(BadRequestError):
        chosen(assess(FOUNDRY, rules, today), wanted)


def test_an_edition_is_superseded_only_on_days_when_another_holds(rules: RuleBook, today: date) -> None:
    old = ["mse-cdp-2010"]
    assert all(superseded(a) for a in assess(FOUNDRY, rules, today, old))
    assert not any(superseded(a) for a in assess(FOUNDRY, rules, date(2012, 5, 1), old))
    assert not any(superseded(a) for a in assess(FOUNDRY, rules, today, ["mse-cdp-2022"]))
