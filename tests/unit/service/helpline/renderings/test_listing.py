"""Lists: how many, the first by name and status, the rest by SMS or reference; none is told as open that is not."""

from dataclasses import replace
from string import Template

import pytest

from prompts.wording import ending
from service.helpline.renderings.content import content_of
from service.helpline.renderings.figures import numbers
from service.helpline.renderings.listing import listing_of
from service.helpline.renderings.records import Encoding, Language
from service.helpline.renderings.render import render
from service.helpline.renderings.speaking import lasts
from service.helpline.renderings.speech import MOST_SECONDS
from service.records import Answer, AnswerStatus, Citation, Statement

EN, HI = Language.ENGLISH, Language.HINDI
DAYS = ("9 January 2026", "May 2025", "2024")
FITS_OPEN = "{} was described as open for applications, as far as sources up to {} show (PIB, 2026)."
FITS_CLOSED = (
    "{} is closed to new applications; it ended in 2021, as far as sources up to {} show (PIB, 2026)."
)
UNTOLD = "It is not known whether {} takes applications now: its approved period ended and no renewal order was seen."
Sheet = tuple[str, ...]


def listed(*sheets: Sheet, count: int | None = None) -> Answer:
    """A list as it is answered: the statements of each sheet, one sheet after the other."""
    rows = [(text, f"sheet-{n}", 2026 - n % 3) for n, texts in enumerate(sheets) for text in texts]
    citations = tuple(
        Citation(n, sheet, f"p{n}", f"Title {sheet}", "Samuh", year, "Status", None, None, text, 0, 9, None)
        for n, (text, sheet, year) in enumerate(rows, 1)
    )
    statements = tuple(Statement(text, (n,)) for n, (text, *_) in enumerate(rows, 1))
    name, status = (
        ("listed_in_part", AnswerStatus.PARTLY_ANSWERED) if count else ("listed", AnswerStatus.ANSWERED)
    )
    said = Template(ending(name)).substitute(count=count or len(sheets), shown=len(sheets))
    return Answer("a", "which?", None, status, said, statements, citations, (), (), "2026-11-22", "index")


def fits_open(many: int) -> list[Sheet]:
    return [(FITS_OPEN.format(f"Alpha {chr(65 + n)}", DAYS[n % 3]),) for n in range(many)]


MIXED: tuple[Sheet, ...] = (
    ("The sector that Alpha covers is coir.", UNTOLD.format("Alpha")),
    ("The sector that Beta covers is coir.", FITS_CLOSED.format("Beta", "2022")),
    (
        "The sector that Gamma covers is coir.",
        "Gamma was described as open for applications, as far as undated pages show.",
    ),
)


def test_the_speech_says_how_many_and_the_first_three_and_offers_the_rest() -> None:
    assert render(listed(*fits_open(26)), "7K3M2QP").speech == (
        "Twenty-six schemes fit, by our documents. Described as open. The first: Alpha A. Alpha B. Alpha C. "
        "Sources of twenty twenty-four to twenty twenty-six. More by SMS, all by reference. "
        "Press 9 to repeat, 0 for a person."
    )


def test_the_speech_is_hindi_for_a_caller_in_hindi() -> None:
    made = render(listed(*fits_open(26)), "7K3M2QP", HI)

    assert made.speech.startswith("हमारे दस्तावेज़ों के अनुसार छब्बीस योजनाएँ ऐसी हैं। आवेदन खुले बताए गए थे। पहले नाम:")
    assert {piece.language for piece in made.spoken.pieces} == {HI}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("many", [2, 9, 36])
def test_a_list_of_any_length_stays_within_all_limits(language: Language, many: int) -> None:
    made = render(listed(*fits_open(many)), "7K3M2QP", language)

    assert lasts(made.spoken.pieces) <= MOST_SECONDS
    assert made.sms.segments <= 2
    assert len(made.whatsapp.body) <= 1_024
    assert made.whatsapp.body.count("•") == min(many, 10)
    assert str(many) in numbers(made.sms.text)
    assert "7K3M-2QP" in made.sms.text


def test_no_scheme_is_named_without_whether_it_takes_applications() -> None:
    made = render(listed(*MIXED), "7K3M2QP")

    assert (
        "They are: Alpha: not known if open. Beta: closed to new applications. Gamma: described as open."
        in (made.speech)
    )
    assert "Full answer by reference." in made.speech
    for text in (made.sms.text, made.whatsapp.body):
        for line in (
            "Alpha: not known if open",
            "Beta: closed to new applications",
            "Gamma: described as open",
        ):
            assert line in text
    assert "Beta: closed to new applications, sources up to 2022" in made.whatsapp.body
    assert "Gamma: described as open, undated sources" in made.whatsapp.body


def test_a_status_is_said_of_all_only_where_all_are_at_hand_and_share_it() -> None:
    first = render(listed(*MIXED[:1], MIXED[0], MIXED[1]), "7K3M2QP").speech
    part = render(listed(*fits_open(3), count=40), "7K3M2QP").speech

    assert "documents. Not known if open." not in first
    assert part.startswith("Forty schemes fit, by our documents. The first: Alpha A: described as open.")


def test_a_list_ends_before_what_cannot_be_told_in_few_words() -> None:
    strange = ("Delta takes applications in May alone.",)
    found = listing_of(content_of(listed(*fits_open(1), strange, *fits_open(2))))

    assert found is not None
    assert ([entry.name for entry in found.entries], found.count) == (["Alpha A"], 4)


def test_words_that_may_be_misread_are_not_listed() -> None:
    answer = listed(*fits_open(2))
    doubted = tuple(replace(each, doubt="read by OCR") for each in answer.citations)

    assert listing_of(content_of(replace(answer, citations=doubted))) is None


def test_clusters_are_listed_by_name() -> None:
    sheets = [
        (f"The {town} cluster lies in {town}, Gujarat, India, and its line is tiles.",)
        for town in ("Morbi", "Surat")
    ]
    made = render(listed(*sheets), "7K3M2QP")

    assert made.whatsapp.body.startswith(
        "2 clusters fit, by our documents. They are:\n• The Morbi cluster\n• The Surat"
    )
    assert "Two clusters fit" in made.speech


def test_a_hindi_message_names_two_at_least_or_is_english_and_says_so() -> None:
    short = render(listed(*fits_open(5)), "7K3M2QP", HI).sms
    long = render(
        listed(*[(UNTOLD.format(f"The long name of scheme {n}"),) for n in "ABC"], *MIXED), "7K3M2QP", HI
    ).sms

    assert (short.encoding, short.text.count("Alpha") >= 2) == (Encoding.UCS2, True)
    assert long.text.startswith("Samuh: Angrezi mein: 6 schemes fit")


def test_what_no_ending_calls_a_list_is_none() -> None:
    answer = listed(*fits_open(3))

    assert listing_of(content_of(replace(answer, message="3 fit."))) is None
    assert listing_of(content_of(listed(*fits_open(1)))) is None


def test_the_screen_keeps_every_statement_of_a_list() -> None:
    assert len(render(listed(*fits_open(36)), "7K3M2QP").screen.lines) == 36
