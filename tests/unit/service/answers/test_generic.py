"""Questions that fit everything are told from those that name something."""

import pytest

from service.answers.generic import OWN, telling
from service.answers.words import content, words


def left(question: str) -> list[str]:
    return telling(tuple(content(question)), question, bool(set(words(question)) & OWN))


@pytest.mark.parametrize(
    "question",
    [
        "which documents should I keep ready?",
        "who do I call about my application",
        "can a company apply or only a society?",
        "what is the interest rate",
        "we want to set up a common facility, how much subsidy will come",
    ],
)
def test_a_question_about_any_scheme_alike_names_nothing(question: str) -> None:
    assert left(question) == []


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("subsidy for a pickle unit", "pickl"),
        ("how much did the common facility cost to build in all", "facil"),  # of no caller's own group
        ("On which portals should cluster members register?", "portal"),  # clusters as such
    ],
)
def test_a_question_about_something_keeps_its_word(question: str, named: str) -> None:
    assert named in left(question)
