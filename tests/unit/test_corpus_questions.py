"""The gold questions: enough of each kind, fairly split, and every one answerable from the sheet it names."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from ingest.sheets.render import render_sheet
from ingest.sheets.sources import records_of

CORPUS = Path(__file__).parents[2] / "corpus"
LINES = (CORPUS / "questions" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
QUESTIONS = [json.loads(line) for line in LINES]
ANSWERABLE = [question for question in QUESTIONS if question["answerable"]]


@cache
def files() -> dict[str, Path]:
    return {record.id: path for path, record in records_of(CORPUS)}


@cache
def sheet(record_id: str) -> str:
    made = render_sheet(files()[record_id])
    assert made is not None
    return re.sub(r"\s+", " ", made.markdown)


def test_every_group_of_users_and_styles_is_large_enough() -> None:
    styles = Counter(question["style"] for question in QUESTIONS)
    assert len(QUESTIONS) >= 150
    assert sum(not question["answerable"] for question in QUESTIONS) >= 40
    assert styles["messy"] + styles["misspelt"] >= 20
    assert styles["hinglish"] >= 15
    assert styles["hindi"] >= 15
    assert min(Counter(question["user"] for question in QUESTIONS).values()) >= 40


def test_both_halves_are_alike() -> None:
    for trait in ("lang", "answerable"):
        halves = Counter((question[trait], question["split"]) for question in QUESTIONS)
        for value in {question[trait] for question in QUESTIONS}:
            assert (
                abs(halves[value, "tune"] - halves[value, "report"])
                <= 0.15 * (halves[value, "tune"] + halves[value, "report"]) + 1
            ), (trait, value)


def test_no_question_comes_twice() -> None:
    texts = [(question["text"].casefold(), *question.get("history", [])) for question in QUESTIONS]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_the_sheet_that_a_question_names_holds_all_that_its_answer_must(question: dict) -> None:
    texts = [sheet(place["record"]) for place in question["gold"]]
    assert any(all(re.search(p, text, re.IGNORECASE) for p in question["must_contain"]) for text in texts)
