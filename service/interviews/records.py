"""What an interview is made of: its entries as they came, and what they come to when read from first to last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias

from service.eligibility.facts import Profile
from service.eligibility.reading import Doubt
from service.eligibility.records import Assessment
from service.eligibility.values import Value, Verdict

Plain: TypeAlias = Any
"""A fact's value in the form that JSON takes; ``facts.profile`` gives it its type."""


class Kind(StrEnum):
    """What an entry is: words to be read, an answer, a question passed over, a fact taken back."""

    TEXT = "text"
    ANSWER = "answer"
    SKIP = "skip"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the person did. ``fact`` is None for words only; ``content`` is plain data.

    For words: ``{"text", "facts": {name: {"value", "words", "start", "end"}}, "doubts": [{"fact", "text", "why",
    "choices"}]}``; for an answer the value; else None.
    """

    kind: Kind
    fact: str | None
    content: Plain


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview as it is kept. ``schemes`` None = all; ``as_of`` None = the day on which it is looked at."""

    code: str
    begun: datetime
    expires: datetime
    schemes: tuple[str, ...] | None
    as_of: date | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that was told: its value, and the caller's own words where it was read from a text (``start`` there)."""

    fact: str
    value: Value
    words: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What all entries come to. ``doubts`` are questions that the texts leave open and that are not answered yet.

    ``skipped`` names the facts passed over; ``misfits`` those kept under an older vocabulary that no longer fit.
    """

    told: Mapping[str, Told]
    skipped: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    texts: tuple[str, ...]
    misfits: tuple[str, ...]

    @property
    def profile(self) -> Profile:
        """The facts told as a profile."""
        return Profile({name: entry.value for name, entry in self.told.items()})


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: its value in plain form, what people read, and a line of help."""

    value: str
    label: str
    help: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One question as it is put.

    ``kind`` is how it is answered: yes_no, one_of, any_of, money, number, percent, date, state, district or words.

    ``why`` tells for what it is needed, ``schemes`` the ids in which it stands open; ``settles`` is how many
    components the answer is expected to settle (0 where it only brings them nearer). ``known`` is what the fact is
    known to be so far, in plain form.
    """

    fact: str
    text: str
    kind: str
    options: tuple[Option, ...]
    unit: str | None
    help: str | None
    why: str
    schemes: tuple[str, ...]
    settles: int
    known: Plain


@dataclass(frozen=True, slots=True)
class Moved:
    """A component whose verdict the last entry changed."""

    assessment: Assessment
    before: Verdict


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an interview stands: what is known, what came of it, what to ask next, what the last entry changed."""

    interview: Interview
    standing: Standing
    as_of: date
    assessments: tuple[Assessment, ...]
    ask: Ask | None
    moved: tuple[Moved, ...]
