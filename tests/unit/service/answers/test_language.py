"""Names of schemes that are ordinary words, and short spellings, in a question put into the library's words."""

from pathlib import Path

import pytest

from service.answers.glossary import Glossary
from service.answers.language import Languages
from service.answers.naming import Named
from service.answers.question import understand
from service.answers.spelling import Speller
from service.answers.words import words

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def languages() -> Languages:
    return Languages(
        Glossary(ROOT / "corpus" / "glossary"),
        Speller({}),
        {"Assam": "North East", "Himachal Pradesh": "hill State"},
        frozenset({"lean", "team"}),
        {
            "nuh": {"Haryana": "aspirational district"},
            "mandi": {"Himachal Pradesh": "hill State"},
            "aurangabad": {"Bihar": "aspirational district", "Maharashtra": ""},
        },
    )


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("what about lean", "what about LEAN"),
        ("no, I meant lean", "no, I meant LEAN"),
        ("how much grant does lean pay?", "how much grant does LEAN pay?"),
        ("lean manufacturing in foundries", "lean manufacturing in foundries"),
        ("can our team get a loan", "can our team get a loan"),
        ("hw mch grnt in Assam", "how much grant in Assam"),
    ],
)
def test_a_name_that_is_a_word_is_one_where_nothing_else_is_asked_of(
    typed: str, english: str, languages: Languages
) -> None:
    assert languages.english(typed) == english


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("grant in Assam", "grant in Assam (North East)"),
        ("grant in Nuh?", "grant in Nuh (aspirational district)?"),
        (
            "grant in mandi",
            "grant in mandi",
        ),  # the market, unless it is written as a name or called a district
        ("grant for a centre in mandi district", "grant for a centre in mandi (hill State) district"),
        ("how many units are in Nuh", "how many units are in Nuh"),  # no support is asked for
        ("grant in Aurangabad", "grant in Aurangabad"),  # which one?
        ("grant in Aurangabad, Bihar", "grant in Aurangabad (aspirational district), Bihar"),
        ("grant in the aspirational district of Nuh", "grant in the aspirational district of Nuh"),
    ],
)
def test_a_place_is_followed_by_the_area_that_rules_name(
    text: str, placed: str, languages: Languages
) -> None:
    assert languages.placed(text) == placed


@pytest.mark.parametrize(
    ("talk", "meant"),
    [
        (("centre grant in Himachal", "and in Gujarat?"), "centre grant in Gujarat"),
        (("centre grant in Assam (North East)", "and in Kerala?"), "centre grant in Kerala"),
        (("centre grant in Gujarat", "and in Assam?"), "centre grant in Assam (North East)"),
        (("असम में अनुदान", "और गुजरात में?"), "Gujarat grant subsidy"),
    ],
)
def test_a_follow_up_leaves_the_area_of_the_state_before(
    talk: tuple[str, str], meant: str, languages: Languages
) -> None:
    assert understand(talk[1], talk[:1], languages, states).search == meant


def states(text: str) -> Named:
    """The States of a text."""
    return Named(others=frozenset(words(text)) & {"himachal", "pradesh", "assam", "gujarat", "kerala"})


def test_a_town_is_no_misspelling_of_another() -> None:
    towns = frozenset({"bhiwandi", "tiruppur"})
    speller = Speller({"bhiwani": 3, "tirupur": 9})
    languages = Languages(Glossary(ROOT / "corpus" / "glossary"), speller, places=towns)
    assert languages.spelt("looms in Bhiwandi") == "looms in Bhiwandi"
    assert languages.spelt("looms in Tiruppur") == "looms in tirupur"  # one place in two spellings


def test_a_hindi_and_leans_on_what_was_asked(languages: Languages) -> None:
    def schemes(text: str) -> Named:
        return Named(frozenset(words(text)) & {"sfurti", "pmegp"})

    asked = understand("और पीएमईजीपी की?", ("SFURTI की अंतिम तिथि?",), languages, schemes)
    assert asked.leans
    assert asked.search == "PMEGP last date"
