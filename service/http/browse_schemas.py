"""What the API sends of schemes, clusters, works and agencies, and what it may be asked."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from service.browse.clusters import ClusterRow
from service.browse.editions import Edition
from service.browse.facets import Wanted
from service.browse.grants import Worked
from service.browse.schemes import SchemeRow
from service.browse.works import WorkRow

LONGEST = 200
Value = Annotated[str, Field(max_length=LONGEST)]


class Asked(BaseModel):
    """What may be asked of any list: words, an order, and filters; blank asks for nothing."""

    model_config = ConfigDict(frozen=True)

    q: Annotated[Value, Field(description="Words that must all occur")] = ""
    sort: Annotated[Value, Field(description="An order that the list's page offers, such as `name`")] = ""

    def wanted(self) -> Wanted:
        """The same for the lists."""
        named = self.model_dump(exclude={"q", "sort"})
        filters = tuple((name, value) for name, value in named.items() if value)
        return Wanted(self.q.strip(), self.sort, filters)


class SchemesAsked(Asked):
    """Filters of the list of schemes."""

    status: Annotated[Value, Field(description="open, unknown, announced or closed")] = ""
    kind: Annotated[Value, Field(description="A kind of help, such as `cfc`")] = ""
    applicant: Annotated[Value, Field(description="Who can apply, such as `spv`")] = ""
    sector: Annotated[Value, Field(description="A sector that the scheme names, such as `handloom`")] = ""
    where: Annotated[Value, Field(description="`central`, or a State")] = ""
    ministry: Annotated[Value, Field(description="The ministry or agency as the list names it")] = ""


class ClustersAsked(Asked):
    """Filters of the list of clusters."""

    state: Annotated[Value, Field(description="A State of India, or a country")] = ""
    sector: Annotated[Value, Field(description="The sector as the record names it")] = ""
    product: Annotated[Value, Field(description="One product")] = ""
    kind: Annotated[
        Value, Field(description="industrial, handicraft, handloom, agro-industrial or service")
    ] = ""
    known: Annotated[Value, Field(description="A field that must say something, such as `outcomes`")] = ""


class WorksAsked(Asked):
    """Filters of the list of works."""

    theme: Annotated[Value, Field(description="A theme, such as `impact`")] = ""
    kind: Annotated[Value, Field(description="The kind of work")] = ""
    year: Annotated[Value, Field(description="The year, or `undated`")] = ""
    region: Annotated[Value, Field(description="What part of the world it is about")] = ""


class AgenciesAsked(BaseModel):
    """An area of help and a sector; blank means all."""

    model_config = ConfigDict(frozen=True)

    area: Annotated[Value, Field(description="An area of the matrix, such as `markets` or `technology`")] = ""
    sector: Annotated[Value, Field(description="A sector that the source names, such as `textiles`")] = ""


class Out(BaseModel):
    """What is sent: read only."""

    model_config = ConfigDict(frozen=True)


class StandingOut(Out):
    """Whether applications are taken, as far as is known."""

    group: Annotated[str, Field(description="open, unknown, announced or closed", examples=["unknown"])]
    label: Annotated[str, Field(description="The same in words")]
    as_of: Annotated[str, Field(description="The date of the newest source, in words")]
    review_by: Annotated[str | None, Field(description="The day after which this may not stand unchecked")]
    overdue: Annotated[bool, Field(description="Whether that day has passed")]


class SchemeOut(Out):
    """One scheme in one edition."""

    id: str
    title: str
    name: str
    agency: str
    where: Annotated[str, Field(description="`central`, or the State")]
    status: StandingOut
    applicants: tuple[str, ...]
    sectors: tuple[str, ...]
    kinds: Annotated[tuple[str, ...], Field(description="Kinds of help, told by the words of the record")]
    year: Annotated[int | None, Field(description="The year of the edition; null where no source dates it")]
    ceiling_inr: Annotated[int | None, Field(description="The highest grant of one part, in rupees")]
    href: Annotated[str, Field(description="The page for people")]

    @classmethod
    def of(cls, row: SchemeRow) -> "SchemeOut":
        """Make it from a row of the list."""
        now = row.standing
        return cls(
            id=row.id,
            title=row.title,
            name=row.name,
            agency=row.agency,
            where=row.where,
            status=StandingOut(
                group=now.group,
                label=now.label,
                as_of=now.as_of,
                review_by=now.review_by,
                overdue=now.overdue,
            ),
            applicants=row.applicants,
            sectors=row.sectors,
            kinds=row.kinds,
            year=row.year,
            ceiling_inr=row.ceiling_inr,
            href=f"/schemes/{row.id}",
        )


class GrantCell(Out):
    """The grant of one case at one cost; ``limits`` names what cut it."""

    grant_inr: int | None
    share: str
    limits: tuple[str, ...]


class GrantRow(Out):
    """One sample cost in rupees, with a cell for each case."""

    cost_inr: int
    cells: tuple[GrantCell, ...]


class GrantTable(Out):
    """Grants worked out by the engine. ``sources`` are keys of the record's sources."""

    component: str
    base: Annotated[str, Field(description="What the costs are of")]
    cases: tuple[str, ...]
    rows: tuple[GrantRow, ...]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, component: str, worked: Worked) -> "GrantTable":
        """Make it from a worked table."""
        rows = tuple(
            GrantRow(
                cost_inr=row.cost_inr,
                cells=tuple(
                    GrantCell(grant_inr=c.grant_inr, share=c.share, limits=c.bites) for c in row.cells
                ),
            )
            for row in worked.rows
        )
        return cls(component=component, base=worked.base, cases=worked.cases, rows=rows, sources=worked.keys)


class EditionOut(Out):
    """One edition of a scheme."""

    id: str
    year: int | None
    name: str
    status: str

    @classmethod
    def of(cls, edition: Edition) -> "EditionOut":
        """Make it from an entry of the timeline."""
        return cls(id=edition.id, year=edition.year, name=edition.name, status=edition.standing)


class CoverageOut(Out):
    """How many of a scheme's conditions can be checked from facts."""

    checked: int
    total: int
    beyond: Annotated[tuple[str, ...], Field(description="What no form can check, in words")]


class SchemeRecordOut(Out):
    """One scheme with all that its page shows."""

    scheme: SchemeOut
    first_step: Annotated[str, Field(description="Who acts next")]
    grants: tuple[GrantTable, ...]
    coverage: CoverageOut
    editions: Annotated[
        tuple[EditionOut, ...], Field(description="Oldest first; empty where it stands alone")
    ]
    clusters: Annotated[tuple[str, ...], Field(description="Ids of clusters that name it")]
    works: Annotated[tuple[str, ...], Field(description="Ids of works that name it")]
    record: Annotated[dict[str, object], Field(description="The record itself: docs/reference/corpus.md")]


class SchemesOut(Out):
    """Schemes that fit, of all there are."""

    total: int
    schemes: tuple[SchemeOut, ...]


class ClusterOut(Out):
    """One cluster."""

    id: str
    name: str
    place: str
    states: Annotated[tuple[str, ...], Field(description="India's States, or the country")]
    sector: str
    product: str
    kind: str
    known: Annotated[tuple[str, ...], Field(description="Fields of the record that say something")]
    enterprises: Annotated[
        str, Field(description="The highest count of enterprises, with its year; may be empty")
    ]
    turnover: Annotated[str, Field(description="The first turnover in rupees, with its year; may be empty")]
    href: str

    @classmethod
    def of(cls, row: ClusterRow) -> "ClusterOut":
        """Make it from a row of the list."""
        return cls(
            id=row.id,
            name=row.name,
            place=row.place,
            states=row.states,
            sector=row.sector,
            product=row.product,
            kind=row.kind,
            known=row.known,
            enterprises=row.firms,
            turnover=row.turnover,
            href=f"/clusters/{row.id}",
        )


class ClustersOut(Out):
    """Clusters that fit, of all there are."""

    total: int
    clusters: tuple[ClusterOut, ...]


class ClusterRecordOut(Out):
    """One cluster with its neighbours."""

    cluster: ClusterOut
    schemes: Annotated[tuple[str, ...], Field(description="Ids of schemes that were used there, by name")]
    works: Annotated[tuple[str, ...], Field(description="Ids of works that bear out its record")]
    similar: Annotated[tuple[str, ...], Field(description="Ids of clusters of the same sector or State")]
    record: Annotated[dict[str, object], Field(description="The record itself: docs/reference/corpus.md")]


class WorkOut(Out):
    """One work of research or policy."""

    id: str
    title: str
    cited_as: str
    authors: str
    publisher: str
    year: int | None
    kind: str
    about: str
    themes: tuple[str, ...]
    href: str

    @classmethod
    def of(cls, row: WorkRow) -> "WorkOut":
        """Make it from a row of the list."""
        return cls(
            id=row.id,
            title=row.title,
            cited_as=row.cited_as,
            authors=row.authors,
            publisher=row.publisher,
            year=row.year,
            kind=row.kind,
            about=row.region,
            themes=row.subjects,
            href=f"/works/{row.id}",
        )


class WorksOut(Out):
    """Works that fit, of all there are."""

    total: int
    works: tuple[WorkOut, ...]


class WorkRecordOut(Out):
    """One work with its findings and what rests on it."""

    work: WorkOut
    findings: tuple[str, ...]
    bears_out: Annotated[
        tuple[str, ...], Field(description="Addresses of the pages of records that rest on it")
    ]
    record: Annotated[dict[str, object], Field(description="The record itself: docs/reference/corpus.md")]


class AgencyOut(Out):
    """One agency and the areas that it works in."""

    name: str
    kind: str
    sectors: str
    does: str
    areas: tuple[str, ...]


class AgenciesOut(Out):
    """Who works in which area. ``answer`` says it in a sentence where an area or a sector was asked for."""

    warning: str
    answer: str
    areas: Annotated[dict[str, str], Field(description="The areas by key, in words")]
    agencies: tuple[AgencyOut, ...]
