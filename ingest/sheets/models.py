"""The shape of every record that makes a sheet; a key that is not listed here is an error.

Money is in whole rupees, shares in per cent, ``src`` holds keys of the record's own ``sources``.
``None`` and an absent key both mean that the source does not say.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr

Scalar = StrictBool | StrictInt | StrictFloat | StrictStr
Number = StrictInt | StrictFloat
Year = StrictInt | StrictStr | None
Keys = Annotated[tuple[str, ...], Field(min_length=1)]

Confidence = Literal["high", "medium", "low"]


class Strict(BaseModel):
    """A record or a part of one: read only, and no key beyond those listed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Strict):
    """Where a fact comes from. ``url`` may be None, or ``lit:<id>`` for a text that is held elsewhere.

    ``quote`` may hold the words of the source; ``document`` and ``page`` then say where in the library they stand.
    """

    key: str
    title: str
    publisher: str
    year: int | str | None
    url: str | None
    supports: str | None = None
    note: str | None = None
    quote: str | None = None
    document: str | None = None
    page: int | None = None


class Record(Strict):
    """A file of its own that becomes a sheet; the sheet has the record's id."""

    id: str

    def cited(self) -> dict[str, Source]:
        """Give the record's sources by key; empty for a work, which is its own source."""
        return {source.key: source for source in getattr(self, "sources", ())}


# --- clusters ---


class Figure(Strict):
    """A number with unit, year and source. ``says`` is the whole clause where the usual wording would not fit."""

    value: Number | str | tuple[Number, Number]
    unit: str
    year: Year
    src: Keys
    note: str | None = None
    says: str | None = None


class Problem(Strict):
    """A problem in the words of the record."""

    text: str
    src: Keys


class Problems(Strict):
    """Problems by theme."""

    environment: tuple[Problem, ...] = ()
    finance: tuple[Problem, ...] = ()
    infrastructure: tuple[Problem, ...] = ()
    market: tuple[Problem, ...] = ()
    organisation: tuple[Problem, ...] = ()
    raw_material: tuple[Problem, ...] = ()
    skills: tuple[Problem, ...] = ()
    technology: tuple[Problem, ...] = ()


class Cost(Strict):
    """What an intervention cost."""

    value: Number
    unit: str
    note: str | None = None


class Intervention(Strict):
    """What was tried, by whom, when, at what cost. ``funding`` maps each payer to its part."""

    what: str
    who: str
    src: Keys
    year: Year = None
    scheme: str | None = None
    cost: Cost | None = None
    funding: dict[str, str] | None = None
    status: str | None = None


class Outcome(Strict):
    """What came of it: before and after, or the change."""

    metric: str
    src: Keys
    before: str | None = None
    after: str | None = None
    change: str | None = None
    year: Year = None
    note: str | None = None


class Lesson(Strict):
    """A lesson: from a source, or our own inference (which has none)."""

    text: str
    basis: Literal["source", "inference"]
    src: tuple[str, ...] = ()


class Disagreement(Strict):
    """Figures that do not agree; source keys stand inside the text."""

    text: str
    src: Keys


class Location(Strict):
    """Where the cluster lies on a map, in degrees, and how well that is known."""

    lat: float
    lon: float
    basis: str


class ClusterType(Strict):
    """What kind of cluster it is and how it began."""

    kind: str
    origin: str


class Cluster(Record):
    """A real cluster: size, institutions, problems, what was tried and what came of it."""

    name: str
    aliases: tuple[str, ...]
    country: str
    state: str
    district: str
    location: Location
    sector: str
    product: str
    type: ClusterType
    confidence: Confidence
    units: tuple[Figure, ...]
    employment: tuple[Figure, ...]
    turnover: tuple[Figure, ...]
    exports: tuple[Figure, ...]
    production: tuple[Figure, ...]
    institutions: tuple[str, ...]
    institutions_src: tuple[str, ...] = ()
    problems: Problems
    interventions: tuple[Intervention, ...]
    outcomes: tuple[Outcome, ...]
    lessons: tuple[Lesson, ...]
    disagreements: tuple[Disagreement, ...]
    gaps: tuple[str, ...]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


# --- works ---


class Work(Record):
    """A work of research or policy; each finding is a clause that can follow "According to ...,"."""

    title: str
    cited_as: str | None = None
    authors: Annotated[tuple[str, ...], Field(min_length=1)]
    year: int | None
    publisher: str
    url: str | None
    kind: str
    geography: str
    basis: str
    key_findings: Annotated[tuple[str, ...], Field(min_length=1)]
    note: str | None = None
