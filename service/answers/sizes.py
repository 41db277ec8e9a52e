"""Parts of a scheme that are for clusters of another size than the caller's: a sheet says for how many each part is."""

import re
from collections.abc import Iterator

from service.answers.agreement import alike
from service.answers.case import plain
from service.answers.question import Question
from service.answers.words import stem

_FOR = re.compile(
    r"(?P<opening>In the [^.:,]{3,70}? part of [^:,]{2,70}), the cluster (?:must|may) have "
    r"(?P<bound>more than|at least|at most|up to)? ?(?P<low>[\d,]+)(?: to (?P<high>[\d,]+))? (?P<what>[a-z]+)"
)
_HELD = re.compile(r"\b(\d{2,6}) (?:\w+ )?([^\W\d_]{4,})")


def other_parts_sizes(question: Question, text: str) -> tuple[str, ...]:
    """How the rules begin of those parts of a sheet that are for another number than the question tells.

    Args:
        question: As understood.
        text: Of the whole sheet.
    """
    held = [(int(number), alike(stem(what))) for number, what in _HELD.findall(plain(question.search))]
    return tuple(
        opening
        for opening, low, high, what in (parts_sizes(text) if held else ())
        if any(what in things and not low <= number <= high for number, things in held)
    )


def parts_sizes(text: str) -> Iterator[tuple[str, float, float, str]]:
    """For each part of a sheet that is for a number: how its rules begin, the least and most, the stem of what."""
    for found in _FOR.finditer(text):
        number = float(found["low"].replace(",", ""))
        low, high = number, float(found["high"].replace(",", "")) if found["high"] else number
        if found["bound"] in ("more than", "at least"):
            low, high = number + (found["bound"] == "more than"), float("inf")
        elif found["bound"]:
            low = 0.0
        yield found["opening"], low, high, stem(found["what"])
