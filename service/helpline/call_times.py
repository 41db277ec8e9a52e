"""When a caller wants to be called: the day and the hours read from plain words, and put on working days.

Only what is plain is read ("tomorrow", "after 5 pm", "kal shaam"); nothing is guessed. Hours are those of India.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from service.helpline.working_days import INDIA, Holidays, working

OPENS, CLOSES = 9, 18
"""Hours of a day that was named without an hour, India."""

_AHEAD = 400
_DAYS: dict[int, str] = {
    2: "day after tomorrow|parson|parso|परसों|परसो",
    1: "tomorrow|tomorow|tommorow|tmrw|tmw|kal|कल",
    0: "today|aaj|आज",
}
_WEEK = (
    "monday|mon|somvar|somwar|सोमवार", "tuesday|tue|mangalvar|mangalwar|मंगलवार",
    "wednesday|wed|budhvar|budhwar|बुधवार",
    "thursday|thu|guruvar|guruwar|गुरुवार", "friday|fri|shukravar|shukrawar|शुक्रवार", "saturday|sat|shanivar|शनिवार",
    "sunday|sun|ravivar|itvar|रविवार",
)  # fmt: skip
_PARTS: dict[tuple[int, int], str] = {
    (9, 12): "in the morning|morning|subah|savere|सुबह|सवेरे",
    (12, 16): "in the afternoon|afternoon|dopahar|dopeher|दोपहर",
    (16, 19): "in the evening|evening|shaam|sham|शाम",
}
_HALF = r"(a\.?m\.?|p\.?m\.?|o'?clock|baje|बजे)"
_HOUR = r"(\d{1,2})(?:[:.](\d{2}))?"
_BETWEEN = re.compile(
    rf"(?:between\s+)?{_HOUR}\s*{_HALF}?\s*(?:to|and|-|–|se|से)\s*{_HOUR}\s*{_HALF}", re.IGNORECASE
)
_SPAN = re.compile(
    rf"(?:\b(?:between|from)\s+|(?<![\d+.:/-]))(?<!\d )(?:{_HOUR})\s*(?:to|and|-|–|se|से)\s*(?:{_HOUR})(?![\w:./-]|\s\d)"
    r"(?:\s+(?:ke|के)\s+(?:beech|bich|बीच)(?:\s+(?:mein|me|में))?)?",
    re.IGNORECASE,
)
"""Hours without "am", "pm" or "baje": "between 10 and 12", "10 se 12 ke beech"."""
_LED = re.compile(
    rf"\b(at|after|before|by)\s+{_HOUR}(?:\s*{_HALF})?(?![\d:.]|[ -]?\d)(\s+(?:ke baad|ke bad|के बाद))?",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<![\d+-]){_HOUR}\s*{_HALF}(\s+(?:ke baad|ke bad|se pehle|tak|के बाद|से पहले|तक))?", re.IGNORECASE
)
_BEFORE = ("before", "by", "se pehle", "tak", "से पहले", "तक")


@dataclass(frozen=True, slots=True)
class When:
    """A day and hours as told; ``ahead`` in days, ``weekday`` from Monday = 0, hours in minutes of the day."""

    ahead: int | None = None
    weekday: int | None = None
    start: int | None = None
    end: int | None = None


def read_when(text: str) -> tuple[When | None, str]:
    """What a text says of a day or an hour, None where it says nothing; and the text without it.

    Example: "call me tomorrow after 5 pm" gives ``When(ahead=1, start=1020, end=1080)`` and "call me".
    """
    part, rest = _part(text)
    hours, rest = _hours(rest, part)
    ahead, rest = _named(rest, _DAYS)
    weekday, rest = _named(rest, dict(enumerate(_WEEK)))
    told = hours or (part and (part[0] * 60, part[1] * 60))
    start, end = told or (None, None)
    found = When(ahead, weekday, start, end)
    return (None if found == When() else found), " ".join(rest.split())


def window(when: When, now: datetime, holidays: Holidays) -> tuple[datetime, datetime]:
    """The hours of a call, in UTC: those that were told, on the day told or the next working day after it.

    Raises:
        ValueError: no working day in more than a year: something is wrong with the holidays.
    """
    there = now.astimezone(INDIA)
    day = _day(when, there.date())
    start = OPENS * 60 if when.start is None else when.start
    end = CLOSES * 60 if when.end is None else when.end
    for _ in range(_AHEAD):
        closes = _at(day, end)
        if working(day, holidays) and closes > now:
            return max(_at(day, start), now.replace(second=0, microsecond=0)), closes
        day += timedelta(days=1)
    raise ValueError("no working day in more than a year: something is wrong with the holidays")


def _day(when: When, today: date) -> date:
    if when.weekday is not None:
        return today + timedelta(days=(when.weekday - today.weekday()) % 7)
    return today + timedelta(days=when.ahead or 0)


def _at(day: date, minutes: int) -> datetime:
    return (datetime.combine(day, time(), INDIA) + timedelta(minutes=minutes)).astimezone(UTC)


def _named(text: str, names: dict[int, str]) -> tuple[int | None, str]:
    for number, words in names.items():
        pattern = re.compile(rf"(?<!\w)(?:on\s+|next\s+)?(?:{words})(?![\w\u0900-\u0963])", re.IGNORECASE)
        if pattern.search(text):
            return number, pattern.sub(" ", text, count=1)
    return None, text


def _part(text: str) -> tuple[tuple[int, int] | None, str]:
    names = dict(enumerate(_PARTS.values()))
    number, rest = _named(text, names)
    return (list(_PARTS)[number] if number is not None else None), rest


def _hours(text: str, part: tuple[int, int] | None) -> tuple[tuple[int, int] | None, str]:
    """The hours of a text as minutes of the day: what lies between two, else the hour before or after one."""
    between = _BETWEEN.search(text)
    if between:
        return _cut(text, between, _within(between, part))
    span = _SPAN.search(text)
    if span:
        first, last = _minutes(span[1], span[2], None, part), _minutes(span[3], span[4], None, part)
        return _cut(text, span, _rising(first, last))
    led = _LED.search(text)
    if led:
        word = (led[5] or led[1]).strip().casefold()
        return _cut(text, led, _around(word, _minutes(led[2], led[3], led[4], part)))
    bare = _BARE.search(text)
    if bare:
        word = (bare[4] or "").strip().casefold()
        return _cut(text, bare, _around(word, _minutes(bare[1], bare[2], bare[3], part)))
    return None, text


def _within(between: re.Match[str], part: tuple[int, int] | None) -> tuple[int, int] | None:
    """The hours between two of which the second says its half of the day; "11 to 1 pm" begins before noon."""
    last = _minutes(between[4], between[5], between[6], part)
    first = _minutes(between[1], between[2], between[3] or between[6], part)
    found = _rising(first, last)
    if found or between[3]:
        return found
    return _rising(_minutes(between[1], between[2], "am", part), last)


def _rising(first: int | None, last: int | None) -> tuple[int, int] | None:
    return (first, last) if first is not None and last is not None and first < last else None


def _cut(
    text: str, found: re.Match[str], hours: tuple[int, int] | None
) -> tuple[tuple[int, int] | None, str]:
    return (hours, f"{text[: found.start()]} {text[found.end() :]}") if hours else (None, text)


def _around(word: str, minutes: int | None) -> tuple[int, int] | None:
    """The hour from a moment on; up to it where the call is to come before it."""
    if minutes is None:
        return None
    before = word in _BEFORE
    return (min(OPENS * 60, minutes - 60), minutes) if before else (minutes, min(minutes + 60, 24 * 60))


def _minutes(hour: str, minute: str | None, half: str | None, part: tuple[int, int] | None) -> int | None:
    """An hour as minutes of the day; without "am" or "pm", one to seven are of the afternoon."""
    told, more = int(hour), int(minute or 0)
    if told > 23 or more > 59:
        return None
    letter = (half or "")[:1].casefold()
    morning = letter == "a" or (part is not None and part[1] <= 12)
    if letter == "p" or (not morning and 1 <= told <= 7):
        told = told % 12 + 12
    return (0 if letter == "a" and told == 12 else told) * 60 + more
