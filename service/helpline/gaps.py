"""Questions that the documents did not answer, grouped by what they are about, with the documents to be found for them.

Questions are grouped by their meaning where a model is at hand, and else by the words that carry meaning, in English as
far as they are understood: two questions belong together where half of the words of the shorter one stand in the other.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.engine import RowMapping

from ingest.errors import BadRequestError
from service.answers.words import content, fold
from service.database.audit import Deed, record
from service.helpline import changes
from service.helpline.changes import Change
from service.helpline.database import Database
from service.helpline.desk_tables import WANTED
from service.helpline.records import TurnKind
from service.helpline.tables import TURNS
from service.helpline.tickets import Doing
from service.records import AnswerStatus

UNANSWERED = (AnswerStatus.NO_EVIDENCE, AnswerStatus.PARTLY_ANSWERED)
ALIKE = 0.5
"""Share of the shorter question's words that must stand in the other."""
MEANT_ALIKE = 0.55
"""Cosine from which questions mean the same: of 20 tried, rewordings had .61 to .82, other questions .45 at most."""

MOST_TURNS = 20_000
MOST_MEANT = 400
"""Questions whose meaning is looked at, the newest ones: each costs a model some hundredths of a second, once."""

Vector: TypeAlias = NDArray[np.float32]
Meant: TypeAlias = Mapping[str, Vector]
"""What questions mean, by their keys: directions of length 1."""

Read: TypeAlias = Callable[[Sequence[str]], NDArray[np.float32] | None]
"""Gives directions of texts, one row each; None while no model is at hand."""

NOTHING_MEANT: Meant = MappingProxyType({})


class WantedState(StrEnum):
    """Where the search for a document stands."""

    WANTED = "wanted"
    ASKED_FOR = "asked_for"
    FOUND = "found"
    NOT_TO_BE_HAD = "not_to_be_had"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that would answer a group of questions. ``where_to_ask`` is an address, an office, a page."""

    id: int
    question_key: str
    title: str
    where_to_ask: str
    state: WantedState
    noted_by: str
    noted: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One question that was not answered, or in part only. ``nearest`` are titles of what was found for it."""

    key: str
    reference: str
    at: datetime
    question: str
    understood: str
    status: AnswerStatus
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions about one thing, newest first. ``nearest`` are the documents that came nearest, most often first."""

    questions: tuple[Unanswered, ...]
    nearest: tuple[str, ...]
    wanted: tuple[Wanted, ...]

    @property
    def key(self) -> str:
        """The key of the question that names the group: the one asked first."""
        return self.questions[-1].key

    @property
    def name(self) -> str:
        """The question that was asked first."""
        return self.questions[-1].question

    @property
    def callers(self) -> int:
        """How many cases ask it."""
        return len({question.reference for question in self.questions})

    @property
    def closed(self) -> bool:
        """Whether what was wanted for it is found, or known not to be had."""
        done = (WantedState.FOUND, WantedState.NOT_TO_BE_HAD)
        return bool(self.wanted) and all(each.state in done for each in self.wanted)


class Gaps:
    """The gaps of a library, as its callers found them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def groups(self, since: datetime | None = None, read: Read | None = None) -> tuple[Gap, ...]:
        """The groups, those asked by most callers first; closed ones last. ``read`` None = by words alone."""
        wanted, questions = self.wanted(), self.unanswered(since)
        gaps = [_gap(group, wanted) for group in grouped(questions, _meant(questions, read))]
        return tuple(sorted(gaps, key=lambda gap: (gap.closed, -gap.callers, gap.name)))

    def unanswered(self, since: datetime | None = None) -> tuple[Unanswered, ...]:
        """The questions without a whole answer, newest first."""
        asked = select(TURNS).where(TURNS.c.kind == TurnKind.ANSWER.value)
        if since is not None:
            asked = asked.where(TURNS.c.at >= since)
        asked = asked.order_by(TURNS.c.at.desc(), TURNS.c.case, TURNS.c.number.desc()).limit(MOST_TURNS)
        with self._database.reading() as connection:
            rows = connection.execute(asked).mappings().all()
        return tuple(_unanswered(row) for row in rows if row["content"].get("status") in UNANSWERED)

    def want(self, key: str, title: str, where_to_ask: str, by: str, now: datetime) -> Wanted:
        """Note a document that would answer the group that this question belongs to.

        Raises:
            BadRequestError: no document is named.
        """
        if not title.strip():
            raise BadRequestError("Name the document to find: its title, or what it must say.")
        new: dict[str, Any] = {
            "question_key": key,
            "title": title.strip(),
            "where_to_ask": where_to_ask.strip(),
            "state": WantedState.WANTED.value,
            "noted_by": by,
            "noted": now,
            "version": 1,
        }
        with self._database.writing() as connection:
            made = int(connection.execute(WANTED.insert().values(**new).returning(WANTED.c.id)).scalar_one())
            record(connection, Deed(by, "noted", _subject(made), 1), now)
        return Wanted(id=made, **{**new, "state": WantedState.WANTED})

    def move(self, wanted_id: int, state: WantedState, doing: Doing, now: datetime) -> None:
        """Say where the search for a document stands.

        Raises:
            StaleError: somebody else has changed it since.
            NotFoundError: there is no such entry.
        """
        with self._database.writing() as connection:
            change = Change(
                WANTED, WANTED.c.id == changes.within(wanted_id), doing.version, {"state": state.value}
            )
            deed = Deed(doing.by, "moved", _subject(wanted_id), details={"state": state.value})
            changes.apply(connection, change, deed, now)

    def wanted(self) -> tuple[Wanted, ...]:
        """All documents to find, as they were noted."""
        with self._database.reading() as connection:
            rows = connection.execute(select(WANTED).order_by(WANTED.c.id)).mappings()
            return tuple(Wanted(**{**row, "state": WantedState(row["state"])}) for row in rows)


def grouped(questions: Sequence[Unanswered], meant: Meant = NOTHING_MEANT) -> list[list[Unanswered]]:
    """Questions that are about the same, newest first within a group; the same questions give the same groups.

    Each question joins the group that it fits best. ``meant`` holds what questions mean, by their keys; those without
    are told by their words alone.
    """
    made = _Groups()
    for question in reversed(questions):
        made.put(question, meant.get(question.key))
    return [group[::-1] for group in made.groups]


class _Groups:
    """Groups as they grow.

    The words of a group are those that at least half of its questions have, its meaning is the mean of theirs: so a
    group does not drift.
    """

    def __init__(self) -> None:
        self.groups: list[list[Unanswered]] = []
        self._counts: list[Counter[str]] = []
        self._sums: list[Vector | None] = []
        self._holders: dict[str, set[int]] = {}  # which groups hold a word: most share none with a question

    def put(self, question: Unanswered, meaning: Vector | None) -> None:
        """Let a question join the group that it fits best, or begin one."""
        words = set(content(question.understood)) or {fold(question.question)}
        at = self._fitting(words, meaning)
        if at is None:
            at = len(self.groups)
            self.groups.append([])
            self._counts.append(Counter())
            self._sums.append(None)
        self.groups[at].append(question)
        self._counts[at].update(words)
        if meaning is not None:
            known = self._sums[at]
            self._sums[at] = meaning if known is None else known + meaning
        for word in words:
            self._holders.setdefault(word, set()).add(at)

    def _fitting(self, words: set[str], meaning: Vector | None) -> int | None:
        """The group that fits best, the older one of two that fit alike; None where none fits."""
        by_meaning = [(near, -n) for n, near in self._near(meaning) if near >= MEANT_ALIKE]
        if by_meaning:
            return -max(by_meaning)[1]
        sharing = {n for word in words for n in self._holders.get(word, ())}
        by_words = [(_alike(words, _core(self._counts[n], len(self.groups[n]))), -n) for n in sharing]
        fit, at = max(by_words, default=(0.0, 0))
        return -at if fit >= ALIKE else None

    def _near(self, meaning: Vector | None) -> Iterator[tuple[int, float]]:
        """The groups that mean something, with how near they are, rounded: the last bits must decide nothing."""
        for n, total in enumerate(self._sums):
            if meaning is not None and total is not None:
                yield n, round(float(meaning @ total) / (float(total @ total) ** 0.5 or 1.0), 4)


def _meant(questions: Sequence[Unanswered], read: Read | None) -> Meant:
    """What the newest questions mean, each wording read once."""
    texts = dict(list({one.key: one.understood for one in questions}.items())[:MOST_MEANT])
    rows = read(list(texts.values())) if read and texts else None
    return NOTHING_MEANT if rows is None else dict(zip(texts, rows, strict=True))


def _core(count: Counter[str], size: int) -> set[str]:
    return {word for word, times in count.items() if times * 2 >= size}


def _alike(one: set[str], other: set[str]) -> float:
    """Share of the smaller set that the other holds; one word in common is not enough unless there is but one."""
    shared, smaller = len(one & other), min(len(one), len(other))
    return shared / smaller if shared >= min(2, smaller) and smaller else 0.0


def key_of(question: str) -> str:
    """The key of a question: the same for the same words, and no words can be read from it."""
    return sha256(fold(question).encode()).hexdigest()


def _gap(group: list[Unanswered], wanted: Sequence[Wanted]) -> Gap:
    keys = {question.key for question in group}
    nearest = Counter(title for question in group for title in question.nearest)
    return Gap(
        tuple(group),
        tuple(title for title, _ in nearest.most_common(3)),
        tuple(each for each in wanted if each.question_key in keys),
    )


def _unanswered(row: RowMapping) -> Unanswered:
    kept = row["content"]
    question = str(kept.get("question", ""))
    return Unanswered(
        key=key_of(question),
        reference=row["case"],
        at=row["at"],
        question=question,
        understood=str(kept.get("understood") or question),
        status=AnswerStatus(kept["status"]),
        nearest=tuple(dict.fromkeys(hit["document_id"] for hit in kept.get("hits", [])[:3])),
    )


def _subject(wanted_id: int) -> str:
    return f"document to find {wanted_id}"
