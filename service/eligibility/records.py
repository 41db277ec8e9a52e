"""What the engine makes: facts as known, findings and assessments. Money is in whole rupees everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from service.eligibility.scheme_records import Component, Condition, Conflict, ConflictCase, Scheme, Source
from service.eligibility.values import Truth, Value, Verdict


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that follows from others, with the reason and where the rule comes from."""

    fact: str
    value: Value
    because: str
    source: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A stated fact that a derived one overrules; both are shown."""

    fact: str
    stated: str
    derived: str
    because: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known about a profile: stated facts, derived ones, and where the two disagreed.

    ``not_told`` names the facts that the caller was asked and could not tell.
    """

    values: Mapping[str, Value]
    derived: tuple[Derived, ...]
    contradictions: tuple[Contradiction, ...]
    not_told: frozenset[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition looked at: its result and the value it met (None = not given)."""

    condition: Condition
    result: Truth
    value: Value | None

    @property
    def sources(self) -> tuple[Source, ...]:
        """The pages that the condition rests on."""
        return self.condition.test.sources


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that does not decide the verdict but must be said."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict that matters for this profile: both sides, who can settle it, and whether it is certain to matter."""

    conflict: Conflict
    case: ConflictCase
    result: Truth


@dataclass(frozen=True, slots=True)
class AmountStep:
    """One line of the working: what it is, how much, from where."""

    label: str
    amount_inr: int | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """What the component would pay. ``low_inr == high_inr`` where every fact it rests on is known.

    ``high_inr`` is None where no sum can be worked out yet; ``ceiling_inr`` then still bounds it where the source
    gives a ceiling. ``could_add_inr`` is what bonuses not yet shown could add. ``missing`` names the facts it wants.
    """

    low_inr: int | None
    high_inr: int | None
    ceiling_inr: int | None
    could_add_inr: int
    base: str | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Working:
    """How an amount comes about, line by line, and what must be said with it: slabs, cliffs, floors, limits."""

    steps: tuple[AmountStep, ...]
    notes: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class StatusReading:
    """The status on the day asked about. ``closed`` ends the matter; ``warning`` goes with any other verdict."""

    closed: bool
    text: str
    warning: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """One component of one scheme for one profile on one day, with all that the verdict rests on.

    ``missing`` names the facts to ask, ``unanswerable`` those that the caller could not tell.
    """

    scheme: Scheme
    component: Component
    verdict: Verdict
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    unanswerable: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    cautions: tuple[Caution, ...]
    status: StatusReading
    amount: Amount | None
    facts: Facts
    as_of: date
    determination: str
