"""Each kind of figure is said right, and no digit is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.helpline.renderings.figures import figures, hindi_months, numbers, said
from service.helpline.renderings.records import Language

EN, HI = Language.ENGLISH, Language.HINDI
SAID = (
    ("Rs 7.5 crore", "seven crore fifty lakh rupees", "सात करोड़ पचास लाख रुपये"),
    ("Rs 5 crore to Rs 10 crore", "five to ten crore rupees", "पाँच से दस करोड़ रुपये"),
    ("Rs 5-10 crore", "five to ten crore rupees", "पाँच से दस करोड़ रुपये"),
    ("₹1,23,456/-", "one lakh twenty-three thousand four hundred fifty-six rupees", "एक लाख तेईस हज़ार चार सौ छप्पन रुपये"),
    ("Rs 0.75 crore", "seventy-five lakh rupees", "पचहत्तर लाख रुपये"),
    ("Rs 750 lakh", "seven hundred fifty lakh rupees", "सात सौ पचास लाख रुपये"),
    ("1 rupee", "one rupee", "एक रुपया"),
    ("60%", "sixty percent", "साठ प्रतिशत"),
    ("2.75%", "two point seven five percent", "दो दशमलव सात पाँच प्रतिशत"),
    ("75 to 90%", "seventy-five to ninety percent", "पचहत्तर से नब्बे प्रतिशत"),
    ("66.67 per cent", "sixty-six point six seven percent", "छियासठ दशमलव छह सात प्रतिशत"),
    ("2021-26", "twenty twenty-one to twenty-six", "दो हज़ार इक्कीस से छब्बीस"),
    ("31 March 2026", "thirty-first March twenty twenty-six", "इकतीस मार्च दो हज़ार छब्बीस"),
    ("March 31, 2026", "thirty-first March twenty twenty-six", "इकतीस मार्च दो हज़ार छब्बीस"),
    ("May 2022", "May twenty twenty-two", "मई दो हज़ार बाईस"),
    ("1 अप्रैल 2021", "first April twenty twenty-one", "एक अप्रैल दो हज़ार इक्कीस"),
    ("31.03.2026", "thirty-one three two thousand twenty-six", "इकतीस तीन दो हज़ार छब्बीस"),
    ("2/3", "two thirds", "दो तिहाई"),
    ("3/4", "three quarters", "तीन चौथाई"),
    ("½", "one half", "आधा"),
    ("5/7", "five by seven", "पाँच बटा सात"),
    ("3rd", "third", "तीसरा"),
    ("250-500", "two hundred fifty to five hundred", "दो सौ पचास से पाँच सौ"),
    ("18,000", "eighteen thousand", "अठारह हज़ार"),
    ("१२ लाख", "twelve lakh", "बारह लाख"),
    ("011-234", "zero one one two three four", "शून्य एक एक दो तीन चार"),
    ("98765 43210", "nine eight seven six five four three two one zero", "नौ आठ सात छह पाँच चार तीन दो एक शून्य"),
    ("1.2.3", "one point two point three", "एक दशमलव दो दशमलव तीन"),
    ("5 million", "five million", "पाँच मिलियन"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "english", "hindi"), SAID)
def test_a_figure_is_one_number_and_is_said_so(text: str, english: str, hindi: str) -> None:
    assert len(figures(text)) == 1
    assert said(text, EN) == english
    assert said(text, HI) == hindi


def test_a_full_stop_after_a_unit_stays() -> None:
    assert said("It is Rs 5 crore. Ask.", EN) == "It is five crore rupees. Ask."


def test_letters_that_touch_a_figure_are_set_apart() -> None:
    assert said("Q23, 80G", EN) == "Q twenty-three, eighty G"


def test_numbers_are_told_apart_by_their_units() -> None:
    assert numbers("Rs 5 crore and 5 lakh, 80%") == {"5 crore": 1, "5 lakh": 1, "80": 1}
    assert numbers("₹5 करोड़") == numbers("Rs 5 crore")
    assert numbers("1,250") == numbers("1250")
    assert numbers("₹5 करोड़।") == {"5 crore": 1}, "the danda is no letter"


def test_months_are_put_in_hindi_and_nothing_else() -> None:
    assert hindi_months("up to 31 March 2026 or May 2022") == "up to 31 मार्च 2026 or मई 2022"


@given(st.text(alphabet="0123456789.,-–/% Rscrorelakhto₹MarchQ१२½।", max_size=60))
def test_every_digit_belongs_to_a_figure_and_is_said_in_words(text: str) -> None:
    held = figures(text)
    covered = {place for figure in held for place in range(figure.start, figure.end)}

    assert all(place in covered for place, sign in enumerate(text) if sign.isdecimal())
    for language in Language:
        assert not any(sign.isdecimal() for sign in said(text, language))
