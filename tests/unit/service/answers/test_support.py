"""What the measures of support make of chosen statements: an answer, a part of one, or a refusal."""

from dataclasses import replace

import pytest

from service.answers.route import Ending
from service.answers.support import Evidence, judge, shipped
from service.records import AnswerStatus

FAR = Evidence(likeness=0.3, passage=0.3)
BORNE_OUT = Evidence(
    likeness=0.7, passage=0.6, coverage=0.7, own=0.6, named=1.0, lead=0.9, field=0.5, length=0.3
)


def test_what_reads_like_nothing_of_ours_is_out_of_scope() -> None:
    verdict = judge(FAR, shipped())
    assert isinstance(verdict, Ending)
    assert verdict.status is AnswerStatus.OUT_OF_SCOPE


def test_a_question_surely_of_our_field_is_weighed_however_unlike_it_reads() -> None:
    verdict = judge(replace(FAR, afield=-4.0), shipped())
    assert isinstance(verdict, Ending)
    assert verdict.status is AnswerStatus.NO_EVIDENCE
    assert not isinstance(judge(replace(FAR, afield=-4.0, loose=4.0, lead=2.0), shipped()), Ending)


@pytest.mark.parametrize("measure", ["untold", "without", "uncounted", "absent", "lacks", "strange"])
def test_what_is_asked_for_and_not_there_speaks_against_an_answer(measure: str) -> None:
    assert shipped().chance(replace(BORNE_OUT, **{measure: 1.0})) < shipped().chance(BORNE_OUT)


def test_a_field_that_the_sheet_tells_nowhere_refuses() -> None:
    assert judge(BORNE_OUT, shipped()) is AnswerStatus.ANSWERED
    verdict = judge(replace(BORNE_OUT, untold=1.0, field=0.0), shipped())
    assert isinstance(verdict, Ending)
    assert verdict.status is AnswerStatus.NO_EVIDENCE
