"""How strong a source is: each has one grade, and a statement of it another only by a rule; the reason is given.

A source that the corpus has a record of is graded by what the record calls it, another by its title, its publisher, or
what the library has it as. The rules that change a grade are those of ``said`` in ``publishers.yaml``: the statement
tells of an evaluation, passes on what an association claims, or recommends. The reason then names both.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.records import DocumentKind
from service.briefs.direction import bare
from service.briefs.records import STRENGTH_NAMES, Origin, Strength

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
_RANKS = tuple(Strength)
_ORDER = (Strength.OFFICIAL, Strength.STUDY, Strength.ASSOCIATION, Strength.PRESS, Strength.OPINION)


@cache
def publishers() -> Mapping[str, Any]:
    """The words of publishers and works, as ``publishers.yaml`` has them."""
    loaded: Mapping[str, Any] = yaml.safe_load(
        files("service.briefs").joinpath("publishers.yaml").read_text("utf-8")
    )
    return loaded


def strength(
    text: str, origins: tuple[Origin, ...], kind: DocumentKind = DocumentKind.OTHER
) -> tuple[Strength, str]:
    """Say how strong a statement's source is, and why.

    Args:
        text: The statement.
        origins: Who issued it; the weakest of several counts, as none says which part is whose.
        kind: What the library has the document as; it counts where the publisher tells nothing.
    """
    grade, why = of_source(origins, kind)
    by_words = _worded(text)
    if by_words and by_words[0] is not grade:
        changed = f"{by_words[1]}; otherwise {STRENGTH_NAMES[grade].lower()}, {why}"
        return by_words[0], by_words[1] if grade is Strength.UNKNOWN else changed
    return grade, _with_figure((grade, why), text)


def of_source(origins: tuple[Origin, ...], kind: DocumentKind = DocumentKind.OTHER) -> tuple[Strength, str]:
    """The grade of a source by itself, whatever it says; of several sources that of the weakest, with all named."""
    bodies = {(origin.issuer, origin.year): origin for origin in reversed(origins)}
    found = [_of_origin(origin) for origin in reversed(bodies.values())]
    if not any(found):
        return _KINDS.get(
            kind, (Strength.UNKNOWN, "neither publisher nor wording tells what kind of source it is")
        )
    graded = [
        each or (Strength.UNKNOWN, f"issued by {issuer or 'a body not named'}")
        for each, (issuer, _) in zip(found, reversed(bodies), strict=True)
    ]
    return weakest(graded) if len(graded) > 1 else graded[0]


def weakest(graded: Sequence[tuple[Strength, str]]) -> tuple[Strength, str]:
    """Of the grades of several sources behind one statement the weakest, as it may rest on any; the reason has all."""
    grade = max((each[0] for each in graded), key=_RANKS.index)
    every = "; ".join(f"{why} ({STRENGTH_NAMES[each].lower()})" for each, why in graded)
    return grade, f"the weakest of its {len(graded)} sources, as it does not say which part is whose: {every}"


def _of_origin(origin: Origin) -> tuple[Strength, str] | None:
    if origin.kind:
        return _of_work(origin.kind)
    if _EVALUATION.search(origin.title):
        return Strength.EVALUATION, f'its source is called "{origin.title}"'
    found = own_report(origin) or (of_publisher(origin.issuer) if origin.issuer else None)
    return (found[0], f"{found[1]}, {origin.year}") if found and origin.year else found


def own_report(origin: Origin) -> tuple[Strength, str] | None:
    """An official body's account of a project of its own is a claim of who carried it out; None for anything else."""
    known = of_publisher(origin.issuer) if origin.issuer else None
    titled = any(
        re.search(one, f"{origin.issuer}: {origin.title}", re.I) for one in publishers()["own_reports"]
    )
    if not titled or not known or known[0] is not Strength.OFFICIAL:
        return None
    return Strength.ASSOCIATION, f"issued by {origin.issuer}, which tells of its own project"


def of_publisher(name: str) -> tuple[Strength, str] | None:
    """What a publisher's name tells; None where it tells nothing."""
    table = publishers()
    if any(re.search(one, name, re.I) for one in table["own_projects"]):
        return Strength.ASSOCIATION, f"issued by {name}, which tells of its own project"
    for each in _ORDER:
        if any(re.search(one, name, re.I) for one in table[each.value]):
            return each, f"issued by {name}"
    return None


def _with_figure(found: tuple[Strength, str], text: str) -> str:
    if found[0] is not Strength.OFFICIAL or not found[1].startswith("issued by"):
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
