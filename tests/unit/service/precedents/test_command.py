"""``samuh precedents``: the forms of its results."""

import json

import pytest

from service.options import parser
from service.precedents import command
from service.precedents.search import Precedents


def options(*given: str):
    return parser().parse_args(["precedents", *given])


def test_a_batch_gives_one_record_for_each_line_in_order(cases_room: Precedents) -> None:
    rows = [
        {"id": "a", "text": "idle cold stores"},
        {"id": "b", "text": ""},
        {"id": "c", "text": "cryptocurrency blockchain"},
    ]
    told = list(command.records(options("--batch", "-"), cases_room, rows))
    assert [row["id"] for row in told] == ["a", "b", "c"]
    assert set(told[0]["precedents"][0]) >= {"rank", "id", "kind", "score", "why"}
    assert [each["rank"] for each in told[0]["precedents"]] == list(range(1, 11))
    assert (told[1]["status"], told[1]["precedents"]) == ("no_evidence", [])
    assert "empty" in told[1]["error"]
    assert (told[2]["status"], told[2]["precedents"]) == ("no_evidence", [])
    json.dumps(told)


def test_options_limit_what_is_found(cases_room: Precedents) -> None:
    asked = options("cost", "of", "effluent", "plants", "--state", "Gujarat", "--limit", "3", "--json")
    (told,) = command.records(asked, cases_room, [{"id": 1, "text": " ".join(asked.text)}])
    assert "vapi-chemicals" in [each["id"] for each in told["precedents"]]
    assert all("Gujarat" in each["place"] for each in told["precedents"])
    assert len(told["precedents"]) <= 3


@pytest.mark.parametrize("given", [("--like", "kanpur-leather"), ("--sector", "coir")])
def test_no_words_are_needed_beside_like_or_a_filter(cases_room: Precedents, given: tuple[str, ...]) -> None:
    (told,) = command.records(options(*given, "--json"), cases_room, [])
    assert told["precedents"]


def test_the_list_names_every_case(cases_room: Precedents) -> None:
    told = list(command.lines(options("--list"), cases_room))
    assert len(told) == len(cases_room.cases())


def test_a_line_says_the_case_the_reason_and_the_source(cases_room: Precedents) -> None:
    told = "\n".join(command.lines(options("idle", "cold", "stores", "--limit", "1"), cases_room))
    assert "[sangli-raisin]" in told
    assert "NABARD" in told
