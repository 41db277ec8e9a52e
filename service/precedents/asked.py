"""Whom and where a question asks about, and whether any one case of these bears on the rest of it.

"Toy makers brought back by a bank": one case is about toys, another about a bank, and together they are no precedent.
The rest of the question is compared with the cases of the named trade or place and with all others: where it is clearly
at home among the others and far from the named ones, nothing held answers. The limits were found with the general
wordings of all cases, each left out in turn and put to its own trade and to others, and on the tuning queries.
"""

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from index.embed import Vectors
from service.answers.words import STOP, stem, stems, words
from service.precedents.curation import load
from service.precedents.records import Precedent
from service.precedents.shelf import Shelf

FILE = "trades.yaml"
APART, FAR = 0.1, 0.47  # how much nearer the rest is to other cases, and how far from the named ones
SHARED_APART = 0.2  # the same where a named case has the theme that the rest asks for most
LEAST_WORDS = 2  # telling words that the rest must have
OWN = frozenset("i we our ours us my mine me hum hamare hamara apne".split())  # who asks for their own place
PLAIN = frozenset(
    map(stem, "cluster clusters maker makers firm firms unit units industry company case cases".split())
)
IN = frozenset({"in", "at", "of", "from", "near"})
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Whom a question names: the numbers of the cases that are about all of it, and the question without the names.

    ``cases`` is None where no trade and no place is named that a case is about.
    """

    cases: frozenset[int] | None
    rest: str


@cache
def trades() -> Mapping[str, frozenset[Phrase]]:
    """The listed trades with their phrases as stems."""
    return {name: frozenset(tuple(stems(str(each))) for each in told) for name, told in load(FILE).items()}


def asked(shelf: Shelf, text: str, places: Container[str]) -> Asked:
    """Read whom and where a question asks about; ``places`` are names of places in lower case."""
    told = words(text)
    cut = [stem(word) for word in told]
    named: list[frozenset[int]] = []
    used: set[int] = set()
    for phrases in trades().values():
        at = {number for phrase in phrases for number in standing(cut, phrase)}
        members = frozenset(n for n, case in enumerate(shelf.cases) if at and is_about(case, phrases))
        if members:
            named.append(members)
            used |= at
    for number, word in enumerate(told):
        members = frozenset(n for n, case in enumerate(shelf.cases) if word in places and lies_in(case, word))
        if members:
            named.append(members)
            used.add(number)
    rest = " ".join(word for number, word in enumerate(told) if number not in used)
    return Asked(common(named) if named else None, rest)


def common(named: Sequence[frozenset[int]]) -> frozenset[int]:
    """The cases that are about all that is named; where there is none, those that are about any of it."""
    both = frozenset.intersection(*named)
    return both or frozenset.union(*named)


def standing(cut: Sequence[str], phrase: Phrase) -> Collection[int]:
    """The places of a phrase's words in a text of stems."""
    size = len(phrase)
    starts = (at for at in range(len(cut) - size + 1) if tuple(cut[at : at + size]) == phrase)
    return [number for at in starts for number in range(at, at + size)]


def is_about(case: Precedent, phrases: Collection[Phrase]) -> bool:
    """Whether a trade stands in a case's title, product or sector, or in the findings of a work."""
    product = case.product.text if case.product is not None else ""
    findings = " ".join(cell.text for cell in case.lessons if cell.section == "findings")
    cut = stems(f"{case.title} . {product} . {case.sector} . {findings}")
    return any(standing(cut, phrase) for phrase in phrases)


def lies_in(case: Precedent, word: str) -> bool:
    """Whether a place stands in a case's title, place or States."""
    return word in words(" ".join((case.title, case.place, *case.states)))


def spread(shelf: Shelf, question: Asked, embed: Callable[[Sequence[str]], Vectors]) -> bool:
    """Whether the rest of a question is held by other cases only, and not by those that it names."""
    telling = [word for word in words(question.rest) if word not in STOP and stem(word) not in PLAIN]
    if question.cases is None or len(telling) < LEAST_WORDS:
        return False
    vector = embed([question.rest])[0]
    likeness = shelf.vectors @ vector
    own = np.isin(shelf.owners, list(question.cases))
    if own.all():
        return False
    inside, outside = float(likeness[own].max()), float(likeness[~own].max())
    main = int(np.argmax(shelf.thesaurus.asked(question.rest, vector, shelf.theme_vectors)))
    shared = bool(shelf.themes[sorted(question.cases), main].any())
    return inside < FAR and outside - inside > (SHARED_APART if shared else APART)


def elsewhere(text: str, unheld: Container[str]) -> tuple[str, ...]:
    """The places that a question asks about as a stranger does ("in Assam"), out of those that no case speaks of.

    Who speaks of "our" town asks for cases like it, and is refused nothing.
    """
    told = words(text)
    if OWN & set(told):
        return ()
    return tuple(word for before, word in pairwise(told) if before in IN and word in unheld)
