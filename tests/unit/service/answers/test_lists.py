"""Questions for lists are answered from all sheets, each entry by its own statement."""

import pytest

from service.answers import lists
from service.answers.background import Background
from service.answers.lists import Listed, listed
from service.answers.question import understand
from service.answers.route import Ending
from service.records import AnswerStatus
from tests.unit.service.answers.made_sheets import Sheets
from tests.unit.service.answers.plain import Plain


def asked(question: str, sheets: Sheets, known: Background) -> Listed | Ending | None:
    return listed(understand(question, (), Plain()), sheets, known)  # type: ignore[arg-type]


def named(found: Listed | Ending | None) -> list[str]:
    assert isinstance(found, Listed)
    return list(dict.fromkeys(hit.passage.document_id for hit, _ in found.quoted))


@pytest.mark.parametrize(
    ("question", "listed_sheets"),
    [
        ("which schemes are open now", ["kilnhelp", "trim"]),
        ("list of schemes that are closed", ["oldyarn"]),
        ("schemes closed in 2018", ["oldyarn"]),
        ("which schemes ended in 2026?", ["loomaid"]),
        ("schemes that ended on 31 March 2026", ["loomaid"]),
        ("schemes for handloom", ["loomaid", "oldyarn"]),
        ("which schemes help handloom weavers in Assam?", ["loomaid", "oldyarn"]),
        ("schemes for pottery in Assam", None),
        ("state schemes of Gujarat", ["kilnhelp"]),
        ("list of schemes with 90 % grant", ["loomaid"]),
        ("schemes of the ministry of looms", ["loomaid", "oldyarn"]),
        ("open schemes for pottery", ["kilnhelp"]),
        ("list of clusters in Tamil Nadu", ["madurai-looms"]),
        ("which clusters make coir", ["kochi-rope"]),
    ],
)
def test_a_list_has_the_sheets_that_say_it(
    question: str, listed_sheets: list[str] | None, sheets: Sheets, sheets_known: Background
) -> None:
    found = asked(question, sheets, sheets_known)
    assert (found if listed_sheets is None else named(found)) == listed_sheets


def test_each_scheme_is_quoted_with_what_lists_it_and_with_its_status(
    sheets: Sheets, sheets_known: Background
) -> None:
    found = asked("schemes for pottery", sheets, sheets_known)
    assert isinstance(found, Listed)
    assert [sentence.text[:30] for _, sentence in found.quoted] == [
        "The sector that KILNHELP cover",
        "KILNHELP was described as open",
    ]
    for hit, sentence in found.quoted:
        text = sheets.held[hit.passage.document_id].text
        assert text[sentence.start : sentence.end] == sentence.text
    assert (found.count, found.shown) == (1, 1)


def test_a_list_that_is_too_long_says_how_many_belong_on_it(
    sheets: Sheets, sheets_known: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST", 3)
    found = asked("schemes for handloom", sheets, sheets_known)
    assert isinstance(found, Listed)
    assert (found.count, found.shown, len(found.quoted)) == (2, 1, 2)


def test_all_schemes_at_once_are_asked_back(sheets: Sheets, sheets_known: Background) -> None:
    found = asked("list all schemes", sheets, sheets_known)
    assert isinstance(found, Ending)
    assert found.status is AnswerStatus.NEEDS_FACTS
    assert found.choices


@pytest.mark.parametrize(
    "question",
    [
        "which schemes did Madurai use?",
        "schemes that pay for a testing laboratory",
        "is LOOMAID open now",
        "how much grant does LOOMAID give",
        "which clusters failed because of pollution?",
        "schemes closed in 2011",
    ],
)
def test_what_sheets_alone_cannot_list_is_searched(
    question: str, sheets: Sheets, sheets_known: Background
) -> None:
    assert asked(question, sheets, sheets_known) is None
