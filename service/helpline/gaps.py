"""Questions that the documents did not answer, grouped by what they are about, with the documents to be found for them.

Questions are grouped by the words that carry meaning, in English as far as they are understood: two questions belong
together where half of the words of the shorter one stand in the other.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

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
MOST_TURNS = 20_000


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

    def groups(self, since: datetime | None = None) -> tuple[Gap, ...]:
        """The groups, those asked by most callers first; closed ones last."""
        wanted = self.wanted()
        gaps = [_gap(group, wanted) for group in grouped(self.unanswered(since))]
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
            change = Change(WANTED, WANTED.c.id == changes.within(wanted_id), doing.version, {"state": state.value})
            deed = Deed(doing.by, "moved", _subject(wanted_id), details={"state": state.value})
            changes.apply(connection, change, deed, now)

    def wanted(self) -> tuple[Wanted, ...]:
        """All documents to find, as they were noted."""
        with self._database.reading() as connection:
            rows = connection.execute(select(WANTED).order_by(WANTED.c.id)).mappings()
            return tuple(Wanted(**{**row, "state": WantedState(row["state"])}) for row in rows)


def grouped(questions: Sequence[Unanswered]) -> list[list[Unanswered]]:
    """Questions that are about the same, newest first within a group.

    Each question joins the group with which it shares most; the words of a group are those that at least half of its
    questions have, so that a group does not drift.
    """
    groups: list[list[Unanswered]] = []
    counts: list[Counter[str]] = []
    holders: dict[str, set[int]] = {}  # which groups hold a word: most groups share none with a question
    for question in reversed(questions):
        found = set(content(question.understood)) or {fold(question.question)}
        near = sorted({n for word in found for n in holders.get(word, ())})
        fits = [(_alike(found, _core(counts[n], len(groups[n]))), n) for n in near]
        best, at = max(fits, default=(0.0, -1))
        if best < ALIKE:
            groups.append([])
            counts.append(Counter())
            at = len(groups) - 1
        groups[at].append(question)
        counts[at].update(found)
        for word in found:
            holders.setdefault(word, set()).add(at)
    return [group[::-1] for group in groups]


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
