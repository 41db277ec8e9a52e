"""Which questions are about one's own case, and lead to the interview."""

import json
from pathlib import Path

import pytest

from service.eligibility.asked import asks_what_fits


@pytest.mark.parametrize(
    "question",
    [
        "Which schemes do we qualify for?",
        "which schemes can we get",
        "we are 25 weavers in Barpeta Assam, which schemes can we get",
        "Are we eligible for any subsidy?",
        "Do we qualify for MSE-CDP?",
        "hum kaun si scheme le sakte hain",
        "mujhe kaun si subsidy milegi",
        "kya hum sfurti ke liye eligible hain",
        "हम कौन सी योजना ले सकते हैं?",
        "हमें किस योजना का लाभ मिल सकता है",
    ],
)
def test_these_are(question: str) -> None:
    assert asks_what_fits(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who can apply for SFURTI?",
        "How much grant does a common facility centre get under MSE-CDP?",
        "Which schemes were merged in 2018?",
        "What is a cluster development agent?",
        "What happened to the dyeing units of Tirupur?",
        "SFURTI mein kitna paisa milta hai",
        "",
    ],
)
def test_these_are_not(question: str) -> None:
    assert not asks_what_fits(question)


def test_a_case_that_is_told_needs_no_we() -> None:
    question = "which schemes can a foundry SPV in Pune get"
    assert not asks_what_fits(question)
    assert asks_what_fits(question, facts_told=3)


def test_hardly_any_question_about_the_corpus_is_taken_for_one(repository: Path) -> None:
    questions = [
        json.loads(line)["text"]
        for path in (repository / "corpus" / "questions").glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
        if "text" in json.loads(line)
    ]
    taken = [question for question in questions if asks_what_fits(question)]
    assert len(questions) > 200
    assert len(taken) <= 0.02 * len(questions), taken
