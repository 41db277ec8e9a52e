"""Cases that rules find in documents, and what a person says of them."""

from argparse import Namespace
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.errors import NotFoundError
from ingest.records import DocumentKind
from service.precedents.extract import extract
from service.precedents.judging import CaseFinder, judged_lines
from service.precedents.keeping import Judgements
from service.precedents.records import Kind, Standing
from service.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PLACES = frozenset({"tiruppur"})


class Head:
    fingerprint = "f1"


class Entry:
    def __init__(self, report) -> None:
        self.document, self.passages, self.sentences = report


class Documents:
    """A document store with one report."""

    def __init__(self, report) -> None:
        self._entry = Entry(report)

    def heads(self):
        return [(Path("report"), Head())]

    def entries(self):
        return [self._entry]


@pytest.fixture
def finder(report, tmp_path: Path) -> CaseFinder:
    corpus = Path(__file__).resolve().parents[4] / "corpus"
    return CaseFinder(Documents(report), corpus, Judgements(Store(tmp_path)))  # type: ignore[arg-type]


def options(**given: str) -> Namespace:
    return Namespace(**{"confirm": None, "reject": None, "take_back": None, **given})


def test_a_case_is_made_of_exact_sentences_with_their_page(report) -> None:
    document, passages, sentences = report
    (case,) = extract(document, passages, sentences, PLACES)
    cells = [case.trials[0].what, case.trials[0].cost, *case.trials[0].payers, case.changes[0].metric]
    assert all(cell and cell.span and cell.span.page == 7 for cell in cells)
    assert all(document.text[c.span.start : c.span.end] == c.span.quote for c in cells if c and c.span)
    assert case.trials[0].what.text.startswith("In 2009 the association established")
    assert case.changes[0].metric.text == "By 2012 rejections fell from 12% to 4%."
    assert [cell.text for cell in case.lessons] == ["The lesson is that members use what they have paid for."]
    assert (case.kind, case.standing, case.place) == (Kind.EXTRACTED, Standing.EXTRACTED, "Tiruppur")


def test_what_should_be_done_is_not_taken_for_what_was_done(report) -> None:
    document, passages, sentences = report
    (case,) = extract(document, passages, sentences, PLACES)
    told = [trial.what.text for trial in case.trials]
    assert not [text for text in told if "should" in text]


def test_a_text_without_outcome_and_cost_is_no_case(report) -> None:
    document, passages, sentences = report
    assert extract(document, passages, sentences[:1], PLACES) == ()


@pytest.mark.parametrize("kind", [DocumentKind.SHEET, DocumentKind.SCHEME_GUIDELINE])
def test_sheets_and_guidelines_hold_no_cases(report, kind: DocumentKind) -> None:
    document, passages, sentences = report
    assert extract(replace(document, kind=kind), passages, sentences, PLACES) == ()


def test_a_confirmed_case_comes_back_as_it_was(finder: CaseFinder, tmp_path: Path) -> None:
    (offered,) = finder.offered()
    confirmed = finder.judge(offered.case.id, Standing.CONFIRMED, NOW)
    assert Judgements(Store(tmp_path)).confirmed() == (confirmed,)
    assert confirmed == replace(offered.case, standing=Standing.CONFIRMED)


def test_a_rejected_case_is_not_among_the_confirmed(finder: CaseFinder, tmp_path: Path) -> None:
    name = finder.offered()[0].case.id
    finder.judge(name, Standing.REJECTED, NOW)
    assert Judgements(Store(tmp_path)).confirmed() == ()
    assert finder.offered()[0].case.standing is Standing.REJECTED


def test_a_judgement_can_be_taken_back(finder: CaseFinder) -> None:
    name = finder.offered()[0].case.id
    finder.judge(name, Standing.REJECTED, NOW)
    finder.take_back(name)
    assert finder.offered()[0].case.standing is Standing.EXTRACTED


def test_a_judged_case_whose_document_changed_is_marked(finder: CaseFinder, report, tmp_path: Path) -> None:
    name = finder.offered()[0].case.id
    finder.judge(name, Standing.CONFIRMED, NOW)
    document, passages, sentences = report
    changed = (replace(document, sha256="cd" * 32), passages, sentences)
    corpus = Path(__file__).resolve().parents[4] / "corpus"
    later = CaseFinder(Documents(changed), corpus, Judgements(Store(tmp_path)))  # type: ignore[arg-type]
    assert [row.stale for row in later.offered() if row.case.id == name] == [True]


def test_an_unknown_case_is_an_error(finder: CaseFinder) -> None:
    with pytest.raises(NotFoundError, match="--extracted"):
        finder.judge("x-nowhere", Standing.CONFIRMED, NOW)


def test_the_command_shows_what_it_did(finder: CaseFinder) -> None:
    name = finder.offered()[0].case.id
    told = list(judged_lines(options(confirm=name), finder))
    assert told[0].startswith(f"{name}  confirmed")
    assert any("(p. 7)" in line for line in told)


def test_nothing_is_made_before_the_first_judgement(tmp_path: Path) -> None:
    store = Store(tmp_path / "none")
    assert Judgements(store).confirmed() == ()
    assert not store.path.exists()
