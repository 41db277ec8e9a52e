"""Every worked case of the corpus comes out as its scheme's sources say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.eligibility.rules import RuleBook

FOLDER = Path(__file__).resolve().parents[4] / "corpus" / "schemes" / "cases"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_cases_of_a_scheme_come_out_as_expected(
    path: Path, cases: Any, rules: RuleBook, today: date
) -> None:
    wrong = [
        line for case in cases.read(path) for line in cases.differences(case, cases.run(case, rules, today))
    ]
    assert wrong == []
