"""Sums and values in the words of people here."""

from datetime import date
from typing import Any

import pytest

from service.eligibility.rules import RuleBook
from service.eligibility.scheme_records import Source, Test
from service.eligibility.values import DOES_NOT_KNOW, Between, Members, OneOf
from service.eligibility.wording import cite, grouped, listed, rupees, say, say_fact, wanted


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (63_000_000, "6.3 crore"),
        (216_000, "2.16 lakh"),
        (22_500, "22,500"),
        (10_000_000, "1 crore"),
        (12_345_678, "1,23,45,678"),
        (0, "0"),
        (3_000_000_000, "300 crore"),
    ],
)
def test_sums(amount: int, words: str) -> None:
    assert rupees(amount) == words


def test_grouping_is_indian() -> None:
    assert [grouped(n) for n in (999, 1000, 100000, -1234567)] == ["999", "1,000", "1,00,000", "-12,34,567"]


def test_lists() -> None:
    assert listed(["micro", "small", "medium"]) == "micro, small or medium"
    assert listed(["spv"]) == "SPV"
    assert listed([]) == "none"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not told"),
        (DOES_NOT_KNOW, "asked, not known"),
        (True, "yes"),
        (OneOf(frozenset(("llp", "company"))), "one of company or LLP"),
        (Members(frozenset(("jk",)), frozenset()), "Jammu and Kashmir"),
        (Between(20, None), "at least 20"),
        (Between(None, 9), "at most 9"),
        (Between(2, 3), "2 to 3"),
        (("toys", "coir"), "toys and coir"),
        (date(2020, 1, 1), "1 Jan 2020"),
        (66.67, "66.67"),
    ],
)
def test_values(value: Any, words: str) -> None:
    assert say(value) == words


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("project_cost_inr", 42_000_000, "₹4.2 crore"),
        ("project_cost_inr", Between(None, 50_000_000), "at most ₹5 crore"),
        ("project_cost_inr", Between(50_000_000, None), "at least ₹5 crore"),
        ("project_cost_inr", Between(1_000_000, 2_000_000), "₹10 lakh to ₹20 lakh"),
        ("capped_project_cost_inr", OneOf(frozenset((2_000_000, 3_000_000))), "₹20 lakh or ₹30 lakh"),
        ("technical_civil_pct", 30, "30%"),
        ("spv_members", 12, "12 units"),
        ("project_cost_inr", None, "not told"),
    ],
)
def test_facts_with_their_units(fact: str, value: Any, words: str, rules: RuleBook) -> None:
    assert say_fact(rules.words.spec(fact), value) == words


@pytest.mark.parametrize(
    ("fact", "op", "target", "words"),
    [
        ("project_cost_inr", ">=", 50_000_000, "at least ₹5 crore"),
        ("project_cost_inr", "between", (10_000_000, 100_000_000), "₹1 crore to ₹10 crore"),
        ("member_units_class", "in", ("micro", "small"), "micro or small"),
        ("sector", "not_in", ("agriculture",), "none of agriculture"),
        ("udyam_registered", "==", True, "yes"),
        ("spv_combined_networth_inr", ">=_field", "grant_sought_inr", "at least as much as grant sought"),
        ("fairs_this_year", "<", 2, "less than 2 events"),
    ],
)
def test_what_is_wanted(fact: str, op: str, target: Any, words: str, rules: RuleBook) -> None:
    assert wanted(Test(fact, op, target, "", ()), rules.words.spec(fact)) == words


def test_a_source_without_a_year_says_so() -> None:
    assert cite(Source("S1", "Page", "Someone", None, None, None)) == "Page, Someone (year not shown)"
