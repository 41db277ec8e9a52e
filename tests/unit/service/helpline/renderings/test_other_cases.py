"""Half a rule is never told as the whole, and a disagreement stands where it belongs."""

import re

import pytest

from service.helpline.renderings.records import Language, Rendered
from service.helpline.renderings.render import render
from service.helpline.renderings.speech import MOST_WORDS
from service.records import Answer, AnswerStatus, Citation, Statement

REFERENCE = "7K3M2QP"
CFC = "In the Common Facility Centre (CFC) part of MSE-CDP (2022 guidelines), "
SMALL = CFC + (
    "a project of Rs 5 crore to Rs 10 crore in a general area gets a grant of 70% of the project cost, so at most "
    "Rs 7 crore (worked out) (Global Bihari, 2022)."
)
LARGE = CFC + (
    "a project of more than Rs 10 crore in a general area gets a grant of 60% of the project cost, worked out on at "
    "most Rs 30 crore, so at most Rs 18 crore (worked out) (Global Bihari, 2022)."
)
SPECIAL = CFC + (
    "a project of more than Rs 10 crore in the North East or a hill State gets a grant of 70% of the project cost, so "
    "at most Rs 21 crore (PIB, 2023)."
)
SIDES = (
    "Sources disagree on the largest grant for a common facility centre under MSE-CDP (2022 guidelines): one says that "
    "it is Rs 21 crore (PIB, 2023) and another says that it is Rs 30 crore (IIFL Finance, 2026)."
)
READING = (
    "On the largest grant for a common facility centre under MSE-CDP (2022 guidelines), this sheet reads it so: "
    "Rs 21 crore holds in special areas and Rs 18 crore elsewhere."
)
REGULAR = "In the regular cluster part of SFURTI (revised 2022), the grant is at most Rs 2.5 crore (Vikaspedia, 2021)."
MAJOR = (
    "In the major cluster part of SFURTI (revised 2022), the grant is at most Rs 5 crore (Vikaspedia, 2021)."
)
BODY = "Under ASPIRE, a government body gets a grant of 100% of the project cost, at most Rs 1 crore (GrainMart, 2019)."
PARTNER = (
    "Under ASPIRE, a partner-run incubator gets a grant of 50% of the project cost, at most Rs 50 lakh "
    "(GrainMart, 2019)."
)
HARD = "In the regular cluster part of SFURTI (revised 2022), a cluster in "
HILLS = HARD + "a hill State gets a grant of 95% of the cost."
SECOND = HARD + "an island gets a grant of 95% of the cost."
ELSEWHERE = HARD + "any other area gets a grant of 90% of the cost."
OWN = CFC + "the own contribution of the applicants is at least 10% of the cost."
OWN_LARGE = CFC + "the members' own contribution is 20% for a project above Rs 10 crore."
STATUS = (
    "It is not known whether MSE-CDP (2022 guidelines) takes applications now: its approved period ended on "
    "31 March 2026 and no renewal order was seen, as far as sources up to 22 June 2026 show (PIB tracker, 2026)."
)
OTHERS = re.compile(r"Other cases differ|Other sizes, parts or applicants|अन्य मामले अलग|अन्य आकार")
FILLER = " for all who ask in good time" * 12


def told(*texts: str, question: str = "How much?", language: Language = Language.ENGLISH) -> Rendered:
    """An answer of one document rendered; conflicting where a statement sets sides next to each other."""
    citations = tuple(
        Citation(n, "one", f"p{n}", "Guidelines", "MSME", 2022, "", 12, None, text, 0, len(text), None)
        for n, text in enumerate(texts, 1)
    )
    statements = tuple(Statement(text, (n,)) for n, text in enumerate(texts, 1))
    status = AnswerStatus.CONFLICTING if any("disagree" in text for text in texts) else AnswerStatus.ANSWERED
    answer = Answer("a", question, None, status, None, statements, citations, (), (), "2026-11-22", "index")
    return render(answer, REFERENCE, language)


def three(made: Rendered) -> tuple[str, str, str]:
    return made.speech, made.sms.text, made.whatsapp.body


@pytest.mark.parametrize("language", list(Language))
def test_the_leading_rule_is_told_before_a_disagreement_and_that_is_named_beside_it(
    language: Language,
) -> None:
    made = told(SMALL, LARGE, SPECIAL, SIDES, READING, STATUS, language=language)

    for text in three(made):
        assert not re.match(r".{0,60}isagree", text), text
        assert re.search(r"70%|seventy|सत्तर", text), text
        assert re.search(r"isagree|मतभेद", text), text
    assert len(made.speech.split()) <= MOST_WORDS
    assert not re.search(r"twenty-one|thirty|इक्कीस|तीस", made.speech)
    assert not re.search(r"Rs 21|Rs 30 crore\b(?!.*cost)", made.sms.text)


def test_a_disagreement_is_told_with_both_sides_their_years_and_the_sheets_reading_or_no_side_of_it() -> None:
    for texts in (
        (SMALL, SIDES, READING),
        (SMALL + FILLER, SIDES, READING),
        (SIDES, READING),
        (READING, SIDES),
    ):
        for text in three(told(*texts)):
            if "Rs 21" in text or "twenty-one crore" in text:
                assert "2023" in text
                assert "2026" in text
                assert re.search(r"Rs 18 crore elsewhere", text), text
    assert "Rs 18 crore elsewhere" in told(SMALL, SIDES, READING).whatsapp.body


def test_a_disagreement_about_just_the_leading_figure_leads() -> None:
    least = CFC + "the grant is at most Rs 21 crore (PIB, 2023)."

    assert told(least, SIDES).speech.startswith("MSE-CDP, twenty twenty-two guidelines: sources disagree on")
    base = CFC + "the grant is worked out on a cost of at most Rs 30 crore (PIB, 2023)."
    assert "worked out on a cost" in told(base, SIDES).speech
    assert told(OWN, SIDES).speech.startswith(
        "MSE-CDP, twenty twenty-two guidelines, CFC. The own contribution"
    )


def test_it_is_said_on_what_sources_disagree_where_that_fits() -> None:
    assert "Sources disagree on largest grant for a CFC" in told(OWN, SIDES, READING).speech


def test_special_cases_are_not_said_of_a_special_case() -> None:
    for text in three(told(SPECIAL, SMALL, LARGE, question="How much in Assam?")) + three(
        told(SIDES, SPECIAL)
    ):
        assert "Special cases differ" not in text
        assert "Other rules for special" not in text


@pytest.mark.parametrize("pair", [(SMALL, LARGE), (REGULAR, MAJOR), (BODY, PARTNER), (OWN, OWN_LARGE)])
@pytest.mark.parametrize("language", list(Language))
def test_a_rule_for_one_case_is_told_with_the_other_or_with_the_word_that_others_differ(
    pair: tuple[str, str], language: Language
) -> None:
    second = re.compile(
        {
            LARGE: r"60%|sixty|साठ",
            MAJOR: r"Rs 5 crore|₹5 करोड़|five crore|पाँच करोड़",
            PARTNER: r"50%|fifty percent|पचास प्रतिशत",
            OWN_LARGE: r"20%|twenty percent|बीस प्रतिशत",
        }[pair[1]]
    )
    for other in (pair[1], pair[1] + FILLER):
        for text in three(told(pair[0], other, language=language)):
            assert second.search(text) or OTHERS.search(text), text


def test_both_cases_are_told_where_they_fit_and_nothing_is_said_of_others() -> None:
    text = told(BODY, PARTNER).sms.text

    assert "100%" in text
    assert "50%" in text
    assert not OTHERS.search(text)


def test_who_named_the_part_hears_nothing_of_other_parts() -> None:
    for text in three(told(REGULAR, MAJOR, question="grant for a regular cluster?")):
        assert not OTHERS.search(text)


@pytest.mark.parametrize("language", list(Language))
def test_any_other_area_is_told_only_after_the_areas_that_it_leaves_out(language: Language) -> None:
    for texts in ((ELSEWHERE,), (OWN, ELSEWHERE), (ELSEWHERE, HILLS + FILLER * 4, SECOND)):
        for text in three(told(*texts, language=language)):
            assert not re.search(r"90%|ninety|नब्बे", text), text
    body = told(ELSEWHERE, HILLS, language=language).whatsapp.body
    assert -1 < body.find("95%") < body.find("90%")


@pytest.mark.parametrize("language", list(Language))
def test_any_other_area_is_told_alone_with_the_one_area_named_that_it_leaves_out(language: Language) -> None:
    made = told(ELSEWHERE, HILLS + FILLER * 4, language=language)
    for text in (made.speech, made.sms.text):
        assert re.search(r"90%|ninety|नब्बे", text), text
        assert re.search(r"outside (?:a )?hill State|पहाड़ी राज्य के बाहर", text), text
        assert not re.search(r"95%|ninety-five|any other", text), text
        assert OTHERS.search(text), text


def test_a_message_to_a_reader_of_hindi_is_in_hindi_where_that_tells_the_figure_else_announced() -> None:
    hindi = told("Under CGTMSE, the loan is at most Rs 2 crore.", language=Language.HINDI).sms.text
    english = told("Tanners of Kanpur built 3 plants.", language=Language.HINDI).sms.text
    long = told("Tanners built 3 plants" + FILLER * 3 + ".", language=Language.HINDI).sms

    assert hindi.startswith("समूह:")
    assert "₹2 करोड़" in hindi
    assert english.startswith("Samuh: Angrezi mein: Tanners")
    assert long.text.startswith("समूह:")
    assert long.template_id == "more-hi" or "3" not in long.variables[0]


def test_a_message_that_only_names_a_disagreement_is_in_hindi_for_a_reader_of_hindi() -> None:
    sides = SIDES.replace("it is Rs 30 crore", "it is Rs 30 crore" + FILLER)

    assert told(sides, READING, language=Language.HINDI).sms.text.startswith("समूह: स्रोतों में मतभेद")


def test_a_message_without_its_leading_rule_says_that_the_answer_is_too_long() -> None:
    assert "too long" in told(ELSEWHERE, STATUS).sms.text
