"""Statements quoted in Devanagari: said by the Hindi voice, announced to who speaks another language, not reworded."""

import pytest

from service.helpline.renderings.clauses import clauses
from service.helpline.renderings.figures import said
from service.helpline.renderings.quotes import announced, heard, tongue
from service.helpline.renderings.records import Encoding, Language, Rendered
from service.helpline.renderings.render import render
from service.records import Answer, AnswerStatus, Citation, Statement

EN, HI = Language.ENGLISH, Language.HINDI
SHARE = "परियोजना लागत का 60% केंद्र सरकार द्वारा तथा 20% राज्य सरकार द्वारा वहन किया जाएगा।"
SHORT = "रिपोर्ट की लागत पाँच लाख रुपये तक मान्य है।"
BACK = "यह सीमा महिला इकाइयों के लिए छह लाख रुपये है।"
MARATHI = "हे अनुदान ६०% आहे आणि ते केंद्र व राज्य यांच्यासाठी मंजूर करण्यात येईल."


def answered(*texts: str) -> Answer:
    citations = tuple(
        Citation(n, "niyam", f"p{n}", "Niyam", "MSME", 2022, "p. 1", 1, None, t, 0, len(t), None)
        for n, t in enumerate(texts, 1)
    )
    statements = tuple(Statement(text, (n,)) for n, text in enumerate(texts, 1))
    return Answer("a", "q", None, AnswerStatus.ANSWERED, None, statements, citations, (), (), "2026", "index")


def rendered(language: Language, *texts: str) -> Rendered:
    return render(answered(*texts), "7K3M2QP", language)


def pieces(made: Rendered) -> list[tuple[str, str]]:
    return [(piece.language.value, piece.text) for piece in made.spoken.pieces]


def test_a_hindi_quote_is_spoken_by_the_hindi_voice_and_not_called_english() -> None:
    assert pieces(rendered(HI, SHORT))[0] == ("hi", SHORT)


def test_a_hindi_quote_is_announced_to_a_caller_in_english() -> None:
    made = rendered(EN, SHORT)

    assert pieces(made)[:2] == [("en", "In Hindi:"), ("hi", SHORT)]
    assert f"• In Hindi: {SHORT}" in made.whatsapp.body


def test_figures_of_a_hindi_quote_are_said_in_hindi_words() -> None:
    assert "साठ प्रतिशत केंद्र सरकार द्वारा तथा बीस प्रतिशत" in rendered(EN, SHARE).speech


def test_a_message_with_a_hindi_quote_is_counted_as_ucs_2_and_holds_it_whole() -> None:
    hindi, english = rendered(HI, SHORT).sms, rendered(EN, SHORT).sms

    assert (hindi.template_id[:9], hindi.encoding, hindi.segments) == ("answer-hi", Encoding.UCS2, 2)
    assert f"समूह: {SHORT} स्रोत: Niyam, MSME, 2022." in hindi.text
    assert f"समूह: In Hindi: {SHORT}" in english.text


def test_an_english_message_goes_out_without_the_hindi_statement_behind_it() -> None:
    made = rendered(EN, "The grant is at most Rs 5 lakh (PIB, 2023).", SHORT).sms

    assert (made.encoding, made.left_out) == (Encoding.GSM7, 1)


def test_a_hindi_quote_that_points_back_is_told_with_the_one_before_or_not_at_all() -> None:
    both = rendered(HI, SHORT, BACK)

    assert [text for _, text in pieces(both)[:2]] == [SHORT, BACK]
    assert "छह लाख" not in rendered(HI, BACK).speech
    assert "छह लाख" not in rendered(HI, BACK).sms.text


def test_a_statement_in_marathi_is_not_called_hindi() -> None:
    assert tongue(MARATHI) == "mr"
    assert pieces(rendered(HI, MARATHI))[0] == ("hi", "मराठी में:")
    assert "• In Marathi: " in rendered(EN, MARATHI).whatsapp.body


@pytest.mark.parametrize("code", ["en", "hi", "mr", "ne"])
@pytest.mark.parametrize("language", list(Language))
def test_only_the_callers_own_language_is_not_announced(code: str, language: Language) -> None:
    hidden = code == language or (code == "en" and language is EN)
    assert (announced(code, language) == "") == hidden
    assert (announced(code, language, read=True) == "") == hidden


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("लागत रु० 50 लाख से अधिक न हो |", "लागत पचास लाख रुपये से अधिक न हो।"),
        ("सीमा 15 लाख रू. तक है।", "सीमा पंद्रह लाख रुपये तक है।"),
        ("मे राव प्रा. लि. को 2 करोड़ रु।", "मे राव प्राइवेट लिमिटेड को दो करोड़ रुपये।"),
        ("म.प्र. में 10 कि.मी. तक", "मध्य प्रदेश में दस किलोमीटर तक।"),
        ("एम.एस.एम.ई. मंत्रालय", "एम एस एम ई मंत्रालय।"),
        ("अजा/अजजा के लिए", "अजा, अजजा के लिए।"),
    ],
)
def test_abbreviations_of_a_hindi_quote_are_read_in_full(text: str, words: str) -> None:
    made = clauses(text, HI)

    assert made is not None
    assert [said(sentence, HI) for sentence in made.sentences] == [words]


def test_three_figures_are_parted_at_commas_or_left_to_the_screen() -> None:
    parted = clauses("केंद्र 60%, राज्य 20%, संस्था 20% देगी।", HI)

    assert parted is not None
    assert parted.sentences == ("केंद्र 60%।", "राज्य 20%।", "संस्था 20% देगी।")
    assert clauses("केंद्र 60% राज्य 20% संस्था 20% देगी।", HI) is None


def test_a_date_does_not_keep_a_hindi_quote_from_being_said() -> None:
    made = rendered(HI, "उद्यमियों को रु० 7.50 करोड़ (लागत का 60%) तक का अनुदान 31.03.2026 तक देय है।")

    assert made.speech.startswith(
        "उद्यमियों को सात करोड़ पचास लाख रुपये, लागत का साठ प्रतिशत, तक का अनुदान इकतीस तीन दो हज़ार"
    )


def test_an_english_statement_with_a_hindi_word_stays_english() -> None:
    assert tongue("The scheme is called अनुदान in the order of the department.") is None
    assert heard("कुल 5 इकाइयाँ।") == "कुल 5 इकाइयाँ।"
