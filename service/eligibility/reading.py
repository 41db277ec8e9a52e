"""A text while it is being read, and what comes of it: facts with the words they were taken from, and questions."""

from dataclasses import dataclass, field

from service.eligibility.facts import Profile
from service.eligibility.figures import Figure
from service.eligibility.prepare import Prepared
from service.eligibility.rules import RuleBook
from service.eligibility.values import DOES_NOT_KNOW, Value


@dataclass(frozen=True, slots=True)
class Read:
    """One fact as read: its value and ``words``, the caller's own words at ``text[start:end]``."""

    fact: str
    value: Value
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the text leaves open: the fact it bears on, what to ask, and why."""

    fact: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a text: facts with their words, and questions about the rest."""

    text: str
    facts: tuple[Read, ...]
    questions: tuple[Doubt, ...]

    @property
    def profile(self) -> Profile:
        """The facts as a profile."""
        return Profile({entry.fact: entry.value for entry in self.facts})


@dataclass(slots=True)
class Work:
    """A text while it is being read. ``masked`` has stand-ins where the figures are, place for place."""

    rules: RuleBook
    prepared: Prepared
    masked: str
    figures: dict[int, Figure]
    found: dict[str, Read] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    spent: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The text made even."""
        return self.prepared.clean

    def take(self, fact: str, value: Value, start: int, end: int) -> None:
        """Enter a fact unless it was read before; another value for it becomes a question."""
        known = self.found.get(fact)
        first, last = self.prepared.span(start, end)
        words = self.prepared.original[first:last]
        if known is None:
            self.found[fact] = Read(fact, value, first, last, words)
        elif known.value != value and known.value is not DOES_NOT_KNOW:
            self.ask(fact, f'"{known.words}" or "{words}"?')

    def ask(self, fact: str, why: str) -> None:
        """Keep a question about a fact, once."""
        if all(doubt.fact != fact for doubt in self.doubts):
            self.doubts.append(Doubt(fact, self.rules.words.spec(fact).question, why))
