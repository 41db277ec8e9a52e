"""Words of questions and passages."""

import math

import pytest

from service.answers.words import Rarity, content, fold, stem, words


def test_a_devanagari_word_is_not_cut_at_its_vowel_signs() -> None:
    assert words("क्लस्टर को कितना अनुदान?") == ["क्लस्टर", "को", "कितना", "अनुदान"]


def test_grouping_marks_go_and_decimals_stay() -> None:
    assert words("Rs 1,79,47,000 or 179.47 crore.") == ["rs", "17947000", "or", "179.47", "crore"]


def test_devanagari_digits_are_read_as_digits() -> None:
    assert fold("५०० करघे") == "500 करघे"


def test_only_english_words_are_stemmed() -> None:
    assert stem("weavers") == stem("weaver")
    assert stem("बुनकरों") == "बुनकरों"
    assert stem("95th") == "95th"


def test_content_drops_what_carries_no_meaning_and_keeps_order() -> None:
    assert content("How much grant does the CFC get, and which grants?") == ["grant", "cfc"]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    rarity = Rarity(["cluster of weavers", "cluster of tanners", "cluster of potters"])
    assert rarity.weight(stem("weavers")) > rarity.weight("cluster")
    assert rarity.weight("passport") == pytest.approx(math.log(4 / 0.5))


def test_coverage_is_the_share_of_weight_present() -> None:
    rarity = Rarity(["red wool", "red silk", "red jute"])
    assert rarity.coverage(["wool"], {"wool"}) == 1
    assert rarity.coverage(["wool", "red"], {"red"}) < 0.3
    assert rarity.coverage([], {"red"}) == 0
