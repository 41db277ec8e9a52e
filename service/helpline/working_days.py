"""When a ticket is due: so many hours on a clock that stands still while offices are closed.

Offices of the Union work from Monday to Friday. Holidays are those of the ``holidays`` library: of all India, or of the
caller's State as well. Feasts that follow the moon are reckoned beforehand and may be off by a day; for years that the
library has no tables for (before 2001 and after 2035) only weekends and fixed days are left out.
"""

import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

INDIA = ZoneInfo("Asia/Kolkata")
HOURS = 72.0
"""What a caller is promised: an answer within 72 hours, as the Kisan Call Centres promise it."""

Holidays: TypeAlias = Callable[[date], str | None]
"""Names the holiday of a day; None where it is none."""

_SATURDAY = 5
_MOST_DAYS = 3660


def holidays_of(state: str | None = None) -> Holidays:
    """The holidays of all India, and of a State where one is given by its name or code.

    A State that is not known has none of its own.
    """
    return _holidays_of(_code(state) if state else None)


def working(day: date, holidays: Holidays) -> bool:
    """Whether offices are open on a day."""
    return day.weekday() < _SATURDAY and holidays(day) is None


def due(level: int, now: datetime, holidays: Holidays, hours: float = HOURS) -> datetime:
    """When a ticket raised now is due, in UTC.

    Args:
        level: 2 or 3; both have the same time, for the caller waits for the answer and not for a level.
        now: The moment, with its time zone.
        holidays: As ``holidays_of`` gives them.
        hours: How long may be taken on working days, each of which has 24 hours.

    Raises:
        ValueError: there is no such level, or no working day in ten years.
    """
    if level not in (2, 3):
        raise ValueError(f"level {level}: tickets go to level 2 or 3")
    at, left = now.astimezone(INDIA), timedelta(hours=hours)
    for _ in range(_MOST_DAYS):
        midnight = datetime.combine(at.date() + timedelta(days=1), datetime.min.time(), INDIA)
        if working(at.date(), holidays):
            if left <= midnight - at:
                return (at + left).astimezone(UTC)
            left -= midnight - at
        at = midnight
    raise ValueError("no working day in ten years: something is wrong with the holidays")


@lru_cache(maxsize=64)
def _holidays_of(code: str | None) -> Holidays:
    def name(day: date) -> str | None:
        return _year(code, day.year).get(day)

    return name


@lru_cache(maxsize=256)
def _year(code: str | None, year: int) -> dict[date, str]:
    from holidays import country_holidays

    with (
        warnings.catch_warnings()
    ):  # beyond its tables the library says so each time; the docstring above says it once
        warnings.simplefilter("ignore")
        return dict(country_holidays("IN", subdiv=code, years=year))


def _code(state: str) -> str | None:
    from holidays.countries.india import India

    plain = _plain(state)
    names = {_plain(name): code for name, code in India.subdivisions_aliases.items()}
    return names.get(plain) or next((code for code in India.subdivisions if _plain(code) == plain), None)


def _plain(name: str) -> str:
    return " ".join(name.replace("&", " and ").split()).casefold()
