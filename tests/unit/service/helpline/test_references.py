"""References: every slip that people make is found, and what is no slip is understood."""

import re
import string
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.helpline import references
from service.helpline.errors import ReferenceError_
from service.interviews.codes import ALPHABET

REFERENCES = st.integers(0, 2**32).map(lambda seed: references.make(Random(seed)))
PLACES = st.integers(0, references.LENGTH - 1)


@given(REFERENCES)
def test_a_reference_is_understood_however_it_is_written(reference: str) -> None:
    spaced = " ".join(reference.lower())
    alike = reference.replace("0", "o").replace("1", "l")
    for written in (reference, references.shown(reference), spaced, alike, f"  {reference}.\n"):
        assert references.check(written) == reference


@given(REFERENCES, PLACES, st.sampled_from(ALPHABET))
def test_every_single_wrong_sign_is_found(reference: str, place: int, sign: str) -> None:
    assume(reference[place] != sign)
    with pytest.raises(ReferenceError_, match="slip"):
        references.check(reference[:place] + sign + reference[place + 1 :])


@given(REFERENCES, PLACES, PLACES)
def test_every_exchange_of_two_signs_is_found_be_they_neighbours_or_not(
    reference: str, a: int, b: int
) -> None:
    assume(reference[a] != reference[b])
    signs = list(reference)
    signs[a], signs[b] = signs[b], signs[a]
    with pytest.raises(ReferenceError_, match="slip"):
        references.check("".join(signs))


@given(REFERENCES, PLACES)
def test_a_sign_too_few_or_too_many_is_found(reference: str, place: int) -> None:
    for wrong in (reference[:place] + reference[place + 1 :], reference[:place] + "7" + reference[place:]):
        with pytest.raises(ReferenceError_, match=f"this one has {len(wrong)}"):
            references.check(wrong)


@pytest.mark.parametrize("sign", sorted(set(string.ascii_uppercase + "?क") - set(ALPHABET) - set("OIL")))
def test_a_sign_that_no_reference_has_is_named(sign: str) -> None:
    with pytest.raises(ReferenceError_, match=f'no "{re.escape(sign)}"'):
        references.check(f"7K3M2Q{sign}")


def test_the_example_in_the_words_is_a_reference() -> None:
    assert references.check(references.EXAMPLE) == references.EXAMPLE


def test_a_reference_is_said_sign_by_sign() -> None:
    assert references.spoken("7K3M2QZ") == (
        "7, K as in Kolkata, 3, M as in Mumbai, 2, Q as in Quilon, Z as in Zaheerabad"
    )
