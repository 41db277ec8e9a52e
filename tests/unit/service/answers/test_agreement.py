"""A question and the statements that would answer it must speak of the same thing."""

import pytest

from service.answers.agreement import foreign, lacking
from service.answers.question import Question, understand


class Plain:
    """Languages that leave every text as it is."""

    def english(self, text: str) -> str:
        return text

    def other_names(self, text: str) -> tuple[str, ...]:
        return ()


def asked(text: str) -> Question:
    return understand(text, [], Plain())


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many looms are in Kancheepuram?", "The cluster has 60,000 weavers."),
        ("What is the last date for the card?", "The card gives a discount of 20%."),
        ("Who is the director in charge?", "The scheme pays 70% of the cost."),
    ],
)
def test_a_text_about_another_thing_lacks_what_is_asked(question: str, text: str) -> None:
    assert lacking(asked(question), text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many looms are needed?", "There should be 500 handlooms in one place."),
        ("How many people work there?", "It gave 600,000 jobs in 2023."),
        ("Is the scheme accepting applications today?", "The selection is finished."),
    ],
)
def test_a_text_that_counts_the_same_by_another_name_lacks_nothing(question: str, text: str) -> None:
    assert not lacking(asked(question), text)


def test_a_place_that_the_text_does_not_name_is_foreign() -> None:
    question = asked("How many lock makers work in Aligarh?")
    assert foreign(question, "Brass parts are made in Jamnagar.", {"aligarh", "jamnagar"})
    assert not foreign(question, "Aligarh has many lock makers.", {"aligarh", "jamnagar"})


def test_the_callers_own_town_is_not_foreign() -> None:
    assert not foreign(asked("What do we in Aligarh get?"), "A cluster gets 70%.", {"aligarh"})
