"""An answer survives its turn word for word."""

import json
from dataclasses import replace

import pytest

from index.records import Hit
from ingest.records import Passage, PassageKind
from service.helpline.kept_answers import MOST_HITS, answer_of, kept
from service.records import Answer, AnswerStatus, Citation, Statement


def hit(rank: int) -> Hit:
    passage = Passage(f"p-{rank}", "sheet", 0, 4, "Text", ("One", "Two"), "Q1", PassageKind.PROSE, 3, 4)
    return Hit(passage, 0.5, rank, None, None, None, "meaning")


@pytest.fixture
def answer() -> Answer:
    cited = Citation(
        1, "sheet", "p-1", "Sheet", None, 2022, "p. 3", 3, None, "70% of ₹10 crore", 5, 21, "hard to read"
    )
    return Answer(
        "a-1", "कितना अनुदान?", "grant", AnswerStatus.PARTLY_ANSWERED, "A part.",
        (Statement("70% of ₹10 crore.", (1,)),), (cited,), ("Which edition?",),
        tuple(hit(rank) for rank in range(1, 4)), "2026-11-20", "g-1",
    )  # fmt: skip


def test_an_answer_comes_back_as_it_went(answer: Answer) -> None:
    assert answer_of(json.loads(json.dumps(kept(answer)))) == answer


def test_only_the_first_passages_are_kept(answer: Answer) -> None:
    many = replace(answer, hits=tuple(hit(rank) for rank in range(1, 30)))
    assert [one.rank for one in answer_of(kept(many)).hits] == list(range(1, MOST_HITS + 1))


def test_what_is_no_answer_is_not_taken_for_one() -> None:
    with pytest.raises(KeyError):
        answer_of({"text": "a note"})
