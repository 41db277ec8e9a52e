"""Which field of a record a question asks for, by its vector: the share, the ceiling, who applies, the exports.

Wordings of one field are many and share few words ("slice of the bill", "kitne percent", "how far does it foot the
cost"); their vectors lie near each other. The weights are data (``fields.npz``), fitted by ``training/fields.py``.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

Weights = tuple[tuple[str, ...], NDArray[np.float32], NDArray[np.float32]]
"""Names of fields, their weights, shape (fields, dimension), and their biases."""

_JOBS = (
    r"\b(jobs?|workers?|artisans?|weavers?|people|employ\w*|famil\w+|women|labour\w*|craftsm[ae]n|persons)\b"
)
# Field -> beginning of the headings that a statement of it stands under, and what it says there.
_STATED: Mapping[str, tuple[str, str]] = {
    "grant": ("How much", ""),
    "share": ("How much", r"\d ?%"),
    "ceiling": ("How much", r"at most|\bup to\b|ceiling|limit"),
    "smallest": ("How much|Conditions", r"at least"),
    "members": ("Minimum members|Conditions", r"\bmembers?\b|at least|artisans|units"),
    "own": ("Own contribution", ""),
    "applicants": ("Who can apply", ""),
    "conditions": (
        "Conditions|Minimum members|Who can apply",
        r"\bmust\b|Not eligible|\bmay not\b|\bonly\b|\bcount\b",
    ),
    "status": ("Is it open|Is .* open now", ""),
    "process": ("How to apply", ""),
    "documents": ("Documents", ""),
    "contacts": ("Where to ask", ""),
    "aim": ("What it is for", ""),
    "unpaid": (
        "What is not paid|Who can apply",
        r"not (paid|allowed|eligible|count)|bear|Not eligible|excluded",
    ),
    "related": ("Related schemes", ""),
    "units": ("Units", rf"^(?!.*{_JOBS})"),
    "jobs": ("Units", _JOBS),
    "turnover": ("Competitiveness", r"turnover|sales|sold"),
    "exports": ("Competitiveness", r"export"),
    "production": ("Competitiveness", r"production|output|energy|capacity|tonnes"),
    "bodies": ("Collective", ""),
    "tried": ("What was tried", ""),
    "outcomes": ("What came of it", ""),
    "problems": ("Problems", ""),
    "lessons": ("Lessons", ""),
    "profile": ("Profile", ""),
    "gaps": ("What is not known", ""),
    "disagree": ("Where sources disagree", ""),
    "schemes": ("Policy", ""),
}
_COMPILED = {name: (re.compile(heading), re.compile(said)) for name, (heading, said) in _STATED.items()}
_NAMES_GAPS = re.compile(r"\bdo not state\b")
ABSENT, OPEN = "absent", "other"  # asks for what no sheet tells; is put to a text and for no field of a sheet
# The fields of clusters' sheets; all others are of schemes'.
_OF_CLUSTERS = frozenset(
    "units jobs turnover exports production bodies tried outcomes problems lessons profile schemes".split()
)
UNDER = 0.5  # what standing under the heading is worth where the statement does not say the thing itself


@cache
def shipped() -> Weights:
    """The weights that are shipped."""
    with as_file(files("service.answers").joinpath("fields.npz")) as path, np.load(path) as kept:
        names = tuple(str(name) for name in kept["names"])
        return names, kept["weights"].astype(np.float32), kept["biases"].astype(np.float32)


def asked_fields(vector: NDArray[np.float32]) -> dict[str, float]:
    """How likely a question with this vector asks for each field; empty for a vector of another model."""
    names, weights, biases = shipped()
    if vector.shape != weights.shape[1:]:
        return {}
    odds = weights @ vector + biases
    shares = np.exp(odds - odds.max())
    return {name: float(share) for name, share in zip(names, shares / shares.sum(), strict=True)}


def states(fields: Mapping[str, float], heading: str, text: str) -> float:
    """How likely a sheet's statement under a heading is of the field that is asked for, 0 to 1."""
    return sum(
        share * stated(name, heading, text)
        for name, share in fields.items()
        if share > 0.01 and name in _STATED
    )


def stated(field: str, heading: str, text: str) -> float:
    """1 where a statement tells the field, less where it only stands under its heading, 0 elsewhere."""
    under, said = _COMPILED[field]
    if not under.match(heading):
        return 0.0
    return 1.0 if said.search(text) else UNDER


def untold(fields: Mapping[str, float], text: str, headings: Mapping[int, str], scheme: bool) -> float:
    """How likely a question asks for a field of such a sheet that this one tells nowhere, 0 to 1.

    Args:
        fields: How likely it asks for each field.
        text: The whole sheet.
        headings: Each heading by the place where its section begins.
        scheme: Whether the sheet is a scheme's; else it is a cluster's.
    """
    found = told(text, tuple(headings.items()))
    ours = (name for name in fields if name in _STATED and (name in _OF_CLUSTERS) is not scheme)
    return sum(fields[name] for name in ours if name not in found)


@lru_cache(maxsize=1024)
def told(text: str, headings: tuple[tuple[int, str], ...]) -> frozenset[str]:
    """The fields that a sheet states; standing under a field's heading is not enough.

    Args:
        text: The whole sheet.
        headings: Where each section begins, and its heading.
    """
    ends = [start for start, _ in headings[1:]] + [len(text)]
    lines = (
        (heading, line.strip())
        for (start, heading), end in zip(headings, ends, strict=True)
        for line in text[start:end].split("\n")
    )
    said = [
        (heading, line)
        for heading, line in lines
        if line and line != heading and not _NAMES_GAPS.search(line)
    ]
    return frozenset(name for name in _STATED if any(stated(name, *one) == 1.0 for one in said))
