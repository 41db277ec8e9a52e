"""Lines in, lines out."""

import pytest

from ingest.errors import BadRequestError
from service.batch import history, records, run, table_of, table_record
from service.records import Row, Statement, Table
from service.render import table_lines


def test_records_are_read_from_lines_and_blank_ones_are_passed_over() -> None:
    lines = ['{"id": 1, "text": "a"}\n', "\n", '{"id": 2, "question": "b"}\n']
    assert [(row["id"], row["text"]) for row in records(lines, "f")] == [(1, "a"), (2, "b")]


def test_a_list_is_read_too() -> None:
    assert [row["id"] for row in records(['[{"id": 1, "text": "a"},\n', '{"id": 2, "text": "b"}]'], "f")] == [
        1,
        2,
    ]


@pytest.mark.parametrize("line", ["not json", '"only a text"', '{"text": "no id"}'])
def test_a_line_that_is_no_record_is_named(line: str) -> None:
    with pytest.raises(BadRequestError, match=r"f, line 2"):
        list(records(['{"id": 1}\n', line], "f"))


def test_a_question_that_cannot_be_used_does_not_stop_the_others() -> None:
    def answer_one(row: dict[str, object]) -> dict[str, object]:
        if not row["text"]:
            raise BadRequestError("empty")
        return {"answer": row["text"]}

    rows = [{"id": 1, "text": ""}, {"id": 3, "text": 5}, {"id": 2, "text": "x"}]
    made = list(run(rows, answer_one))
    assert made[0] == {"id": 1, "error": "empty"}
    assert "must be a text" in made[1]["error"]
    assert made[2] == {"id": 2, "answer": "x"}


def test_a_history_must_be_a_list_of_texts() -> None:
    assert history({"id": 1}) == []
    assert history({"id": 1, "history": ["a"]}) == ["a"]
    with pytest.raises(BadRequestError, match="history"):
        history({"id": 1, "history": "a"})


def test_a_comparison_comes_back_as_it_was_written_down() -> None:
    table = Table(("A", "B"), (Row("How much", ((1, 2), ())),))
    assert table_of(table_record(table)) == table
    assert table_of(None) is None


def test_a_terminal_shows_a_comparison_point_by_point() -> None:
    table = Table(("A", "B"), (Row("How much", ((1,), ())),))
    lines = list(table_lines(table, [Statement("A pays 70%.", (1,))]))
    assert lines == ["", "HOW MUCH", "  A:", "    A pays 70%. [1]", "  B: its sheet says nothing on this"]
