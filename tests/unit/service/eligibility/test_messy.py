"""Messy texts of callers: what is read is right or not read at all, and what is doubtful is asked back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.eligibility.facts import profile
from service.eligibility.intake import read
from service.eligibility.rules import RuleBook
from service.eligibility.values import DOES_NOT_KNOW, Between, Members, OneOf, Value

TEXTS = Path(__file__).resolve().parents[4] / "corpus" / "schemes" / "cases" / "texts"


@dataclass
class Score:
    """Facts read right, facts stated, and all that is wrong, in words."""

    right: int
    stated: int
    wrong: list[str]


def rows(name: str) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = yaml.safe_load((TEXTS / f"{name}.yaml").read_text(encoding="utf-8"))["texts"]
    return data


def leaves_room(have: Value, want: Value) -> bool:
    """Whether a value that is known in part does not rule the right one out."""
    if isinstance(have, OneOf):
        return want in have.options
    if isinstance(have, Between):
        return isinstance(want, int | float) and (have.low or 0) <= want <= (have.high or want)
    if isinstance(have, tuple) and isinstance(want, tuple):
        return set(want) <= set(have)
    return have == want or isinstance(have, Members)


def score(name: str, rules: RuleBook) -> Score:
    made = Score(0, 0, [])
    for row in rows(name):
        reading = read(row["text"], rules)
        have, want = reading.profile.values, profile(row["facts"], rules.words, rules.gazetteer).values
        made.stated += len(want)
        for fact, value in want.items():
            made.right += (
                fact in have and leaves_room(have[fact], value) and not isinstance(have[fact], OneOf)
            )
            if fact in have and not leaves_room(have[fact], value):
                made.wrong.append(f"{fact} = {have[fact]}, not {value}: {row['text']}")
        for fact in row.get("not", []):
            if fact in have and have[fact] is not DOES_NOT_KNOW and not isinstance(have[fact], OneOf):
                made.wrong.append(f"{fact} = {have[fact]} was never said: {row['text']}")
        asked = {doubt.fact for doubt in reading.questions}
        made.wrong += [
            f"{fact} not asked: {row['text']}" for fact in row.get("asked", []) if fact not in asked
        ]
    return made


def test_nothing_is_misread_in_the_texts_that_the_words_were_made_with(rules: RuleBook) -> None:
    made = score("messy_tune", rules)
    assert made.wrong == []
    assert made.right >= 0.95 * made.stated


def test_hardly_anything_is_misread_in_the_texts_kept_apart(rules: RuleBook) -> None:
    made = score("messy_report", rules)
    assert len(made.wrong) <= 1, made.wrong
    assert made.right >= 0.9 * made.stated


@pytest.mark.parametrize("name", ["aurangabad", "balrampur", "bijapur", "bilaspur", "hamirpur", "pratapgarh"])
def test_each_name_of_two_states_is_asked_back_with_both(
    name: str, rules: RuleBook, repository: Path
) -> None:
    listed = yaml.safe_load((repository / "corpus" / "places" / "districts.yaml").read_text("utf-8"))
    states = sorted(place["state"] for place in listed["ambiguous_names"][name])
    reading = read(f"our foundry is in {name.capitalize()}", rules)
    assert "state" not in reading.profile.values
    assert [list(doubt.choices) for doubt in reading.questions if doubt.fact == "state"] == [states]


@pytest.mark.parametrize(
    ("text", "fact", "left"),
    [
        ("membership fee 30,000 and testing 1.5 lakh", "fee_inr", {30_000, 150_000}),
        (
            "cost was to be 8 crore but has come up to 11 crore now",
            "project_cost_inr",
            {80_000_000, 110_000_000},
        ),
        ("units in Surat, Gujarat and a branch in Kerala", "state", {"Gujarat", "Kerala"}),
    ],
)
def test_of_two_values_neither_is_taken(text: str, fact: str, left: set[object], rules: RuleBook) -> None:
    reading = read(text, rules)
    assert reading.profile.values[fact] == OneOf(frozenset(left))
    assert {choice for doubt in reading.questions if doubt.fact == fact for choice in doubt.choices} == left


def test_a_rough_and_an_exact_number_that_agree_are_no_doubt(rules: RuleBook) -> None:
    reading = read("SPV with more than 20 members; 26 members", rules)
    assert reading.profile.values["spv_members"] == 26
    assert reading.questions == ()


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("turnover was 4 crore, this year 5 crore", "project_cost_inr"),
        ("1.2 lakh seed money each", "project_cost_inr"),
        ("the scheme gives up to 30 crore", "project_cost_inr"),
        ("15% of the members are SC", "social_category"),
        ("minimum 20 members needed", "spv_members"),
        ("they asked for at least twenty members", "spv_members"),
        ("120 members, no SPV yet", "spv_members"),
        ("25 handloom weavers", "handlooms"),
        ("25 weavers' groups", "artisans"),
        ("training and small tools", "msme_class"),
    ],
)
def test_what_is_said_of_something_else_is_no_fact(text: str, fact: str, rules: RuleBook) -> None:
    assert fact not in read(text, rules).profile.values
