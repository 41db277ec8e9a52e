"""Spellings and sounds of Hindi words."""

import pytest

from service.answers.sounds import fold, has_devanagari, romanise, sound_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("हिन्दी", "हिंदी"),
        ("कम्पनी", "कंपनी"),
        ("चाहिये", "चाहिए"),
        ("गयी", "गई"),
        ("ज़िला", "जिला"),
        ("पाँच", "पांच"),
        ("CFC", "cfc"),
    ],
)
def test_two_spellings_of_one_word_fold_together(one, other):
    assert fold(one) == fold(other)


def test_digits_fold_to_ours():
    assert fold("२०१२") == "2012"


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("मुरादाबाद", "muradabad"),
        ("बुनकर", "bunkar"),
        ("हथकरघा", "hathakargha"),
        ("पंप", "pamp"),
        ("क़लम", "qalam"),
    ],
)
def test_devanagari_is_written_in_latin_letters(word, latin):
    assert romanise(word) == latin


@pytest.mark.parametrize(
    "spellings",
    [
        ("hazaar", "hajar", "hazar", "हज़ार"),
        ("bhadohi", "badohi", "भदोही"),
        ("tirupur", "tiruppur", "thirupur"),
        ("prashikshan", "prasikshan", "प्रशिक्षण"),
        ("yojana", "yojna", "योजना"),
        ("vikas", "wikaas", "विकास"),
    ],
)
def test_spellings_of_one_sound_share_a_key(spellings):
    assert len({sound_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("kargha", "kumhar"), ("loha", "lekha"), ("rin", "ran")])
def test_different_words_keep_different_keys(one, other):
    assert sound_key(one) != sound_key(other)


def test_only_letters_make_a_text_devanagari():
    assert has_devanagari("CFC क्या")
    assert not has_devanagari("CFC । २०१२")
