"""Where a work appeared: journal, volume, issue and pages read from the statement of a record, and its form."""

import re
from dataclasses import dataclass

from service.literature.records import Form

FORMS: tuple[tuple[Form, str], ...] = (
    (Form.ARTICLE, r"journal"),
    (Form.WORKING_PAPER, r"working paper|discussion paper"),
    (Form.CONFERENCE, r"conference paper|poster"),
    (Form.CHAPTER, r"chapter"),
    (Form.BOOK, r"\bbook\b|monograph"),
    (Form.NEWS, r"\bnews|\bpress\b|^article$"),
    (Form.WEB, r"web|label"),
    (
        Form.REPORT,
        r"report|evaluation|study|studies|paper|programme|guideline|strategy|review|method|synthesis|diagnostic",
    ),
)
PLACE = re.compile(
    r"^(?P<journal>.+?)\s+(?P<volume>\d+)\((?P<issue>[\w/–-]+)\)(?::\s*(?P<pages>[\dA-Za-z]+[-–][\dA-Za-z]+))?"
)
SERIES = re.compile(
    r"^(?P<publisher>.+?)[\s-]+(?P<series>WPS|WP|DP|VRF)[- ]?(?P<number>[\w/-]*\d[\w/-]*)(?=\s|$)"
)
ASIDE = re.compile(r"\s*\(([^)]*)\)\s*$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a work appeared, as far as the statement tells; ``left`` is what of it none of the others holds."""

    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    number: str = ""
    publisher: str = ""
    left: str = ""


def form_of(kind: str) -> Form:
    """The form of a work by its kind in words; OTHER where they fit none."""
    return next((form for form, words in FORMS if re.search(words, kind.lower())), Form.OTHER)


def place_of(stated: str, form: Form) -> Place:
    """Read a statement such as "World Development 27(9): 1605-1626" or "IDS WP 50".

    What is not understood stays whole as publisher (or as the journal's name of an article): nothing is lost.
    """
    found = PLACE.match(stated)
    if found:
        rest = stated[found.end() :].strip(" ;,.")
        return Place(
            container=found["journal"],
            volume=found["volume"],
            issue=found["issue"],
            pages=found["pages"] or "",
            left=rest,
        )
    aside = ASIDE.search(stated)
    bare, left = (stated[: aside.start()], aside[1]) if aside else (stated, "")
    if form is Form.ARTICLE:
        return Place(container=bare, left=left)
    series = SERIES.match(bare)
    if series:
        return Place(
            publisher=series["publisher"], number=f"{series['series']} {series['number']}", left=left
        )
    return Place(publisher=bare, left=left)
