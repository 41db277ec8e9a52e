"""Asks a public set whose questions its texts answer or do not, and measures refusing and the first citation.

Beside the texts (``corpus.jsonl``) such a set has ``qa.jsonl``: {"question", "answerable", "gold_evidence"}, the last
being the ids of the texts that answer. Where every question of a set is answerable, each is asked a second time of the
texts without those: nothing answers then, though much is near.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from index.build import Progress
from index.embed import Embedder
from index.generations import Generations
from index.publish import publish_library
from index.records import Filters
from ingest.errors import BadRequestError
from service.evaluation.answers import Answering
from service.evaluation.gold import REFUSED
from service.evaluation.retrieval import stored_texts
from service.records import Answer, AnswerStatus

FILE = "qa.jsonl"
NOT_SAID = REFUSED | {AnswerStatus.NEEDS_FACTS}


@dataclass(frozen=True, slots=True)
class Query:
    """A question with the ids of the texts that answer it, and those among which it is asked (none: all)."""

    text: str
    evidence: frozenset[str]
    answerable: bool
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replied:
    """What became of a question; ``near`` is the likeness of the nearest passage that was shown."""

    answerable: bool
    refused: bool
    right_first: bool
    near: float


@dataclass(frozen=True, slots=True)
class RefusalReport:
    """How well a set's unanswerable questions are refused, and its answered ones cited.

    ``first_cited``: share of the answerable questions that were answered whose first citation is to a right text.
    ``likeness_f1``: F1 of refusing whatever lies below a bare likeness, whose limit is the best of one half of the
    questions and used on the other; ``likeness_area``: chance that an answerable question has the nearer passage.
    """

    name: str
    passages: int
    answerable: int
    unanswerable: int
    precision: float
    recall: float
    f1: float
    false_refusals: float
    first_cited: float
    likeness_f1: float
    likeness_area: float
    seconds: float
    index_id: str


def evaluate(
    folder: Path,
    embedder: Embedder,
    make_desk: Callable[[Generations], Answering],
    cache: Path | None = None,
    on_progress: Progress = lambda done, total: None,
) -> RefusalReport:
    """Index the set's texts, ask its questions as any library is asked, and count.

    Args:
        folder: The set.
        embedder: The model.
        make_desk: Gives what answers from the index once that is built.
        cache: Folder that keeps the index for the next run; None builds it in a temporary one.
        on_progress: Told while the index is built.

    Raises:
        BadRequestError: a file of the set is missing or not in this layout.
    """
    queries = read_queries(folder)
    with TemporaryDirectory(prefix="samuh-evaluate-") as temporary:
        generations = Generations(cache / folder.resolve().name if cache else Path(temporary))
        publish_library(stored_texts(folder / "corpus.jsonl"), embedder, generations, on_progress)
        desk = make_desk(generations)
        start = time.perf_counter()
        replies = [replied(query, desk) for query in queries]
        manifest = desk.library().index.manifest
        return report(
            folder.resolve().name,
            replies,
            (manifest.passages, manifest.index_id),
            time.perf_counter() - start,
        )


def read_queries(folder: Path) -> list[Query]:
    """The questions of a set, or BadRequestError."""
    try:
        rows = [json.loads(line) for line in (folder / FILE).read_text("utf-8").splitlines()]
        read = [
            Query(str(row["question"]), frozenset(row["gold_evidence"]), bool(row["answerable"]))
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRequestError(
            f'{folder / FILE}: cannot be used ({error}); it must hold one object with "question", "answerable" and '
            f'"gold_evidence" a line. See docs/how-to/measure-quality.md'
        ) from error
    return read if not all(query.answerable for query in read) else [*read, *robbed(read, folder)]


def robbed(read: Sequence[Query], folder: Path) -> list[Query]:
    """The same questions, asked of all texts but those that answer them."""
    names = [entry.document.id for entry in stored_texts(folder / "corpus.jsonl") if entry.document]
    return [
        Query(query.text, query.evidence, False, tuple(n for n in names if n not in query.evidence))
        for query in read
    ]


def replied(query: Query, desk: Answering) -> Replied:
    """Ask one question."""
    answer = desk.answer(query.text, (), Filters(document_ids=query.among))
    return Replied(query.answerable, answer.status in NOT_SAID, cites_first(answer, query), near(answer))


def cites_first(answer: Answer, query: Query) -> bool:
    """Whether the first citation is to a text that answers."""
    return bool(answer.citations) and answer.citations[0].document_id in query.evidence


def near(answer: Answer) -> float:
    """The likeness of the nearest passage shown with an answer; 0 without any."""
    return max((hit.dense or 0.0 for hit in answer.hits), default=0.0)


def report(name: str, replies: Sequence[Replied], index: tuple[int, str], seconds: float) -> RefusalReport:
    """Count; ``index`` is how many passages it holds, and its id."""
    precision, recall, f1 = counted(replies, [one.refused for one in replies])
    answerable = [one for one in replies if one.answerable]
    answered = [one for one in answerable if not one.refused]
    return RefusalReport(
        name=name,
        passages=index[0],
        answerable=len(answerable),
        unanswerable=len(replies) - len(answerable),
        precision=precision,
        recall=recall,
        f1=f1,
        false_refusals=1 - len(answered) / max(len(answerable), 1),
        first_cited=sum(one.right_first for one in answered) / max(len(answered), 1),
        likeness_f1=by_likeness(replies),
        likeness_area=area(replies),
        seconds=seconds,
        index_id=index[1],
    )


def counted(replies: Sequence[Replied], refused: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1 of refusals; the questions that nothing answers are what is to be found."""
    right = sum(no and not one.answerable for one, no in zip(replies, refused, strict=True))
    precision = right / max(sum(refused), 1)
    recall = right / max(sum(not one.answerable for one in replies), 1)
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def by_likeness(replies: Sequence[Replied]) -> float:
    """F1 of refusing below a likeness: each half of the questions with the limit that is best on the other."""
    halves = replies[::2], replies[1::2]
    refused: dict[int, bool] = {}
    for here, (mine, other) in enumerate((halves, halves[::-1])):
        limits = sorted({one.near for one in other})
        best = max(limits, key=lambda limit: counted(other, [o.near < limit for o in other])[2], default=0.0)
        refused |= {2 * place + here: one.near < best for place, one in enumerate(mine)}
    return counted(replies, [refused[place] for place in range(len(replies))])[2]


def area(replies: Sequence[Replied]) -> float:
    """The share of pairs of an answerable and another question of which the former has the nearer passage."""
    for_it = [one.near for one in replies if one.answerable]
    against = [one.near for one in replies if not one.answerable]
    won = sum((a > b) + 0.5 * (a == b) for a in for_it for b in against)
    return won / max(len(for_it) * len(against), 1)


def as_json(made: RefusalReport) -> str:
    """The report as one line of JSON."""
    return json.dumps(asdict(made), ensure_ascii=False)


def as_text(made: RefusalReport) -> str:
    """The report as a few lines for a person."""
    return "\n".join(
        [
            f"{made.name}: {made.answerable} questions that its texts answer, {made.unanswerable} that they do not "
            f"({made.passages} passages, index {made.index_id})",
            f"refusals   precision {made.precision:.3f}  recall {made.recall:.3f}  F1 {made.f1:.3f}",
            f"           false refusals {made.false_refusals:.3f}",
            f"citation   first one right {made.first_cited:.3f}",
            f"likeness   F1 {made.likeness_f1:.3f}  area {made.likeness_area:.3f} (bare, to compare)",
        ]
    )
