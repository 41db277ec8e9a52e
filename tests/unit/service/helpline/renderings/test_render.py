"""One answer in four renderings: whole statements, limits kept, no number cut, rounded or made up."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompts.wording import ending
from service.eligibility import rules as rule_files
from service.eligibility.assess import assess_text
from service.helpline.renderings.assessed import render_assessments
from service.helpline.renderings.figures import numbers
from service.helpline.renderings.records import Language, Rendered
from service.helpline.renderings.render import render
from service.helpline.renderings.speaking import lasts
from service.helpline.renderings.speech import MOST_SECONDS, MOST_WORDS, split, without_keys
from service.helpline.renderings.templates import shipped
from service.records import Answer, AnswerStatus, Citation, Statement

REFERENCE = "7K3M2QP"
CFC = "In the Common Facility Centre (CFC) part of MSE-CDP (2022 guidelines), "
MAJOR = "In the major cluster part of SFURTI (revised 2022), "
OPEN = (
    "It is not known whether MSE-CDP (2022 guidelines) takes applications now: its approved period ended on "
    "31 March 2026 and no renewal order was seen, as far as sources up to 22 June 2026 show (PIB tracker, 2026)."
)
GENERAL = (
    CFC
    + "a project of Rs 5 crore to Rs 10 crore in a general area gets a grant of 70% of the project cost, so at "
    "most Rs 7.5 crore (worked out) (Global Bihari / MSME ministry, 2022)."
)
LEAST = (
    CFC + "the project must cost at least Rs 5 crore (Global Bihari / MSME ministry, 2022; Nisarg, undated)."
)
REGULAR = (
    "In the regular cluster part of SFURTI (revised 2022), the cluster may have at most 500 artisans "
    "(Vikaspedia, undated)."
)
ARTISANS = MAJOR + "the cluster must have more than 500 artisans (Vikaspedia, undated)."
GRANT = MAJOR + "the grant is at most Rs 5 crore (Vikaspedia, undated; MSMEMart, undated)."
ROW = "| Slab | Rs 5 crore to Rs 10 crore | 80% |"
ALL = (GENERAL, LEAST, REGULAR, ARTISANS, GRANT, OPEN, ROW)


def make(*texts: str, status: AnswerStatus = AnswerStatus.ANSWERED, doubt: str | None = None) -> Answer:
    citations = tuple(
        Citation(
            n, "mse-cdp-2022", f"p{n}", "Guidelines", "MSME", 2022, "p. 12", 12, None, t, 0, len(t), doubt
        )
        for n, t in enumerate(texts, 1)
    )
    statements = tuple(Statement(text, (n,)) for n, text in enumerate(texts, 1))
    return Answer("a", "q", None, status, None, statements, citations, (), (), "2026-11-22", "index")


def in_limits(made: Rendered, answer: Answer) -> None:
    """What must hold for every rendering of every answer."""
    assert len(made.speech.split()) <= MOST_WORDS or lasts(made.spoken.pieces) <= MOST_SECONDS
    assert made.sms.segments <= 2
    assert len(made.whatsapp.body.encode("utf-16-le")) // 2 <= 1024
    assert all(len(button.title) <= 20 for button in made.whatsapp.buttons)
    assert len(made.whatsapp.buttons) <= 3
    assert all(len(value) <= 30 for value in made.sms.variables)
    template = next(t for t in shipped().all if t.id == made.sms.template_id)
    assert template.matches(made.sms.text)
    own = numbers(" ".join(statement.text for statement in answer.statements)) + numbers(
        "Guidelines 2022 p. 12"
    )
    own += numbers(f"{REFERENCE[:4]}-{REFERENCE[4:]}")
    for text in (made.sms.text, made.whatsapp.body):
        assert not set(numbers(text)) - set(own), text
        assert f"{REFERENCE[:4]}-{REFERENCE[4:]}" in text
    # All digits of the speech are the keys to press: figures are in words.
    assert re.findall(r"\d", made.speech) == ["9", "0"]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "status", [AnswerStatus.ANSWERED, AnswerStatus.PARTLY_ANSWERED, AnswerStatus.CONFLICTING]
)
def test_all_limits_hold_for_sheets_and_tables(language: Language, status: AnswerStatus) -> None:
    answer = make(*ALL, status=status)

    in_limits(render(answer, REFERENCE, language), answer)


MONEY = st.builds(lambda n, u: f"Rs {n} {u}", st.integers(1, 9999), st.sampled_from(["crore", "lakh"]))
PART = st.one_of(
    MONEY,
    st.integers(0, 10**9).map(str),
    st.decimals(0, 100, places=2).map(lambda share: f"{share}%"),
    st.sampled_from(
        "the grant is, at most; (worked out) and | cost. ½ 2021-26 31 March 2026 a€b 😀 अनुदान".split(" ")
    ),
    st.text(max_size=8),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(PART, min_size=1, max_size=14).map(" ".join), min_size=1, max_size=4))
def test_a_rendering_never_holds_a_number_that_the_answer_does_not(texts: list[str]) -> None:
    answer = make(*texts)

    for language in Language:
        in_limits(render(answer, REFERENCE, language), answer)


def test_the_speech_takes_a_grant_apart_into_one_number_a_sentence() -> None:
    assert render(make(GENERAL), REFERENCE).speech == (
        "MSE-CDP, twenty twenty-two guidelines, CFC. "
        "Project of five to ten crore rupees in general area. "
        "Grant: seventy percent of project cost. At most seven crore fifty lakh rupees, worked out. "
        "Source: Global Bihari, MSME ministry, twenty twenty-two. Press 9 to repeat, 0 for a person."
    )


def test_the_speech_is_in_hindi_where_the_words_are_known() -> None:
    made = render(make(GRANT), REFERENCE, "hi")

    assert made.speech == (
        "SFURTI, दो हज़ार बाईस में संशोधित, मेजर क्लस्टर। अनुदान अधिकतम पाँच करोड़ रुपये है। "
        "स्रोत: Vikaspedia, तारीख़ नहीं। दोहराने के लिए 9, व्यक्ति के लिए 0 दबाएँ।"
    )
    assert {piece.language for piece in made.spoken.pieces} == {Language.HINDI}


def test_what_is_not_known_in_hindi_is_said_in_english_and_announced() -> None:
    made = render(make("Tanners of Kanpur built 3 plants."), REFERENCE, "hi")

    assert [piece.text for piece in made.spoken.pieces[:2]] == [
        "अंग्रेज़ी में:",
        "Tanners of Kanpur built three plants.",
    ]
    assert made.spoken.pieces[1].language is Language.ENGLISH


def test_what_does_not_fit_is_left_out_whole_and_said() -> None:
    long = "In 2023, the cluster had " + "very " * 40 + "many units."
    made = render(make(GRANT, long), REFERENCE)

    assert "very" not in made.speech
    assert "Full answer by reference." in made.speech
    assert made.spoken.left_out == 1
    assert "The grant is at most five crore rupees." in made.speech


def test_two_numbers_that_cannot_be_parted_are_left_to_the_screen() -> None:
    made = render(make("Between 20 and 30 units of 40 pay 5 each."), REFERENCE)

    assert made.spoken.left_out == 1
    assert made.speech.startswith("The answer is too long to read aloud.")


def test_whether_applications_are_taken_is_said_in_short_after_the_first_point() -> None:
    made = render(make(LEAST, GENERAL, OPEN), REFERENCE)

    for text in (made.speech, made.sms.text):
        assert "Whether open: not known." in text
        assert "may be closed" not in text
    assert "Whether open" not in render(make(GRANT, OPEN), REFERENCE).speech


def test_each_part_of_a_message_says_which_part_of_which_scheme_it_is_about() -> None:
    text = render(make(REGULAR, ARTISANS), REFERENCE).sms.text

    assert "regular cluster: the cluster may have at most 500 artisans" in text
    assert "major cluster: the cluster must have more than 500 artisans" in text


def test_a_message_says_that_sources_disagree() -> None:
    made = render(make(GRANT, status=AnswerStatus.CONFLICTING), REFERENCE)

    assert "Sources disagree." in made.sms.text
    assert made.speech.startswith("Sources disagree.")
    assert made.whatsapp.body.startswith("Sources disagree.")


def test_both_sides_of_a_disagreement_that_leads_are_told_with_their_years() -> None:
    both = (
        "Sources disagree on a lower limit on artisans under SFURTI (revised 2022): one says that no lower limit is "
        "mentioned (Vikaspedia, undated) and another says that a regular cluster needs at least 250 artisans "
        "(Press Information Bureau, 2026)."
    )
    answer = make(both, GRANT, status=AnswerStatus.CONFLICTING)
    made = render(answer, REFERENCE)

    in_limits(made, answer)
    assert made.speech.startswith(
        "SFURTI, revised twenty twenty-two: sources disagree on a lower limit on artisans. "
        "One says no lower limit is mentioned. Vikaspedia, undated. "
        "Another says a regular cluster needs at least two hundred fifty artisans. "
        "Press Information Bureau, twenty twenty-six."
    )
    assert "Samuh: Sources disagree on a lower limit" in made.sms.text
    assert "(Vikaspedia, undated)" in made.sms.text


def test_words_that_may_be_misread_are_shown_but_not_sent() -> None:
    made = render(make(GRANT, doubt="read by OCR with low confidence (61 %)"), REFERENCE)

    assert made.screen.lines[0].doubt
    assert made.sms.template_id == "more-en"
    assert "crore" not in made.speech + made.whatsapp.body


def test_a_figure_is_never_torn_between_two_variables() -> None:
    made = render(make(GENERAL), REFERENCE)

    assert "Rs 5 crore to Rs 10 crore in a" in made.sms.variables
    assert made.sms.dlt_id is None


@pytest.mark.parametrize(
    "status", [AnswerStatus.NO_EVIDENCE, AnswerStatus.OUT_OF_SCOPE, AnswerStatus.NEEDS_FACTS]
)
@pytest.mark.parametrize("language", list(Language))
def test_endings_without_an_answer_are_said_and_sent(status: AnswerStatus, language: Language) -> None:
    answer = make(status=status)

    in_limits(render(answer, REFERENCE, language), answer)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("name", "heard"), [("known_gap", "a gap"), ("no_date", "No closing date"), ("no_evidence", "not known")]
)
def test_a_refusal_is_told_without_what_only_a_page_lists(language: Language, name: str, heard: str) -> None:
    answer = replace(make(status=AnswerStatus.NO_EVIDENCE), message=ending(name))
    made = render(answer, REFERENCE, language)

    for text in (made.speech, made.whatsapp.body, made.screen.banner or ""):
        assert "below" not in text
        assert (heard in text) == (language is Language.ENGLISH)
    assert made.sms.template_id == f"not-known-{language}"


def test_ssml_holds_only_breaks_digits_and_prosody() -> None:
    made = render(make(GRANT, OPEN), REFERENCE)

    assert set(re.findall(r"</?([a-z-]+)", made.ssml)) == {"speak", "prosody", "break", "say-as"}
    assert '<say-as interpret-as="digits">9</say-as>' in made.ssml


def test_a_row_without_cells_is_kept_as_it_is() -> None:
    assert render(make("|"), REFERENCE).screen.lines[0].text == "|"


@pytest.mark.parametrize("text", [GRANT, GENERAL])
def test_an_operator_reads_no_keys(text: str) -> None:
    made = render(make(text, OPEN), REFERENCE)

    assert re.findall(r"\d", made.speech)
    assert not re.findall(r"\d", without_keys(made.spoken, Language.ENGLISH))


def test_ssml_is_escaped() -> None:
    assert "R&amp;D &lt;b&gt;" in render(make("R&D <b> counts."), REFERENCE).ssml


def test_the_sentences_of_a_speech_come_apart_at_full_stops_of_both_scripts() -> None:
    assert split("One. दो। Three?") == ["One.", "दो।", "Three?"]


def test_an_assessment_has_the_four_renderings_too() -> None:
    rules = rule_files.load(Path(__file__).resolve().parents[5] / "corpus")
    _, found = assess_text(
        "SPV of 25 micro units in Assam wants a CFC of 12 crore for handloom", rules, date(2026, 11, 22)
    )
    for language in Language:
        made = render_assessments(found, REFERENCE, language)
        assert len(made.speech.split()) <= 45
        assert made.sms.segments <= 2
        assert "SFURTI" in made.speech
    assert "two crore fifty lakh rupees" in render_assessments(found, REFERENCE).speech


def test_a_grant_is_not_said_as_sure_while_facts_are_missing() -> None:
    rules = rule_files.load(Path(__file__).resolve().parents[5] / "corpus")
    _, found = assess_text("SPV of 25 micro units wants a CFC of 12 crore", rules, date(2026, 11, 22))
    made = render_assessments(found, REFERENCE)

    assert "Facts are still missing. The grant may be eight crore forty lakh to" in made.speech
    assert "facts are still missing; the grant is Rs" not in made.whatsapp.body
    assert made.whatsapp.body.count("•") > 2


def test_an_assessment_with_nothing_open_says_so() -> None:
    made = render_assessments((), REFERENCE)

    assert made.sms.template_id == "none-fits-en"
    assert made.speech.startswith("Of the schemes we know, none fits")
