"""What is asked for and not there: a thing that the statements do not name, or a field that the whole sheet lacks.

A question that names one of our sheets and asks it for what it does not tell brings up a neighbouring fact that reads
alike. That the sheet tells the field nowhere is then better evidence than any likeness.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from service.answers.agreement import alike, counted, counts
from service.answers.background import STATUS, Background
from service.answers.fields import untold
from service.answers.heard import Heard
from service.answers.question import Question
from service.answers.words import fold, stem, words

_ASKED = re.compile(
    r"\b(?:which|what|how many|how much|number of|no of|kitn[aei]|kaun ?s[aei]|kis)\s+(\w+(?:\s+\w+){0,2})"
)
_FRAME = frozenset(
    stem(word)
    for word in """share slice portion part proportion fraction percent percentage difference cost number year amount
    money sum much many kind type sort figure size is are was were did does do would will can the""".split()
)
_NEEDED = re.compile(
    r"\b(need\w*|requir\w+|must|minimum|at least|fewest|smallest|chahiye|kam se kam|nyunatam)\b|चाहिए|कम से कम"
)
_UNITS = "Units and workers"


def thing(question: Question, own: AbstractSet[str]) -> str | None:
    """The stem of the thing that a question asks for ("which bank", "how many women"), if it is a word of its own.

    Args:
        question: As understood.
        own: Stems of its words that do not only name the document.
    """
    found = _ASKED.search(fold(question.search))
    stems = map(stem, words(found[1])) if found else ()
    return next((word for word in stems if word in own and word not in _FRAME), None)


def there(word: str, present: Iterable[str]) -> bool:
    """Whether a thing, or one that counts the same, is among the stems present."""
    return not alike(word).isdisjoint(present)


def uncounted(question: Question, texts: Sequence[str]) -> bool:
    """Whether a number of something is asked, and no text gives a number of just that.

    Rules name who is needed in words of their own ("how many people": "at least 20 members"), so they are passed over.
    """
    nouns = () if _NEEDED.search(fold(f"{question.asked} {question.search}")) else counted(question)
    return bool(nouns) and not any(counts(nouns, text) for text in texts)


def left_untold(heard: Heard, document_id: str, known: Background) -> float:
    """How likely a question asks for a field of a sheet like this one that it tells nowhere; 0 for other texts."""
    sections = known.sections[document_id]
    scheme = sections.find(STATUS) is not None
    if not scheme and not of_cluster(sections.headings):
        return 0.0
    headings = dict(zip(sections.starts, sections.headings, strict=True))
    return untold(heard.fields, known.documents[document_id].text, headings, scheme)


def of_cluster(headings: Iterable[str]) -> bool:
    """Whether a sheet with these headings is a cluster's."""
    return any(heading.startswith(("Profile", _UNITS)) for heading in headings)
