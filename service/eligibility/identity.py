"""The determination id: the same facts, rules, engine and day give the same id, and it reopens the same trace."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from service.eligibility.facts import Profile
from service.eligibility.values import Asked, Between, Members, OneOf, Value

ENGINE = "2"
"""Raised whenever the same facts and rules could give another verdict or sum than before."""


def determination(profile: Profile, rules_digest: str, on: date) -> str:
    """Sixteen hex digits over facts, rules, engine and day; the order of the facts does not matter."""
    content = {
        "facts": plain(profile.values),
        "rules": rules_digest,
        "engine": ENGINE,
        "as_of": on.isoformat(),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def plain(values: Mapping[str, Value]) -> dict[str, object]:
    """Facts in the form in which ``facts.profile`` takes them back: for JSON, and in the order of their names."""
    return {name: plain_value(values[name]) for name in sorted(values)}


def plain_value(value: Value) -> object:
    """One value in that form."""
    if isinstance(value, Asked):
        return value.value
    if isinstance(value, OneOf):
        return {"one_of": sorted(value.options, key=str)}
    if isinstance(value, Between):
        ends = {"from": value.low, "to": value.high}
        return {end: number for end, number in ends.items() if number is not None}
    if isinstance(value, Members):
        return {"inside": sorted(value.inside), "outside": sorted(value.outside)}
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, tuple) else value
