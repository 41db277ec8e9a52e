"""Dates as the sources print them: a day, a month, a year or a financial year (April to March)."""

import calendar
import re
from datetime import date

_FINANCIAL = re.compile(r"^(\d{4})-(\d{2})$")
_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_YEAR = re.compile(r"^(\d{4})$")


def first_day(text: str) -> date:
    """The first day that the text can mean: "2021-22" is 1 April 2021, "2021-04" is 1 April, "2021" is 1 January.

    Raises:
        ValueError: the text is none of these.
    """
    if _DAY.match(text):
        return date.fromisoformat(text)
    if year := _YEAR.match(text):
        return date(int(year[1]), 1, 1)
    if pair := _FINANCIAL.match(text):
        begin, second = int(pair[1]), int(pair[2])
        return date(begin, 4, 1) if _is_financial(begin, second) else date(begin, second, 1)
    raise ValueError(f"{text!r} is no day, month, year or financial year")


def last_day(text: str) -> date:
    """The last day that the text can mean: "2025-26" is 31 March 2026, "2029-01" is 31 January, "2021" is 31 December.

    Raises:
        ValueError: the text is none of these.
    """
    if _DAY.match(text):
        return date.fromisoformat(text)
    if year := _YEAR.match(text):
        return date(int(year[1]), 12, 31)
    if pair := _FINANCIAL.match(text):
        begin, second = int(pair[1]), int(pair[2])
        if _is_financial(begin, second):
            return date(begin + 1, 3, 31)
        return date(begin, second, calendar.monthrange(begin, second)[1])
    raise ValueError(f"{text!r} is no day, month, year or financial year")


def _is_financial(begin: int, second: int) -> bool:
    return second == (begin + 1) % 100
