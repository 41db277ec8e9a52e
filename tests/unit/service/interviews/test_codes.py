"""Codes: every slip of one sign and every exchange of two is found, and what is read out is understood."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import BadRequestError
from service.interviews import codes

PLAIN = codes.make().replace("-", "")


def test_a_code_has_three_groups_of_four_from_an_alphabet_without_look_alikes() -> None:
    code = codes.make()
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert set(code) <= {*codes.ALPHABET, "-"}
    assert not set("ILOU") & set(codes.ALPHABET)


def test_codes_do_not_come_twice() -> None:
    assert len({codes.make() for _ in range(2000)}) == 2000


@pytest.mark.parametrize("place", range(codes.LENGTH))
def test_every_single_wrong_sign_is_found(place: int) -> None:
    for sign in codes.ALPHABET:
        if sign != PLAIN[place]:
            with pytest.raises(BadRequestError, match="slip"):
                codes.read(PLAIN[:place] + sign + PLAIN[place + 1 :])


def test_every_exchange_of_two_signs_is_found_wherever_they_stand() -> None:
    for one, other in combinations(range(codes.LENGTH), 2):
        signs = list(PLAIN)
        signs[one], signs[other] = signs[other], signs[one]
        if signs[one] != signs[other]:
            with pytest.raises(BadRequestError, match="slip"):
                codes.read("".join(signs))


@settings(max_examples=50)
@given(separator=st.sampled_from(["-", " ", "", " - ", "."]), lower=st.booleans())
def test_a_code_is_read_however_it_is_written(separator: str, lower: bool) -> None:
    code = codes.make()
    written = code.replace("-", separator)
    assert codes.read(f" {written.lower() if lower else written} ") == code


def test_letters_that_look_like_digits_are_taken_as_these() -> None:
    code = next(code for code in iter(codes.make, "") if "0" in code and "1" in code)
    for zero, one in (("O", "I"), ("o", "l"), ("O", "L")):
        assert codes.read(code.replace("0", zero).replace("1", one)) == code


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "has 0"), ("7K3M", "has 4"), ("7K3M-Q2PA-94XU", 'no "U"'), ("7K3M-Q2PA-94X!", 'no "!"')],
)
def test_what_is_no_code_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(BadRequestError, match=says):
        codes.read(text)


def test_a_code_is_said_with_a_town_for_each_letter() -> None:
    assert codes.aloud("7K3M-Q2PA-94XC").startswith(
        "7, K as in Kolkata, 3, M as in Mumbai, Q as in Quilon, 2, "
    )
    assert all(word[0].upper() == sign for sign, word in codes.WORDS.items() if sign.isalpha())
