"""Numbers and mail addresses in one form, however people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import BadRequestError
from service.helpline.phones import hint, is_mail, normalised

MOBILES = st.from_regex(r"[6-9]8765[0-9]{5}", fullmatch=True)
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
WAYS = (
    "{0}",
    "0{0}",
    "+91{0}",
    "0091{0}",
    "+91-{1}-{2}",
    "+91 {1} {2}",
    "({1}) {2}",
    "tel:+91{0}",
    " {1}.{2} ",
)


@given(MOBILES, st.sampled_from(WAYS))
def test_an_indian_mobile_has_one_form_however_it_is_written(number: str, way: str) -> None:
    written = way.format(number, number[:5], number[5:])
    assert normalised(written) == f"+91{number}"
    assert normalised(written.translate(DEVANAGARI)) == f"+91{number}"


@given(st.text(max_size=40))
def test_whatever_is_written_gives_one_form_or_is_refused(text: str) -> None:
    try:
        once = normalised(text)
    except BadRequestError:
        return
    assert normalised(once) == once
    assert once.startswith("+") or is_mail(once)


def test_a_refusal_does_not_repeat_what_was_written() -> None:
    for written in ("98765 4321", "asha.verma@example"):
        with pytest.raises(BadRequestError) as refused:
            normalised(written)
        assert written not in str(refused.value)


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("0281 2447003", "+912812447003"),
        ("1800 180 6763", "+9118001806763"),
        ("+1 (212) 555-2368", "+12125552368"),
        ("+91 98765 43210 ext. 12", "+919876543210"),
        ("Asha.Verma@Example.ORG", "asha.verma@example.org"),
    ],
)
def test_fixed_lines_free_numbers_other_countries_and_mail_have_their_forms(written: str, form: str) -> None:
    assert normalised(written) == form


@pytest.mark.parametrize(
    "written", ["", "12345", "0000000000", "98765", "asha@", "a b@example.org", "@example.org"]
)
def test_what_is_neither_number_nor_address_is_refused(written: str) -> None:
    with pytest.raises(BadRequestError, match="That is no"):
        normalised(written)


def test_the_hint_shows_enough_to_recognise_and_no_more() -> None:
    assert hint("+919876543210") == "3210"
    assert hint("asha.verma@example.org") == "a…@example.org"
