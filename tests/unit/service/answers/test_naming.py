"""The words of a text that name something: kept, left out and replaced whole."""

from service.answers.naming import Named, naming_words, replaced, without

STATE = frozenset({"jammu", "and", "kashmir"})


def test_a_state_of_several_words_is_replaced_whole() -> None:
    assert replaced("grant in Jammu and Kashmir?", STATE, "Tamil Nadu") == "grant in Tamil Nadu?"


def test_the_and_of_a_state_is_no_name_elsewhere() -> None:
    text = "grant and loan in Jammu and Kashmir"
    assert without(text, STATE) == "grant and loan"
    assert naming_words(text, Named(others=STATE)) == "Jammu and Kashmir"
    assert replaced(text, STATE, "Assam") == "grant and loan in Assam"
