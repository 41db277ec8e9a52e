"""Every shape of ``prompts/spoken.yaml`` can be said, in each language it has, with all its numbers and no others."""

from importlib.resources import files

import pytest
import yaml

from service.helpline.renderings.figures import figures, numbers
from service.helpline.renderings.records import Language
from service.helpline.renderings.shapes import brief, in_hindi, say

FILE = yaml.safe_load(files("prompts").joinpath("spoken.yaml").read_text("utf-8"))
SAMPLE = {
    "money": "Rs 7.5 crore", "money2": "Rs 9 lakh", "percent": "66.67%", "number": "1,250", "day": "31 March 2026",
    "day2": "22 June 2026", "name": "PMEGP (2021-26)", "base": "the project cost", "case": "a micro unit",
    "list": "trusts, students or co-operatives", "about": "a limit", "one": "there is none", "other": "it is 250",
    "third": "it is 25", "fourth": "none is seen", "when": "on 31 March 2026",
}  # fmt: skip
SHAPES = [(row["match"], name) for row in FILE["shapes"] for name in ("en", "hi") if name in row]


@pytest.mark.parametrize(("match", "language"), SHAPES)
def test_a_shape_says_its_sentence_whole(match: str, language: str) -> None:
    sentence = match.format(**SAMPLE)

    found = say(sentence, Language(language))

    assert found is not None
    assert numbers(" ".join(found.sentences)) == numbers(sentence)
    assert all(len(figures(line)) <= 1 for line in found.sentences)
    assert all(line.endswith((".", "।")) for line in found.sentences)


@pytest.mark.parametrize("tail", [row["match"] for row in FILE["tails"]])
@pytest.mark.parametrize("language", list(Language))
def test_a_tail_is_said_after_its_head(tail: str, language: Language) -> None:
    sentence = "the grant is 70% of the project cost" + tail.format(**SAMPLE)

    found = say(sentence, language)

    assert found is not None
    assert len(found.sentences) == 2
    assert numbers(" ".join(found.sentences)) == numbers(sentence)


def test_words_are_put_together_from_known_ones() -> None:
    assert in_hindi("a micro unit in the North East") == "पूर्वोत्तर में सूक्ष्म इकाई"
    assert in_hindi("a project of Rs 5 crore to Rs 10 crore in a general area") == (
        "सामान्य क्षेत्र में ₹5 करोड़ से ₹10 करोड़ की परियोजना"
    )
    assert in_hindi("an unheard-of thing") is None


def test_when_something_ended_is_said_in_each_form_that_the_sheets_have() -> None:
    for when, hindi in (
        ("on 31 March 2026", "31 मार्च 2026 को"),
        ("in May 2022", "मई 2022 में"),
        ("with the financial year 2025-26", "वित्त वर्ष 2025-26 के साथ"),
    ):
        found = say(f"ASPIRE is closed to new applications; it ended {when}", Language.HINDI)

        assert found is not None
        assert found.sentences[1] == f"यह {hindi} समाप्त हुई।"


def test_fewer_words_leave_out_no_figure() -> None:
    assert brief("the cost of the hard part (buildings, plant and tools)") == "the cost of the hard part"
    for long, short in FILE["brief"].items():
        assert numbers(long) == numbers(short)
        assert len(short.split()) <= len(long.split())


def test_what_no_shape_fits_is_not_said() -> None:
    assert say("the moon is made of 5 cheeses", Language.ENGLISH) is None
    assert say("an unheard-of thing gets a grant of 70% of the project cost", Language.HINDI) is None


def test_a_shape_that_would_change_a_number_is_not_used() -> None:
    # A second sum in the place of a name: the shape would say it, but a figure of the edition would be lost.
    assert say("the grant is at most Rs 5 crore and 20 lakh", Language.HINDI) is None
