"""References in what a caller writes: the right one, the nearly right one, and what only looks a little like one."""

import pytest

from service.helpline import references
from service.helpline.talk_references import Found, named, near

PLAIN = "M9S3462"


@pytest.mark.parametrize(
    "text",
    [
        "M9S3-462",
        "m9s3 462",
        "ref M9S3462",
        "My reference is M9S3-462.",
        "संदर्भ M9S3-462 है",
        "Ref no: M9S3-462 please",
    ],
)
def test_a_reference_is_read_with_the_words_around_it(text: str) -> None:
    assert named(text) == (Found.REFERENCE, PLAIN)


def test_every_single_wrong_sign_is_a_slip_and_never_another_reference() -> None:
    for at in range(len(PLAIN)):
        for sign in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            wrong = PLAIN[:at] + sign + PLAIN[at + 1 :]
            if wrong != PLAIN:
                assert named(references.shown(wrong)) == (Found.SLIP, ""), wrong
                assert near(wrong, PLAIN)


@pytest.mark.parametrize("text", ["M9S346", "M9S3462X", "ref 1234", "Reference: M9S-462", "9MS3-462"])
def test_a_sign_less_or_more_or_two_that_changed_places_are_slips(text: str) -> None:
    assert named(text) == (Found.SLIP, "")


@pytest.mark.parametrize(
    "text",
    ["GSTR-3B", "COVID-19", "ISO 9001", "MSME2022", "380001", "12 crore", "MSE-CDP", "textile", "2nd 5 cr",
     "case study of Tirupur", "ref 2022 guidelines of MSE-CDP", "reference letter from bank?", "how to go"],
)  # fmt: skip
def test_other_words_are_none(text: str) -> None:
    assert named(text) is None
    assert not near(text, PLAIN)


def test_a_code_with_a_slip_is_known_for_one() -> None:
    assert named("7K3M-Q2PA-94XX") == (Found.CODE_SLIP, "")
    assert named("7K3M-Q2PA-94XC") is None, "a right one is read elsewhere"
