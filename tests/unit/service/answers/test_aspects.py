"""Who pays, how large a loan may be, at what interest, since when: what is asked, and which statement tells it."""

import pytest

from service.answers.aspects import NOTE_TOLD, OTHER_PAYER, TOLD, activity_in, asked_of, telling
from service.answers.question import understand
from service.answers.words import fold
from tests.unit.service.answers.plain import Plain

STATE = "In the centre part of Loom Aid, the State Government pays 20% of the cost."
OWN = "In the centre part of Loom Aid, the members' own contribution is 10% for a project up to Rs 10 crore."
NOTE = "In the centre part of Loom Aid: In general areas the State pays 20%, and the SPV 10%."
GRANT = "In the centre part of Loom Aid, a project in a general area gets a grant of 60% of the project cost."
LOAN = "Under Loom Credit, the loan is at most Rs 100 crore."
SHEET = "\n".join((STATE, OWN, NOTE, GRANT))


def asked(text: str) -> tuple[str, ...]:
    return asked_of(understand(text, (), Plain()))


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("state share for a centre of 12 crore", ("state",)),
        ("How much does the State Government pay for an estate?", ("state",)),
        ("a centre of 6 crore, how much must the SPV pay", ("members",)),
        ("Loom Credit maximum loan", ("loan",)),
        ("CGTMSE ceiling", ("loan",)),
        ("maximum collateral free guarantee", ("loan",)),
        ("Loom Aid interest rate", ("interest",)),
        ("what does the borrower pay under Loom Aid", ("interest",)),
        ("when was Loom Aid started", ("start",)),
        ("maximum guarantee cover for women", ()),
        ("how many members must an SPV have", ()),
        ("when can we start production", ()),
        ("maximum project cost", ()),
    ],
)
def test_a_question_asks_for_an_aspect(text: str, aspects: tuple[str, ...]) -> None:
    assert asked(text) == aspects


def test_the_payer_that_is_asked_for_gains_and_others_lose() -> None:
    gains = {text: telling(("state",), fold(text), SHEET) for text in (STATE, OWN, NOTE, GRANT)}
    assert gains == {STATE: TOLD, OWN: OTHER_PAYER, NOTE: NOTE_TOLD, GRANT: OTHER_PAYER}
    assert telling(("members",), fold(OWN), SHEET) == TOLD


def test_a_sheet_that_never_tells_the_payer_loses_nothing() -> None:
    assert telling(("state",), fold(GRANT), GRANT) == 0.0


def test_where_both_payers_are_asked_for_both_gain() -> None:
    both = asked("state share and members share for a centre")
    assert [telling(both, fold(text), SHEET) for text in (STATE, OWN)] == [TOLD, TOLD]


@pytest.mark.parametrize(
    ("aspect", "text", "gain"),
    [
        ("loan", LOAN, TOLD),
        ("loan", "Under Loom Credit, the extra loan is 20% of the highest working-capital use.", 0.0),
        ("interest", "Under Loom Aid, the interest subvention is 2 percentage points a year.", TOLD),
        ("interest", "Under Loom Aid: The loan may be up to 75% of the cost.", 0.0),
        ("start", "The stated period of Loom Aid is from 1 April 2021 to 31 March 2026.", TOLD),
        ("start", "It is not known whether Loom Aid takes applications now.", 0.0),
    ],
)
def test_a_statement_that_tells_the_aspect_gains(aspect: str, text: str, gain: float) -> None:
    assert telling((aspect,), fold(text), text) == gain


def test_a_text_names_its_activities() -> None:
    assert activity_in("up to rs 50 lakh in manufacturing and rs 20 lakh in services") == {
        "manufacturing",
        "service",
    }
    assert activity_in("a unit in the city") == frozenset()
