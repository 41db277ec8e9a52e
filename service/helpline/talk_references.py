"""References and codes in what a caller writes: read where they are right, known for a slip where they nearly are.

A slip is never mended by guessing: it is said that there is one, and nobody's case is opened by it.
"""

import re
from enum import StrEnum
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from ingest.errors import BadRequestError
from service.helpline import references
from service.helpline.errors import ReferenceError_
from service.interviews import codes

_LEAD = re.compile(
    r"^\s*(?:(?:my|the|meri|mera|मेरा|मेरी)\s+)?(?:full\s+answer\s*:?\s*)?"
    r"(?:ref(?:erence)?|case|sandarbh|sandharbh|संदर्भ|सन्दर्भ)"
    r"(?:\s*(?:no|number|num|code|id|नंबर|संख्या))?\.?\s*(?:is|hai|है)?\s*[:#=.-]?\s*(?=\S)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*(?:please|pls|hai|है|\?|\.|!|,)+\s*$", re.IGNORECASE)
_SIGNS = re.compile(r"[0-9A-Z]+")
_WRITTEN = re.compile(r"\w{4}[-–—]\w{3}")
_PARTED = re.compile(r"\w{4} \w{1,4}")
_CODE = re.compile(r"\w{3,5}[-–— ]\w{3,5}[-–— ]\w{3,5}")


class Found(StrEnum):
    """What a whole message is: a reference, one with a slip in it, the code of an interview with a slip in it.

    ``MAYBE`` is one word without a digit: a reference only where there is a case of that name.
    """

    REFERENCE = "reference"
    SLIP = "slip"
    CODE_SLIP = "code_slip"
    MAYBE = "maybe"


def named(text: str) -> tuple[Found, str] | None:
    """What a message names and nothing else, with the reference in its one form where it is right.

    Example: "ref 7k3m-2qz please" gives its reference, "7K3M-2Q8" is a slip, "GSTR-3B" and "COVID-19" are neither.
    """
    plain = _bare(text)
    told = plain != text.strip() and bool(_LEAD.match(text))
    right = _right(plain)
    if right and (told or _WRITTEN.fullmatch(plain) or any(sign.isdigit() for sign in right)):
        return Found.REFERENCE, right
    if _slipped(plain, told):
        return Found.SLIP, ""
    if right and not re.search(r"\s", plain):
        return Found.MAYBE, right
    return (Found.CODE_SLIP, "") if _is_code_slip(plain) else None


def _bare(text: str) -> str:
    return _TAIL.sub("", _LEAD.sub("", text, count=1)).strip()


def _right(plain: str) -> str:
    try:
        return references.check(plain)
    except ReferenceError_:
        return ""


def certain(text: str) -> bool:
    """Whether a text is written as a reference beyond doubt: named as one, or with its dash."""
    return (
        bool(_LEAD.match(text)) or bool(_WRITTEN.fullmatch(_bare(text))) or bool(_CODE.fullmatch(_bare(text)))
    )


def near(text: str, reference: str | None) -> bool:
    """Whether a text is one slip away from a reference told in this conversation: a sign more, less or other."""
    plain = _compact(_bare(text)).translate(codes.MEANT)
    return reference is not None and DamerauLevenshtein.distance(plain, reference) == 1


def _compact(text: str) -> str:
    return re.sub(r"[\s\-–—._/]", "", text).upper()


def _slipped(plain: str, told: bool) -> bool:
    """Whether it is written as only references are: with a dash after four signs, or letters and digits mixed."""
    signs = _compact(plain)
    if not _SIGNS.fullmatch(signs) or not any(sign.isdigit() for sign in signs):
        return False
    if told:
        return len(signs) <= 10 and not re.search(r"\s\S+\s", plain)
    if _WRITTEN.fullmatch(plain):
        return True
    whole = not re.search(r"\s", plain) or bool(_PARTED.fullmatch(plain))
    return whole and _changes(signs) >= _LEAST_CHANGES.get(len(signs), 99)


_LEAST_CHANGES = {5: 4, 6: 3, 7: 2, 8: 3}
"""By how many signs there are: so often letters and digits take turns in a reference, and not in "CLCS23"."""


def _changes(signs: str) -> int:
    """How often letters and digits take turns."""
    return sum(a.isdigit() is not b.isdigit() for a, b in pairwise(signs))


def _is_code_slip(plain: str) -> bool:
    if not _CODE.fullmatch(plain) or not any(sign.isdigit() for sign in plain):
        return False
    signs = _compact(plain)
    if not 11 <= len(signs) <= 13 or _changes(signs) < 3:
        return False
    try:
        codes.read(plain)
    except BadRequestError:
        return True
    return False
