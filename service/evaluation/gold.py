"""Gold questions: how they are written down, and whether an answer meets one.

A line of the file is a JSON object: ``id``, ``text``, ``answerable``, ``expect`` (the endings that are right),
``gold`` (places that answer: ``document`` with a ``snippet`` of it, or a ``record`` of the corpus), ``must_contain``
and ``must_not_contain`` (patterns), and, for tables, ``kind``, ``style``, ``lang``, ``user``; ``history`` holds
earlier questions, ``split`` is ``tune`` or ``report``.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import BadRequestError
from service.records import Answer, AnswerStatus

SAID = frozenset({AnswerStatus.ANSWERED, AnswerStatus.PARTLY_ANSWERED, AnswerStatus.CONFLICTING})
REFUSED = frozenset({AnswerStatus.NO_EVIDENCE, AnswerStatus.OUT_OF_SCOPE})
CLOSE = (
    0.85  # share of a snippet's word triples that a passage must hold, since texts are cleaned differently
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that answers: a document, and words of it unless the whole document is meant."""

    document_id: str
    snippet: str | None


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold question."""

    id: str
    text: str
    history: tuple[str, ...]
    answerable: bool
    expect: frozenset[str]
    places: tuple[Place, ...]
    need: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]
    split: str | None

    @property
    def kind(self) -> str:
        """What the question asks for, or why nothing answers it; empty where the file does not say."""
        return dict(self.groups).get("kind", "")


@dataclass(frozen=True, slots=True)
class Met:
    """How an answer met its question. ``rank`` is that of the first right passage among the hits, None without one."""

    gold: Gold
    status: AnswerStatus
    rank: int | None
    correct: bool
    useful: bool
    sound: bool
    right_ending: bool

    @property
    def wrong(self) -> bool:
        """Something was given as an answer that is not one."""
        return self.status in SAID and not (self.correct if self.gold.answerable else self.right_ending)

    @property
    def refused(self) -> bool:
        """The question was met with a refusal."""
        return self.status in REFUSED


def read_gold(path: Path, split: str | None = None) -> list[Gold]:
    """The questions of a file; with ``split``, those of that part.

    Raises:
        BadRequestError: the file cannot be read, or naming the line that is not a gold question.
    """
    found = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequestError(f"{path}: cannot be read ({error}). Give a file of gold questions.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(_gold(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise BadRequestError(f"{path}, line {number}: not a gold question ({error!r}).") from error
    return [gold for gold in found if split is None or gold.split == split]


def named(questions: Sequence[Gold], name: str) -> Gold:
    """The question with an id, or BadRequestError."""
    for gold in questions:
        if gold.id == name:
            return gold
    raise BadRequestError(f"{name}: no question of this set has that id.")


def _gold(row: dict[str, Any]) -> Gold:
    return Gold(
        id=str(row["id"]),
        text=row["text"],
        history=tuple(row.get("history") or ()),
        answerable=bool(row["answerable"]),
        expect=frozenset(row["expect"]),
        places=tuple(Place(p.get("document") or p["record"], p.get("snippet")) for p in row["gold"]),
        need=row.get("need", "any"),
        must=tuple(row["must_contain"]),
        must_not=tuple(row["must_not_contain"]),
        groups=tuple(
            (name, str(row[name])) for name in ("set", "kind", "style", "lang", "user") if name in row
        ),
        split=row.get("split"),
    )


def meet(gold: Gold, answer: Answer) -> Met:
    """Compare an answer with its gold question."""
    text, quotes = _flat(answer.text), _flat(" ".join(c.quote for c in answer.citations))
    said = answer.status in SAID and bool(text)
    clean = not any(_holds(pattern, text) for pattern in gold.must_not)
    correct = said and clean and all(_holds(pattern, text) for pattern in gold.must)
    useful = correct and all(_holds(pattern, quotes) for pattern in gold.must)
    cited = {citation.document_id for citation in answer.citations}
    return Met(
        gold=gold,
        status=answer.status,
        rank=right_rank(gold, [(h.passage.document_id, h.passage.text) for h in answer.hits]),
        correct=correct,
        useful=useful,
        sound=useful and any(cites(gold, name) for name in cited),
        right_ending=answer.status.value in gold.expect and clean,
    )


def holds_all(gold: Gold, text: str) -> bool:
    """Whether a text holds all that is wanted and nothing that is forbidden."""
    flat = _flat(text)
    return all(_holds(m, flat) for m in gold.must) and not any(_holds(m, flat) for m in gold.must_not)


def holds_any(gold: Gold, text: str) -> bool:
    """Whether a text holds something of what is wanted."""
    flat = _flat(text)
    return any(_holds(pattern, flat) for pattern in gold.must)


def says_forbidden(gold: Gold, text: str) -> bool:
    """Whether a text says something that the question forbids."""
    flat = _flat(text)
    return any(_holds(pattern, flat) for pattern in gold.must_not)


def bears(gold: Gold, document_id: str, text: str) -> bool:
    """Whether a passage is one of those that answer, by itself or together with others."""
    return any(_right(gold, place, document_id, text) for place in gold.places)


def cites(gold: Gold, document_id: str) -> bool:
    """Whether a document is one of those that answer."""
    return any(_same(document_id, place.document_id) for place in gold.places)


def right_rank(gold: Gold, hits: Sequence[tuple[str, str]]) -> int | None:
    """The rank from 1 at which the hits first hold what is needed.

    A hit of a document is right when it holds the snippet; one of a record when it shows a wanted figure or word.
    ``need`` "two" or "all" asks for as many documents, together showing all that is wanted.
    """
    wanted = {place.document_id for place in gold.places}
    need = {"any": 1, "two": min(2, len(wanted)), "all": len(wanted)}[gold.need]
    held: set[str] = set()
    texts = ""
    for rank, (document_id, text) in enumerate(hits, 1):
        new = {p.document_id for p in gold.places if _right(gold, p, document_id, text)}
        held |= new
        texts += f"\n{_flat(text)}" if new else ""
        if wanted and len(held) >= need and (gold.need == "any" or all(_holds(m, texts) for m in gold.must)):
            return rank
    return None


def _right(gold: Gold, place: Place, document_id: str, text: str) -> bool:
    if place.snippet is not None:
        return holds_snippet(text, place.snippet)
    return _same(document_id, place.document_id) and any(
        _holds(pattern, _flat(text)) for pattern in gold.must
    )


def holds_snippet(text: str, snippet: str) -> bool:
    """Whether a text holds a snippet, letters and digits only; most of its word triples are enough."""
    have, want = _bare(text), _bare(snippet)
    if "".join(want) in "".join(have):
        return True
    triples = _triples(want)
    return len(triples) >= 4 and len(triples & _triples(have)) / len(triples) >= CLOSE


def _triples(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[n : n + 3]) for n in range(len(words) - 2)}


def _bare(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"<[^>]{1,20}>", " ", _flat(text)).lower())


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate({0x0966 + n: str(n) for n in range(10)})).strip()


def _holds(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _same(held: str, wanted: str) -> bool:
    return held == wanted or held.split(".", 1)[0] == wanted


def share(met: Iterable[bool]) -> float | None:
    """The share of true ones, None of nothing."""
    flags = list(met)
    return sum(flags) / len(flags) if flags else None
