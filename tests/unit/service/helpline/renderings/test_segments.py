"""Segments are counted as networks count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.helpline.renderings.records import Encoding
from service.helpline.renderings.segments import count

GSM, UCS = Encoding.GSM7, Encoding.UCS2
TABLE = (
    ("", GSM, 0, 0),
    ("a" * 160, GSM, 160, 1),
    ("a" * 161, GSM, 161, 2),
    ("a" * 306, GSM, 306, 2),
    ("a" * 307, GSM, 307, 3),
    ("a" * 158 + "€", GSM, 160, 1),
    ("a" * 159 + "€", GSM, 161, 2),
    ("a" * 152 + "€" + "a" * 151, GSM, 305, 2),
    ("a" * 152 + "€" + "a" * 152, GSM, 306, 3),
    ("é£@Δ\n" * 32, GSM, 160, 1),
    ("अ" * 70, UCS, 70, 1),
    ("अ" * 71, UCS, 71, 2),
    ("अ" * 134, UCS, 134, 2),
    ("अ" * 135, UCS, 135, 3),
    ("a" * 69 + "अ", UCS, 70, 1),
    ("a" * 70 + "अ", UCS, 71, 2),
    ("₹5 crore", UCS, 8, 1),
    ("😀" * 35, UCS, 70, 1),
    ("😀" * 36, UCS, 72, 2),
    ("😀" * 66, UCS, 132, 2),
    ("😀" * 67, UCS, 134, 3),
    ("क्ष", UCS, 3, 1),
)


@pytest.mark.parametrize(("text", "encoding", "units", "segments"), TABLE)
def test_the_table_of_segments(text: str, encoding: Encoding, units: int, segments: int) -> None:
    found = count(text)

    assert (found.encoding, found.units, found.count) == (encoding, units, segments)


@pytest.mark.parametrize("letter", "^{}\\[~]|€\f")
def test_each_letter_of_the_second_table_costs_two_units(letter: str) -> None:
    assert count(letter * 80).units == 160
    assert count(letter * 80).count == 1
    # 153 units hold 76 such letters: none is torn.
    assert count(letter * 81).count == 2
    assert count(letter * 152).count == 2
    assert count(letter * 153).count == 3


@given(st.text(max_size=400))
def test_no_segment_holds_more_than_it_may(text: str) -> None:
    found = count(text)
    single, joined = (160, 153) if found.encoding is GSM else (70, 67)

    assert found.units <= (single if found.count <= 1 else found.count * joined)
    assert found.count <= 1 or found.units > single
