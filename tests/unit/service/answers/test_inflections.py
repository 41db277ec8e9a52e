"""Inflected words of Hindi lead back to the forms that a glossary lists."""

import pytest

from service.answers.inflections import dictionary_forms, verb_stems


@pytest.mark.parametrize(
    ("word", "roman", "listed"),
    [
        ("योजनाओं", False, "योजना"),
        ("लड़कियों", False, "लड़की"),
        ("buniyon", True, "buni"),
        ("kagazon", True, "kagaz"),
    ],
)
def test_a_plural_leads_to_its_dictionary_form(word: str, roman: bool, listed: str) -> None:
    assert listed in dictionary_forms(word, roman, 3 if roman else 2)


def test_too_little_left_without_the_ending_is_no_word() -> None:
    assert list(dictionary_forms("on", True, 3)) == []


def test_of_two_stems_of_a_verb_the_longer_one_comes_first_and_the_word_itself_last() -> None:
    found = list(verb_stems("लगाने", False))
    assert found.index("लगा") < found.index("लग") < len(found) - 1
    assert found[-1] == "लगाने"
    assert "mil" in verb_stems("milega", True)
