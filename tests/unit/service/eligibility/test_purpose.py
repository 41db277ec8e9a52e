"""What the money is for is read where it is said, and puts components aside without deciding about them."""

from datetime import date

import pytest

from service.eligibility.assess import assess
from service.eligibility.intake import read
from service.eligibility.lexicon import lexicon
from service.eligibility.purpose import FACT, purposes, served, serves_another, wished
from service.eligibility.records import Facts
from service.eligibility.rules import RuleBook


def said(text: str, rules: RuleBook) -> object:
    return read(text, rules).profile.values.get(FACT)


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("8 crore CFC", "common facility centre"),
        ("we want a common facility centre with a testing lab", "common facility centre"),
        ("cfc 9 karod ka lagana hai", "common facility centre"),
        ("9 करोड़ का सीएफसी लगाना है", "common facility centre"),
        ("साझा सुविधा केंद्र", "common facility centre"),
        ("an exhibition-cum-marketing hub of 9 crore", "marketing hub"),
        ("common ETP 40 Cr", "effluent treatment plant"),
        ("we want to develop an industrial estate on 30 acres", "industrial estate"),
        ("upgradation of our industrial area, upgrading the old estate", "industrial estate"),
        ("a testing laboratory of 25 crore", "testing laboratory"),
        ("prayogshala ke liye lab lagani hai", "testing laboratory"),
        ("60 lakh for a diagnostic study", "study"),
        ("we need skill training for 90 women", "training"),
        ("stall rent at the Delhi trade fair", "fair"),
        ("we want the gold ZED certificate", "certificate"),
        ("nayi machine kharidni hai", "machinery"),
        ("I need a loan of 5 lakh", "loan"),
    ],
)
def test_a_purpose_is_read_in_the_callers_words(text: str, purpose: str, rules: RuleBook) -> None:
    assert said(text, rules) == purpose
    entry = next(fact for fact in read(text, rules).facts if fact.fact == FACT)
    assert text[entry.start : entry.end] == entry.words


@pytest.mark.parametrize(
    "text",
    [
        "machinery Rs 5 crore out of a total of 7 crore",
        "our units are in an industrial estate of GIDC",
        "term loan 45 lakh taken, loan not in default",
        "we do not want a CFC",
        "ISO certified since 2014",
        "women trained in spinning",
        "fair prices for our members",
    ],
)
def test_what_is_said_in_passing_is_no_purpose(text: str, rules: RuleBook) -> None:
    assert said(text, rules) is None


def test_every_purpose_that_is_read_is_one_that_components_serve() -> None:
    read_values = {choice.value for choice in lexicon().choices if choice.fact == FACT}
    assert read_values == set(purposes())


def test_every_purpose_is_served_by_some_component(rules: RuleBook) -> None:
    parts = [component for scheme in rules.schemes for component in scheme.components]
    assert set().union(*(served(component) for component in parts)) == set(purposes())


@pytest.mark.parametrize(
    ("scheme", "component", "purpose"),
    [
        ("mse-cdp-2022", "cfc", "common facility centre"),
        ("mse-cdp-2022", "id_new", "industrial estate"),
        ("mse-cdp-2019", "marketing_hub", "marketing hub"),
        ("sfurti-2022", "regular", "common facility centre"),
        ("cetp-moef", "cetp", "effluent treatment plant"),
        ("mudra", "tarun", "loan"),
    ],
)
def test_components_serve_what_they_are_called(
    scheme: str, component: str, purpose: str, rules: RuleBook
) -> None:
    part = next(each for each in rules.scheme(scheme).components if each.id == component)
    assert purpose in served(part)


def test_a_purpose_puts_others_aside_and_changes_no_verdict(rules: RuleBook, today: date) -> None:
    facts = {"applicant_type": "spv", "project_cost_inr": 80_000_000}
    plain = assess(facts, rules, today)
    wishing = assess({**facts, FACT: "common facility centre"}, rules, today)
    assert [a.verdict for a in plain] == [a.verdict for a in wishing]
    assert not any(serves_another(a) for a in plain)
    aside = {(a.scheme.id, a.component.id) for a in wishing if serves_another(a)}
    assert ("mse-cdp-2022", "id_new") in aside
    assert ("mse-cdp-2022", "cfc") not in aside
    assert ("gj-mini-cluster", "mini") not in aside  # its name does not tell what for


def test_a_shared_laboratory_may_be_a_common_facility(rules: RuleBook, today: date) -> None:
    found = assess({FACT: "testing laboratory"}, rules, today, ["mse-cdp-2022"])
    assert {a.component.id: serves_another(a) for a in found} == {
        "cfc": False,
        "id_new": True,
        "id_upgrade": True,
    }


def test_a_purpose_in_words_that_we_do_not_know_puts_nothing_aside(rules: RuleBook, today: date) -> None:
    assert wished(Facts({FACT: "a swimming pool"}, (), (), frozenset())) is None
    assert not any(serves_another(a) for a in assess({FACT: "a swimming pool"}, rules, today))
