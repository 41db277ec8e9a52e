"""What stands first in an answer is what is read out: the right rule, for the part and the cost that are meant."""

from pathlib import Path

import pytest

from ingest.sheets.sources import records_of
from service.library_desk import LibraryDesk
from service.records import AnswerStatus
from service.settings import load
from service.wiring import desk, ingest_paths, rebuild

pytestmark = pytest.mark.model

SHEETS = {"mse-cdp-2022", "up-odop-cfc", "medical-device-parks"}


@pytest.fixture(scope="module")
def sheets(repository: Path, pytestconfig: pytest.Config) -> LibraryDesk:
    assert pytestconfig.cache is not None
    corpus = repository / "corpus"
    paths = sorted(path for path, record in records_of(corpus) if record.id in SHEETS)
    settings = load(library=pytestconfig.cache.mkdir("leads"), corpus=corpus)
    ingest_paths(settings, paths, lambda report: None)
    rebuild(settings, lambda done, total: None)
    made = desk(settings)
    made.warm_up()
    return made


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("mse cdp grant", "in a general area gets a grant of 70%"),
        ("maximum grant for infrastructure development under MSE-CDP", "a new estate in a general area"),
        ("land cost limit in MSE-CDP CFC", "land above 25% of the project cost"),
        ("min members SPV mse cdp 12 crore project", "at least 20 micro or small member units"),
        ("medical device park subsidy for a normal state", "a grant of 70%"),
    ],
)
def test_the_first_statement_is_the_rule_that_is_asked_for(
    sheets: LibraryDesk, question: str, first: str
) -> None:
    assert first in sheets.answer(question).statements[0].text


@pytest.mark.parametrize(
    "question", ["CFC operating cost kaun deta hai", "how many districts does the ODOP list cover?"]
)
def test_what_no_sheet_tells_is_not_answered_with_another_cost_or_a_number_in_a_name(
    sheets: LibraryDesk, question: str
) -> None:
    assert sheets.answer(question).status is AnswerStatus.NO_EVIDENCE
