"""A part of one scheme's sheet is read from it, or said not to be known."""

from dataclasses import replace

import pytest

from service.answers.background import Background, background
from service.answers.question import understand
from service.answers.sheet_part import Told, counts_something, part_told
from tests.unit.service.answers.made_sheets import Sheets, sheet
from tests.unit.service.answers.plain import Plain


def told(question: str, sheets: Sheets, known: Background, *history: str) -> Told | None:
    asked = understand(question, history, Plain(), known.named_words)
    return part_told(asked, sheets, known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("what is the last date to apply for LOOMAID?", "It is not known whether LOOMAID takes applications"),
        ("until when apply (LOOMAID)", "It is not known whether LOOMAID takes applications"),
        ("LOOMAID deadline in Assam", "It is not known whether LOOMAID takes applications"),
        ("which documents are needed for LOOMAID", "A paper needed for LOOMAID"),
        ("last date of OLDYARN", "OLDYARN is closed to new applications"),
    ],
)
def test_a_part_is_quoted_from_the_sheet(
    question: str, begins: str, sheets: Sheets, sheets_known: Background
) -> None:
    found = told(question, sheets, sheets_known)
    assert found is not None
    assert found.quoted[0][1].text.startswith(begins)


@pytest.mark.parametrize(
    ("question", "wording", "nearest"),
    [
        ("how long does it take (LOOMAID)", "known_gap", "do not state how long a decision takes"),
        ("documents for KILNHELP", "known_gap", "do not state the documents"),
        ("last date for KILNHELP", "no_date", "was described as open"),
    ],
)
def test_what_the_sheet_does_not_tell_is_said_not_to_be_known(
    question: str, wording: str, nearest: str, sheets: Sheets, sheets_known: Background
) -> None:
    found = told(question, sheets, sheets_known)
    assert found is not None
    assert found.ending is not None
    assert (found.quoted, found.ending.wording) == ((), wording)
    assert nearest in found.nearest[0][1].text


@pytest.mark.parametrize(
    "question",
    [
        "documents for a common kiln under LOOMAID in Madurai",
        "last date",
        "documents for LOOMAID and KILNHELP",
        "how much grant does LOOMAID give",
        "how long must a LOOMAID loan run",
        "what was the deadline of LOOMAID in 2019",
    ],
)
def test_a_question_that_says_more_is_searched(
    question: str, sheets: Sheets, sheets_known: Background
) -> None:
    assert told(question, sheets, sheets_known) is None


def test_a_follow_up_for_a_part_is_about_the_scheme_named_before(
    sheets: Sheets, sheets_known: Background
) -> None:
    found = told("last date?", sheets, sheets_known, "what is LOOMAID", "who can apply", "asdf qwer")
    assert found is not None
    assert found.quoted[0][0].passage.document_id == "loomaid"


def test_a_number_of_the_schemes_own_name_is_no_number_that_is_asked(sheets: Sheets) -> None:
    dyes = replace(sheet("oldyarn"), id="dyes-5", title="Dye Credit 5.0", aliases=("DYES 5.0",))
    assert not counts_something("last date of dyes 5.0", dyes)
    assert counts_something("last date of dyes 5.0 for 300 units", dyes)


def test_the_statement_that_holds_the_date_stands_first(sheets: Sheets) -> None:
    text = (
        sheets.held["kilnhelp"]
        .text.replace(
            "- KILNHELP was described",
            "- The stated period of KILNHELP is from 5 May 2026 to 31 March 2027.\n- KILNHELP was described",
        )
        .replace("- The stated", "- KILNHELP was described as open for applications.\n- The stated", 1)
    )
    dated = Sheets({"kilnhelp": replace(sheets.held["kilnhelp"], text=text)})
    found = told("last date for KILNHELP", dated, background(dated, frozenset()))
    assert found is not None
    assert "31 March 2027" in found.quoted[0][1].text
