"""Questions whether one is eligible for a scheme that is named."""

from pathlib import Path

import pytest

from service.eligibility.rules import RuleBook, load
from service.helpline.talk_schemes import scheme_asked, schemes_named


@pytest.fixture(scope="module")
def rules(repository: Path) -> RuleBook:
    return load(repository / "corpus")


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("are we eligible for mse-cdp", "mse-cdp-2022"),
        ("Are we eligible for the MSE-CDP scheme?", "mse-cdp-2022"),
        ("do we qualify for SFURTI?", "sfurti"),
        ("kya hum mse-cdp ke liye patra hain?", "mse-cdp-2022"),
        ("क्या हम MSE-CDP के लिए पात्र हैं?", "mse-cdp-2022"),
    ],
)
def test_a_scheme_that_is_asked_for_is_found_by_its_name(rules: RuleBook, text: str, scheme: str) -> None:
    found = schemes_named(scheme_asked(text), rules.schemes)
    assert found
    assert all(one.startswith(scheme) for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "are we eligible for a CFC in Assam with 15 units?",
        "who is eligible for mse-cdp",
        "are we eligible",
        "is mse-cdp open?",
        "",
    ],
)
def test_other_questions_name_none(rules: RuleBook, text: str) -> None:
    assert schemes_named(scheme_asked(text), rules.schemes) == ()
