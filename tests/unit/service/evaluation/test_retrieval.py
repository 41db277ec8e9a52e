import json
from dataclasses import asdict
from pathlib import Path

import pytest

from index.embed import HashingEmbedder
from ingest.errors import BadRequestError
from service.evaluation.retrieval import as_json, as_text, evaluate, read_judgements

CORPUS = {
    "p1": ("Tirupur", "Dyers share an effluent plant. Members paid a third."),
    "p2": ("Kolhapur", "Foundries share a sand plant."),
    "p3": ("", "Artisans form a society."),
}
QUERIES = {
    "q1": "effluent plant of the dyers",
    "q2": "society of artisans",
    "q3": "nothing is judged for this",
}


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "toy"
    made.mkdir()
    rows = [{"_id": name, "title": title, "text": text} for name, (title, text) in CORPUS.items()]
    (made / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    rows = [{"_id": name, "text": text} for name, text in QUERIES.items()]
    (made / "queries.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (made / "qrels.tsv").write_text("q1\tp1\t2\nq1\tp2\t1\nq2\tp3\t1\nq2\tp1\t0\nq3\tp1\t0\n")
    return made


def test_an_easy_set_is_found_in_full(folder) -> None:
    report = evaluate(folder, HashingEmbedder(256))
    assert (report.name, report.passages, report.queries) == ("toy", 3, 2)
    assert report.ndcg_10 == report.recall_5 == report.recall_100 == report.mrr_10 == pytest.approx(1)


def test_two_runs_give_the_same_figures(folder) -> None:
    one, other = (asdict(evaluate(folder, HashingEmbedder())) for _ in range(2))
    assert {**one, "seconds": 0} == {**other, "seconds": 0}


def test_nothing_is_kept_unless_a_cache_is_given(folder, tmp_path) -> None:
    cache = tmp_path / "cache"
    first = evaluate(folder, HashingEmbedder(), cache)
    built = sorted(cache.rglob("manifest.json"))
    again = evaluate(folder, HashingEmbedder(), cache, lambda done, total: pytest.fail("built again"))
    assert first.index_id == again.index_id
    assert sorted(cache.rglob("manifest.json")) == built
    assert len(built) == 1


def test_a_report_is_written_for_machines_and_for_people(folder) -> None:
    report = evaluate(folder, HashingEmbedder(256))
    assert json.loads(as_json(report)) == asdict(report)
    assert "nDCG@10    1.0000" in as_text(report)


def test_a_line_of_names_above_the_judgements_is_passed_over(tmp_path) -> None:
    file = tmp_path / "qrels.tsv"
    file.write_text("query-id\tcorpus-id\tscore\nq1\tp1\t1\n")
    assert read_judgements(file) == {"q1": {"p1": 1}}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("qrels.tsv", "q1 p1 1\n"), ("qrels.tsv", "q1\tp1\tmuch\n"), ("queries.jsonl", '{"id": 1}\n'),
        ("queries.jsonl", "[]\n"), ("corpus.jsonl", "not json\n"),
    ],
)  # fmt: skip
def test_a_file_in_another_layout_is_named(folder, name, text) -> None:
    (folder / name).write_text(text)
    with pytest.raises(BadRequestError, match=name):
        evaluate(folder, HashingEmbedder())


@pytest.mark.parametrize("name", ["qrels.tsv", "queries.jsonl", "corpus.jsonl"])
def test_a_missing_file_is_named(folder, name) -> None:
    (folder / name).unlink()
    with pytest.raises(BadRequestError, match=name):
        evaluate(folder, HashingEmbedder())
