"""Spelling: what is corrected towards the corpus, and what is left as it is."""

import json
import re
from pathlib import Path

import pytest

from service.answers.spelling import Speller, english_words

SHARED = Path(__file__).parents[4].parent / "shared"
VOCABULARY = {
    "bhadohi": 3, "ichalkaranji": 4, "tirupur": 9, "sfurti": 30, "mse-cdp": 40, "cluster": 400, "clusters": 300,
    "electricity": 8, "register": 5, "registered": 9, "kannauj": 3, "firozabad": 4, "moradabad": 5, "tannery": 7,
    "plates": 2, "district": 12, "distinct": 3, "sport": 3, "handloom": 50,
}  # fmt: skip


@pytest.fixture(scope="module")
def speller():
    return Speller(VOCABULARY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("badohi", "bhadohi"),
        ("ichalkarnji", "ichalkaranji"),
        ("tirpur", "tirupur"),
        ("tiruppur", "tirupur"),
        ("sfruti", "sfurti"),
        ("msecdp", "mse-cdp"),
        ("clustr", "cluster"),
        ("electrcity", "electricity"),
        ("regester", "register"),
        ("kanauj", "kannauj"),
        ("firojabad", "firozabad"),
        ("Moradbad", "moradabad"),
        ("muradabad", "moradabad"),
        ("tanery", "tannery"),
        ("hendloom", "handloom"),
    ],
)
def test_names_and_slips_find_the_corpus_word(speller, typed, meant):
    assert speller.correct(typed) == meant


def test_the_more_frequent_of_equally_near_words_wins(speller):
    assert speller.correct("distict") == "district"


@pytest.mark.parametrize(
    "word", ["passport", "pleiades", "plaited", "tiara", "clutter", "sporty", "cluster", "clusters"]
)
def test_a_word_that_is_spelt_right_stands(speller, word):
    assert speller.correct(word) is None


@pytest.mark.parametrize("word", ["spv", "dpr", "mny", "2022", "r2d2", "", "zzzzzz"])
def test_short_words_numbers_and_nonsense_are_left(speller, word):
    assert speller.correct(word) is None


@pytest.mark.parametrize(
    ("clipped", "meant"),
    [
        ("hw", "how"),
        ("mch", "much"),
        ("grnt", "grant"),
        ("aply", "apply"),
        ("schme", "scheme"),
        ("helo", "hello"),
    ],
)
def test_words_of_asking_are_known_as_short_messages_clip_them(clipped, meant):
    assert Speller({"loom": 3}).correct(clipped) == meant
    assert Speller({clipped: 1}).correct(clipped) is None


def test_a_slip_of_an_english_word_that_the_corpus_lacks_is_not_bent():
    assert Speller({"parchment": 1}).correct("parliment") is None


def test_the_english_words_are_there():
    assert {"passport", "colour", "programme"} <= set(english_words())


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the development folder is not there")
@pytest.mark.parametrize("name", ["xquad-en", "clapnq-dev"])
def test_words_of_unrelated_questions_are_hardly_ever_bent(name):
    texts = [path.read_text(encoding="utf-8").lower() for path in (SHARED / "literature").glob("*.txt")]
    vocabulary: dict[str, int] = {}
    for text in texts:
        for word in set(re.findall(r"[a-z]+(?:-[a-z]+)*", text)):
            vocabulary[word] = vocabulary.get(word, 0) + 1
    speller = Speller(vocabulary)
    lines = (SHARED / "bench" / name / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    words = {word for line in lines for word in re.findall(r"[A-Za-z]+", json.loads(line)["text"])}
    bent = {word: meant for word in words if (meant := speller.correct(word))}
    assert len(bent) / len(words) < 0.01, bent
