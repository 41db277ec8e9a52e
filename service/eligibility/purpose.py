"""What the money is for: a component that serves another purpose than the caller's is told after those that fit.

A purpose decides no verdict. It is read from what callers say ("an 8 crore CFC") and from what components are called.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import yaml

from service.eligibility.records import Assessment, Facts
from service.eligibility.scheme_records import Component

FACT = "project_component"

_ALSO: Mapping[str, frozenset[str]] = {
    "testing laboratory": frozenset(("common facility centre",)),
    "effluent treatment plant": frozenset(("common facility centre",)),
    "machinery": frozenset(("loan",)),
    "loan": frozenset(("machinery",)),
}
"""Purposes that another one may serve as well: a shared laboratory is a common facility, machines come with a loan."""


@lru_cache(maxsize=1)
def purposes() -> Mapping[str, re.Pattern[str]]:
    """The words of each purpose, read from ``purposes.yaml``; the same object in every call."""
    text = (files("service.eligibility") / "purposes.yaml").read_text(encoding="utf-8")
    return {name: re.compile("|".join(ways)) for name, ways in yaml.safe_load(text).items()}


@lru_cache(maxsize=1024)
def served(component: Component) -> frozenset[str]:
    """The purposes that a component serves by its name, or by what it funds; none where neither tells."""
    for words in (component.name, component.funds):
        found = frozenset(name for name, said in purposes().items() if said.search(words.lower()))
        if found:
            return found
    return frozenset()


def wished(facts: Facts) -> str | None:
    """The purpose that the caller named; None where none was, or in words that we do not know."""
    said = facts.values.get(FACT)
    return said if isinstance(said, str) and said in purposes() else None


def serves_another(assessment: Assessment) -> bool:
    """Whether a component is known to be for something else than what the caller wants."""
    wish = wished(assessment.facts)
    other = served(assessment.component)
    return bool(wish and other and not other & {wish, *_ALSO.get(wish, ())})
