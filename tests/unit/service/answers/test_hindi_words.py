"""Sentences in Devanagari are found by the words of a question in any of the languages that callers use."""

from pathlib import Path

import numpy as np
import pytest

from service.answers.glossary import Glossary
from service.answers.hindi_words import Postings, coverage, stem_hindi, units

TEXTS = [
    "आवेदन के लिए कम से कम बीस इकाइयों का समूह होना चाहिए।",
    "दो करोड़ रुपये तक का ऋण बिना किसी जमानत के मिलता है।",
    "चालक लाइसेंस अठारह वर्ष की आयु से मिलता है।",
]


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary(Path(__file__).parents[4] / "corpus" / "glossary")


@pytest.fixture(scope="module")
def lines(glossary: Glossary) -> Postings:
    return Postings(TEXTS, glossary)


@pytest.mark.parametrize(
    "forms", ["इकाई इकाइयाँ इकाइयों", "योजना योजनाएँ योजनाओं", "कंपनी कम्पनियों", "करोड़ करोड", "महिला महिलाओं"]
)
def test_forms_and_spellings_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem_hindi(form) for form in forms.split()}) == 1


def test_short_words_keep_their_endings() -> None:
    assert stem_hindi("नई") != stem_hindi("न")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("कितनी इकाइयाँ चाहिए आवेदन में?", 0),
        ("बिना गिरवी कितना कर्ज मिलेगा?", 1),
        ("bina jamanat kitna loan milta hai?", 1),
        ("without collateral, how large a loan?", 1),
        ("chalak ka licence kis umra me?", 2),
    ],
)
def test_a_question_finds_its_sentence(glossary, lines, question: str, found: int) -> None:
    scores = coverage(units(question, glossary), lines, lines, np.arange(len(TEXTS)))
    assert int(np.argmax(scores)) == found
    assert scores[found] > 0


def test_what_stands_around_counts_less_than_what_is_said(glossary, lines) -> None:
    around = Postings(["ऋण", "चमड़ा", "चमड़ा"], glossary)
    inside = coverage(units("ऋण और चमड़ा", glossary), lines, around, np.array([0, 1, 2]))
    assert inside[1] > inside[2] > inside[0] > 0


def test_numbers_in_digits_and_words_are_seen(glossary) -> None:
    made = Postings(["शुल्क दस रुपये है", "शुल्क 10 रुपये है", "तीन दिन लगते हैं", "शुल्क माफ है"], glossary)
    assert made.figures.tolist() == [True, True, True, False]


def test_words_that_only_ask_are_told_from_others(glossary) -> None:
    assert [unit.english for unit in units("अनुदान कितना मिलता है?", glossary) if not unit.asks] == [
        {"grant", "subsidi"}
    ]


def test_a_word_that_no_sentence_holds_lowers_the_score(glossary, lines) -> None:
    places = np.arange(len(TEXTS))
    one = coverage(units("जमानत बिना ऋण", glossary), lines, lines, places)[1]
    assert coverage(units("जमानत बिना ऋण मोरबी", glossary), lines, lines, places)[1] < one
