"""No rendering of any answer says a figure without its conditions, a figure of no source, or breaks a limit."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.helpline.renderings.audio import Audio, seconds
from service.helpline.renderings.figures import numbers, said
from service.helpline.renderings.records import Language, Rendered
from service.helpline.renderings.render import render
from service.records import Answer, AnswerStatus, Citation, Row, Statement, Table

REFERENCE, SHOWN = "7K3M2QP", "7K3M-2QP"
CFC = "In the Common Facility Centre (CFC) part of MSE-CDP (2022 guidelines), "
STATUS = {
    "closed": "MSE-CDP (2022 guidelines) is closed to new applications, as far as sources up to 22 June 2026 show "
    "(PIB tracker, 2026).",
    "not known": "It is not known whether MSE-CDP (2022 guidelines) takes applications now: its approved period ended "
    "on 31 March 2026 and no renewal order was seen, as far as sources up to 22 June 2026 show (PIB tracker, 2026).",
    "open": "MSE-CDP (2022 guidelines) was described as open for applications, as far as sources up to 22 June 2026 "
    "show (PIB tracker, 2026).",
}
NOT_OPEN = re.compile(r"closed|not known|बंद|ज्ञात नहीं")
# A clause of a rule, and what must be heard or read of it wherever its share is told.
AREAS = {
    "in a general area": r"general area|सामान्य क्षेत्र",
    "in the North East or a hill State": r"North East|पूर्वोत्तर",
    "in any other area": r"any other area|अन्य किसी क्षेत्र",
}
BASES = {
    "the project cost": r"project cost|परियोजना लागत",
    "the cost of plant and machinery": r"plant and machinery|संयंत्र और मशीनरी",
    "the stall rent": r"stall rent|स्टॉल",
}


def made(
    *texts: str,
    status: AnswerStatus = AnswerStatus.ANSWERED,
    question: str = "How much?",
    table: Table | None = None,
    title: str = "MSE-CDP (2022 guidelines): Micro and Small Enterprises Cluster Development Programme",
) -> Answer:
    """An answer of sheet sentences; each is cited by a citation of its own, all of one sheet."""
    citations = tuple(
        Citation(n, "mse-cdp-2022", f"p{n}", title, "Samuh", 2026, "Grant", None, None, t, 0, len(t))
        for n, t in enumerate(texts, 1)
    )
    statements = tuple(Statement(text, (n,)) for n, text in enumerate(texts, 1))
    return Answer(
        "a", question, None, status, None, statements, citations, (), (), "2026-11-22", "index", table
    )


def told(answer: Answer) -> list[tuple[Language, str, Rendered]]:
    """Each text that goes out, in both languages."""
    found = []
    for language in Language:
        each = render(answer, REFERENCE, language)
        found += [(language, text, each) for text in (each.speech, each.sms.text, each.whatsapp.body)]
    return found


RULES = st.builds(
    lambda low, wide, area, share, base, cap, limit: (
        share,
        area,
        base,
        f"{CFC}a project of Rs {low} crore to Rs {low + wide} crore {area} gets a grant of {share}% of {base}, "
        f"{f'worked out on at most Rs {cap} lakh, so ' if cap else ''}at most Rs {limit} crore "
        "(Global Bihari / MSME ministry, 2022; Nisarg, undated).",
    ),
    st.integers(2, 40),
    st.integers(1, 40),
    st.sampled_from(sorted(AREAS)),
    st.integers(51, 97),
    st.sampled_from(sorted(BASES)),
    st.one_of(st.none(), st.integers(101, 999)),
    st.integers(1_001, 9_999),
)


@settings(max_examples=15, deadline=None)
@given(
    RULES,
    st.sampled_from(sorted(STATUS)),
    st.sampled_from([AnswerStatus.ANSWERED, AnswerStatus.PARTLY_ANSWERED]),
)
def test_a_share_is_never_told_without_whom_it_is_for_of_what_and_its_ceilings(
    rule: tuple[int, str, str, str], state: str, status: AnswerStatus
) -> None:
    share, area, base, text = rule
    answer = made(text, STATUS[state], status=status, question="How much in Assam?")

    for language, out, each in told(answer):
        spoken = out == each.speech
        percent = said(f"{share}%", language) if spoken else f"{share}%"
        english = said(f"{share}%", Language.ENGLISH) if spoken else percent
        if percent not in out and english not in out:
            assert not re.search(r"crore|करोड़", out), out
            continue
        assert re.search(AREAS[area], out), out
        assert re.search(BASES[base], out), out
        amounts = re.findall(r"Rs (\d+) (crore|lakh)", text)
        assert len(amounts) >= 3
        for number, unit in amounts:
            words = {said(f"Rs {number} {unit}", tongue).split(" ")[0] for tongue in Language}
            assert any(word in out for word in words) if spoken else number in out, out
        assert state == "open" or NOT_OPEN.search(out), out
        assert "2022" in out or "twenty twenty-two" in out or "दो हज़ार बाईस" in out, out


FIGURE = st.one_of(
    st.builds(lambda n, u: f"Rs {n} {u}", st.integers(1, 9_999), st.sampled_from(["crore", "lakh"])),
    st.integers(2, 10**6).map(str),
    st.integers(1, 99).map(lambda share: f"{share}%"),
    st.integers(1990, 2026).map(lambda year: f"in {year}"),
)
WORDS = st.sampled_from(
    "units; firms, (domestic) and / so at most of women SC/ST the - • In 2012, Sources disagree".split(" ")
)
SENTENCE = st.lists(st.one_of(FIGURE, WORDS), min_size=2, max_size=12).map(" ".join)
SOURCE = st.sampled_from(["", " (PIB, 2023)", " (Global Bihari / MSME ministry, 2022; Nisarg, undated)"])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(SENTENCE, SOURCE).map("".join), min_size=1, max_size=4),
    st.sampled_from([AnswerStatus.ANSWERED, AnswerStatus.PARTLY_ANSWERED, AnswerStatus.CONFLICTING]),
)
def test_every_number_that_goes_out_stands_in_a_cited_statement_or_its_source(
    texts: list[str], status: AnswerStatus
) -> None:
    answer = made(*texts, status=status)
    own = numbers(" ".join(texts)) + numbers(f"{SHOWN} MSE-CDP (2022 guidelines) 2026")

    for language, out, each in told(answer):
        assert len(each.speech.split()) <= 45
        assert each.sms.segments <= 2
        assert len(each.whatsapp.body.encode("utf-16-le")) // 2 <= 1_024
        if out == each.speech:
            assert re.findall(r"\d", out) == ["9", "0"], out
        else:
            assert not set(numbers(out)) - set(own), (language, out)


def test_sources_are_named_in_words_and_never_by_our_file_names() -> None:
    plain = "The aim of PM MITRA is to build very large textile zones."
    for text in (CFC + "the project must cost at least Rs 5 crore.", plain):
        for _, out, _ in told(made(text)):
            assert "mse-cdp-2022" not in out
            assert re.search(r"Samuh|Source: MSE-CDP|Source: PM MITRA|स्रोत: MSE-CDP", out), out
            assert not re.search(r"\([^)]*\.\.\.", out), out


def test_a_long_name_of_a_source_is_shortened_before_its_year() -> None:
    title = "Improving the Productivity and the Competitiveness of Industrial Clusters of India for all"
    text = render(made("Clusters grow.", title=title), REFERENCE).sms.text

    assert "Source: Improving the Productivity and the Competitiveness..., 2026." in text


def test_both_schemes_of_a_comparison_are_told_or_neither() -> None:
    one = "Under CGTMSE, the guarantee covers 75% of the loan (PIB, 2025)."
    two = "Under MUDRA, the loan is at most Rs 20 lakh (PIB, 2025)."
    table = Table(("CGTMSE: Credit Guarantee Fund", "MUDRA"), (Row("How much", ((1,), (2,))),))
    uneven = Table(table.columns, (Row("How much", ((1,), ())),))
    long = two.replace("the loan", "the loan " + "of a kind " * 120)

    for _, out, _ in told(made(one, two, table=table)):
        assert "CGTMSE" in out
        assert "MUDRA" in out
    for answer in (made(one, two, table=uneven), made(one, long, table=table)):
        for _, out, _ in told(answer):
            assert not re.search(r"75|seventy-five|पचहत्तर|20 lakh|twenty lakh|बीस लाख", out), out


def test_a_refusal_names_the_next_step_and_offers_no_full_answer() -> None:
    for language in Language:
        made_of = render(made(status=AnswerStatus.NO_EVIDENCE), REFERENCE, language)

        assert [button.id for button in made_of.whatsapp.buttons] == ["eligible", "person"]
        assert SHOWN in made_of.whatsapp.body
        assert re.search(r"expert|विशेषज्ञ", made_of.whatsapp.body)
        assert re.search(r"expert|विशेषज्ञ", made_of.sms.text)


SHIPPED = (
    (CFC + "a project of Rs 5 crore to Rs 10 crore in a general area gets a grant of 70% of the project cost, so at "
     "most Rs 7 crore (worked out) (Global Bihari / MSME ministry, 2022).", STATUS["not known"]),
    (STATUS["not known"],),
    ("Under CGTMSE, the guarantee covers 75 to 90% of the loan (HT Syndication / ANI, 2025).",),
    ("In 2012, the turnover of the Tirupur knitwear cluster was INR 12,000 crore (Business Standard, 2012).",),
    ("Under NSIC raw material assistance, credit is given for up to 180 days (Scribd copy, 2021).", STATUS["closed"]),
)  # fmt: skip


@pytest.mark.parametrize("language", list(Language))
def test_the_sound_of_five_answers_is_over_in_25_seconds(tmp_path: Path, language: Language) -> None:
    audio = Audio(tmp_path)
    if not audio.available:
        pytest.skip("espeak-ng is not installed; to run this test: apt-get install espeak-ng")
    lengths: Counter[str] = Counter()
    for texts in SHIPPED:
        spoken = render(made(*texts), REFERENCE, language).spoken
        lengths[spoken.text] = round(seconds(audio.file(spoken)))

    assert len(lengths) == 5
    assert all(3 < length < 25 for length in lengths.values()), lengths
