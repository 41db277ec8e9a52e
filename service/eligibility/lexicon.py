"""The intake's words, read from ``lexicon.yaml`` beside this file and compiled once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

MONEY, PERCENT, PLAIN, BIG = "\ue000", "\ue001", "\ue002", "\ue003"
"""Stand-ins for figures in masked text: a sum, a share, a bare number, a bare number of 1,000 or more."""

_GAP = (
    r"(?:\s*(?!and\b|aur\b|or\b|but\b|plus\b|which\b|lekin\b|और)[^\s.,;:()" + MONEY + "-" + BIG + r"]+){0,3}?"
    r"\s*(?:is\b|are\b|of\b)?\s*[:=(-]?\s*"
)
_FIGURES = {"{M}": f"[{MONEY}{BIG}]+", "{P}": f"{PERCENT}+", "{N}": f"[{PLAIN}{BIG}]+", "{n}": f"{PLAIN}+"}


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a fact and the ways of saying it, in order. For figures the value is None: the figure gives it.

    ``unless`` takes a match back where its clause says so; with ``only_denied`` only a denial counts.
    """

    fact: str
    value: Any
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...] = ()
    only_denied: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables. ``single`` holds those of one meaning each, by their name in the file."""

    figures: tuple[Said, ...]
    flags: tuple[Said, ...]
    choices: tuple[Said, ...]
    sectors: tuple[Said, ...]
    applicants: tuple[Said, ...]
    classes: tuple[Said, ...]
    tables: Mapping[str, tuple[Said, ...]]
    single: Mapping[str, re.Pattern[str]]
    hindi_states: Mapping[str, str]
    short_states: Mapping[str, str]
    hindi_places: Mapping[str, str]
    keywords: frozenset[str]


_SINGLE = (
    "no_subsidy_at_all plain_area person business firm cluster_wish company_of_many trades "
    "not not_after affirmed not_sure pending place_before place_after common_words"
).split()


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read and compile the tables; the same object in every call."""
    text = (files("service.eligibility") / "lexicon.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- both are safe loaders
    macros = {f"{{{name}}}": f"(?:{'|'.join(ways)})" for name, ways in data["macros"].items()}

    def compiled(ways: Iterable[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_expanded(way, macros)) for way in ways)

    def said(rows: Iterable[Mapping[str, Any]], fact: str | None = None) -> tuple[Said, ...]:
        return tuple(
            Said(
                fact=fact or row["fact"],
                value=row.get("value"),
                patterns=compiled(row["says"]),
                unless=compiled(row.get("unless", ())),
                only_denied=row.get("only_denied", False),
            )
            for row in rows
        )

    tables = {
        "status_words": "other_personal_status",
        "area_words": "area_categories",
        "activity": "activity",
    }
    tables["msme_class"] = "msme_class"
    return Lexicon(
        figures=said(data["figures"]),
        flags=said(data["flags"]),
        choices=said(data["choices"]),
        sectors=said(data["sectors"], "sector"),
        applicants=said(data["applicants"], "applicant_type"),
        classes=said(data["class_words"], "education_class_passed"),
        tables={
            name: tuple(Said(fact, value, compiled(ways)) for value, ways in data[name].items())
            for name, fact in tables.items()
        },
        single={
            name: re.compile("|".join(f"(?:{_expanded(way, macros)})" for way in data[name]))
            for name in _SINGLE
        },
        hindi_states=data["hindi_states"],
        short_states=data["short_states"],
        hindi_places=data["hindi_places"],
        keywords=frozenset(data["keywords"].split()),
    )


def _expanded(way: str, macros: Mapping[str, str]) -> str:
    for name, pattern in {**macros, **_FIGURES}.items():
        way = way.replace(name, pattern)
    return way.replace("~", _GAP).replace(".{0,", "[^.;]{0,")  # nothing is read across the end of a sentence
