"""The shipped corpus as the browse room reads it, and the day on which the tests stand."""

from datetime import date
from pathlib import Path

import pytest

from service.browse.book import Book, reader

CORPUS = Path(__file__).resolve().parents[4] / "corpus"


@pytest.fixture(scope="session")
def book() -> Book:
    return reader(CORPUS).current()


@pytest.fixture(scope="session")
def today() -> date:
    return date(2026, 11, 22)
