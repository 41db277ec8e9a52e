"""The words of a text that name something: kept, left out and replaced whole."""

from service.answers.naming import Named, named_once, naming_words, replaced, without

STATE = frozenset({"jammu", "and", "kashmir"})


def test_a_state_of_several_words_is_replaced_whole() -> None:
    assert replaced("grant in Jammu and Kashmir?", STATE, "Tamil Nadu") == "grant in Tamil Nadu?"


def test_the_and_of_a_state_is_no_name_elsewhere() -> None:
    text = "grant and loan in Jammu and Kashmir"
    assert without(text, STATE) == "grant and loan"
    assert naming_words(text, Named(others=STATE)) == "Jammu and Kashmir"
    assert replaced(text, STATE, "Assam") == "grant and loan in Assam"


def test_an_acronym_with_its_long_form_is_named_once() -> None:
    assert named_once("LAS Loom Aid Scheme last date") == "LAS last date"
    assert (
        named_once("last date SURTI Scheme of Upgrading Traditional Industries") == "last date SURTI"
    )  # letters of more than initials
    assert named_once("LAS Kiln Office") == "LAS Kiln Office"
    assert named_once("MUDRA Bank") == "MUDRA Bank"
