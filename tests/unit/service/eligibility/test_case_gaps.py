"""The shipped cases leave nothing untried, and each kind of gap is found once it is made."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.errors import CatalogueError
from service.eligibility.assess import assess
from service.eligibility.cases import gaps, read_all, read_cases, run
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook

GOOD = {"applicant_type": "spv", "land_acres": 200, "area_categories": ["none"]}


def one_scheme(rules: RuleBook, name: str) -> RuleBook:
    return replace(rules, schemes=(rules.scheme(name),))


def texts(rules: RuleBook, worked: list[Assessment]) -> list[str]:
    return [gap.text for gap in gaps(one_scheme(rules, "bhavya"), worked)]


def worked(rules: RuleBook, today: date, *profiles: dict[str, object]) -> list[Assessment]:
    return [one for profile in profiles for one in assess(profile, rules, today, ["bhavya"])]


def test_every_hard_condition_of_every_scheme_is_tried(
    repository: Path, rules: RuleBook, today: date
) -> None:
    read = read_all(repository / "corpus" / "schemes" / "cases")
    done = [run(case, rules, today) for cases in read.values() for case in cases]
    assert list(gaps(rules, done)) == []


def test_a_component_without_cases_has_every_gap(rules: RuleBook) -> None:
    found = texts(rules, [])
    assert found[0] == "no case meets every hard condition"
    assert "no case fails land_acres >= 25" in found
    assert "no case leaves land_acres >= 25 unknown" in found


def test_a_condition_that_only_fails_beside_others_is_a_gap(rules: RuleBook, today: date) -> None:
    both = worked(rules, today, GOOD, {**GOOD, "land_acres": 10, "applicant_type": "individual"})
    assert "no case fails land_acres <= 1000" in texts(rules, both)
    assert "no case fails land_acres >= 25 alone" in texts(rules, both)
    alone = worked(rules, today, GOOD, {**GOOD, "land_acres": 10})
    assert "no case fails land_acres >= 25 alone" not in texts(rules, alone)


def test_a_fact_untold_beside_a_failing_one_does_not_count_as_tried(rules: RuleBook, today: date) -> None:
    name = "no case leaves applicant_type in ('state_govt', 'state_agency', 'spv') unknown"
    assert name in texts(rules, worked(rules, today, GOOD, {"land_acres": 10, "area_categories": ["none"]}))
    assert name not in texts(
        rules, worked(rules, today, GOOD, {"land_acres": 200, "area_categories": ["none"]})
    )


@pytest.mark.parametrize("text", ["[", "cases: 3", "- a", "cases: [{name: x}]", "scheme: bhavya"])
def test_a_file_that_holds_no_cases_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(text, "utf-8")
    with pytest.raises(CatalogueError, match="no file of cases"):
        read_cases(tmp_path / "bad.yaml")


def test_a_case_for_a_component_that_is_not_there_is_told(
    rules: RuleBook, today: date, tmp_path: Path
) -> None:
    row = "cases: [{name: x, profile: {}, expected: [{scheme: bhavya, component: moon}]}]"
    (tmp_path / "bad.yaml").write_text(row, "utf-8")
    with pytest.raises(CatalogueError, match="moon"):
        run(read_cases(tmp_path / "bad.yaml")[0], rules, today)
