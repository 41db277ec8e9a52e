"""The editions of a scheme over time, as the records link them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ingest.sheets.render import scheme_facts
from ingest.sheets.scheme_models import Names, Scheme
from ingest.sheets.words import upper_first
from service.browse.book import Held
from service.browse.standing import standing

CHAIN = ("supersedes", "superseded_by", "earlier_version", "later_version", "subsumed_in", "newer_scheme")


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its year (None where no source dates it), name and standing. ``here`` marks the one shown."""

    id: str
    year: int | None
    name: str
    standing: str
    here: bool


def editions(scheme: Scheme, schemes: Mapping[str, Held[Scheme]], today: date) -> tuple[Edition, ...]:
    """All editions that are linked with one, oldest first; empty where it stands alone."""
    chain = {scheme.id}
    ahead = [scheme.id]
    while ahead:
        now = ahead.pop()
        near = {
            *linked(schemes[now].record),
            *(each for each in schemes if now in linked(schemes[each].record)),
        }
        fresh = {each for each in near if each in schemes} - chain
        chain |= fresh
        ahead += sorted(fresh)
    if len(chain) == 1:
        return ()
    made = [edition(schemes[each].record, today, each == scheme.id) for each in chain]
    return tuple(sorted(made, key=lambda each: (each.year or 9999, each.name)))


def linked(scheme: Scheme) -> Iterator[str]:
    """The records that a scheme names as its editions or successors; what is only words names none."""
    if scheme.status.superseded_by:
        yield scheme.status.superseded_by
    for key in CHAIN:
        yield from names_of(getattr(scheme.relations, key, None))


def names_of(stated: Names | None) -> Iterator[str]:
    """The first word of each entry: an id may be followed by a remark in brackets."""
    for each in (stated,) if isinstance(stated, str) else stated or ():
        yield each.partition(" ")[0]


def edition(scheme: Scheme, today: date, here: bool) -> Edition:
    """One entry of the timeline."""
    now = standing(scheme.status, today)
    return Edition(scheme.id, scheme_facts(scheme).year, upper_first(scheme.title_short), now.line, here)
