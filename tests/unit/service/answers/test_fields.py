"""Which field of a record a question asks for, and which statements state it."""

import numpy as np
import pytest

from service.answers.fields import ABSENT, OPEN, asked_fields, shipped, states

SHARE = "Under X, any other unit gets a grant of 90% of the cost (PIB, 2023)."
CEILING = "Under X, the loan is at most Rs 15 crore (PIB, 2023)."


def test_chances_of_a_question_are_shares_of_one() -> None:
    names, weights, _ = shipped()
    vector = weights[names.index("exports")] / np.linalg.norm(weights[names.index("exports")])
    chances = asked_fields(vector.astype(np.float32))
    assert sum(chances.values()) == pytest.approx(1, abs=1e-4)
    assert max(chances, key=chances.__getitem__) == "exports"
    assert {ABSENT, OPEN} < set(chances)


def test_a_vector_of_another_model_says_nothing() -> None:
    assert asked_fields(np.ones(7, dtype=np.float32)) == {}


@pytest.mark.parametrize(
    ("field", "heading", "text", "value"),
    [
        ("share", "How much grant: X", SHARE, 1.0),
        ("share", "How much help: X", CEILING, 0.5),
        ("ceiling", "How much help: X", CEILING, 1.0),
        ("share", "Problems", SHARE, 0.0),
        ("jobs", "Units and workers: how big it is", "The cluster had 400 jobs.", 1.0),
        ("units", "Units and workers: how big it is", "The cluster had 400 jobs.", 0.5),
        (ABSENT, "How much grant: X", SHARE, 0.0),
    ],
)
def test_a_statement_states_the_field_under_its_heading(
    field: str, heading: str, text: str, value: float
) -> None:
    assert states({field: 1.0}, heading, text) == value
