"""The third set of questions: enough of each kind in both halves, no copies, and each answered where it says."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from ingest.sheets.render import render_sheet
from ingest.sheets.sources import records_of
from service.evaluation.gold import Gold, read_gold

ROOT = Path(__file__).parents[2]
THIRD = ROOT / "training" / "third.jsonl"
OTHERS = [
    ROOT / "corpus" / "questions" / "gold.jsonl",
    ROOT / "corpus" / "questions" / "paraphrases.jsonl",
    ROOT / "training" / "second.jsonl",
    ROOT / "training" / "written.jsonl",
]
SETS = {
    "schemes": 40,
    "clusters": 25,
    "literature": 35,
    "paraphrases": 20,
    "absent": 35,
    "afield": 15,
    "vague": 20,
    "follow_ups": 10,
}

QUESTIONS = read_gold(THIRD)


def asked(question: Gold) -> tuple[str, ...]:
    return (question.text.casefold(), *question.history)


def holds(question: Gold, text: str) -> bool:
    flat = re.sub(r"\s+", " ", text)
    return all(re.search(pattern, flat, re.IGNORECASE) for pattern in question.must)


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text)).casefold()


@cache
def files() -> dict[str, Path]:
    return {record.id: path for path, record in records_of(ROOT / "corpus")}


@cache
def sheet(record_id: str) -> str:
    made = render_sheet(files()[record_id])
    assert made is not None
    return made.markdown


@cache
def document(path: Path) -> str:
    if path.suffix == ".txt":
        return letters(path.read_text("utf-8"))
    with pypdfium2.PdfDocument(path) as pdf:
        return letters(" ".join(page.get_textpage().get_text_range() for page in pdf))


def test_there_are_as_many_of_each_set_as_were_planned() -> None:
    assert Counter(dict(question.groups)["set"] for question in QUESTIONS) == SETS


@pytest.mark.parametrize("split", ["tune", "report"])
def test_each_half_has_every_set_language_and_style(split: str) -> None:
    half = read_gold(THIRD, split)
    traits = [dict(question.groups) for question in half]
    assert len(half) == 100
    assert {trait["set"] for trait in traits} == set(SETS)
    assert Counter(trait["lang"] for trait in traits)["hinglish"] >= 13
    assert Counter(trait["lang"] for trait in traits)["hi"] >= 6
    assert sum(trait["style"] in {"misspelt", "messy"} for trait in traits) >= 10


def test_none_comes_twice_or_stands_in_another_set() -> None:
    elsewhere = {asked(question) for path in OTHERS for question in read_gold(path)}
    here = [asked(question) for question in QUESTIONS]
    assert len(set(here)) == len(here)
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)
    assert not elsewhere & set(here)


def test_what_has_an_answer_names_its_places_and_words_and_the_rest_names_none() -> None:
    for question in QUESTIONS:
        assert question.answerable == bool(question.places) == bool(question.must), question.id
        assert question.answerable == ("answered" in question.expect), question.id


def test_every_sheet_that_a_question_names_holds_all_that_its_answer_must() -> None:
    lacking = [
        (question.id, place.document_id)
        for question in QUESTIONS
        for place in question.places
        if place.snippet is None and not holds(question, sheet(place.document_id))
    ]
    assert lacking == []


def test_the_words_of_a_text_that_answer_hold_all_that_the_answer_must() -> None:
    for question in QUESTIONS:
        texts: dict[str, str] = {}
        for place in question.places:
            if place.snippet is not None:
                texts[place.document_id] = f"{texts.get(place.document_id, '')} {place.snippet}"
        assert [name for name, text in texts.items() if not holds(question, text)] == [], question.id


@pytest.mark.shared
def test_the_words_that_answer_stand_in_the_text_that_a_question_names(shared_dir: Path) -> None:
    found = {
        path.stem: path for path in (*shared_dir.glob("literature/*.txt"), *shared_dir.glob("pdfs/*.pdf"))
    }
    rows = [json.loads(line) for line in THIRD.read_text("utf-8").splitlines()]
    missing = [
        (row["id"], place["snippet"])
        for row in rows
        for place in row["gold"]
        if "snippet" in place and letters(place["snippet"]) not in document(found[place["document"]])
    ]
    assert missing == []
