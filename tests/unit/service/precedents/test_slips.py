"""Misspelt ordinary words are put right; names, right words and words near to nothing stand."""

import pytest

from service.precedents.slips import in_two, mended, nearest


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("genration", "generation"),
        ("generatoin", "generation"),
        ("generation", None),
        ("blockchain", None),
        ("cryptocurrency", None),
        ("kutchi", None),  # near a name that is rare in print
        ("waht", None),  # too short to tell
    ],
)
def test_a_slip_in_an_ordinary_word_is_told_from_a_new_word(word: str, meant: str | None) -> None:
    assert nearest(word) == meant


def test_only_strange_words_in_small_letters_are_mended() -> None:
    text = "The next genration of Genration, genratin"
    assert (
        mended(text, lambda word: word == "genration", lambda _: None)
        == "The next generation of Genration, genratin"
    )


def test_a_word_written_as_one_is_parted_as_the_cases_write_it() -> None:
    texts = ("Tying consent to a share makes free-riding hard", "members who fund the plant")
    assert in_two("freeride", texts) == "free-riding"
    assert in_two("freeriders", texts) == "free-riding"
    assert in_two("crowdfunding", texts) is None
    assert in_two("furnace", ("fur nace",)) is None
