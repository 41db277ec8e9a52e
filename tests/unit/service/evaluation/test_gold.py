"""Whether an answer meets a gold question."""

import json
from pathlib import Path

import pytest

from ingest.errors import BadRequestError
from service.evaluation.gold import Gold, Place, holds_snippet, meet, named, read_gold, right_rank
from service.library_desk import LibraryDesk

LOOMS = Gold(
    "g1", "What grant of the cost of looms does a weavers' society get under the Loom Aid Scheme?", (), True,
    frozenset({"answered", "conflicting"}), (Place("looms-2020", None),), "any", ("70\\s*%",), ("80\\s*%",),
    (("kind", "number"),), "tune",
)  # fmt: skip
PASSPORT = Gold(
    "g2", "How do I renew my passport?", (), False, frozenset({"no_evidence", "out_of_scope"}), (), "any", (), (),
    (("kind", "offtopic"),), "report",
)  # fmt: skip


def test_a_right_answer_is_sound(desk: LibraryDesk) -> None:
    met = meet(LOOMS, desk.answer(LOOMS.text))
    assert (met.sound, met.useful, met.wrong, met.rank) == (True, True, False, 1)


def test_an_answer_without_the_figure_is_wrong(desk: LibraryDesk) -> None:
    met = meet(LOOMS, desk.answer("How many Rs crore did the plant cost in Kanpur?"))
    assert met.wrong
    assert not met.sound


def test_a_refusal_of_what_is_not_known_is_right(desk: LibraryDesk) -> None:
    met = meet(PASSPORT, desk.answer(PASSPORT.text))
    assert met.right_ending
    assert not met.wrong


def test_a_snippet_is_found_however_it_is_spaced_and_marked() -> None:
    assert holds_snippet(
        "a **Cluster  Competitiveness**\nIndex has been proposed", "Cluster Competitiveness Index"
    )
    assert not holds_snippet("a Cluster Index has been proposed", "Cluster Competitiveness Index of firms")


def test_all_needed_documents_must_be_among_the_hits() -> None:
    both = Gold(
        "g",
        "q",
        (),
        True,
        frozenset(),
        (Place("a", None), Place("b", None)),
        "all",
        ("1990", "1995"),
        (),
        (),
        None,
    )
    assert right_rank(both, [("a", "in 1990"), ("c", "nothing"), ("b", "in 1995")]) == 3
    assert right_rank(both, [("a", "in 1990"), ("c", "in 1995")]) is None


def test_gold_questions_are_read_by_part_and_faults_are_named(tmp_path: Path) -> None:
    row = {
        "id": "x", "text": "q", "answerable": False, "expect": ["no_evidence"], "gold": [], "must_contain": [],
        "must_not_contain": [], "split": "tune",
    }  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text(
        json.dumps(row) + "\n" + json.dumps({**row, "id": "y", "split": "report"}) + "\n", "utf-8"
    )
    assert [gold.id for gold in read_gold(path, "report")] == ["y"]
    path.write_text('{"id": "x"}\n', "utf-8")
    with pytest.raises(BadRequestError, match="line 1"):
        read_gold(path)


def test_a_set_that_is_not_there_and_an_id_that_it_lacks_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadRequestError, match=r"none\.jsonl: cannot be read"):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(BadRequestError, match="g9: no question"):
        named([LOOMS, PASSPORT], "g9")
