"""Faults inside one record: a number that nobody vouches for, a source key that names nothing.

Works on the raw content of a file, so that it can also speak of a record that its model refuses.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

DIGIT = re.compile(r"\d")
# Numbers that are no facts of the record: keys, dates and marks of the record itself, and our own words on it.
EXEMPT = frozenset(
    {
        "id",
        "name",
        "title",
        "title_short",
        "aliases",
        "sources",
        "relations",
        "cited_as",
        "agency",
        "product",
        "location",
        "review_by",
        "as_of",
        "year",
        "label",
        "case",
        "confidence",
        "confidence_why",
        "gaps",
        "authors",
        "publisher",
        "url",
        "sectors",
        "applicants",
        "cases",
        "kind",
        "basis",
        "geography",
        "superseded_by",
        "handling",
        "about",
        "districts",
        "variants",
        "warning",
        "index_rules",
        "unsourced",
        "aspirational",
        "groups",
        "lgd_code",
        "factor",
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at which place inside a record; ``place`` is a path such as ``components.0.cost_limits``."""

    place: str
    what: str


def unsourced(content: Mapping[str, object]) -> Iterator[Fault]:
    """Find numbers, also inside words, that have no source beside or above them.

    A work's findings are vouched for by the work, an inference is ours and says so.
    """
    yield from _unsourced(content, "", "key_findings" in content)


def _unsourced(node: object, place: str, vouched: bool) -> Iterator[Fault]:
    if isinstance(node, Mapping):
        here = vouched or bool(node.get("src") or node.get("source")) or node.get("basis") == "inference"
        for key, value in node.items():
            if key not in EXEMPT and not str(key).endswith("src") and key not in ("source", "key_findings"):
                yield from _unsourced(
                    value, f"{place}.{key}".lstrip("."), here or _own_source(node, str(key))
                )
    elif isinstance(node, list | tuple):
        for number, value in enumerate(node):
            yield from _unsourced(value, f"{place}.{number}", vouched)
    elif not vouched and holds_number(node):
        yield Fault(place, f"the number in {node!r:.80} has no source")


def _own_source(node: Mapping[str, object], key: str) -> bool:
    """Tell whether a field has its source in a field of its own, as ``objective`` has in ``objective_src``."""
    own = "text_src" if key in ("funds", "note") else f"{key.removesuffix('_pct')}_src"
    return bool(node.get(own))


def holds_number(value: object) -> bool:
    """Tell a number, or words with a number in them, from anything else."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float) or (isinstance(value, str) and bool(DIGIT.search(value)))


def unknown_keys(content: Mapping[str, object]) -> Iterator[Fault]:
    """Find source keys that are not among the record's own sources."""
    sources = content.get("sources")
    if isinstance(sources, Mapping):
        known = {str(key) for key in sources}
    elif isinstance(sources, list):
        known = {str(source.get("key")) for source in sources if isinstance(source, Mapping)}
    else:
        return
    yield from _unknown_keys({key: value for key, value in content.items() if key != "sources"}, "", known)


def _unknown_keys(node: object, place: str, known: set[str]) -> Iterator[Fault]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            here = f"{place}.{key}".lstrip(".")
            if key in ("src", "source") or str(key).endswith("_src"):
                yield from (
                    Fault(here, f"the source key {each!r} is not among the record's sources")
                    for each in _keys(value)
                    if each not in known
                )
            else:
                yield from _unknown_keys(value, here, known)
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _unknown_keys(value, f"{place}.{number}", known)


def _keys(value: object) -> list[str]:
    """Read one key or several; words that only speak of sources (``a2 (Sikkim), a8``) name no single key."""
    if isinstance(value, str):
        return [] if " " in value else [value]
    return [str(each) for each in value] if isinstance(value, list) else []
