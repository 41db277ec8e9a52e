"""What is asked for and not told: the thing that is asked for, numbers of it, fields that a whole sheet lacks."""

import pytest

from service.answers.fields import told, untold
from service.answers.missing import there, thing, uncounted
from service.answers.question import Question, understand
from tests.unit.service.answers.plain import Plain

SHEET = """Kota loom cluster

Units and workers: how big it is

- In 2000, the Kota loom cluster had 1,500 looms (UNIDO, 2005).

Competitiveness: turnover, exports and production

- In 2002, the turnover of the Kota loom cluster was INR 20.5 million (UNIDO, 2005).

How sure we are and what is not known

- The sources seen on the Kota loom cluster do not state the exports.
"""
OPENINGS = ("Kota loom cluster", "Units and", "Competitiveness", "How sure we are")
HEADINGS = {
    SHEET.index(opening): SHEET[SHEET.index(opening) :].split("\n", maxsplit=1)[0] for opening in OPENINGS
}


def asked(text: str) -> Question:
    """A question as understood without a library."""
    return understand(text, (), Plain())


def test_a_sheet_tells_a_field_only_where_it_says_the_thing_itself() -> None:
    found = told(SHEET, tuple(HEADINGS.items()))
    assert {"units", "turnover"} <= found
    assert found.isdisjoint({"jobs", "exports", "production", "problems"})


def test_what_stands_nowhere_in_a_sheet_is_untold() -> None:
    fields = {"jobs": 0.6, "units": 0.3, "grant": 0.1}
    assert untold(fields, SHEET, HEADINGS, scheme=False) == pytest.approx(0.6)


def test_fields_of_the_other_kind_of_sheet_are_no_evidence() -> None:
    assert untold({"jobs": 0.9, "grant": 0.1}, SHEET, HEADINGS, scheme=True) == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("text", "own", "word"),
    [
        ("Which bank lends to the Kota looms?", {"bank", "lend"}, "bank"),
        ("What share of women work there?", {"women", "work"}, "women"),
        ("How many Kota looms are idle?", {"idl"}, None),
        ("Who lends to them?", {"lend"}, None),
    ],
)
def test_the_thing_asked_for_follows_the_question_word(text: str, own: set[str], word: str | None) -> None:
    assert thing(asked(text), own) == word


def test_a_thing_is_there_by_another_name() -> None:
    assert there("worker", {"artisan"})
    assert not there("bank", {"artisan"})


@pytest.mark.parametrize(
    ("text", "said", "missing"),
    [
        ("How many weavers are there?", "it had 1,500 looms, most of them with weavers of age", True),
        ("How many weavers are there?", "it had about 2,000 skilled weavers", False),
        ("Who weaves there?", "families do", False),
    ],
)
def test_a_number_of_something_else_does_not_count(text: str, said: str, missing: bool) -> None:
    assert uncounted(asked(text), [said]) is missing
