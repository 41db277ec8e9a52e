"""How facts are asked for and named: ``prompts/interview.yaml``, with the vocabulary where it has no entry."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from service.eligibility.vocabulary import FactSpec
from service.eligibility.wording import name
from service.interviews.records import Option

YES, NO = "true", "false"

LABELS: Mapping[str, str] = {
    "applicant_type": "Who applies",
    "area_categories": "Special areas",
    "bank_loan": "Bank loan",
    "cluster_is_existing": "Cluster already working",
    "iec_active": "Import Export Code active",
    "msme_class": "Size of the unit",
    "member_units_class": "Size of the members",
    "odop_product": "ODOP product",
    "odop_members_pct": "Members that make the ODOP product",
    "project_component": "Purpose",
    "pmv_trade": "Works in a Vishwakarma trade",
    "spv_members": "Members of the SPV",
    "spv_legal_form": "Legal form of the SPV",
    "udyam_registered": "Udyam registration",
    "unit_is_new": "New unit",
    "zed_level": "ZED level",
}
"""Short names of facts for lists; others are made from the fact's own name."""


def label(fact: str) -> str:
    """The short name of a fact: "project_cost_inr" gives "Project cost"."""
    if fact in LABELS:
        return LABELS[fact]
    plain = fact.removesuffix("_inr").removesuffix("_pct").replace("_", " ")
    text = plain[:1].upper() + plain[1:]
    for short in ("spv", "odop", "iec", "rcmc", "scst", "zed", "mai", "smo", "psi", "msme", "spcb"):
        text = text.replace(short.capitalize(), short.upper()).replace(f" {short} ", f" {short.upper()} ")
    return text


def label_inside(fact: str) -> str:
    """The short name of a fact within a sentence: "members of the SPV", "ODOP product"."""
    text = label(fact)
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def question(spec: FactSpec) -> str:
    """The question for a fact."""
    return str(_entry(spec.name).get("question", spec.question))


def hint(spec: FactSpec) -> str | None:
    """A line of help for answering, or None."""
    text: str | None = _entry(spec.name).get("help")
    return text


def options(spec: FactSpec) -> tuple[Option, ...]:
    """What there is to choose from: yes and no, or the values of the vocabulary in their groups; none for figures."""
    entry = _entry(spec.name)
    if spec.type == "bool":
        return Option(YES, entry.get("yes", "Yes")), Option(NO, entry.get("no", "No"))
    named = {str(value): option_name(spec.name, value) for value in spec.allowed}
    groups: Mapping[str, list[str]] = entry.get("groups", {})
    grouped = [
        Option(value, named[value], group=group)
        for group, values in groups.items()
        for value in values
        if value in named
    ]
    placed = {option.value for option in grouped}
    rest = [Option(value, text) for value, text in named.items() if value not in placed]
    return (*grouped, *rest)


def option_name(fact: str, value: object) -> str:
    """The name of one value of a fact."""
    names: Mapping[str, str] = _entry(fact).get("names", {})
    if isinstance(value, bool):
        return str(_entry(fact).get("yes" if value else "no", "Yes" if value else "No"))
    text = name(value)
    return names.get(str(value), text[:1].upper() + text[1:])


def _entry(fact: str) -> Mapping[str, Any]:
    return _entries().get(fact, {})


@cache
def _entries() -> Mapping[str, Mapping[Any, Any]]:
    text = files("prompts").joinpath("interview.yaml").read_text("utf-8")
    entries: Mapping[str, Mapping[Any, Any]] = yaml.safe_load(text)["facts"]
    # YAML reads a bare yes or no as true or false, also where it is a key.
    return {
        fact: {_KEYS.get(key, key): value for key, value in entry.items()} for fact, entry in entries.items()
    }


_KEYS: Mapping[Any, str] = {True: "yes", False: "no"}
