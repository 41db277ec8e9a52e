"""What a search for cases can be limited to, and how many cases each value has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.sheets.words import upper_first
from service.precedents.curation import curation
from service.precedents.facts import FUNDING_NAMES
from service.precedents.records import Precedent, Result

RESULT_NAMES = {
    Result.WORKED: "It worked, by our reading",
    Result.MIXED: "Mixed, by our reading",
    Result.FAILED: "It failed, by our reading",
    Result.UNKNOWN: "Not known",
}
KNOWN, NOT_KNOWN = "known", "not_known"


@dataclass(frozen=True, slots=True)
class Limits:
    """What is asked for; blank or None asks for nothing. ``outcome`` is "known" or "not_known"."""

    sector: str = ""
    theme: str = ""
    state: str = ""
    scheme: str = ""
    funding: str = ""
    outcome: str = ""
    result: str = ""
    kind: str = ""
    year_from: int | None = None
    year_to: int | None = None

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return self != Limits()


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter: its parameter, its label, the values of a case, and a value's name."""

    name: str
    label: str
    values: Callable[[Precedent], Sequence[str]]
    named: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter and how many cases have it."""

    value: str
    name: str
    count: int


def outcome_of(case: Precedent) -> tuple[str, ...]:
    """Whether a case says what came of it."""
    return (KNOWN if case.outcome_known else NOT_KNOWN,)


def theme_name(key: str) -> str:
    """The name of a theme."""
    held = curation().themes.get(key)
    return held.name if held else key


FACETS = (
    Facet("sector", "Sector", lambda case: (case.sector,) if case.sector else (), upper_first),
    Facet("theme", "Theme", lambda case: case.themes, theme_name),
    Facet("state", "State or country", lambda case: case.states, str),
    Facet("scheme", "Scheme", lambda case: case.schemes, str),
    Facet("funding", "Who paid", lambda case: case.funding, lambda key: FUNDING_NAMES.get(key, key)),
    Facet(
        "outcome",
        "Outcome",
        outcome_of,
        lambda key: "The record says what came of it" if key == KNOWN else "No outcome in the record",
    ),
    Facet("result", "How it ended", lambda case: (case.result,), lambda key: RESULT_NAMES[Result(key)]),
    Facet(
        "kind",
        "Kind of record",
        lambda case: (case.kind,),
        lambda key: {"cluster": "Cluster", "work": "Work of research or policy"}.get(
            key, "Found in a document"
        ),
    ),
)


def fits(case: Precedent, limits: Limits) -> bool:
    """Whether a case has all that is asked for; letters' case does not count."""
    for facet in FACETS:
        wanted = str(getattr(limits, facet.name)).casefold()
        if wanted and wanted not in {value.casefold() for value in facet.values(case)}:
            return False
    return in_years(case, limits.year_from, limits.year_to)


def in_years(case: Precedent, first: int | None, last: int | None) -> bool:
    """Whether a case speaks of a year within the limits."""
    if first is None and last is None:
        return True
    return any((first is None or first <= year) and (last is None or year <= last) for year in case.years)


def values(facet: Facet, cases: Sequence[Precedent]) -> tuple[Value, ...]:
    """The values of a filter among cases, by name, with their counts."""
    counts: dict[str, int] = {}
    for value in (value for case in cases for value in dict.fromkeys(facet.values(case))):
        counts[value] = counts.get(value, 0) + 1
    made = (Value(value, facet.named(value), count) for value, count in counts.items())
    return tuple(sorted(made, key=lambda each: each.name.casefold()))
