"""Nothing is called open that is not known to be, and the day counts."""

from datetime import date

import pytest

from ingest.sheets.scheme_models import Status
from service.browse.standing import GROUPS, standing

TODAY = date(2026, 11, 22)


def status(**fields) -> Status:
    return Status.model_validate(
        {"state": "open", "as_of": "2026-06-01", "review_by": "2027-03-31", **fields}
    )


@pytest.mark.parametrize(
    ("fields", "group"),
    [
        ({}, "open"),
        ({"as_of": None}, "unknown"),
        ({"as_of": "2023-06-01"}, "unknown"),
        ({"as_of": "2024-06-01"}, "open"),
        ({"review_by": "2026-11-21"}, "unknown"),
        ({"review_by": "2026-11-22"}, "open"),
        ({"period": {"from": "2021-04-01", "to": "2026-03-31"}}, "unknown"),
        ({"period": {"from": "2021-04-01", "to": "2025-26"}}, "open"),
        ({"state": "period_ended_renewal_unknown"}, "unknown"),
        ({"state": "uncertain"}, "unknown"),
        ({"state": "announced_not_open"}, "announced"),
        ({"state": "closed"}, "closed"),
        ({"state": "subsumed"}, "closed"),
        ({"state": "window_closed"}, "closed"),
        ({"state": "selection_done"}, "closed"),
    ],
)
def test_a_status_falls_into_its_group(fields, group) -> None:
    assert standing(status(**fields), TODAY).group == group


def test_a_passed_review_date_is_said(book) -> None:
    now = standing(status(review_by="2026-01-01"), TODAY)
    assert now.overdue
    assert now.review_by == "1 January 2026"


def test_in_the_corpus_open_is_said_only_of_dated_recent_and_running_ones(book, today) -> None:
    for held in book.schemes.values():
        now = standing(held.record.status, today)
        assert now.group in GROUPS
        if now.group == "open":
            assert held.record.status.state == "open"
            assert int((held.record.status.as_of or "0")[:4]) >= 2024
        elif held.record.status.state != "open":
            assert "escribed as open" not in now.label
