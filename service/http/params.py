"""The parameters that API and pages share. A blank value, as an untouched form field sends it, means "not given"."""

from typing import Annotated

from fastapi import Depends, Query
from pydantic import BeforeValidator, Field

from index.records import Filters
from ingest.errors import BadRequestError
from ingest.records import DocumentKind


def _not_blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _no_blanks(values: object) -> object:
    if not isinstance(values, list):
        return values
    return [value for value in values if not (isinstance(value, str) and not value.strip())]


Year = Annotated[Annotated[int, Field(ge=1500, le=2200)] | None, BeforeValidator(_not_blank)]
Names = Annotated[list[str], BeforeValidator(_no_blanks)]
Kinds = Annotated[list[DocumentKind], BeforeValidator(_no_blanks)]

History = Annotated[
    list[str],
    BeforeValidator(_no_blanks),
    Query(
        default_factory=list,
        description="Earlier questions of the same conversation, oldest first; may be repeated.",
        max_length=20,
    ),
]


def filters(
    kind: Annotated[
        Kinds, Query(default_factory=list, description="Only documents of this kind; may be repeated.")
    ],
    state: Annotated[
        Names, Query(default_factory=list, description="Only documents about this State; may be repeated.")
    ],
    sector: Annotated[
        Names, Query(default_factory=list, description="Only documents about this sector; may be repeated.")
    ],
    document: Annotated[
        Names, Query(default_factory=list, description="Only the document with this id; may be repeated.")
    ],
    year_from: Annotated[Year, Query(description="Only documents of this year or later.")] = None,
    year_to: Annotated[Year, Query(description="Only documents of this year or earlier.")] = None,
) -> Filters:
    """Gather the filters of a request.

    Raises:
        BadRequestError: the years are the wrong way round.
    """
    if year_from is not None and year_to is not None and year_from > year_to:
        raise BadRequestError(f"year_from {year_from} is after year_to {year_to}. Exchange the two years.")
    return Filters(
        tuple(k.value for k in kind), year_from, year_to, tuple(state), tuple(sector), tuple(document)
    )


FiltersNow = Annotated[Filters, Depends(filters)]
