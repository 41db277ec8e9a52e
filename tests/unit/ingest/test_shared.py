"""The real documents that ingestion was built for; skipped where they are absent."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.pipeline import IngestOptions, ingest
from ingest.records import DocumentReport, PassageKind, ReadStatus
from ingest.store import DocumentStore

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def literature(tmp_path_factory: pytest.TempPathFactory, shared_dir: Path) -> DocumentStore:
    store = DocumentStore(tmp_path_factory.mktemp("library"))
    options = IngestOptions(lambda text: len(text) // 4, 190, 60.0, 1024, 200)
    ingest([shared_dir / "literature"], store, options, lambda report: None)
    return store


def bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def test_each_question_of_the_faq_holds_its_whole_answer(literature: DocumentStore) -> None:
    passages = literature.load("fmc-cluster-faq").passages
    labels = [p.label for p in passages if p.kind is PassageKind.QUESTION and not p.context]
    assert labels == [f"Q{n}" for n in [*range(1, 63), 62, *range(63, 70)]]
    rest = [p for p in passages if p.kind is PassageKind.QUESTION and p.context]
    assert all(p.context.split("\n")[0].endswith("?") for p in rest)


def test_the_snippets_that_answer_lie_in_one_passage_each(
    literature: DocumentStore, shared_dir: Path
) -> None:
    asked = json.loads((shared_dir / "examples" / "questions.json").read_text(encoding="utf-8"))
    for question in asked:
        passages = literature.load(question["document"]).passages
        assert any(bare(question["snippet"]) in bare(p.text) for p in passages), question["snippet"]


def test_every_quote_is_an_exact_slice(literature: DocumentStore) -> None:
    for entry in literature.entries():
        assert entry.document is not None
        text = entry.document.text
        spans = {p.id: (p.start, p.end) for p in entry.passages}
        assert all(text[p.start : p.end] == p.text for p in entry.passages)
        assert all(
            spans[s.passage_id][0] <= s.start < s.end <= spans[s.passage_id][1] for s in entry.sentences
        )


def test_every_hostile_file_ends_in_a_clear_status_within_its_limit(
    shared_dir: Path, store: DocumentStore, word_counter: Callable[[str], int]
) -> None:
    options = IngestOptions(word_counter, 120, 8.0, 512, 50)
    reports: list[DocumentReport] = []
    for path in sorted((shared_dir / "hostile").glob("*.pdf")):
        started = time.monotonic()
        reports += ingest([path], store, options, lambda report: None)
        assert time.monotonic() - started < 14
    assert len(reports) == len(list((shared_dir / "hostile").glob("*.pdf")))
    assert all(report.status is not ReadStatus.READ and report.why for report in reports)
    assert (
        "ignore previous instructions" not in (store.load("hidden").document or pytest.fail("not read")).text
    )
