"""Status is decided first, on the day asked about, and never says "open" of what is not known to be."""

from datetime import date

import pytest

from service.eligibility import status
from service.eligibility.records import StatusReading
from service.eligibility.rules import RuleBook


def on(rules: RuleBook, scheme: str, day: date, component: str | None = None) -> StatusReading:
    found = rules.scheme(scheme)
    part = next((c for c in found.components if c.id == component), found.components[0])
    return status.reading(found, part, day)


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("scheme", "day", "closed"),
    [
        ("clcss", TODAY, True),
        ("clcss", date(2019, 1, 1), False),
        ("clcss", date(2016, 1, 1), True),
        ("mse-cdp-2019", date(2021, 1, 1), False),
        ("mse-cdp-2019", date(2019, 10, 1), True),
        ("mse-cdp-2010", date(2014, 1, 1), False),
        ("mse-cdp-2010", date(2020, 1, 1), True),
        ("mse-cdp-2022", TODAY, False),
        ("mse-cdp-2022", date(2020, 1, 1), True),
        ("pmksy-apc", date(2025, 6, 1), False),
        ("pmksy-apc", date(2025, 8, 1), True),
        ("pmksy-apc", date(2025, 5, 1), True),
        ("mai", date(2025, 6, 1), False),
        ("mai", date(2026, 1, 1), True),
        ("pm-mitra", date(2022, 1, 1), True),
        ("legacy-clusters-200", TODAY, True),
        ("bhavya", date(2026, 1, 1), True),
        ("bhavya", TODAY, False),
    ],
)
def test_an_edition_is_open_only_on_its_own_days(
    scheme: str, day: date, closed: bool, rules: RuleBook
) -> None:
    assert on(rules, scheme, day).closed is closed


def test_an_ended_period_is_a_warning_and_not_a_refusal(rules: RuleBook) -> None:
    reading = on(rules, "mse-cdp-2022", TODAY)
    assert reading.warning is not None
    assert "31 Mar 2026" in reading.warning
    assert "open" not in reading.text
    assert on(rules, "mse-cdp-2022", date(2024, 1, 1)).warning is None


def test_an_uncertain_scheme_is_never_called_open(rules: RuleBook) -> None:
    for scheme in rules.schemes:
        for component in scheme.components:
            state = (component.status or scheme.status).state
            reading = status.reading(scheme, component, TODAY)
            assert state in status.STATES
            if state in (status.ENDED_UNKNOWN, status.UNCERTAIN):
                assert reading.warning
            if not reading.closed and state != status.OPEN:
                assert "running" not in reading.text


def test_a_component_may_have_a_status_of_its_own(rules: RuleBook) -> None:
    assert on(rules, "epcg-rodtep", TODAY, "rodtep").warning is not None
    assert "31 Mar 2026" not in (on(rules, "epcg-rodtep", TODAY, "epcg").warning or "")


def test_what_replaced_a_closed_scheme_is_said(rules: RuleBook) -> None:
    assert "mse-cdp-2022" in on(rules, "mse-cdp-2019", TODAY).text
    assert "adeetie" in on(rules, "tequp", TODAY).text


def test_a_page_without_a_date_or_of_long_ago_brings_a_warning(rules: RuleBook) -> None:
    assert "bears no date" in (on(rules, "tn-qcert", TODAY).warning or "")
    assert "2022" in (on(rules, "honey-mission", TODAY).warning or "")
    assert on(rules, "eclgs-5", TODAY).warning is None
