"""Misspelt ordinary words are put right; names, right words and words near to nothing stand."""

import pytest

from service.precedents.slips import mended, nearest


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
    assert mended(text, lambda word: word == "genration") == "The next generation of Genration, genratin"
