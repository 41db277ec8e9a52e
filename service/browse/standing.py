"""How a scheme stands today, in the four groups that a list can be filtered by. Doubt is never called open."""

from dataclasses import dataclass
from datetime import date

from ingest.sheets.scheme_models import Status
from ingest.sheets.words import day

GROUPS = {
    "open": "Described as open",
    "unknown": "Not known or uncertain",
    "announced": "Announced, not open yet",
    "closed": "Closed, merged or last call over",
}
STALE_YEARS = 2
CLOSED = {
    "closed": "Closed",
    "subsumed": "Merged into another scheme",
    "window_closed": "The last call has closed",
    "selection_done": "The selection is finished",
}
DOUBTFUL = {
    "period_ended_renewal_unknown": "Period ended, renewal not known",
    "uncertain": "Uncertain whether it takes applications",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The status on a day: its group, its words, as of when, and when it is to be looked at again.

    ``overdue`` tells that this day has passed.
    """

    group: str
    label: str
    as_of: str
    review_by: str | None
    overdue: bool

    @property
    def line(self) -> str:
        """Status and date in one line."""
        return f"{self.label} ({self.as_of})"


def standing(status: Status, today: date) -> Standing:
    """Read a status on a day. "Open" wants a dated source of the last two years and a period that still runs."""
    group, label = group_of(status, today)
    return Standing(
        group=group,
        label=label,
        as_of=f"as of {day(status.as_of)}" if status.as_of else "its sources are undated",
        review_by=day(status.review_by) if status.review_by else None,
        overdue=passed(status.review_by, today),
    )


def group_of(status: Status, today: date) -> tuple[str, str]:
    """Tell the group and the words of a status."""
    if status.state in CLOSED:
        return "closed", CLOSED[status.state]
    if status.state in DOUBTFUL:
        return "unknown", DOUBTFUL[status.state]
    if status.state == "announced_not_open":
        return "announced", "Announced, takes no applications yet"
    doubt = doubt_of(status, today)
    return ("unknown", doubt) if doubt else ("open", "Described as open")


def doubt_of(status: Status, today: date) -> str | None:
    """Say why a scheme that was described as open may not be; None where nothing speaks against it."""
    if status.as_of is None:
        return "Described as open on undated pages"
    if passed(status.review_by, today):
        return "Was described as open; due to be looked at again"
    if status.period and passed(status.period.to, today):
        return "Was described as open; its stated period has ended"
    if today.year - int(status.as_of[:4]) > STALE_YEARS:
        return f"Described as open in {status.as_of[:4]}; nothing newer was seen"
    return None


def passed(when: str | None, today: date) -> bool:
    """Whether a whole date lies behind; a month, a year or a financial year alone settles nothing."""
    try:
        return when is not None and date.fromisoformat(when) < today
    except ValueError:
        return False
