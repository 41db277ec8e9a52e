"""Worked cases said aloud: whatever the words and their order, no verdict turns; a fact may be missed, not misread."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.eligibility.assess import assess
from service.eligibility.intake import read
from service.eligibility.rules import RuleBook
from service.eligibility.values import Verdict
from service.eligibility.wording import rupees

FOLDER = Path(__file__).resolve().parents[4] / "corpus" / "schemes" / "cases"
SEED = 4


@pytest.fixture(scope="module")
def phrases() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / "texts" / "phrases.yaml").read_text(encoding="utf-8"))
    return found


def said(fact: str, value: Any, phrases: dict[str, Any], dice: random.Random) -> str | None:
    """One fact in words, or None where there are none for it."""
    if fact in phrases["figures"] and isinstance(value, int | float | str):
        way = dice.choice(phrases["figures"][fact])
        money = f"Rs {rupees(value)}" if isinstance(value, int) else ""
        return str(way.format(v=value, money=money))
    if fact in phrases["yes_no"] and isinstance(value, bool):
        return str(dice.choice(phrases["yes_no"][fact][0 if value else 1]))
    single = value[0] if isinstance(value, list) and len(value) == 1 else value
    ways = phrases["values"].get(fact, {}).get(single if isinstance(single, str) else None)
    return str(dice.choice(ways)) if ways else None


def aloud(profile: dict[str, Any], phrases: dict[str, Any], dice: random.Random) -> str:
    words = [said(fact, value, phrases, dice) for fact, value in profile.items() if value is not None]
    told = [text for text in words if text]
    dice.shuffle(told)
    return "".join(text + dice.choice((", ", ". ", "; ")) for text in told)


def spoken(cases: Any, phrases: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    """The cases of today that can be said: who applies must be told, and nobody says that he does not know."""
    dice = random.Random(SEED)
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in cases.read(path):
            unsaid = (
                case.as_of or "applicant_type" not in case.profile or "odop_product not told" in case.name
            )
            if not unsaid and "does_not_know" not in case.profile.values():
                yield case, aloud(case.profile, phrases, dice)


def test_no_verdict_turns_and_most_stay(
    cases: Any, phrases: dict[str, Any], rules: RuleBook, today: date
) -> None:
    turned, same, total = [], 0, 0
    for case, text in spoken(cases, phrases):
        expected = cases.run(case, rules, today).verdict
        if expected is Verdict.CLOSED:
            continue
        found = assess(read(text, rules).profile, rules, today, [case.scheme])
        verdict = next(a.verdict for a in found if a.component.id == case.component)
        total += 1
        same += verdict is expected
        if verdict not in (expected, Verdict.NEED_FACT):
            turned.append(f"{case.name}: {expected} became {verdict} in {text!r}")
    assert total > 900
    assert len(turned) <= total * 0.003, turned
    assert same >= total * 0.9


def test_each_phrase_says_its_fact(phrases: dict[str, Any], rules: RuleBook) -> None:
    """Every phrase alone is read as what it says."""
    misread = []
    for fact, (yes, no) in phrases["yes_no"].items():
        for value, ways in ((True, yes), (False, no)):
            misread += [way for way in ways if read(way, rules).profile.values.get(fact) is not value]
    assert misread == []
