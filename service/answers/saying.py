"""What a sheet must say to stand on a list: the line that says it, and the words of a question that ask for it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.records import Document
from service.answers.words import content, fold, stem, stem_set

Found = re.Match[str] | None
Says = Callable[[Document], Found]
"""Finds in a sheet the line that puts it on the list; its group ``said`` is the statement."""

# Words of a question for a list that do not say what belongs on it: asking, helping, and the people of a trade.
_EMPTY = frozenset(
    map(
        stem,
        """scheme schemes yojana programme programmes list lists all names name show tell india indian government govt
        state states help helps helping support supports subsidy grant grants share give gives cluster clusters town
        towns place places made makes now today still present application applications people sector trade industry
        units workers artisans craftsmen makers weavers north east hill exist detail details which what located
        situated based many number kitn kitne hain mein benefit benefits required get far yet corpus library sheet
        sheets""".split(),
    )
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What each sheet of a list must say, the notes that the list needs, and what puts a sheet at its end."""

    says: tuple[Says, ...]
    notes: tuple[str, ...] = ()
    last: Says | None = None


def unexplained(text: str) -> list[str]:
    """The words left of a question that say something."""
    return [word for word in content(text) if word not in _EMPTY]


def saying(pattern: re.Pattern[str], group: str, term: str) -> Says:
    """Finds the line whose group holds a stem, or a name of several words."""

    def says(sheet: Document) -> Found:
        found = pattern.search(sheet.text)
        if found is None:
            return None
        held = term in fold(found[group]) if " " in term else term in stem_set(found[group])
        return found if held else None

    return says
