import pytest

from ingest.records import Passage, PassageKind
from ingest.sentences import sentences


def cut(text: str, kind: PassageKind = PassageKind.PROSE) -> list[str]:
    passage = Passage("p", "d", 0, len(text), text, (), None, kind, None, None)
    found = sentences(text, passage)
    assert all(sentence.text == text[sentence.start : sentence.end] for sentence in found)
    return [sentence.text for sentence in found]


@pytest.mark.parametrize(
    "text",
    [
        "A grant of Rs. 2.5 crore is paid.",
        "See No. 5 and Nos. 7 and 8 of Fig. 3.",
        "Firms, e.g. Tata Ltd. of Pune, i.e. Dr. A. K. Sharma's, vs. others.",
        "St. Mary's and M/s. Jain are named.",
        "Section 5.2 of the Act applies.",
        "The U.S. Agency and the Govt. of India agree.",
        "Prof. Y.K. Alagh chairs it.",
    ],
)
def test_abbreviations_decimals_and_initials_end_no_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It ends. It begins.", ["It ends.", "It begins."]),
        ("The answer is No. We refuse.", ["The answer is No.", "We refuse."]),
        ("Tools, design etc. The rest follows.", ["Tools, design etc.", "The rest follows."]),
        ("“It works.” They said so.", ["“It works.”", "They said so."]),
        ("यह अनुदान है। सीमा दस करोड़ है।", ["यह अनुदान है।", "सीमा दस करोड़ है।"]),
        ("Is it open? Yes.", ["Is it open?", "Yes."]),
        (
            "It paid Rs. 5 lakh in 2007. In 2008 it paid more.",
            ["It paid Rs. 5 lakh in 2007.", "In 2008 it paid more."],
        ),
        ("5. The fifth rule. It holds.", ["5. The fifth rule.", "It holds."]),
    ],
)
def test_sentences_end_where_they_end(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_each_item_of_a_list_is_quoted_without_its_sign() -> None:
    assert cut("There are two:\n\n- Andhra Pradesh\n- Gujarat") == [
        "There are two:",
        "Andhra Pradesh",
        "Gujarat",
    ]


def test_a_row_of_a_table_is_one_sentence() -> None:
    rows = "| SFURTI | 90%. It is more. |\n| IHCDS | 80% |"
    assert cut(rows, PassageKind.TABLE) == rows.split("\n")


def test_rows_of_a_table_without_grid_run_from_number_to_number() -> None:
    text = "2\nSoft Interventions\n25.00\n75% (women 90%)\n3\nReports\n5.00"
    assert cut(text, PassageKind.TABLE) == [
        "2\nSoft Interventions\n25.00\n75% (women 90%)",
        "3\nReports\n5.00",
    ]


def test_titles_are_no_sentences() -> None:
    text = "Funding\n\nIt pays."
    passage = Passage("p", "d", 0, len(text), text, (), None, PassageKind.PROSE, None, None)
    assert [sentence.text for sentence in sentences(text, passage, [(0, 7)])] == ["It pays."]


def test_numbers_alone_are_no_sentences() -> None:
    assert cut("2.50\n\n100%") == []
