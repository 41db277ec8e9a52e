"""`samuh evaluate` and `samuh calibrate` from their words to what they print, over the small library."""

import json
from pathlib import Path

import pytest

from index.embed import HashingEmbedder
from service import cli, wiring

ROWS = [
    {
        "id": "k1", "text": "How many Rs crore did the plant cost in Kanpur?", "answerable": True,
        "expect": ["answered"], "gold": [{"document": "kanpur", "snippet": "The plant cost Rs 40 crore"}],
        "must_contain": ["40 crore"], "must_not_contain": [], "kind": "number", "split": "tune",
    },
    {
        "id": "k2", "text": "How do I renew my passport?", "answerable": False,
        "expect": ["no_evidence", "out_of_scope"], "gold": [], "must_contain": [], "must_not_contain": [],
        "kind": "unanswerable_offtopic", "split": "report",
    },
]  # fmt: skip


@pytest.fixture
def gold(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A set of two questions, and the small library as the command line's own."""
    monkeypatch.setenv("SAMUH_LIBRARY", str(shelf))
    monkeypatch.setattr(wiring, "embedder", lambda settings: HashingEmbedder(256))
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)), "utf-8")
    return str(path)


def test_a_set_is_measured_for_people_and_for_machines(gold: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate", gold, "--failures"]) == 0
    printed = capsys.readouterr().out
    assert "retrieval    n 1    ndcg_10 1.000" in printed
    assert "lost: 2 met" in printed
    assert cli.main(["evaluate", gold, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["tasks"]["citation"]["exact"] == 1.0
    assert row["groups"]["answerable"]["kind: number"]["n"] == 1


def test_one_part_of_a_set_may_be_measured(gold: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate", gold, "--split", "report", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["questions"] == 1


def test_one_question_is_explained(gold: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate", gold, "--explain", "k1"]) == 0
    assert "stage      met (status answered)" in capsys.readouterr().out
    assert cli.main(["evaluate", gold, "--explain", "k2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["stage"] == "met"


def test_kept_runs_are_compared(gold: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = str(tmp_path / "run.json")
    assert cli.main(["evaluate", gold, "--save", kept]) == 0
    capsys.readouterr()
    assert cli.main(["evaluate", "--compare", kept, kept]) == 0
    assert "luck alone" in capsys.readouterr().out
    assert cli.main(["evaluate", "--compare", kept, kept, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["chance"] for row in rows} == {1.0}


@pytest.mark.parametrize("words", [[], ["SET", "--explain", "k9"]])
def test_what_is_not_there_is_said(gold: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate", *(gold if word == "SET" else word for word in words)]) == 10
    assert "samuh:" in capsys.readouterr().err


def test_limits_are_reported_and_left_alone_unless_told(
    gold: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["calibrate", gold]) == 0
    printed = capsys.readouterr().out
    assert "report after" in printed
    assert "stored" not in printed
    assert cli.main(["calibrate", gold, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["stored"] is None
