"""The meter says how much is checked, what is not, and why."""

import pytest

from ingest.errors import BadRequestError
from service.eligibility.meter import meter_lines, meter_record, meters
from service.eligibility.rules import RuleBook


def test_one_scheme_is_told_with_what_cannot_be_checked(rules: RuleBook) -> None:
    (found,) = meters(rules, ["mse-cdp-2022"])
    lines = list(meter_lines([found], rules))
    assert lines[0] == "mse-cdp-2022: 10 of 13 conditions can be checked (MSE-CDP (2022 guidelines))"
    assert len(lines) == 4
    assert "cost overruns" in lines[2]
    assert lines[2].endswith("the authority checks it)")


def test_all_schemes_end_in_a_sum(rules: RuleBook) -> None:
    found = meters(rules)
    assert len(found) == len(rules.schemes)
    last = list(meter_lines(found, rules))[-1]
    assert last.startswith(f"{len(rules.schemes)} schemes: {sum(m.checked for m in found)} of ")


def test_the_record_pairs_each_text_with_its_reason(rules: RuleBook) -> None:
    (found,) = meters(rules, ["bhavya"])
    row = meter_record(found, rules)
    assert row["total"] - row["checked"] == len(row["beyond"]) == 1
    assert row["beyond"][0].keys() == {"text", "why"}


def test_a_scheme_that_is_not_there_is_told(rules: RuleBook) -> None:
    with pytest.raises(BadRequestError, match="no-such"):
        meters(rules, ["no-such"])
