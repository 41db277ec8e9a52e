"""Which parts of a scheme a question means: by a part's name, or else by what a part pays for.

"Infrastructure" names no part of MSE-CDP, but only its parts for estates pay for it.
"""

import re
from functools import lru_cache

from ingest.records import Document
from service.answers.case import names_part
from service.answers.generic import COMMON
from service.answers.question import Question
from service.answers.words import STOP, fold, stem, stem_set

KIN = 2  # telling words that the names of parts for the same thing share
_PAYS_FOR = re.compile(
    r"In the (?P<part>[^\n]{3,90}?) part of [^\n]{2,90}?, support is given for (?P<what>[^\n]+)"
)
_SOURCE = re.compile(r"\([^()]*\b(?:undated|(?:19|20)\d\d)\)")
_SAYS_NOTHING = (
    COMMON | frozenset(map(stem, STOP)) | frozenset(map(stem, "support part scheme loan credit".split()))
)


def parts_meant(question: Question, document: Document) -> frozenset[str]:
    """The parts of a scheme's sheet that a question means, folded; empty where it means all or tells nothing.

    Args:
        question: As understood.
        document: A sheet; what each part pays for is read from its text.
    """
    parts = parts_of(document.text)
    by = {part: names_part(question, part) for part, _ in parts}
    # "upgrading an estate" says more of the part for old estates than of the one for new ones
    named = {part for part, own in by.items() if own and not any(own < other for other in by.values())}
    if not named:
        titles = stem_set(" ".join((document.title, *document.aliases)))
        own = set(question.terms) - titles - _SAYS_NOTHING
        paying = {part for part, what in parts if own & what}
        named = {part for part, _ in parts if part in paying or any(kin(part, other) for other in paying)}
    return frozenset(named) if len(named) < len(parts) else frozenset()


def kin(part: str, other: str) -> bool:
    """Whether two parts are for the same thing, by their names: a new industrial estate and an existing one."""
    return len((stem_set(part) & stem_set(other)) - _SAYS_NOTHING) >= KIN


@lru_cache(maxsize=512)  # the same sheets are weighed for many questions
def parts_of(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each part of a sheet, folded, with the stems of what it pays for."""
    return tuple(
        (fold(found["part"]), stem_set(_SOURCE.sub(" ", found["what"]))) for found in _PAYS_FOR.finditer(text)
    )
