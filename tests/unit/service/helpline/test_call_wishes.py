"""The wish to be called: with which number, on which day, at what hours; and what only looks like it."""

from datetime import UTC, datetime

import pytest

from service.helpline.call_times import When, read_when, window
from service.helpline.call_wishes import CallWish, asks_for_call, call_wish
from service.helpline.working_days import INDIA, holidays_of

MONDAY = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
"""Half past eleven in India, in a week without a holiday."""


@pytest.mark.parametrize(
    ("text", "number", "when"),
    [
        ("CALL ME on 9876500001 tomorrow", "9876500001", When(ahead=1)),
        ("please call me tomorrow on 98765 00012 after 5 pm", "98765 00012", When(1, None, 1020, 1080)),
        ("call me at 9876500001 5 pm", "9876500001", When(None, None, 1020, 1080)),
        ("call me on 12345", "12345", None),
        ("Call me on 0120-2345678.", "0120-2345678", None),
        ("मुझे ९८७६५००००१ पर कॉल करें", "9876500001", None),
        ("kal shaam ko call karo", None, When(1, None, 960, 1140)),
        ("मुझे कल 5 बजे के बाद फोन करें", None, When(1, None, 1020, 1080)),
        ("mera number 9876500001 hai, kal call karna", "9876500001", When(ahead=1)),
        ("call me between 3 and 5 pm", None, When(None, None, 900, 1020)),
        ("give me a call on friday at 11", None, When(None, 4, 660, 720)),
        ("call me tomorrow about the SFURTI grant", None, When(ahead=1)),
        ("call me in 10 minutes", None, None),
        ("call me", None, None),
        ("can someone call me", None, None),
        ("koi mujhe phone kare", None, None),
        ("not now, call me tomorrow", None, When(ahead=1)),
        ("call me between 10 and 12 tomorrow", None, When(1, None, 600, 720)),
        ("kal 10 se 12 ke beech call karo", None, When(1, None, 600, 720)),
        ("कल 10 से 12 के बीच फ़ोन करें", None, When(1, None, 600, 720)),
        ("call me on 98765 00012 between 3 and 5", "98765 00012", When(None, None, 900, 1020)),
        ("call me from 11 to 1 pm", None, When(None, None, 660, 780)),
    ],
)
def test_a_wish_to_be_called_is_read_with_its_number_and_its_time(text: str, number, when) -> None:
    assert call_wish(text) == CallWish(number, when)


@pytest.mark.parametrize(
    "text",
    [
        "do not call me",
        "call back loan",
        "How much is the grant? call 98765 43210",
        "can I call you at 5 pm?",
        "when will you call me tomorrow?",
        "don't call me tomorrow",
        "kal call mat karo",
        "phone number 9876543210",
        "call centre at 5 pm",
        "call for proposals last date 5 pm",
        "9876543210 tomorrow",
        "call me on 9876500001 or on 9876500002",
    ],
)
def test_what_says_something_else_is_no_wish_to_be_called(text: str) -> None:
    assert call_wish(text) is None


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("call me next week", True),
        ("SFURTI par jankari ke liye mujhe call karna", True),
        ("योजना के बारे में बताने के लिए फ़ोन करें", True),
        ("dont call me", False),
        ("mujhe call nahi chahiye", False),
        ("how do I call you?", False),
        ("call for proposals of SFURTI", False),
    ],
)
def test_a_call_is_asked_for_among_other_words(text: str, asks: bool) -> None:
    assert asks_for_call(text) is asks


def hours(text: str, now: datetime = MONDAY) -> str:
    when, _ = read_when(text)
    assert when is not None
    since, until = (moment.astimezone(INDIA) for moment in window(when, now, holidays_of()))
    assert since.date() == until.date()
    return f"{since:%a %d %H:%M}-{until:%H:%M}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tomorrow", "Tue 17 09:00-18:00"),
        ("parson subah", "Wed 18 09:00-12:00"),
        ("today before 4", "Mon 16 11:30-16:00"),
        ("today at 10 am", "Tue 17 10:00-11:00"),
        ("saturday after 5 pm", "Mon 23 17:00-18:00"),
        ("at 5", "Mon 16 17:00-18:00"),
        ("subah 9 baje", "Tue 17 09:00-10:00"),
        ("12 baje", "Mon 16 12:00-13:00"),
    ],
)
def test_a_time_is_put_on_a_working_day_that_is_to_come(text: str, expected: str) -> None:
    assert hours(text) == expected


def test_tomorrow_is_a_holiday_and_the_call_is_made_after_it() -> None:
    before = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    assert hours("tomorrow", before) == "Wed 25 09:00-18:00", "the 24th is Guru Nanak's birthday"


@pytest.mark.parametrize("text", ["at 27", "99 pm", "on 12345", "5 units", "in 2026"])
def test_figures_that_are_no_hour_are_left_as_they_are(text: str) -> None:
    assert read_when(text) == (None, text)
