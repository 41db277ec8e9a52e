"""Whether a scheme takes proposals on the day asked about: the first thing that is decided."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from service.eligibility.records import StatusReading
from service.eligibility.scheme_records import Component, Scheme, Source, Status

CLOSED = frozenset(("closed", "subsumed", "window_closed", "selection_done"))
NOT_OPEN_YET = "announced_not_open"
ENDED_UNKNOWN = "period_ended_renewal_unknown"
OPEN = "open"
UNCERTAIN = "uncertain"
STATES = CLOSED | {NOT_OPEN_YET, ENDED_UNKNOWN, OPEN, UNCERTAIN}

_ENDED_WORDS: Mapping[str, str] = {
    "closed": "closed",
    "subsumed": "taken into another scheme",
    "window_closed": "no call for proposals is open in the sources",
    "selection_done": "all places have been chosen",
}
_NO_RENEWAL = "no renewal was found: ask whether it was approved again."
_STALE_YEARS = 2


@lru_cache(maxsize=2048)
def reading(scheme: Scheme, component: Component, on: date) -> StatusReading:
    """Read the status of a component on a day; its own status counts before the scheme's."""
    status = component.status or scheme.status
    sources = status.sources
    if status.state == NOT_OPEN_YET:
        return _closed(status, "announced, not open yet: rules and dates are awaited", sources)
    if status.begins and on < status.begins:
        return _closed(status, f"not begun on {_day(on)}: it starts on {_day(status.begins)}", sources)
    if status.state in CLOSED and not _in_force(status, on):
        return _closed(status, _ENDED_WORDS[status.state] + _successor(scheme, status), sources)
    return StatusReading(False, _text(status, on), _warning(status, on), sources)


def _closed(status: Status, text: str, sources: tuple[Source, ...]) -> StatusReading:
    note = f". {status.note}" if status.note else ""
    return StatusReading(True, text + note, None, sources)


def _in_force(status: Status, on: date) -> bool:
    """Whether a scheme that is closed today was in force on the day: only where both ends are known."""
    if status.state not in ("closed", "subsumed", "window_closed"):
        return False
    return status.begins is not None and status.ends is not None and status.begins <= on <= status.ends


def _successor(scheme: Scheme, status: Status) -> str:
    if status.superseded_by:
        return f"; replaced by {status.superseded_by}"
    kinds = ("superseded_by", "subsumed_in", "newer_scheme", "later_version", "alternative")
    named = [other for kind, others in scheme.relations if kind in kinds for other in others]
    return f"; see {', '.join(named)}" if named else ""


def _text(status: Status, on: date) -> str:
    if status.state in CLOSED:
        return f"open on {_day(on)}, closed since"
    if status.ends and on > status.ends:
        return f"the printed period ended on {_day(status.ends)}"
    return (
        "shown as running"
        if status.state == OPEN
        else "position uncertain"
        if status.state == UNCERTAIN
        else "in its printed period"
    )


def _warning(status: Status, on: date) -> str | None:
    """What must be said with any verdict; never that such a scheme is open."""
    extra = f" {status.note}" if status.note else ""
    if status.state in CLOSED:
        return f"This edition is closed today; the verdict is for {_day(on)}."
    if status.state == UNCERTAIN:
        return f"The sources do not show whether proposals are taken now: ask before you prepare one.{extra}"
    if status.ends and on > status.ends:
        return f"Its printed period ended on {_day(status.ends)} and {_NO_RENEWAL}{extra}"
    if status.state == ENDED_UNKNOWN and status.ends is None:
        return f"Its period has ended and {_NO_RENEWAL}{extra}"
    return _stale(status, on)


def _stale(status: Status, on: date) -> str | None:
    year = status.as_of[:4] if status.as_of else None
    if year is None:
        return "The page that shows it running bears no date: ask whether proposals are taken now."
    if on.year - int(year) > _STALE_YEARS:
        return f"It was last seen running in {year}: ask whether proposals are taken now."
    return None


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
