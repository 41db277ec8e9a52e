"""What a fact may be, how a test may come out, and how a component may end: the words of the engine's logic."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from fractions import Fraction
from typing import TypeAlias

Share: TypeAlias = int | Fraction
"""A percentage, exact: whole numbers stay integers."""

Plain: TypeAlias = str | int | float | bool | date
"""A value as the vocabulary allows it for one fact."""


class Truth(StrEnum):
    """The three values of Kleene's logic, in the words of the explanation."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """How one component of a scheme ends for one profile on one day."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NEED_FACT = "need_fact"
    CLOSED = "closed"
    CHECK = "check"


class Asked(Enum):
    """The one value that says a fact was asked and the caller cannot tell: unknown, and never asked again."""

    DOES_NOT_KNOW = "does_not_know"


DOES_NOT_KNOW = Asked.DOES_NOT_KNOW


@dataclass(frozen=True, slots=True)
class OneOf:
    """A fact known to be one of a few values ("a unit": a firm, a company or a person, not an association)."""

    options: frozenset[Plain]


@dataclass(frozen=True, slots=True)
class Between:
    """A number known to lie in a range, both ends included; None = no limit on that side ("over 500 artisans")."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Members:
    """A list of which some entries are known to be in, some known to be out; the rest is unknown."""

    inside: frozenset[str]
    outside: frozenset[str]


Value: TypeAlias = Plain | tuple[str, ...] | OneOf | Between | Members | Asked
"""What may stand behind a fact's name. A name that is absent was not asked."""
