"""Runs the shipped search over a set of queries with judged passages.

A set is a folder in the common layout: ``corpus.jsonl`` {"_id", "title", "text"}, ``queries.jsonl`` {"_id", "text"}
and ``qrels.tsv`` (query, passage, grade). Each text becomes a document of one passage, an index is built of them as
of any library, and each query goes through ``Index.search``: nothing is special to an evaluation.
"""

import csv
import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index.build import Progress
from index.embed import Embedder
from index.generations import Generations
from index.publish import publish_library
from index.search import Index
from ingest.errors import BadRequestError
from ingest.records import Document, DocumentKind, DocumentReport, Passage, PassageKind, ReadStatus
from ingest.sentences import sentences
from ingest.store import StoredDocument, StoredHead
from service.evaluation.metrics import Judgements, ndcg, recall, reciprocal_rank
from service.evaluation.records import RetrievalReport

DEPTH = 100  # hits asked for a query

Rankings = Mapping[str, Sequence[str]]


def evaluate(
    folder: Path,
    embedder: Embedder,
    cache: Path | None = None,
    on_progress: Progress = lambda done, total: None,
) -> RetrievalReport:
    """Index the set's texts, search for its queries and score what comes back.

    Args:
        folder: The set.
        embedder: The model.
        cache: Folder that keeps the index for the next run; None builds it in a temporary one.
        on_progress: Told while the index is built.

    Raises:
        BadRequestError: a file of the set is missing or not in the common layout.
    """
    judged = read_judgements(folder / "qrels.tsv")
    queries = {name: text for name, text in read_queries(folder / "queries.jsonl").items() if name in judged}
    with TemporaryDirectory(prefix="samuh-evaluate-") as temporary:
        root = cache / folder.resolve().name if cache else Path(temporary)
        index = _index(folder, embedder, root, on_progress)
        start = time.perf_counter()
        rankings = {
            name: [hit.passage.id for hit in index.search(text, limit=DEPTH)]
            for name, text in queries.items()
        }
        return report(folder.resolve().name, rankings, judged, index, time.perf_counter() - start)


def report(
    name: str, rankings: Rankings, judged: Mapping[str, Judgements], index: Index, seconds: float
) -> RetrievalReport:
    """Average the measures over the rankings."""
    pairs = [(ranking, judged[query]) for query, ranking in rankings.items()]

    def mean(values: Iterator[float]) -> float:
        return sum(values) / len(pairs) if pairs else 0.0

    return RetrievalReport(
        name=name,
        passages=index.manifest.passages,
        queries=len(pairs),
        ndcg_10=mean(ndcg(ranking, grades) for ranking, grades in pairs),
        recall_5=mean(recall(ranking, grades, 5) for ranking, grades in pairs),
        recall_20=mean(recall(ranking, grades, 20) for ranking, grades in pairs),
        recall_100=mean(recall(ranking, grades, 100) for ranking, grades in pairs),
        mrr_10=mean(reciprocal_rank(ranking, grades) for ranking, grades in pairs),
        seconds=seconds,
        index_id=index.manifest.index_id,
    )


def as_json(made: RetrievalReport) -> str:
    """The report as one line of JSON."""
    return json.dumps(asdict(made), ensure_ascii=False)


def as_text(made: RetrievalReport) -> str:
    """The report as a few lines for a person."""
    each = 1000 * made.seconds / made.queries if made.queries else 0.0
    return "\n".join(
        [
            f"{made.name}: {made.queries} queries over {made.passages} passages (index {made.index_id})",
            f"nDCG@10    {made.ndcg_10:.4f}",
            f"Recall@5   {made.recall_5:.4f}",
            f"Recall@20  {made.recall_20:.4f}",
            f"Recall@100 {made.recall_100:.4f}",
            f"MRR@10     {made.mrr_10:.4f}",
            f"{each:.1f} ms a query",
        ]
    )


def read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """Grades by query, then passage; queries without a relevant passage are left out.

    Raises:
        BadRequestError: the file is missing, or a line is not query, passage and grade.
    """
    judged: dict[str, dict[str, int]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row[-1].strip() != "score":  # some sets begin with a line of names
                    judged.setdefault(row[0], {})[row[1]] = int(row[2])
    except (OSError, ValueError, IndexError) as error:
        raise _unusable(path, "query, passage and grade with tabs between them", error) from error
    return {name: grades for name, grades in judged.items() if max(grades.values()) > 0}


def read_queries(path: Path) -> dict[str, str]:
    """Query texts by id, or BadRequestError."""
    return {str(row["_id"]): str(row["text"]) for row in _rows(path)}


def stored_texts(path: Path) -> Iterator[StoredDocument]:
    """Each text of a corpus as a document of one passage that has the text's own id, or BadRequestError."""
    for row in _rows(path):
        yield stored_text(str(row["_id"]), str(row.get("title", "")), str(row["text"]))


def stored_text(name: str, title: str, text: str) -> StoredDocument:
    """One text as a document of one passage with the same id."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    kind = DocumentKind.OTHER
    document = Document(name, title, None, None, kind, None, None, None, name, sha256, None, None, None, text)
    passage = Passage(name, name, 0, len(text), text, (), None, PassageKind.PROSE, None, None)
    done = DocumentReport(name, ReadStatus.READ, name, passages=1)
    head = StoredHead(name, name, sha256, sha256, ".txt", done)
    return StoredDocument(head, document, (passage,), tuple(sentences(text, passage)), None)


def _index(folder: Path, embedder: Embedder, root: Path, on_progress: Progress) -> Index:
    stored = stored_texts(folder / "corpus.jsonl")
    return Index.open(publish_library(stored, embedder, Generations(root), on_progress), embedder)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                _ = row["_id"], row["text"]
                yield row
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unusable(path, 'one object with "_id" and "text" a line', error) from error


def _unusable(path: Path, layout: str, error: Exception) -> BadRequestError:
    return BadRequestError(
        f"{path}: cannot be used ({error}); it must hold {layout}. See docs/reference/cli.md"
    )
