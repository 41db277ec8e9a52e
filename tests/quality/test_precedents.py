"""The search for cases with the real model: the report half may not fall below what was reached.

The queries were written from the records by the people who wrote the themes, so that they flatter; the queries of the
development folder are by others. Vectors ship with Samuh: only the queries are embedded here.
"""

import os
from pathlib import Path

import pytest

from service.evaluation import ratchet
from service.precedents import evaluated
from service.precedents.measure import measured, ours, read_queries
from service.precedents.search import Ending, Precedents
from service.settings import load
from service.wiring import precedents

pytestmark = pytest.mark.model

RATCHET = Path(__file__).with_name("precedents_ratchet.json")
ABOUT = "Best figures so far of the search for cases on the report halves; see test_precedents.py"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "examples" / "precedent_queries.yaml"


@pytest.fixture(scope="module")
def room(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Precedents:
    return precedents(load(library=tmp_path_factory.mktemp("library"), corpus=repository / "corpus"))


@pytest.mark.parametrize("name", ["precedents", "precedents-abstract"])
def test_no_figure_of_a_report_half_falls_below_the_ratchet(
    room: Precedents, repository: Path, name: str
) -> None:
    queries = evaluated.queries_of(repository / "corpus" / "questions" / f"{name}.jsonl", "report")
    run = evaluated.run(name, queries, ours(room))
    now = {f"{name}.{figure}": held for figure, held in evaluated.held(run).items()}
    must = ratchet.read(RATCHET) if RATCHET.is_file() else {}
    if os.environ.get("TEST_RAISE_RATCHET"):
        ratchet.write(RATCHET, ABOUT, must, {**must, **now})
        return
    own = {figure: held for figure, held in must.items() if figure.startswith(f"{name}.")}
    assert own
    assert not ratchet.falls(own, now), "\n".join(evaluated.lines(run, failures=True))


@pytest.mark.parametrize("word", ["hydrogen", "earthquake", "rocket"])
def test_a_question_that_turns_on_a_thing_no_case_speaks_of_is_refused_with_what_is_near(
    room: Precedents, word: str
) -> None:
    asked = {
        "hydrogen": "hydrogen fired furnaces in a glass cluster",
        "earthquake": "what an earthquake did to the workshops",
        "rocket": "small foundries casting rocket parts",
    }
    found = room.search(asked[word])
    assert (found.status, found.matches) == (Ending.NO_EVIDENCE, ())
    assert word in found.message
    assert found.near


def test_a_figure_of_speech_is_no_reason_to_refuse(room: Precedents) -> None:
    for asked in ("a tax rise that hurt sales of a kitchen appliance", "online selling killed the bazaar"):
        assert room.search(asked).status is Ending.ANSWERED


@pytest.mark.shared
def test_the_worked_queries_are_met(room: Precedents) -> None:
    if not SHARED.is_file():
        pytest.skip("the development folder is not here")
    row = measured("worked", ours(room), read_queries(SHARED))
    assert row.ndcg >= 0.8, row
    assert row.recall_direct >= 0.92, row
    assert (row.refused_rightly, row.refused_wrongly) == (row.unanswerable, 0), row
