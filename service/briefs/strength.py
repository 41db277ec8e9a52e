"""How strong a source is, as far as its kind, its publisher and its wording tell; the reason is always given."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.records import DocumentKind
from service.briefs.direction import bare
from service.briefs.records import Origin, Strength

_DIGIT = re.compile(r"\d")
_EVALUATION = re.compile(r"\bevaluation\b|\bimpact (?:evaluation|assessment|study)\b|\baudit\b", re.I)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_KINDS = {
    DocumentKind.SCHEME_GUIDELINE: (Strength.OFFICIAL, "the library has it as guidelines of a scheme"),
    DocumentKind.DIAGNOSTIC_REPORT: (Strength.STUDY, "the library has it as a diagnostic report"),
    DocumentKind.CASE_STUDY: (Strength.STUDY, "the library has it as a case study"),
    DocumentKind.POLICY_PAPER: (Strength.OPINION, "the library has it as a policy paper"),
    DocumentKind.NEWS: (Strength.PRESS, "the library has it as news"),
}
_ORDER = (Strength.OFFICIAL, Strength.STUDY, Strength.ASSOCIATION, Strength.PRESS, Strength.OPINION)


@cache
def publishers() -> Mapping[str, Any]:
    """The words of publishers and works, as ``publishers.yaml`` has them."""
    loaded: Mapping[str, Any] = yaml.safe_load(
        files("service.briefs").joinpath("publishers.yaml").read_text("utf-8")
    )
    return loaded


def strength(
    text: str,
    origins: tuple[Origin, ...],
    work_kind: str | None = None,
    kind: DocumentKind = DocumentKind.OTHER,
) -> tuple[Strength, str]:
    """Say how strong a statement's source is, and why.

    Args:
        text: The statement.
        origins: Who issued it; the strongest of several counts.
        work_kind: What the record of a work calls it, where the statement is a work's.
        kind: What the library has the document as; it counts where the publisher tells nothing.
    """
    by_words = _worded(text)
    if by_words:
        return by_words
    if work_kind:
        return _of_work(work_kind)
    titled = next((o for o in origins if _EVALUATION.search(o.title)), None)
    if titled:
        return Strength.EVALUATION, f'its source is called "{titled.title}"'
    found = [each for origin in origins if origin.issuer and (each := of_publisher(origin.issuer))]
    if found:
        best = min(found, key=lambda each: _ORDER.index(each[0]))
        return best[0], _with_figure(best, text)
    return _KINDS.get(
        kind, (Strength.UNKNOWN, "neither publisher nor wording tells what kind of source it is")
    )


def of_publisher(name: str) -> tuple[Strength, str] | None:
    """What a publisher's name tells; None where it tells nothing."""
    table = publishers()
    for each in _ORDER:
        if any(re.search(one, name, re.I) for one in table[each.value]):
            return each, f"issued by {name}"
    return None


def _with_figure(found: tuple[Strength, str], text: str) -> str:
    if found[0] is not Strength.OFFICIAL:
        return found[1]
    figure = _DIGIT.search(_YEARS.sub("", bare(text))) is not None
    return f"{found[1]}; {'it holds a figure' if figure else 'it holds no figure'}"


def _worded(text: str) -> tuple[Strength, str] | None:
    for name, pattern in publishers()["said"].items():
        found = re.search(pattern, text, re.I)
        if found:
            return Strength(name), f'its wording: "{found[0]}"'
    return None


def _of_work(work_kind: str) -> tuple[Strength, str]:
    for name, pattern in publishers()["works"].items():
        if re.search(pattern, work_kind, re.I):
            unseen = "; reported by others, not seen itself" if "reported" in work_kind else ""
            return Strength(name), f"its record calls it: {work_kind}{unseen}"
    return Strength.UNKNOWN, f"its record calls it: {work_kind}"
