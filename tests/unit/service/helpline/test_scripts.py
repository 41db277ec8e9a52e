"""Scripts: whole in both languages, and without a word of fact."""

import re

import pytest

from service.helpline.records import Outcome
from service.helpline.scripts import FIRST, LANGUAGES, Words, call_types, script

WORDS = Words("Asha", "7, K, 3", "Monday, 11 am")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("call_type", call_types())
def test_every_type_of_call_has_all_its_words_in_each_language(call_type: str, language: str) -> None:
    found = script(call_type, language, WORDS)
    assert found.greeting
    assert found.ask
    assert len(found.consent) == 2
    assert "7, K, 3" in found.closing
    assert "$" not in " ".join([found.greeting, found.closing, *found.endings.values()])
    said = " ".join([found.greeting, *found.consent, *found.ask, found.closing, *found.endings.values()])
    assert bool(re.search("[ऀ-ॿ]", said)) == (language == "hi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_but_a_dropped_call_has_an_ending(language: str) -> None:
    assert set(script(FIRST, language, WORDS).endings) == set(Outcome) - {Outcome.DROPPED}


@pytest.mark.parametrize("outcome", [Outcome.ESCALATED, Outcome.CALL_BACK, Outcome.COMPLAINT])
def test_what_is_promised_is_said_with_its_time(outcome: Outcome) -> None:
    assert "Monday, 11 am" in script(FIRST, "en", WORDS).endings[outcome]


def test_no_script_states_a_figure() -> None:
    found = script("eligibility", "en", Words("Asha", "seven", "soon"))
    assert not re.search(r"\d", " ".join([found.greeting, *found.consent, *found.ask, found.closing]))


def test_an_unknown_type_or_language_falls_back_instead_of_failing() -> None:
    found = script("long gone", "ta", WORDS)
    assert (found.call_type, found.language) == (FIRST, "en")
