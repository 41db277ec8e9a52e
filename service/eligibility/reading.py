"""A text while it is being read, and what comes of it: facts with the words they were taken from, and questions."""

from dataclasses import dataclass, field, replace

from service.eligibility.facts import Profile
from service.eligibility.figures import Figure
from service.eligibility.prepare import Prepared
from service.eligibility.rules import RuleBook
from service.eligibility.values import DOES_NOT_KNOW, Between, OneOf, Plain, Value


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
    """Something that the text leaves open: the fact it bears on, what to ask, and why.

    ``choices`` are the values that the text leaves room for, where it names them.
    """

    fact: str
    text: str
    why: str
    choices: tuple[Value, ...] = ()


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
    dropped: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The text made even."""
        return self.prepared.clean

    def take(self, fact: str, value: Value, start: int, end: int) -> None:
        """Enter a fact unless it was read before; another value for it becomes a question, and neither is known."""
        known = self.found.get(fact)
        first, last = self.prepared.span(start, end)
        words = self.prepared.original[first:last]
        if known is None:
            if fact not in self.dropped:
                self.found[fact] = Read(fact, value, first, last, words)
        elif known.value != value and known.value is not DOES_NOT_KNOW:
            self._either(known, Read(fact, value, first, last, words))

    def _either(self, known: Read, other: Read) -> None:
        """Two values for one fact: the finer one where both can hold, else a question, and no guess between them."""
        finer = finer_of(known.value, other.value)
        if finer is not None:
            self.found[known.fact] = replace(known, value=finer)
            return
        self.ask(known.fact, f'"{known.words}" or "{other.words}"?', (known.value, other.value))
        self.leave_open(known.fact, (known.value, other.value))

    def leave_open(self, fact: str, values: tuple[Value, ...]) -> None:
        """Know of a fact only that it is one of several values; nothing where they cannot be set side by side."""
        options = frozenset(option for value in values for option in options_of(value))
        known = self.found.get(fact)
        if known is not None and options and all(options_of(value) for value in values):
            self.found[fact] = replace(known, value=OneOf(options))
        else:
            self.found.pop(fact, None)
            self.dropped.add(fact)

    def ask(self, fact: str, why: str, choices: tuple[Value, ...] = ()) -> None:
        """Keep a question about a fact, once."""
        if all(doubt.fact != fact for doubt in self.doubts):
            self.doubts.append(Doubt(fact, self.rules.words.spec(fact).question, why, choices))


def options_of(value: Value) -> frozenset[Plain]:
    """The plain values that a value leaves room for; none where they cannot be listed."""
    if isinstance(value, OneOf):
        return value.options
    return frozenset((value,)) if isinstance(value, Plain) else frozenset()


def finer_of(one: Value, other: Value) -> Value | None:
    """The value that says more, where one lies within the other: 30 and "over 25" give 30. None where none does."""
    for vague, plain in ((one, other), (other, one)):
        if isinstance(vague, OneOf) and plain in vague.options:
            return plain
        if isinstance(vague, Between) and isinstance(plain, int | float) and _within(vague, plain):
            return plain
    return None


def _within(limits: Between, number: float) -> bool:
    return (limits.low is None or limits.low <= number) and (limits.high is None or number <= limits.high)
