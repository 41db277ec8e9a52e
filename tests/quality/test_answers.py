"""Answers over a part of the shipped corpus: no figure may fall below the ratchet by more than luck explains.

A third of the answerable gold questions and all others are asked of a library of the records that they are about;
it is built once and kept in pytest's cache. ``TEST_RAISE_RATCHET=1`` raises ``ratchet.json`` to the present figures.
"""

import hashlib
import os
from pathlib import Path

import pytest

from ingest.sheets.sources import records_of
from service.evaluation import ratchet
from service.evaluation.answers import run
from service.evaluation.gold import Gold, read_gold
from service.evaluation.outcomes import Run
from service.evaluation.tables import lines
from service.settings import load
from service.wiring import desk, ingest_paths, rebuild

pytestmark = pytest.mark.model

RATCHET = Path(__file__).with_name("ratchet.json")
ABOUT = "Best figures so far on a third of the answerable gold questions and all others; see test_answers.py"
EVERY = 3


@pytest.fixture(scope="module")
def questions(repository: Path) -> list[Gold]:
    gold = read_gold(repository / "corpus" / "questions" / "gold.jsonl")
    answerable = [one for one in gold if one.answerable]
    return [*answerable[::EVERY], *(one for one in gold if not one.answerable)]


@pytest.fixture(scope="module")
def outcome(questions: list[Gold], repository: Path, pytestconfig: pytest.Config) -> Run:
    assert pytestconfig.cache is not None
    corpus = repository / "corpus"
    wanted = {place.document_id for one in questions for place in one.places}
    paths = sorted(path for path, record in records_of(corpus) if record.id in wanted)
    name = hashlib.sha256("\n".join(path.name for path in paths).encode()).hexdigest()[:12]
    settings = load(library=pytestconfig.cache.mkdir("answers") / name, corpus=corpus)
    ingest_paths(settings, paths, lambda report: None)
    rebuild(settings, lambda done, total: None)
    made = desk(settings)
    made.warm_up()
    return run("ratchet", questions, made)


def test_no_figure_falls_below_the_ratchet(outcome: Run) -> None:
    must, now = ratchet.read(RATCHET), ratchet.measured(outcome.outcomes)
    if os.environ.get("TEST_RAISE_RATCHET"):
        ratchet.write(RATCHET, ABOUT, must, now)
        return
    assert not ratchet.falls(must, now), "\n".join(lines(outcome, failures=True))


def test_every_quote_stands_at_its_place(outcome: Run) -> None:
    exact = [one.measures["citation.exact"] for one in outcome.outcomes if "citation.exact" in one.measures]
    assert len(exact) >= 60
    assert min(exact) == 1.0


def test_every_question_asked_twice_gets_the_same_answer(outcome: Run) -> None:
    assert {one.measures["determinism.same"] for one in outcome.outcomes} == {1.0}
