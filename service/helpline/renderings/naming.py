"""How a source is named to a caller: by publisher or title and by year, never by a name of our own files."""

import re
from collections.abc import Sequence

from service.helpline.renderings.clauses import spoken
from service.helpline.renderings.content import without_sources
from service.helpline.renderings.records import Language, Point, Source
from service.helpline.renderings.wording import wording

_YEAR = re.compile(r"(?:\d{4}|undated)$")


def cited(point: Point) -> tuple[str, ...]:
    """What the sheet cites for a statement, the newest first, the undated last: ("PIB, 2023", "Nisarg, undated")."""
    names = [name for name in without_sources(point.text)[1].split("; ") if name]
    return tuple(dict.fromkeys(sorted(names, key=_age)))


def documents(point: Point, sources: Sequence[Source]) -> tuple[str, ...]:
    """The documents that a statement is quoted from: "MSE-CDP (2022 guidelines), Samuh, 2026"."""
    held = (source for source in sources if source.number in point.sources)
    return tuple(dict.fromkeys(document(source) for source in held))


def document(source: Source) -> str:
    """The title without what explains it, publisher and year: "Cluster policy, PIB, 2023"."""
    head = source.title.partition(": ")[0]
    return ", ".join(filter(None, (head, source.publisher, str(source.year or "undated"))))


def names(point: Point, sources: Sequence[Source]) -> tuple[str, ...]:
    """The names by which the source of a statement may be told, the nearest to it first.

    A disagreement names its sources within; the document that tells of it stands for all sides.
    """
    own = () if point.disagrees else cited(point)
    return tuple(dict.fromkeys((*own, *documents(point, sources))))


def year_of(name: str) -> str:
    """The year at the end of a source's name, "undated" where it has none."""
    found = _YEAR.search(name)
    return found[0] if found else "undated"


def _age(name: str) -> int:
    year = year_of(name)
    return -int(year) if year.isdecimal() else 0


def said_fully(name: str, language: Language) -> str:
    """A source in a sentence for the ear: "Source: PIB, 2023."."""
    head = name[: -len(year_of(name))].rstrip(", ")
    stop = "।" if language is Language.HINDI else "."
    return f"{wording('source', language).format(source=f'{spoken(head)}, {_year(name, language)}')}{stop}"


def said_by_year(name: str, language: Language) -> str:
    """The year of a source alone: "Source of 2023."."""
    year = year_of(name)
    if year == "undated":
        return wording("source_undated", language)
    return wording("source_year", language).format(year=year)


def _year(name: str, language: Language) -> str:
    year = year_of(name)
    return wording("undated", language) if year == "undated" else year
