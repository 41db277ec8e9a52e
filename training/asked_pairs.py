"""Pairs and gold questions as the search sees them: put into the library's words, with what the words vote for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from pairs import pairs

from index.fuse import DEEP
from service.answers.ask import Library
from service.answers.question import understand
from service.evaluation.gold import Gold, read_gold, right_rank
from service.settings import ROOT

NOT_JUDGED = ("msme-schemes-booklet", "tables")  # say again what the sheets say: neither right nor wrong


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question as searched and as typed, the passages that answer it, and the words' share of some passages."""

    search: str
    typed: str
    group: str
    written: bool
    held_out: bool
    right: tuple[int, ...]
    numbers: np.ndarray
    shares: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """Vectors of passages and sentences, where each passage's sentences start, and passages that are not judged."""

    passages: np.ndarray
    sentences: np.ndarray
    starts: np.ndarray
    unjudged: np.ndarray


def shelf(library: Library) -> Shelf:
    """The library's vectors, as they lie in its index."""
    generation = library.index.generation
    starts = generation.shelf.sentence_starts()
    rows = generation.shelf.rows(
        "SELECT d.id FROM passages p JOIN documents d ON d.n = p.document ORDER BY p.n"
    )
    return Shelf(
        passages=generation.vectors.rows(np.arange(len(rows))).copy(),
        sentences=generation.sentences.rows(np.arange(int(starts[-1]))),
        starts=starts,
        unjudged=np.array([name in NOT_JUDGED for (name,) in rows]),
    )


def questions(library: Library, seed: int) -> list[Asked]:
    """The written and the filled-in questions."""
    made = pairs(ROOT / "corpus", library.index, seed)
    numbers = library.index.generation.shelf.passage_numbers
    return [
        _asked(
            library,
            pair.text,
            (),
            (f"{pair.kind} {pair.language}", pair.kind == "written", pair.held_out),
            numbers(pair.passages),
        )
        for pair in made
    ]


def gold_questions(library: Library, split: str) -> list[Asked]:
    """Answerable gold questions of one half that a single passage answers."""
    rows = library.index.generation.shelf.rows(
        "SELECT d.id, p.text FROM passages p JOIN documents d ON d.n = p.document ORDER BY p.n"
    )
    gold = [
        g
        for g in read_gold(ROOT / "corpus" / "questions" / "gold.jsonl", split)
        if g.answerable and g.need == "any"
    ]
    found = ((g, _right(g, rows)) for g in gold)
    return [_asked(library, g.text, g.history, (_group(g), True, True), right) for g, right in found if right]


def _right(gold: Gold, rows: Iterable[tuple[str, str]]) -> list[int]:
    return [n for n, row in enumerate(rows) if right_rank(gold, [row]) == 1]


def _group(gold: Gold) -> str:
    style = dict(gold.groups).get("style", "plain")
    return (
        style if style in ("hindi", "hinglish") else "messy" if style in ("messy", "misspelt") else "english"
    )


def _asked(
    library: Library, text: str, history: Sequence[str], marks: tuple[str, bool, bool], right: Sequence[int]
) -> Asked:
    question = understand(text, history, library.languages)
    words = library.index.generation.words.search(question.words, None, DEEP)
    group, written, held_out = marks
    return Asked(
        search=question.search,
        typed=text,
        group=group,
        written=written,
        held_out=held_out,
        right=tuple(int(number) for number in right),
        numbers=words.numbers,
        shares=words.scores.astype(np.float32),
    )
