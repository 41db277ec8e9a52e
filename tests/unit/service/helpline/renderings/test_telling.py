"""What a caller may be told of an answer that does not fit whole: never a point that misleads alone."""

import pytest

from service.helpline.renderings.clauses import clauses
from service.helpline.renderings.records import Language, Rendered
from service.helpline.renderings.render import render
from service.records import Answer, AnswerStatus, Citation, Statement

REFERENCE = "7K3M2QP"
CFC = "In the Common Facility Centre (CFC) part of MSE-CDP (2022 guidelines), "
LONG = "Under MSE-CDP (2022 guidelines), the general rule of 70% holds" + " for all who ask" * 80 + "."
GENERAL = (
    CFC + "a project of Rs 5 crore to Rs 10 crore in a general area gets a grant of 70% of the project cost."
)
SPECIAL = (
    CFC
    + "a project of Rs 5 crore to Rs 10 crore in the North East or a hill State gets a grant of 80% of the "
    "project cost."
)
MICRO = "In the micro part of CGTMSE, the loan is at most Rs 2 crore."
CLOSED = "SFURTI (revised 2022) is closed to new applications, as far as sources up to 22 June 2026 show."
OPEN = "MSE-CDP (2022 guidelines) is closed to new applications, as far as sources up to 22 June 2026 show."
SIDES = (
    "Sources disagree on a lower limit under SFURTI (revised 2022): one says that no lower limit is mentioned and "
    "another says that a regular cluster needs at least 250 artisans."
)


def told(
    *texts: str,
    status: AnswerStatus = AnswerStatus.ANSWERED,
    question: str = "How much?",
    language: Language = Language.ENGLISH,
    documents: tuple[str, ...] = (),
) -> Rendered:
    """A small answer rendered; each statement has a source of its own, of one document unless more are named."""
    ids = documents or ("one",) * len(texts)
    citations = tuple(
        Citation(n, name, f"p{n}", "Guidelines", "MSME", None, "", 12, None, text, 0, len(text), None)
        for n, (text, name) in enumerate(zip(texts, ids, strict=True), 1)
    )
    statements = tuple(Statement(text, (n,)) for n, text in enumerate(texts, 1))
    answer = Answer("a", question, None, status, None, statements, citations, (), (), "2026-11-22", "index")
    return render(answer, REFERENCE, language)


def three(made: Rendered) -> tuple[str, str, str]:
    return made.speech, made.sms.text, made.whatsapp.body


@pytest.mark.parametrize("language", list(Language))
def test_a_special_rule_is_not_told_where_the_leading_general_one_does_not_fit(language: Language) -> None:
    for text in three(told(LONG, SPECIAL, language=language)):
        assert "80" not in text
        assert "eighty" not in text
        assert "अस्सी" not in text


def test_a_special_rule_that_leads_is_not_told_without_its_general_one() -> None:
    for text in three(told(SPECIAL)):
        assert "80" not in text
        assert "eighty" not in text


def test_a_special_rule_is_told_on_the_card_with_its_general_one() -> None:
    body = told(SPECIAL, GENERAL).whatsapp.body

    assert "80%" in body
    assert "70%" in body


def test_the_general_rule_is_told_and_that_there_are_special_ones() -> None:
    made = told(GENERAL, SPECIAL)

    assert "seventy percent" in made.speech
    assert "eighty" not in made.speech
    assert "Other rules for special areas or groups: ask by reference." in made.speech
    assert "70%" in made.sms.text
    assert "80%" not in made.sms.text
    assert "Special cases differ. Source:" in made.sms.text


def test_a_special_rule_is_told_to_who_asked_for_it() -> None:
    assert "eighty percent" in told(SPECIAL, question="How much in Assam?").speech


def test_one_side_of_a_conflict_is_not_told_alone() -> None:
    for text in three(told(MICRO, status=AnswerStatus.CONFLICTING)):
        assert "Sources disagree. Ask for both" in text
        assert "Rs 2" not in text
        assert "two crore" not in text


def test_both_sides_that_do_not_fit_are_not_replaced_by_another_number() -> None:
    sides = SIDES.replace("is mentioned", "is mentioned " + "again and " * 120)
    for text in three(told(sides, MICRO, status=AnswerStatus.CONFLICTING)):
        assert "isagree" in text
        assert "Rs 2" not in text
        assert "two crore" not in text
        assert "250" not in text


def test_both_sides_of_a_conflict_are_told_together() -> None:
    made = told(SIDES, status=AnswerStatus.CONFLICTING)

    assert "no lower limit" in made.speech
    assert "two hundred fifty" in made.speech


@pytest.mark.parametrize("language", list(Language))
def test_a_sibling_rule_is_not_told_in_place_of_a_leading_one_that_is_too_long(language: Language) -> None:
    made = told(LONG, MICRO, language=language)

    for text in three(made):
        assert "Rs 2" not in text
        assert "₹2" not in text
        assert "two crore" not in text
        assert "दो करोड़" not in text
    assert made.spoken.left_out == made.sms.left_out == made.whatsapp.left_out == 2


def test_nothing_is_told_after_a_point_that_does_not_fit() -> None:
    made = told(GENERAL, LONG, MICRO)

    for text in three(made):
        assert "Rs 2 " not in text
        assert "two crore" not in text


@pytest.mark.parametrize("points", [(MICRO,), (LONG, MICRO)])
def test_that_a_part_only_is_answered_is_said_everywhere(points: tuple[str, ...]) -> None:
    for text in three(told(*points, status=AnswerStatus.PARTLY_ANSWERED)):
        assert "a part of " in text
    for text in three(told(*points, status=AnswerStatus.PARTLY_ANSWERED, language=Language.HINDI)):
        assert "एक भाग" in text or "a part of" in text


def test_the_status_is_told_even_where_the_answer_is_too_long() -> None:
    for text in three(told(LONG, OPEN)):
        assert "closed to new applications" in text
        assert "too long" in text
        assert "70%" not in text


def test_the_status_of_another_scheme_is_not_told() -> None:
    for text in three(told(GENERAL, CLOSED)) + three(told(LONG, CLOSED)):
        assert "closed to new applications" not in text


def test_the_status_from_another_document_is_not_told_where_no_scheme_is_named() -> None:
    grant, status = "The grant is at most Rs 5 crore.", "The scheme is closed to new applications."

    assert "closed" not in told(grant, status, documents=("one", "two")).speech
    assert "closed" in told(grant, status, documents=("one", "one")).speech


@pytest.mark.parametrize(
    "start", ["That this spending order covers", "This is for", "These are the rules of", "It covers"]
)
def test_a_sentence_that_points_back_is_not_told_without_what_it_points_to(start: str) -> None:
    back = f"{start} 8 works of the ministry."
    for text in three(told(back)) + three(told(MICRO, back, documents=("one", "two"))):
        assert "of the ministry" not in text


def test_a_sentence_that_points_back_is_told_after_its_fellow() -> None:
    assert "It covers eight works." in told("The fund is new.", "It covers 8 works.").speech


def test_hindi_says_ranges_and_closed_schemes_rightly() -> None:
    share = clauses(CFC + "the grant is 75 to 90% of the project cost.", Language.HINDI)
    closed = clauses(CLOSED, Language.HINDI)

    assert share
    assert share.sentences == ("अनुदान परियोजना लागत का 75 से 90%।",)
    assert closed
    assert closed.its == ("यह नए आवेदनों के लिए बंद है।", "यह बंद है।")
