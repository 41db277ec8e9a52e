"""Names of authors as records have them, taken apart: persons, editors, bodies, and words that name nobody."""

import re
from collections.abc import Iterable

from service.literature.records import Name

BODY = re.compile(
    r"\b(Agency|Assembly|Association|Authority|Bank|Board|Bureau|Business|Cent(?:re|er)|Chamber|Clusters?|Commission|"
    r"Committee|Company|Consulting|Consultants|Corporation|Council|Department|Directorate|Express|Federation|Foundation|"
    r"Government|Group|Initiative|Institute|Institution|Limited|Ltd|Ministry|Network|Observatory|Office|Organi[sz]ation|"
    r"Press|Programme|School|Secretariat|Service|Services|Society|Times|Trust|Union|University|World)\b"
)
ACRONYM = re.compile(r"\b[A-Z]{2,}\b|\b[A-Z][a-z]+[A-Z]")
NOBODY = re.compile(
    r"(?i)^(author|authors|various|unknown|anonymous|anon\.?|independent agency|study team)\b|\bauthors?$|not known"
)
EDITOR = re.compile(r"(?i)\s*\(eds?\.?\)\s*$")
ASIDE = re.compile(r"\s*\([^)]*\)\s*$")
COMPOUND = ("Figal Garone", "Schwaag Serger", "Wise Hansson", "Vazquez Bare")
"""Family names of two words that nothing in the writing tells from a middle name."""
PARTICLES = frozenset("da das de del della der di do dos du la le ten ter van von zu bin al el".split())


def names(stated: Iterable[str]) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Take the names of a record apart: its authors, and those that it marks as editors.

    Words such as "author not known" or "study team for DC-MSME" name nobody and give no name: a reference must not
    credit them as a person.
    """
    authors: list[Name] = []
    editors: list[Name] = []
    for text in stated:
        found = name(text)
        if found is not None:
            (editors if EDITOR.search(text) else authors).append(found)
    return tuple(authors), tuple(editors)


def name(stated: str) -> Name | None:
    """One name; None where the words name nobody.

    Example: "Ludwig van der Rohe" has the family name "van der Rohe", "Foundation for MSME Clusters" is a body.
    """
    text = ASIDE.sub("", EDITOR.sub("", stated)).strip()
    if not text or NOBODY.search(text):
        return None
    if is_body(text):
        return Name(text, body=True)
    return person(text)


def is_body(text: str) -> bool:
    """Whether a name is that of a body: it has a word that bodies are called by, or is an acronym."""
    return bool(BODY.search(text) or ACRONYM.search(initials_off(text)))


def initials_off(text: str) -> str:
    """A name without initials, which are capitals too: "A.K. Sen", "AK Sen"."""
    words = text.split()
    kept = [word for word in words if not (len(words) > 1 and re.fullmatch(r"(?:[A-Z]\.?){1,2}", word))]
    return " ".join(kept)


def person(text: str) -> Name:
    """A person's name, as "Family, Given" or "Given Family"; particles go with the family name."""
    if "," in text:
        family, _, given = text.partition(",")
        return Name(family.strip(), given.strip())
    double = next((family for family in COMPOUND if text.endswith(f" {family}")), None)
    if double:
        return Name(double, text.removesuffix(double).strip())
    words = text.split()
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in PARTICLES:
        at -= 1
    return Name(" ".join(words[at:]), " ".join(words[:at]))
