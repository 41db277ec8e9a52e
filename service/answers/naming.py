"""The words of a text that name something: finding, keeping, replacing and leaving them out."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from service.answers.words import STOP, words

_SPELT_OUT = re.compile(r"\b([A-Z]{3,}) ([A-Z][\w']+(?: (?:of|for|and|[A-Z][\w']+))+)")
_PREPOSITIONS = re.compile(r"\b(in|of|under|for|at|from)\s*(?=[?.,]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """The words of a text, folded, that name something: schemes, or places, clusters and works.

    ``trades`` are words for what clusters make; ``strange`` are words that neither the library nor ordinary English
    knows; ``parts`` are words for parts of the schemes that the text names.
    """

    schemes: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    trades: frozenset[str] = frozenset()
    strange: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()

    @property
    def every(self) -> frozenset[str]:
        """All that name something."""
        return self.schemes | self.others


NOTHING = Named()
Names = Callable[[str], Named]


def naming_words(text: str, named: Named) -> str:
    """The words of a text that name something, without the rest of it."""
    tokens = text.split()
    held = standing(tokens, named.every)
    return " ".join(token for at, token in enumerate(tokens) if at in held)


def in_one_run(text: str, named: Named) -> bool:
    """Whether the words that name something stand side by side."""
    flags = "".join("x" if is_of(token, named.every) else " " for token in text.split())
    return len(flags.split()) == 1


def replaced(text: str, stale: frozenset[str], new: str) -> str:
    """The text with new words for the last run of the stale ones; its other runs of them are left out."""
    tokens = text.split()
    gone = standing(tokens, stale)
    last = max(gone)
    around = re.fullmatch(r"([(]*).*?([)?.,!]*)", tokens[last])
    opening, end = around.groups() if around else ("", "")
    tokens[last] = opening + new.strip("()?.,! ") + end
    return " ".join(token for at, token in enumerate(tokens) if at == last or at not in gone)


def standing(tokens: list[str], named: frozenset[str]) -> set[int]:
    """Where tokens hold named words; "and" is a word of Jammu and Kashmir only between the two others."""
    held = {at for at, token in enumerate(tokens) if is_of(token, named)}
    own = {at for at in held if not set(words(tokens[at])) <= STOP}
    return own | {at for at in held - own if {at - 1, at + 1} <= own}


def without(text: str, named: frozenset[str]) -> str:
    """A text without the words that name something."""
    tokens = text.split()
    gone = standing(tokens, named)
    return tidy(" ".join(token for at, token in enumerate(tokens) if at not in gone))


def named_once(text: str) -> str:
    """The text without long forms behind their acronyms: "PMEGP Prime Minister's Employment ..." is PMEGP.

    So the glossary renders an acronym in Devanagari; words of the long form would be taken for what is asked.
    """
    return _SPELT_OUT.sub(lambda found: found[1] if _stands_for(found[1], found[2]) else found[0], text)


def _stands_for(acronym: str, text: str) -> bool:
    """Whether the words of a text that begin in capitals begin with letters of an acronym, in its order."""
    letters = iter(acronym)
    initials = [word[0] for word in text.split() if word[0].isupper()]
    return initials[0] == acronym[0] and len(initials) > 1 and all(one in letters for one in initials)


def tidy(text: str) -> str:
    """A text without brackets and prepositions that its words have left behind."""
    return " ".join(_PREPOSITIONS.sub("", re.sub(r"\(\s*\)", "", text)).split()).strip(" ,?") + (
        "?" if text.rstrip().endswith("?") else ""
    )


def is_of(token: str, named: frozenset[str]) -> bool:
    """Whether a token holds one of some folded words."""
    return bool(set(words(token.replace("-", " "))) & named)
