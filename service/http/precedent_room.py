"""What the routes about precedents are given: the room, the found cases of documents, and what a request asks."""

from typing import Annotated, Any

from fastapi import Depends, Query, Request

from ingest.errors import BadRequestError, NotFoundError
from service.http import links
from service.http.first_use import kept
from service.http.params import Year
from service.http.website import Site, site_of
from service.precedents.facets import Limits
from service.precedents.judging import CaseFinder
from service.precedents.locate import placed
from service.precedents.records import Cell, Precedent
from service.precedents.search import Precedents

LONGEST = 200
Text = Annotated[str, Query(max_length=LONGEST)]


def precedents_of(request: Request) -> Precedents:
    """The room of the application that this request came to; made at the first use."""
    from service import wiring  # it brings the index with it, which the application is there before

    site = site_of(request)
    return kept(request.app, "precedents", lambda: wiring.precedents(site.settings, site.desk))


def finder_of(request: Request) -> CaseFinder:
    """The cases that rules find in documents."""
    from service import wiring

    return kept(request.app, "case_finder", lambda: wiring.case_finder(site_of(request).settings))


def about(
    sector: Annotated[Text, Query(description="Only this sector", examples=["leather"])] = "",
    theme: Annotated[Text, Query(description="Only this theme, by its key", examples=["effluent"])] = "",
    state: Annotated[Text, Query(description="Only this State, or this country")] = "",
    kind: Annotated[Text, Query(description="`cluster`, `work` or `extracted`")] = "",
) -> dict[str, Any]:
    """The filters on what a case is about."""
    return {"sector": sector.strip(), "theme": theme.strip(), "state": state.strip(), "kind": kind.strip()}


def tried(
    scheme: Annotated[Text, Query(description="Only under this scheme", examples=["IIUS"])] = "",
    funding: Annotated[Text, Query(description="Only paid by: central, state, members, loan or donor")] = "",
    outcome: Annotated[Text, Query(description="`known` or `not_known`")] = "",
    result: Annotated[
        Text, Query(description="How it ended, by our reading: worked, mixed, failed, unknown")
    ] = "",
) -> dict[str, Any]:
    """The filters on what was tried and what came of it."""
    given = {"scheme": scheme, "funding": funding, "outcome": outcome, "result": result}
    return {name: value.strip() for name, value in given.items()}


def limits_of(
    case: Annotated[dict[str, Any], Depends(about)],
    trial: Annotated[dict[str, Any], Depends(tried)],
    year_from: Annotated[Year, Query(description="Only cases that speak of this year or a later one")] = None,
    year_to: Annotated[
        Year, Query(description="Only cases that speak of this year or an earlier one")
    ] = None,
) -> Limits:
    """All filters; a blank one asks for nothing.

    Raises:
        BadRequestError: the years are the wrong way round.
    """
    if year_from is not None and year_to is not None and year_from > year_to:
        raise BadRequestError(f"year_from {year_from} is after year_to {year_to}. Exchange the two years.")
    return Limits(**case, **trial, year_from=year_from, year_to=year_to)


def with_places(case: Precedent, site: Site) -> Precedent:
    """A case whose cells know their place in its sheet; as it is where the library does not hold the sheet."""
    try:
        document, passages = site.desk.document(case.document_id), site.desk.passages(case.document_id)
    except NotFoundError:
        return case
    return placed(case, document, passages)


def cell_href(case: Precedent, cell: Cell | None) -> str:
    """Where a cell is read: its place in the document, else its part of the record's page."""
    if cell is not None and cell.span is not None:
        span = cell.span
        return links.place(span.document_id, span.start, span.end, span.passage_id)
    return case.address + (f"#{cell.section}" if cell is not None and cell.section else "")


PrecedentsNow = Annotated[Precedents, Depends(precedents_of)]
FinderNow = Annotated[CaseFinder, Depends(finder_of)]
LimitsNow = Annotated[Limits, Depends(limits_of)]
