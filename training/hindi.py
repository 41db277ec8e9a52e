"""Measures how questions find sentences in Devanagari: by words, by the model that reads Hindi, and by both.

    samuh ingest --library DIR tests/data/hindi        # with the extra `hindi`; other documents do no harm
    python training/hindi.py DIR tune|report

The limits in ``service/answers/hindi.py`` were set on the half ``tune``. Printed for each way and language: share of
the answerable questions whose sentence stands first and among the first five; how many were answered rightly and
wrongly at the limit, of how many answerable ones; how many of those that no sentence answers were answered.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.records import Filters
from service.answers import hindi
from service.answers.ask import Library
from service.answers.hindi import HindiTexts
from service.answers.hindi_words import Scores, Unit, coverage, units
from service.answers.question import Question, understand
from service.settings import load
from service.wiring import desk

QUESTIONS = Path(__file__).parents[1] / "tests" / "data" / "hindi" / "questions.jsonl"
SURE_BY_E5 = 0.85  # of the model alone, set on the half "tune", too


@dataclass(frozen=True)
class Asked:
    """One question with what each sentence is worth to it by words and by the model."""

    style: str
    right: list[bool]
    worded: Scores
    meant: Scores
    things: list[Unit]
    allowed: Scores

    @property
    def answerable(self) -> bool:
        """Whether a sentence answers."""
        return any(self.right)


def prepared(half: str, library: Library) -> Iterator[Asked]:
    """The questions of one half."""
    texts = library.hindi
    if texts is None or not texts.by_meaning:
        sys.exit("The library has no sentence in Devanagari, or was made without the extra hindi.")
    for row in map(json.loads, QUESTIONS.read_text("utf-8").splitlines()):
        if row["half"] == half:
            yield measured(row, texts, library)


def measured(row: dict[str, str], texts: HindiTexts, library: Library) -> Asked:
    """One question, measured."""
    question: Question = understand(row["question"], (), library.languages, library.known.named_words)
    read, things = texts.read(), units(row["question"], library.languages.glossary)
    meant = texts.meant(row["question"])
    assert meant is not None
    right = [
        bool(row["document"])
        and line.sentence.passage_id in {p.id for p in library.index.passages(row["document"])}
        and row["says"] in line.sentence.text
        for line in read.lines
    ]
    return Asked(
        row["style"],
        right,
        coverage(things, read.words, read.around, read.holder),
        meant,
        things,
        texts.may_answer(read, question, Filters()),
    )


WAYS: dict[str, tuple[Callable[[Asked], Scores], Callable[[str], float]]] = {
    "words": (
        lambda a: a.worded,
        lambda style: hindi.SURE_BY_WORDS if style == "hindi" else hindi.SURE_IN_HINGLISH,
    ),
    "model": (lambda a: a.meant, lambda _: SURE_BY_E5),
    "both": (lambda a: a.meant + hindi.WORDS * a.worded, lambda _: hindi.SURE_BY_MEANING),
}


def report(asked: list[Asked]) -> None:
    """Print the table."""
    for name, (score, limit) in WAYS.items():
        for style in ("hindi", "hinglish", "english"):
            mine = [one for one in asked if one.style == style]
            print(f"{name:6s} {style:9s}", tell(mine, score, limit(style)))


def tell(asked: list[Asked], score: Callable[[Asked], Scores], limit: float) -> str:
    """One line of figures."""
    ranks, right, wrong, astray = [], 0, 0, 0
    for one in asked:
        worth = np.where(one.allowed, score(one), 0.0)
        top = int(np.argmax(worth))
        said = worth[top] >= limit and sum(not unit.asks for unit in one.things) >= hindi.THINGS
        if one.answerable:
            order = np.argsort(-worth, kind="stable")
            ranks.append(next(n for n, at in enumerate(order, 1) if one.right[at]))
            right, wrong = right + (said and one.right[top]), wrong + (said and not one.right[top])
        else:
            astray += said
    known = len(ranks)
    first, five = sum(r == 1 for r in ranks) / known, sum(r <= 5 for r in ranks) / known
    return f"R@1 {first:.2f} R@5 {five:.2f} right {right} wrong {wrong} of {known}; answered {astray} of {len(asked) - known}"


if __name__ == "__main__":
    made = desk(load(library=Path(sys.argv[1])))
    made.warm_up()
    report(list(prepared(sys.argv[2], made.library())))
