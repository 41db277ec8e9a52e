"""Sheets of schemes and clusters, and what is known of them."""

import pytest

from service.answers.background import Background, background
from tests.unit.service.answers.made_sheets import SHEETS, Sheets, sheet

WORDS = "trim help cluster loom rope competitive apply date last how much grant"


@pytest.fixture(scope="package")
def sheets() -> Sheets:
    """Four schemes and two clusters."""
    return Sheets({name: sheet(name) for name in SHEETS})


@pytest.fixture(scope="package")
def sheets_known(sheets: Sheets) -> Background:
    """What is known of them; "trim" is a word as well as a name."""
    return background(sheets, frozenset(WORDS.split()))
