"""What the routes about literature are given: the room, and what a request asks of it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Query, Request

from ingest.errors import BadRequestError
from service.browse.facets import Wanted
from service.http import links
from service.http.first_use import kept
from service.http.params import Year
from service.http.website import site_of
from service.literature.room import Literature
from service.literature.search import Asked

LONGEST = 200
FILTERS = ("form", "origin", "theme", "region", "text")


@dataclass(frozen=True, slots=True)
class Sought:
    """What a request asks: ``since`` is a moment (UTC) or None; ``pairs`` are its parameters as they stand."""

    asked: Asked
    since: datetime | None
    pairs: tuple[tuple[str, str], ...]

    @property
    def query(self) -> str:
        """The parameters as part of an address, without the order of the list and the page."""
        return links.query(self.pairs)


def literature_of(request: Request) -> Literature:
    """The room of the application that this request came to; made at the first use."""
    from service import wiring  # it brings the index with it, which the application is there before

    site = site_of(request)
    return kept(request.app, "literature_room", lambda: wiring.literature(site.settings, site.desk))


Text = Annotated[str, Query(max_length=LONGEST)]


@dataclass(frozen=True, slots=True)
class Filled:
    """The filters of a request; a blank one asks for nothing."""

    values: tuple[tuple[str, str], ...]


def filled(
    form: Annotated[Text, Query(description="A form of work, such as `article` or `report`")] = "",
    origin: Annotated[Text, Query(description="`work`, `original` or `document`")] = "",
    theme: Annotated[Text, Query(description="A theme, such as `impact`")] = "",
    region: Annotated[Text, Query(description="What part of the world it is about")] = "",
    text: Annotated[Text, Query(description="`yes` where the text is held in the library, else `no`")] = "",
) -> Filled:
    """Gather the filters."""
    given = zip(FILTERS, (form, origin, theme, region, text), strict=True)
    return Filled(tuple((name, value.strip()) for name, value in given if value.strip()))


def sought(
    filters: Annotated[Filled, Depends(filled)],
    q: Annotated[str, Query(max_length=1000, description="What the works are about, in words")] = "",
    sort: Annotated[Text, Query(description="`best` (with words), `name` or `year`")] = "",
    since: Annotated[
        Text, Query(description="Only what is new or changed since this day or moment (UTC)")
    ] = "",
    year_from: Annotated[Year, Query(description="Only works of this year or later")] = None,
    year_to: Annotated[Year, Query(description="Only works of this year or earlier")] = None,
) -> Sought:
    """Gather what a request asks.

    Raises:
        BadRequestError: the years are the wrong way round, or ``since`` is no day.
    """
    if year_from is not None and year_to is not None and year_from > year_to:
        raise BadRequestError(f"year_from {year_from} is after year_to {year_to}. Exchange the two years.")
    words = " ".join(q.encode("utf-8", "replace").decode().split())
    told = (("q", words), *filters.values, ("year_from", year_from), ("year_to", year_to), ("since", since))
    return Sought(
        Asked(Wanted(words, sort, filters.values), year_from, year_to),
        moment(since),
        tuple((name, str(value)) for name, value in told if value not in (None, "")),
    )


def moment(text: str) -> datetime | None:
    """A day or a moment as it stands in an address; None for a blank one.

    Raises:
        BadRequestError: it is neither.
    """
    if not text.strip():
        return None
    try:
        found = datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError:
        raise BadRequestError(f"since {text}: not a day. Write it as 2026-11-01.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


LiteratureNow = Annotated[Literature, Depends(literature_of)]
SoughtNow = Annotated[Sought, Depends(sought)]
