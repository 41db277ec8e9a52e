"""A text made even keeps every place of the original."""

from hypothesis import given
from hypothesis import strategies as st

from service.eligibility.prepare import prepare


def test_misspelt_key_words_are_mended_and_english_words_stand() -> None:
    clean = prepare("Udyum registred foundary, exsting clustr; a passport office").clean
    assert clean == "udyam registered foundry, existing cluster; a passport office"


def test_words_to_keep_are_kept() -> None:
    assert prepare("Clustr", keep={"clustr"}).clean == "clustr"


def test_devanagari_is_written_in_one_way() -> None:
    assert prepare("८ करोड़ हाँ").clean == "8 करोड हां"


def test_no_as_number_is_no_denial() -> None:
    assert prepare("Udyam no. available").clean == "udyam nr  available"


def test_a_mended_word_leads_back_to_what_was_written() -> None:
    prepared = prepare("our exsting clustr")
    start = prepared.clean.index("existing")
    first, last = prepared.span(start, start + len("existing"))
    assert prepared.original[first:last] == "exsting"


@given(st.text(max_size=200))
def test_every_place_leads_back_into_the_text(text: str) -> None:
    prepared = prepare(text)
    assert len(prepared.origin) == len(prepared.clean) + 1
    assert list(prepared.origin) == sorted(prepared.origin)
    assert all(0 <= place <= len(text) for place in prepared.origin)
