"""Counting refusals and first citations on a public set."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.embed import HashingEmbedder
from index.generations import Generations
from ingest.errors import BadRequestError
from service.evaluation.refusal import (
    Replied,
    area,
    as_json,
    as_text,
    by_likeness,
    counted,
    evaluate,
    read_queries,
    report,
)
from service.library_desk import LibraryDesk

ROOT = Path(__file__).resolve().parents[4]


def reply(answerable: bool, refused: bool, near: float = 0.5, right: bool = False) -> Replied:
    return Replied(answerable, refused, right, near)


def public_set(folder: Path, rows: Sequence[tuple[str, bool, list[str]]]) -> Path:
    texts = {
        "a": "The dodo was a flightless pigeon of Mauritius about a metre tall.",
        "b": "Most coasts see two high waters a day, for the tides follow the Moon.",
    }
    lines = [json.dumps({"_id": name, "title": "", "text": text}) for name, text in texts.items()]
    (folder / "corpus.jsonl").write_text("\n".join(lines), "utf-8")
    asked = [json.dumps({"question": q, "answerable": yes, "gold_evidence": ids}) for q, yes, ids in rows]
    (folder / "qa.jsonl").write_text("\n".join(asked), "utf-8")
    return folder


def test_precision_is_of_what_was_refused_and_recall_of_what_should_be() -> None:
    replies = [
        reply(False, True),
        reply(False, False),
        reply(False, False),
        reply(True, True),
        reply(True, False),
    ]
    assert counted(replies, [one.refused for one in replies]) == pytest.approx((1 / 2, 1 / 3, 0.4))


def test_refusing_nothing_counts_as_nothing() -> None:
    assert counted([reply(False, False)], [False]) == (0.0, 0.0, 0.0)


def test_the_limit_of_likeness_comes_from_the_other_half() -> None:
    replies = [reply(n % 4 < 2, False, near=0.9 if n % 4 < 2 else 0.1) for n in range(16)]
    assert by_likeness(replies) == 1.0
    assert area(replies) == 1.0


def test_likeness_that_tells_nothing_has_half_the_area() -> None:
    assert area([reply(True, False), reply(False, False)]) == 0.5


def test_only_answers_count_for_the_first_citation() -> None:
    made = report(
        "set", [reply(True, False, right=True), reply(True, True), reply(False, True)], (2, "x"), 1.0
    )
    assert (made.first_cited, made.false_refusals, made.precision, made.recall) == (1.0, 0.5, 0.5, 1.0)
    assert "F1 0.667" in as_text(made)
    assert json.loads(as_json(made))["unanswerable"] == 1


def test_where_all_is_answerable_each_is_asked_again_without_what_answers(tmp_path: Path) -> None:
    folder = public_set(tmp_path, [("how tall was the dodo", True, ["a"])])
    first, again = read_queries(folder)
    assert (first.answerable, first.among) == (True, ())
    assert (again.answerable, again.among) == (False, ("b",))


def test_a_set_is_asked_as_any_library_is(tmp_path: Path) -> None:
    folder = public_set(
        tmp_path, [("how tall was the flightless dodo of Mauritius", True, ["a"]), ("xyzzy quux", False, [])]
    )
    model = HashingEmbedder()

    def made_desk(built: Generations) -> LibraryDesk:
        made = LibraryDesk(built, lambda: model, ROOT / "corpus", 500)
        made.warm_up()
        return made

    made = evaluate(folder, model, made_desk)
    assert (made.passages, made.answerable, made.unanswerable) == (2, 1, 1)
    assert (made.recall, made.first_cited) == (1.0, 1.0)


def test_a_file_in_another_layout_is_named(tmp_path: Path) -> None:
    (tmp_path / "qa.jsonl").write_text('{"question": "x"}', "utf-8")
    with pytest.raises(BadRequestError, match=r"qa\.jsonl"):
        read_queries(tmp_path)
