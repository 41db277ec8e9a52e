"""The questions kept apart: enough of each kind, never for fitting, and answerable from the sheet they name."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from ingest.sheets.render import render_sheet
from ingest.sheets.sources import records_of

CORPUS = Path(__file__).parents[2] / "corpus"


def read(name: str) -> list[dict]:
    return [json.loads(line) for line in (CORPUS / "questions" / name).read_text("utf-8").splitlines()]


QUESTIONS = read("paraphrases.jsonl")
ANSWERABLE = [question for question in QUESTIONS if question["answerable"]]


@cache
def files() -> dict[str, Path]:
    return {record.id: path for path, record in records_of(CORPUS)}


@cache
def sheet(record_id: str) -> str:
    made = render_sheet(files()[record_id])
    assert made is not None
    return re.sub(r"\s+", " ", made.markdown)


def test_there_are_enough_of_each_kind() -> None:
    languages = Counter(question["lang"] for question in QUESTIONS)
    kinds = Counter(question["kind"] for question in QUESTIONS)
    assert len(QUESTIONS) >= 60
    assert languages["hinglish"] >= 10
    assert languages["hi"] >= 8
    assert min(kinds[k] for k in ("unanswerable_ontopic", "unanswerable_offtopic", "underspecified")) >= 6


def test_none_of_them_may_be_fitted() -> None:
    assert {(question["split"], question["set"]) for question in QUESTIONS} == {("report", "paraphrases")}


def test_none_stands_among_the_gold_questions_or_comes_twice() -> None:
    texts = [
        (question["text"].casefold(), *question.get("history", []))
        for question in QUESTIONS + read("gold.jsonl")
    ]
    assert len(set(texts)) == len(texts)
    ids = [question["id"] for question in QUESTIONS]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_the_sheet_that_a_question_names_holds_all_that_its_answer_must(question: dict) -> None:
    texts = [sheet(place["record"]) for place in question["gold"]]
    assert any(all(re.search(p, text, re.IGNORECASE) for p in question["must_contain"]) for text in texts)
