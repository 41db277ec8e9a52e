"""Measures the search for cases on graded queries, beside BM25 alone and a plain fusion of BM25 and the model.

Gain of a case is 2^grade - 1 (grade 2: the case itself shows what is asked; 1: a useful neighbour).
"""

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from index.embed import Embedder
from ingest.errors import BadRequestError
from service.answers.words import content
from service.precedents.bm25 import WordTable, telling
from service.precedents.search import Ending, Precedents
from service.precedents.texts import whole
from service.precedents.vectors import VectorShelf

DEPTH = 10
DAMPING = 60  # of the plain fusion, as in Cormack, Clarke and Büttcher (2009)
Searcher = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Query:
    """One graded query; ``grades`` is empty where nothing held answers. ``split`` is "tune" or "report"."""

    id: str
    text: str
    grades: Mapping[str, int]
    split: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way of searching reached on some queries. Shares are of 1; refusals are counts."""

    name: str
    queries: int
    ndcg: float
    recall_direct: float
    refused_rightly: int
    unanswerable: int
    refused_wrongly: int


def read_queries(path: Path) -> tuple[Query, ...]:
    """Read queries: ours (JSON lines) or a YAML file with ``queries``, of which every second one is to report.

    Raises:
        BadRequestError: the file cannot be read as either.
    """
    try:
        text = path.read_text("utf-8")
        return tuple(from_lines(text) if path.suffix == ".jsonl" else from_yaml(text))
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise BadRequestError(f"{path}: not a file of graded queries ({error!r}).") from error


def from_lines(text: str) -> Iterator[Query]:
    """Our own form: ``gold`` names records with their grades."""
    for row in map(json.loads, text.splitlines()):
        grades = {each["record"]: int(each["grade"]) for each in row["gold"]}
        yield Query(row["id"], row["text"], grades, row["split"])


def from_yaml(text: str) -> Iterator[Query]:
    """The form with ``relevant`` lists: the first, third, fifth ... are for tuning."""
    for number, row in enumerate(yaml.safe_load(text)["queries"]):
        grades = {each["id"]: int(each["grade"]) for each in row["relevant"]}
        yield Query(row["id"], row["query"], grades, "report" if number % 2 else "tune")


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain of the first ``depth`` results."""
    gains = [2 ** grades.get(name, 0) - 1 for name in ranked[:depth]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:depth]
    return discounted(gains) / discounted(ideal)


def discounted(gains: Sequence[int]) -> float:
    """Gains, each divided by the logarithm of its place."""
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))


def recall_direct(ranked: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Share of the direct precedents (grade 2) among the first ``depth`` results; 1 where there are none."""
    direct = [name for name, grade in grades.items() if grade == 2]
    return sum(name in ranked[:depth] for name in direct) / len(direct) if direct else 1.0


def measured(name: str, search: Searcher, queries: Sequence[Query]) -> Measured:
    """Run queries; an empty result is a refusal."""
    told = [(query, search(query.text)) for query in queries]
    asked = [(query, ranked) for query, ranked in told if query.grades]
    none = [ranked for query, ranked in told if not query.grades]
    return Measured(
        name=name,
        queries=len(asked),
        ndcg=mean([ndcg(ranked, query.grades) for query, ranked in asked]),
        recall_direct=mean([recall_direct(ranked, query.grades) for query, ranked in asked]),
        refused_rightly=sum(not ranked for ranked in none),
        unanswerable=len(none),
        refused_wrongly=sum(not ranked for _, ranked in asked),
    )


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def ours(room: Precedents) -> Searcher:
    """The search as it is served."""

    def search(text: str) -> Sequence[str]:
        found = room.search(text, limit=DEPTH)
        return [match.case.id for match in found.matches] if found.status is Ending.ANSWERED else []

    return search


def baselines(room: Precedents, embedder: Embedder, library: Path) -> tuple[tuple[str, Searcher], ...]:
    """BM25 over the sheets, the model over the sheets' sentences (best one), and their fusion by ranks."""
    cases = room.cases()
    sheets = [whole(case, room.book()) for case in cases]
    table = WordTable([telling(sheet) for sheet in sheets])
    lines = [(n, line) for n, sheet in enumerate(sheets) for line in sheet.splitlines() if len(line) > 30]
    vectors = VectorShelf(embedder, library / "precedents-measured").vectors([line for _, line in lines])
    owners = np.array([n for n, _ in lines])

    def words(text: str) -> np.ndarray:
        return table.score(content(text))

    def sense(text: str) -> np.ndarray:
        found = np.full(len(cases), -1.0)
        np.maximum.at(found, owners, vectors @ embedder.embed([text])[0])
        return found

    def named(scores: np.ndarray) -> list[str]:
        return [cases[n].id for n in np.argsort(-scores, kind="stable")[:DEPTH]]

    return (
        ("BM25", lambda text: named(words(text))),
        ("model", lambda text: named(sense(text))),
        ("plain fusion", lambda text: named(by_ranks(words(text)) + by_ranks(sense(text)))),
    )


def by_ranks(scores: np.ndarray) -> np.ndarray:
    """Reciprocal ranks."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return 1 / (DAMPING + ranks)
