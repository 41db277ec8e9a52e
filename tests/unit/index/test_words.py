from hypothesis import given
from hypothesis import strategies as st

from index.words import LONGEST_WORD, query_words, words


def test_words_are_lower_case_stemmed_and_without_stop_words() -> None:
    assert words("The Clusters of small FIRMS") == ["cluster", "small", "firm"]


def test_an_acronym_with_a_hyphen_is_found_in_all_its_spellings() -> None:
    written = set(words("MSE-CDP"))
    assert set(words("mse cdp")) < written
    assert set(words("msecdp")) < written
    assert written == {"mse", "cdp", "msecdp"}


def test_any_dash_joins_as_a_hyphen_does() -> None:
    assert words("MSE‑CDP") == words("MSE–CDP") == words("MSE-CDP")


def test_full_stops_inside_an_acronym_do_not_part_it() -> None:
    assert words("the C.F.C. and the U.S.") == ["cfc", "us"]


def test_numbers_are_found_however_their_thousands_are_marked() -> None:
    assert words("₹1,00,000") == words("100,000") == words("100000") == ["100000"]


def test_a_decimal_number_stays_whole() -> None:
    assert words("12.5% of Rs.2.5 crore") == ["12.5", "rs", "2.5", "crore"]


def test_devanagari_digits_equal_ascii_digits() -> None:
    assert words("२०२२") == ["2022"]


def test_hindi_words_keep_their_vowel_signs() -> None:
    assert words("केंद्रीय सुविधा केंद्र।") == ["केंद्रीय", "सुविधा", "केंद्र"]


def test_hindi_spelling_variants_meet() -> None:
    assert words("आँकड़े") == words("आंकडे")
    assert words("क़र्ज़") == words("कर्ज")


def test_tamil_and_bengali_words_stay_whole() -> None:
    assert words("திருப்பூர் কলকাতা") == ["திருப்பூர்", "কলকাতা"]


def test_an_invisible_joiner_does_not_part_a_word() -> None:
    assert words("वि\u200dद्युत") == words("विद्युत")


def test_hindi_stop_words_go() -> None:
    assert words("बुनकरों के लिए केंद्र में") == ["बुनकरों", "केंद्र"]


def test_an_acronym_that_looks_like_a_stop_word_stays() -> None:
    assert words("IT clusters of Bangalore: it is") == ["it", "cluster", "bangalor"]
    assert words("HOW IT IS IN CAPITALS") == ["how", "capit"]


def test_a_question_is_sought_by_what_it_asks_for() -> None:
    assert query_words("How much grant does a CFC get?") == ["grant", "cfc", "get"]
    assert query_words("MSE-CDP mein kitna grant milta hai?") == ["mse", "cdp", "msecdp", "grant"]
    assert query_words("अनुदान कितना मिलता है?") == ["अनुदान"]
    assert query_words("how much?") == words("how much")


def test_apostrophes_go() -> None:
    assert words("India's don’t") == ["india", "dont"]


def test_accents_go() -> None:
    assert words("Büttcher résumé") == words("Buttcher resume")


@given(st.text())
def test_any_text_gives_words_that_survive_their_own_analysis(text: str) -> None:
    for word in words(text):
        assert 0 < len(word) <= LONGEST_WORD
        assert not any(sign.isspace() for sign in word)
