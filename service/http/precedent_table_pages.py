"""Two to six cases side by side: the page with its map and timeline, the files, and the same as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict

from ingest.errors import BadRequestError, NotFoundError
from service.browse.chart import HEIGHT, WIDTH
from service.http import links
from service.http.api import problems
from service.http.browse_pages import TOWNS
from service.http.precedent_room import precedents_of
from service.http.website import SiteNow
from service.precedents.places import Placed, placed
from service.precedents.records import Origin, Precedent
from service.precedents.table import LEAST, MOST, Comparison, Item, chosen, compare, known
from service.precedents.timeline import Timeline, svg, timeline

HOME = "/precedents/compare"

Ids = Annotated[
    list[str],
    Query(
        default_factory=list, alias="case", max_length=20, description="The id of a case; from 2 to 6 of them"
    ),
]

precedent_table = APIRouter(include_in_schema=False)
precedent_table_api = APIRouter(prefix="/api/v1", tags=["Corpus"])


class Suffix(StrEnum):
    """The files that a comparison is sent as."""

    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"


MEDIA_TYPES = {
    Suffix.CSV: "text/csv; charset=utf-8",
    Suffix.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Suffix.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A case in the table and the address of the table without it."""

    title: str
    without: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The table; ``comparison`` is None until two cases are chosen, ``error`` says what is wrong with the choice."""

    template: ClassVar[str] = "literature/compare.html"
    section: ClassVar[str] = "/clusters"

    ids: tuple[str, ...]
    chosen: tuple[Chosen, ...]
    others: tuple[tuple[str, str], ...]
    comparison: Comparison | None
    places: tuple[Placed, ...]
    timeline: Timeline | None
    picture: Markup
    files: tuple[tuple[str, str], ...]
    error: str | None = None
    most: int = MOST
    towns: str = TOWNS
    width: int = WIDTH
    height: int = HEIGHT
    title: str = "Cases side by side"


def cases_of(request: Request) -> tuple[Precedent, ...]:
    """All cases of the corpus, and those of documents that a person has confirmed. Needs no model."""
    return precedents_of(request).cases()


@precedent_table.get(HOME, response_class=HTMLResponse)
def table_page(site: SiteNow, request: Request, ids: Ids) -> HTMLResponse:
    """Show cases side by side, or let them be chosen."""
    cases, wanted = cases_of(request), tuple(dict.fromkeys(name for name in ids if name.strip()))
    try:
        if len(wanted) < LEAST:
            known({case.id for case in cases}, wanted)
            return site.templates.reply(choosing(cases, wanted))
        found = chosen(cases, wanted)
    except (BadRequestError, NotFoundError) as error:
        status = 404 if isinstance(error, NotFoundError) else 400
        return site.templates.reply(choosing(cases, wanted, str(error)), status)
    return site.templates.reply(compared(cases, found))


@precedent_table.get(f"{HOME}/table.{{suffix}}")
def table_file(request: Request, suffix: Suffix, ids: Ids) -> Response:
    """Send the comparison as a file."""
    return Response(
        content(compare(chosen(cases_of(request), ids)), suffix),
        media_type=MEDIA_TYPES[suffix],
        headers={"Content-Disposition": f'attachment; filename="samuh-cases.{suffix}"'},
    )


def content(comparison: Comparison, suffix: Suffix) -> bytes:
    """A comparison as the bytes of a file."""
    from service.exports.word import docx_bytes
    from service.precedents import workbook

    if suffix is Suffix.CSV:
        return workbook.csv_text(comparison).encode()
    if suffix is Suffix.XLSX:
        return workbook.xlsx_bytes(comparison)
    return docx_bytes(workbook.report(comparison, date.today()))


# --- the page ---


def choosing(cases: Sequence[Precedent], ids: tuple[str, ...], error: str | None = None) -> ComparePage:
    """The page before two cases are chosen, or with a choice that cannot be used."""
    known = {case.id: case.title for case in cases}
    held = tuple(name for name in ids if name in known)[:MOST]
    return ComparePage(
        ids=held,
        chosen=tuple(Chosen(known[name], href(held, name)) for name in held),
        others=others(cases, held),
        comparison=None,
        places=(),
        timeline=None,
        picture=Markup(),
        files=(),
        error=error,
    )


def compared(cases: Sequence[Precedent], found: Sequence[Precedent]) -> ComparePage:
    """The page of a comparison."""
    ids, told = tuple(case.id for case in found), timeline(found)
    query = links.query([("case", name) for name in ids])
    return ComparePage(
        ids=ids,
        chosen=tuple(Chosen(case.title, href(ids, case.id)) for case in found),
        others=others(cases, ids),
        comparison=compare(found),
        places=placed(found),
        timeline=told,
        picture=Markup(svg(told)),  # noqa: S704 -- drawn by us; its texts are escaped there
        files=tuple((each.value.upper(), f"{HOME}/table.{each.value}?{query}") for each in Suffix),
    )


def others(cases: Sequence[Precedent], ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The cases that may be put beside these, by title."""
    left = [(case.id, case.title) for case in cases if case.id not in ids]
    return tuple(sorted(left, key=lambda pair: pair[1].casefold()))


def href(ids: Sequence[str], without: str) -> str:
    """The address of the table without one case."""
    return f"{HOME}?{links.query([('case', name) for name in ids if name != without])}"


# --- the same as JSON ---


class CaseSourceOut(BaseModel):
    """A source."""

    model_config = ConfigDict(frozen=True)

    title: str
    publisher: str
    year: int | str | None
    url: str | None

    @classmethod
    def of(cls, origin: Origin) -> "CaseSourceOut":
        """Build from a record."""
        return cls(title=origin.title, publisher=origin.publisher, year=origin.year, url=origin.url)


class ComparedItemOut(BaseModel):
    """One statement; `gap`: the record held here has nothing (the source may); `inferred`: our own inference."""

    model_config = ConfigDict(frozen=True)

    text: str
    about: str
    year: int | str | None
    gap: bool
    inferred: bool
    page: str
    sources: tuple[CaseSourceOut, ...]

    @classmethod
    def of(cls, item: Item) -> "ComparedItemOut":
        """Build from a record."""
        return cls(
            text=item.text,
            about=item.about,
            year=item.year,
            gap=item.gap,
            inferred=item.inferred,
            page=item.address,
            sources=tuple(map(CaseSourceOut.of, item.origins)),
        )


class CaseHeadOut(BaseModel):
    """The head of a column."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    page: str
    kind: str
    standing: str


class ComparedRowOut(BaseModel):
    """One row: the statements of each case, in the order of the cases."""

    model_config = ConfigDict(frozen=True)

    key: str
    name: str
    cells: tuple[tuple[ComparedItemOut, ...], ...]


class CaseEventOut(BaseModel):
    """One event; first and last year are null where the record gives none."""

    model_config = ConfigDict(frozen=True)

    case: str
    kind: str
    text: str
    when: str
    first: int | None
    last: int | None


class CaseComparisonOut(BaseModel):
    """Cases side by side."""

    model_config = ConfigDict(frozen=True)

    cases: tuple[CaseHeadOut, ...]
    rows: tuple[ComparedRowOut, ...]
    events: tuple[CaseEventOut, ...]

    @classmethod
    def of(cls, made: Comparison) -> "CaseComparisonOut":
        """Build from a record."""
        heads = tuple(
            CaseHeadOut(id=c.id, title=c.title, page=c.address, kind=c.kind.value, standing=c.standing)
            for c in made.columns
        )
        rows = tuple(
            ComparedRowOut(
                key=row.key,
                name=row.name,
                cells=tuple(tuple(map(ComparedItemOut.of, cell)) for cell in row.cells),
            )
            for row in made.rows
        )
        return cls(cases=heads, rows=rows, events=tuple(events(made)))


def events(made: Comparison) -> list[CaseEventOut]:
    """The timeline of a comparison."""
    return [
        CaseEventOut(
            case=made.columns[each.lane].id,
            kind=each.kind,
            text=each.said.text,
            when=each.when,
            first=each.first,
            last=each.last,
        )
        for each in timeline(made.cases).events
    ]


FILE_REPLY: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {}}, "description": "The file"}
}


@precedent_table_api.get("/comparisons", summary="Put cases side by side", responses=problems(400, 404, 422))
def comparison(request: Request, ids: Ids) -> CaseComparisonOut:
    """Two to six cases side by side, each statement with its sources, each gap as a gap, and what happened when."""
    return CaseComparisonOut.of(compare(chosen(cases_of(request), ids)))


@precedent_table_api.get(
    "/comparisons/table.{suffix}",
    summary="Save cases side by side",
    response_class=Response,
    responses=problems(400, 404, 422) | FILE_REPLY,
)
def comparison_file(
    request: Request,
    suffix: Annotated[Suffix, Path(description="The kind of file: csv, xlsx or docx")],
    ids: Ids,
) -> Response:
    """The same as CSV (one statement a line), as a workbook, or as a Word document."""
    return table_file(request, suffix, ids)
