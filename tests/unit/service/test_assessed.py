"""Verdicts on a terminal: first a summary, then what is open for the purpose, and no closed scheme with a sum."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.assessed import assessment_lines, pointer_lines
from service.eligibility.batch import assess_record
from service.eligibility.rules import load

TODAY = date(2026, 11, 22)
WORDS = "We are 25 machine-tool and casting units in Rajkot, Section 8 company, 8 crore CFC"


@pytest.fixture(scope="module")
def lines(repository: Path) -> list[str]:
    return list(assessment_lines(assess_record({"id": 1, "text": WORDS}, load(repository / "corpus"), TODAY)))


def group(lines: list[str], heading: str) -> list[str]:
    at = lines.index(heading)
    end = lines.index("", at) if "" in lines[at:] else len(lines)
    return lines[at + 1 : end]


def test_a_summary_counts_every_ending(lines: list[str]) -> None:
    told = " ".join(lines)
    assert "140 components looked at." in told
    assert "announced, not open yet: 9" in told
    assert "closed: 44" in told


def test_what_was_asked_for_stands_before_what_serves_another_purpose(lines: list[str]) -> None:
    headings = [line for line in lines if line.endswith(":") and not line.startswith(" ")]
    assert headings == [
        "Cannot be said yet: facts are missing:",
        "For another purpose than common facility centre: meets every condition we can check:",
        "For another purpose than common facility centre: cannot be said yet: facts are missing:",
        "Announced, not open yet:",
        "Closed:",
        "Does not qualify as told:",
    ]
    assert any(line.startswith("  mse-cdp-2022 / cfc, ₹5.6 crore") for line in group(lines, headings[0]))


def test_an_announced_scheme_is_not_called_closed(lines: list[str]) -> None:
    assert any("sme-growth-fund" in line for line in group(lines, "Announced, not open yet:"))
    assert not any("sme-growth-fund" in line for line in group(lines, "Closed:"))


def test_what_is_closed_or_refused_shows_no_sum(lines: list[str]) -> None:
    named = [line for line in group(lines, "Closed:") if line.startswith("  ") and " / " in line]
    assert named
    assert not any("₹" in line for line in named)


def test_a_refusal_says_which_condition_fails(lines: list[str]) -> None:
    refused = " ".join(group(lines, "Does not qualify as told:"))
    assert "ap-apcdp / cfc: the project must be in Andhra Pradesh" in refused


def test_a_warning_for_several_components_of_a_scheme_is_said_once(lines: list[str]) -> None:
    both = group(
        lines, "For another purpose than common facility centre: meets every condition we can check:"
    )
    assert sum("id_" in line for line in both) == 2
    assert sum("Warning:" in line for line in both) == 1


def test_an_error_and_an_empty_profile_are_told(repository: Path) -> None:
    assert list(assessment_lines({"id": 1, "error": "nothing to assess"})) == ["samuh: nothing to assess"]
    row: dict[str, Any] = {"id": 1, "text": "hello", "schemes": ["eclgs"]}
    told = list(assessment_lines(assess_record(row, load(repository / "corpus"), TODAY)))
    assert told[0] == "Understood: nothing"
    assert "1 components looked at. Closed: 1." in told


def test_who_asks_about_his_own_case_is_told_the_command_that_decides_it(repository: Path) -> None:
    asked = "we are 25 brass units in Moradabad, which schemes do we qualify for?"
    (line,) = pointer_lines(asked, repository / "corpus")
    assert line.endswith(f"samuh assess --text '{asked}'")
    assert not list(pointer_lines("What is an SPV?", repository / "corpus"))
    assert not list(pointer_lines(asked, repository / "nowhere"))
