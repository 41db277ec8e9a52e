"""Cases of clusters and works, and what an editor said of them."""

from pathlib import Path

import pytest

from ingest.errors import CatalogueError
from service.browse.book import Book, reader
from service.precedents.cases import cases
from service.precedents.curation import curation, entry
from service.precedents.facts import FUNDING_NAMES
from service.precedents.records import Kind, Precedent, Result

CORPUS = Path(__file__).resolve().parents[4] / "corpus"


@pytest.fixture(scope="module")
def book() -> Book:
    return reader(CORPUS).current()


@pytest.fixture(scope="module")
def held(book: Book) -> dict[str, Precedent]:
    return {case.id: case for case in cases(book)}


def test_every_cluster_and_every_work_is_one_case(book: Book, held: dict[str, Precedent]) -> None:
    assert set(held) == {*book.clusters, *book.works}


def test_every_cell_of_a_cluster_names_a_source_unless_it_is_our_inference(
    held: dict[str, Precedent],
) -> None:
    for case in held.values():
        cells = [cell for _, cell in case.problems]
        cells += [each.what for each in case.trials] + [each.metric for each in case.changes]
        cells += [*case.lessons, *case.figures]
        assert all(cell.origins or cell.inferred for cell in cells), case.id


def test_who_paid_and_what_it_cost_stand_in_cells_of_their_own(held: dict[str, Precedent]) -> None:
    trial = next(each for each in held["pali-balotra-textile"].trials if "Pali CETP" in each.what.text)
    assert trial.cost is not None
    assert trial.cost.text == "INR 100 crore"
    assert [cell.text for cell in trial.payers] == [
        "GoI: INR 37.5 crore released",
        "pattern: Centre 50 : state 25 : SPV 25",
    ]


def test_a_record_that_names_no_payer_has_none(held: dict[str, Precedent]) -> None:
    assert held["hyderabad-pharma"].funding == ()
    assert set(held["vapi-chemicals"].funding) >= {"members", "loan"}
    assert all(key in FUNDING_NAMES for case in held.values() for key in case.funding)


def test_source_keys_inside_a_text_are_put_into_names(held: dict[str, Precedent]) -> None:
    change = next(each for each in held["morbi-ceramics"].changes if each.metric.text == "Turnover")
    assert change.note is not None
    assert "s1" not in change.note.text


def test_the_years_of_a_case_are_those_of_trials_and_outcomes(held: dict[str, Precedent]) -> None:
    assert held["kanpur-leather"].years == (2006, 2011, 2018, 2022)


def test_every_shipped_record_was_read_for_its_themes(held: dict[str, Precedent]) -> None:
    assert [case.id for case in held.values() if not case.themes or not case.gist] == []


def test_how_it_ended_is_said_only_where_something_came_of_it(held: dict[str, Precedent]) -> None:
    said = [case for case in held.values() if case.kind is Kind.CLUSTER and case.result is Result.WORKED]
    assert [case.id for case in said if not (case.changes or case.lessons or case.trials)] == []


def test_a_theme_that_is_not_listed_is_refused() -> None:
    with pytest.raises(CatalogueError, match=r"some-cluster: nowhere"):
        entry("some-cluster", {"themes": ["nowhere"]}, curation().themes)


def test_near_themes_are_listed_themes() -> None:
    themes = curation().themes
    assert [near for theme in themes.values() for near in theme.near if near not in themes] == []
