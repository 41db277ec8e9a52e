"""What statements leave out of what was asked."""

import pytest

from service.answers.question import Question, understand
from service.answers.whole import Told, asks_fate, tells
from service.answers.words import stem_set
from tests.unit.service.answers.plain import Plain

LOANS = "The first loan is up to Rs 1 lakh. The second loan comes only after the first is repaid."


def asked(text: str) -> Question:
    return understand(text, (), Plain())


@pytest.mark.parametrize(
    "question", ["which Kanpur leather interventions failed?", "what was tried in Agra? did it work?"]
)
def test_what_became_of_works_is_known_to_be_asked(question: str) -> None:
    assert asks_fate(asked(question))


def test_how_many_people_work_somewhere_is_no_question_about_fate() -> None:
    assert not asks_fate(asked("what do the people who work on projects in Agra earn?"))


def test_a_part_of_a_question_is_told_only_with_a_figure_of_its_kind_and_its_words() -> None:
    told = Told(LOANS, stem_set(LOANS))
    assert tells("how much is the first loan", told)
    assert not tells("in which year did the loan start", told)
    assert not tells("what colour is the badge", told)
