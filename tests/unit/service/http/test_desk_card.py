"""What the operator is told to mind above an answer: a disagreement on what is told, or beside it."""

from service.helpline.renderings.content import content_of
from service.helpline.renderings.telling import plan
from service.http.desk_card import banner
from service.records import Answer, AnswerStatus
from tests.unit.service.helpline.renderings.test_truth import made

CFC = "In the Common Facility Centre (CFC) part of MSE-CDP (2022 guidelines), "
RULE = (
    CFC + "a project of Rs 5 crore to Rs 10 crore in a general area gets a grant of 70% of the project cost."
)
CAP = CFC + "the grant is worked out on a cost of at most Rs 30 crore."
SIDES = (
    "Sources disagree on the highest project cost under MSE-CDP (2022 guidelines): one says that it is Rs 30 crore "
    "(PIB, 2023) and another says that it is Rs 20 crore (Nisarg, undated)."
)


def warned(*texts: str, status: AnswerStatus = AnswerStatus.CONFLICTING) -> str | None:
    answer: Answer = made(*texts, status=status)
    return banner(answer, (), plan(content_of(answer)))


def test_both_sides_are_to_be_said_where_they_are_the_answer() -> None:
    assert "Say both" in str(warned(SIDES))


def test_a_disagreement_beside_the_rule_is_named_and_the_rule_told() -> None:
    said = str(warned(RULE, SIDES))
    assert "on the highest project cost" in said
    assert "Tell the first statement" in said
    assert "Say both" not in said


def test_without_a_disagreement_nothing_is_to_be_minded() -> None:
    assert warned(RULE, CAP, status=AnswerStatus.ANSWERED) is None
