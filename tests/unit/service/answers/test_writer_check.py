"""A written sentence stays only where its quote bears it out."""

import pytest

from service.answers.writer_check import Kept, borne_out, sentences
from service.records import Citation


def cited(
    number: int, quote: str, title: str = "Loom Aid Scheme (2020)", place: str = "How much grant"
) -> Citation:
    return Citation(
        number, "looms", "p", title, "Ministry of Looms", 2020, place, None, None, quote, 0, len(quote)
    )


GRANT = cited(
    1,
    "Under the Loom Aid Scheme a weavers' society gets a grant of 70% of the cost of looms, at most Rs 25 lakh.",
)
AREAS = cited(2, "The grant is 60% in the plains, 70% in the hills and 90% in the North East.")
MEMBERS = cited(3, "A society must have at least 20 weavers and may not have taken another grant.")
TURNOVER = cited(
    4, "The turnover of Channapatna was Rs 10 to 12 crore a year in 2023.", "Channapatna toy cluster"
)
NEED = cited(5, "Used looms are not paid for.")
ALL = [GRANT, AREAS, MEMBERS, TURNOVER, NEED]


def kept(text: str) -> list[str]:
    return [statement.text for statement in borne_out(text, ALL).statements]


@pytest.mark.parametrize(
    "sentence",
    [
        "A weavers' society gets a grant of 70% of the cost of looms [1].",
        "The grant is 70 per cent of the cost of looms, at most Rs 25 lakh [1].",
        "Under the Loom Aid Scheme the grant is at most Rs 25 lakh. [1]",
        "The grant is 60% in the plains [2].",
        "The grant is 60% in the plains, 70% in the hills and 90% in the North East [2].",
        "A society must have at least twenty weavers [3] and may not have taken another grant [3].",
        "The turnover of Channapatna was Rs 10 to 12 crore a year [4].",
        "Used looms are not paid for [5].",
    ],
)
def test_what_the_quote_says_stays(sentence: str) -> None:
    assert len(kept(sentence)) == 1


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("A weavers' society gets a grant of 75% of the cost of looms [1].", "another figure"),
        ("The grant is at most Rs 25 crore [1].", "another unit"),
        ("The grant is at least Rs 25 lakh [1].", "the other bound"),
        ("A weavers' society gets no grant of 70% of the cost of looms [1].", "denied"),
        ("Used looms are paid for [5].", "no longer denied"),
        ("A society must have twenty-five weavers [3].", "another number in words"),
        ("A society must have at least 20 weavers and may have taken another grant [3].", "denial left out"),
        ("The grant is 90% in the plains [2].", "figures crossed over"),
        ("The grant is 60% in the North East [2].", "a figure passed over"),
        ("The grant is 70% in the North East [2].", "another figure passed over"),
        ("The turnover of Channapatna was Rs 12 crore a year [4].", "a range cut"),
        ("A weavers' society in Surat gets a grant of 70% of the cost of looms [1].", "a place added"),
        ("SFURTI gives a grant of 70% of the cost of looms [1].", "another scheme"),
        ("Surat weavers get a grant of 70% of the cost of looms [1].", "a name at the start"),
        ("A weavers' society gets a loan of 70% of the cost of looms [1].", "a loan for a grant"),
        ("Half of the cost of looms is a grant to a weavers' society [1].", "a share in words"),
        ("The scheme is very popular with young exporters everywhere [1].", "other words"),
        ("See https://example.org for the grant of the cost of looms [1].", "an address"),
        ("The [grant](http://x.example) of the cost of looms is 70% [1].", "a link"),
        ("<b>Grant</b> of the cost of looms is 70% [1].", "markup"),
        ("Is the grant 70% of the cost of looms [1]?", "a question"),
        ("A weavers' society gets a grant of 70% of the cost of looms.", "no citation"),
        ("A weavers' society gets a grant of 70% of the cost of looms [9].", "a number not handed out"),
        ("A weavers' society gets a grant of 70% of the cost of looms [2].", "another quote"),
        ("Grant [1].", "no sentence"),
        (" ".join(["The grant is 70% of the cost of looms and"] * 12) + " more [1].", "far too long"),
    ],
    ids=lambda value: value if len(value) < 30 else "",
)  # fmt: skip
def test_what_the_quote_does_not_say_is_dropped(sentence: str, fault: str) -> None:
    assert kept(sentence) == [], fault
    assert borne_out(sentence, ALL).dropped == 1


def test_markers_that_were_not_handed_out_are_removed_and_the_others_kept() -> None:
    (statement,) = borne_out("The grant is 60% in the plains [2][7].", ALL).statements
    assert statement.citations == (2,)
    assert statement.text == "The grant is 60% in the plains."


def test_several_markers_in_one_bracket_are_read() -> None:
    (statement,) = borne_out(
        "A society gets a grant of 70% of the cost of looms [1, 3].", [GRANT, cited(3, GRANT.quote)]
    ).statements
    assert statement.citations == (1, 3)


def test_good_sentences_stay_beside_dropped_ones() -> None:
    text = "The grant is 60% in the plains [2]. It is 95% in Assam [2]. Used looms are not paid for [5]."
    assert kept(text) == ["The grant is 60% in the plains.", "Used looms are not paid for."]
    assert borne_out(text, ALL).dropped == 1


def test_a_sentence_said_twice_stays_once() -> None:
    assert len(kept("Used looms are not paid for [5]. Used looms are not paid for [5].")) == 1


def test_nothing_written_keeps_nothing() -> None:
    assert borne_out("", ALL) == Kept((), 0)
    assert borne_out("NOTHING", ALL).statements == ()


def test_a_full_stop_after_rs_ends_no_sentence() -> None:
    assert list(sentences("The cap is Rs. 25 lakh [1]. Next [2].")) == [
        "The cap is Rs. 25 lakh [1].",
        "Next [2].",
    ]


def test_hindi_sentences_are_held_to_the_same() -> None:
    quote = cited(1, "संयंत्र की लागत 40 करोड़ रुपये थी।")
    assert borne_out("संयंत्र की लागत 40 करोड़ रुपये थी [1]।", [quote]).statements
    assert not borne_out("संयंत्र की लागत 45 करोड़ रुपये थी [1]।", [quote]).statements
    assert not borne_out("संयंत्र की लागत 40 करोड़ रुपये नहीं थी [1]।", [quote]).statements
