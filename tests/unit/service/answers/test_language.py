"""Names of schemes that are ordinary words, and short spellings, in a question put into the library's words."""

from pathlib import Path

import pytest

from service.answers.glossary import Glossary
from service.answers.language import Languages
from service.answers.spelling import Speller

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def languages() -> Languages:
    return Languages(
        Glossary(ROOT / "corpus" / "glossary"),
        Speller({}),
        {"Assam": "North East"},
        frozenset({"lean", "team"}),
    )


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("what about lean", "what about LEAN"),
        ("no, I meant lean", "no, I meant LEAN"),
        ("how much grant does lean pay?", "how much grant does LEAN pay?"),
        ("lean manufacturing in foundries", "lean manufacturing in foundries"),
        ("can our team get a loan", "can our team get a loan"),
        ("hw mch grnt in Assam", "how much grant in Assam (North East)"),
    ],
)
def test_a_name_that_is_a_word_is_one_where_nothing_else_is_asked_of(
    typed: str, english: str, languages: Languages
) -> None:
    assert languages.english(typed) == english
