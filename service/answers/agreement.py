"""Agreement of a question with statements: the thing counted, the place meant and the kind of fact must be there."""

import re
from collections.abc import Iterable

from service.answers.question import Question
from service.answers.words import fold, stem, stem_set, words

# A fact of a kind that is asked for in these words is only stated in one of those; stems of either.
_KINDS: tuple[tuple[str, str], ...] = (
    ("phone|telephone|mobile", r"\d{4,}"),
    (
        r"last date|deadline|closing date|aa?khri|antim",
        r"last date|deadline|apply by|until|closed|window|ended",
    ),
    (
        r"director|secretary|secy|president|chairman|in charge|nodal officer",
        r"director|secretary|president|chairman|officer",
    ),
    (r"who (signed|wrote|drafted)|consultant", r"signed|wrote|written by|consultant|prepared by"),
    (r"interest|byaa?j", r"interest"),
    (r"wages?|salary|earn\w*|literacy", r"wage|salar|earn|income|literacy"),
    (r"budget|outlay", r"budget|outlay|crore|lakh|million|billion"),
    (r"yield", r"yield|tonnes|per (acre|hectare)"),
    (r"loss|profit\w*|ghata|went bad|default\w*|repayment", r"loss|profit|default|repa|bad"),
    (r"exports?|niryat", r"export"),
    (r"turnover|sales", r"turnover|sales|sell|sold"),
    (r"(?:how many|number of) applications", r"applications"),
)
_COMPILED = tuple((re.compile(rf"\b({asked})\b"), re.compile(said)) for asked, said in _KINDS)
_COUNTED = re.compile(r"\b(?:how many|number of|no\.? of)\s+(?:\w+ing\s+|new\s+|small\s+)?([^\W\d_]{3,})")
_ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(stem(word) for word in group.split())
    for group in (
        "people persons workers jobs employment artisans weavers craftsmen families women employees workforce work",
        "units firms workshops factories enterprises companies mills tanneries makers foundries industries",
        "members firms units enterprises artisans weavers",
        "schemes programmes", "clusters", "days months weeks years",
    )
)  # fmt: skip
_OWN = frozenset("we our us i my me hum hamara hamari hamare hame humko mera meri apna apne apni".split())


def lacking(question: Question, text: str) -> bool:
    """Whether the text lacks what the question counts, or a fact of the kind that it asks for."""
    asked, said = fold(f"{question.asked} {question.search}"), fold(text)
    if any(wanted.search(asked) and not found.search(said) for wanted, found in _COMPILED):
        return True
    present = stem_set(text)
    return not all(held(stem(noun), present) for noun in _COUNTED.findall(fold(question.search)))


def held(noun: str, present: Iterable[str]) -> bool:
    """Whether a thing is among the words present, also as the end of a compound: looms in handlooms."""
    return any(word in alike(noun) or (word.endswith(noun) and len(noun) > 3) for word in present)


def alike(noun: str) -> frozenset[str]:
    """Stems that count the same things as a stem does, itself among them."""
    return frozenset({noun}).union(*(group for group in _ALIKE if noun in group))


def foreign(question: Question, text: str, places: Iterable[str]) -> bool:
    """Whether a question about a place, and not about the caller's own, is met by a text that does not name it."""
    asked = set(words(question.search))
    if asked & _OWN:
        return False
    said = set(words(text))
    return any(place not in said for place in asked.intersection(places))
