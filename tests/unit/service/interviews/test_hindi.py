"""Every question that can be asked is asked in Hindi too, with every answer that can be chosen."""

import re
from pathlib import Path

import pytest
import yaml

from service.eligibility import rules as rule_files
from service.eligibility.vocabulary import FactSpec
from service.interviews.asking import ask_about
from service.interviews.hindi import in_hindi
from service.interviews.records import Ask
from service.interviews.standing import standing

ROOT = Path(__file__).resolve().parents[4]
HINDI = re.compile(r"[\u0900-\u097f]")
RULES = rule_files.load(ROOT / "corpus")
ASKABLE = [spec for spec in RULES.words.facts.values() if spec.askable]
NAMES = re.compile(r"[A-Z][A-Z0-9+-]*(?: [A-Z]+)*|MSE-GIFT|[0-9]")
"""What is said in English in Hindi, too: short names, letters and figures."""


def english(spec: FactSpec) -> Ask:
    return ask_about(spec.name, (), standing((), RULES), RULES)


@pytest.mark.parametrize("spec", ASKABLE, ids=lambda spec: spec.name)
def test_a_fact_is_asked_for_in_both_languages_with_all_of_its_answers(spec: FactSpec) -> None:
    ask = english(spec)
    put = in_hindi(ask)
    assert not HINDI.search(ask.text)
    assert HINDI.search(put.text), ask.text
    assert put.text.endswith("?")
    assert (put.fact, put.kind, [o.value for o in put.options]) == (
        ask.fact,
        ask.kind,
        [o.value for o in ask.options],
    )
    for option in put.options:
        assert HINDI.search(option.label) or NAMES.fullmatch(option.label), (spec.name, option)
    labels = [option.label for option in put.options]
    assert len(set(labels)) == len(labels)
    assert bool(put.help) == bool(ask.help), "help is given in both languages or in none"
    assert not put.help or HINDI.search(put.help)


def test_nothing_is_worded_that_is_never_asked() -> None:
    rows = yaml.safe_load((ROOT / "prompts" / "interview_hi.yaml").read_text("utf-8"))["facts"]
    assert set(rows) == {spec.name for spec in ASKABLE}
    for fact, row in rows.items():
        values = {option.value for option in english(RULES.words.spec(fact)).options}
        assert {str(value) for value in row.get("names", {})} <= values, fact


def test_the_reason_says_for_how_many_schemes_it_is_asked() -> None:
    ask = english(RULES.words.spec("project_cost_inr"))
    assert in_hindi(ask).why == ""
    two = in_hindi(Ask(**{**{n: getattr(ask, n) for n in ask.__slots__}, "schemes": ("a", "b")}))
    assert two.why == "यह 2 योजनाओं के लिए ज़रूरी है।"
