"""Hard against soft: what came of each kind of intervention across cases, as pages and as JSON. No model is needed."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict

from service.http import links
from service.http.api import problems
from service.http.browse_pages import BookNow
from service.http.precedent_table_pages import ComparedItemOut
from service.http.website import SiteNow
from service.precedents.outcome_plot import outcome_plot
from service.precedents.outcomes import (
    VERDICT_MEANINGS,
    VERDICT_NAMES,
    Evidence,
    Gathered,
    OutcomeVerdict,
    gathered,
    kind_of_help,
)
from service.precedents.table import MOST

HOME = "/interventions"
SIDES = {"hard": "Hard: works and machines", "soft": "Soft: people, markets and money"}

intervention_pages = APIRouter(prefix=HOME, default_response_class=HTMLResponse, include_in_schema=False)
intervention_api = APIRouter(prefix="/api/v1", tags=["Corpus"])

Key = Annotated[str, Path(description="A kind of intervention", examples=["effluent_plant"])]


@dataclass(frozen=True, slots=True)
class Side:
    """The kinds of one side, and their counts together."""

    name: str
    kinds: tuple[Gathered, ...]
    counts: tuple[tuple[OutcomeVerdict, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class InterventionsPage:
    """All kinds with their counts and the plot."""

    template: ClassVar[str] = "interventions/all.html"
    section: ClassVar[str] = "/literature"

    sides: tuple[Side, ...]
    picture: Markup
    verdicts: tuple[tuple[OutcomeVerdict, str, str], ...]
    title: str = "What worked: hard against soft"


@dataclass(frozen=True, slots=True)
class InterventionPage:
    """One kind with its evidence by verdict; ``compare_href`` puts cases with a known result side by side."""

    template: ClassVar[str] = "interventions/kind.html"
    section: ClassVar[str] = "/literature"

    kind: Gathered
    groups: tuple[tuple[OutcomeVerdict, str, str, tuple[Evidence, ...]], ...]
    picture: Markup
    others: tuple[tuple[str, str], ...]
    compare_href: str | None

    @property
    def title(self) -> str:
        """The name of the page."""
        return f"What came of it: {self.kind.name.lower()}"


@intervention_pages.get("")
def interventions(site: SiteNow, book: BookNow) -> HTMLResponse:
    """Show all kinds side by side."""
    kinds = gathered(book)
    return site.templates.reply(
        InterventionsPage(
            sides=tuple(side(name, tuple(k for k in kinds if k.side == key)) for key, name in SIDES.items()),
            picture=drawn(kinds),
            verdicts=tuple((each, VERDICT_NAMES[each], VERDICT_MEANINGS[each]) for each in OutcomeVerdict),
        )
    )


@intervention_pages.get("/{key}")
def intervention(site: SiteNow, book: BookNow, key: str) -> HTMLResponse:
    """Show one kind with its evidence."""
    kind = kind_of_help(book, key)
    groups = tuple(
        (each, VERDICT_NAMES[each], VERDICT_MEANINGS[each], kind.of(each))
        for each in OutcomeVerdict
        if kind.of(each)
    )
    others = tuple((each.key, each.name) for each in gathered(book) if each.key != key)
    return site.templates.reply(InterventionPage(kind, groups, drawn((kind,)), others, compare_href(kind)))


def side(name: str, kinds: tuple[Gathered, ...]) -> Side:
    """The kinds of one side with their sums."""
    counts = tuple((verdict, sum(kind.counts[verdict] for kind in kinds)) for verdict in OutcomeVerdict)
    return Side(name, kinds, counts, sum(count for _, count in counts))


def drawn(kinds: tuple[Gathered, ...]) -> Markup:
    """The plot."""
    return Markup(outcome_plot(kinds))  # noqa: S704 -- drawn by us; its texts are escaped there


def compare_href(kind: Gathered) -> str | None:
    """The table of the first cases with a known result; None where there are fewer than two."""
    known = [
        each.case.id
        for each in kind.evidence
        if each.verdict is not OutcomeVerdict.NOT_KNOWN and each.counted
    ]
    ids = list(dict.fromkeys(known))[:MOST]
    return f"/precedents/compare?{links.query([('case', name) for name in ids])}" if len(ids) > 1 else None


# --- the same as JSON ---


class TriedEvidenceOut(BaseModel):
    """One case: what was tried, the verdict and the statements that it rests on; `note` is our own reason.

    Where `whole_programme` is true they tell of a whole programme, not of this kind of help: it is not counted.
    """

    model_config = ConfigDict(frozen=True)

    case: str
    title: str
    page: str
    verdict: OutcomeVerdict
    counted: bool
    whole_programme: bool
    tried: ComparedItemOut | None
    words: tuple[ComparedItemOut, ...]
    note: str

    @classmethod
    def of(cls, evidence: Evidence) -> "TriedEvidenceOut":
        """Build from a record."""
        return cls(
            case=evidence.case.id,
            title=evidence.case.title,
            page=evidence.case.address,
            verdict=evidence.verdict,
            counted=evidence.counted,
            whole_programme=evidence.whole,
            tried=ComparedItemOut.of(evidence.tried) if evidence.tried else None,
            words=tuple(map(ComparedItemOut.of, evidence.words)),
            note=evidence.note,
        )


class InterventionOut(BaseModel):
    """One kind of intervention with its counts, each place once."""

    model_config = ConfigDict(frozen=True)

    key: str
    name: str
    side: str
    about: str
    counts: dict[OutcomeVerdict, int]
    total: int
    sources: int
    page: str

    @classmethod
    def of(cls, kind: Gathered) -> "InterventionOut":
        """Build from a record."""
        return cls(
            key=kind.key,
            name=kind.name,
            side=kind.side,
            about=kind.about,
            counts=dict(kind.counts),
            total=kind.total,
            sources=kind.sources,
            page=f"{HOME}/{kind.key}",
        )


class InterventionsOut(BaseModel):
    """All kinds, and what each verdict means."""

    model_config = ConfigDict(frozen=True)

    verdicts: dict[OutcomeVerdict, str]
    kinds: tuple[InterventionOut, ...]


class InterventionEvidenceOut(BaseModel):
    """One kind with its evidence."""

    model_config = ConfigDict(frozen=True)

    kind: InterventionOut
    evidence: tuple[TriedEvidenceOut, ...]


@intervention_api.get("/interventions", summary="What worked, kind by kind")
def all_kinds(book: BookNow) -> InterventionsOut:
    """Count how each kind of intervention went across cases, as the records say and an editor read them."""
    return InterventionsOut(
        verdicts=dict(VERDICT_MEANINGS), kinds=tuple(map(InterventionOut.of, gathered(book)))
    )


@intervention_api.get(
    "/interventions/{key}", summary="What came of one kind of intervention", responses=problems(404)
)
def one_kind(book: BookNow, key: Key) -> InterventionEvidenceOut:
    """The cases of one kind, each verdict with the statements and sources that it rests on."""
    kind = kind_of_help(book, key)
    return InterventionEvidenceOut(
        kind=InterventionOut.of(kind), evidence=tuple(map(TriedEvidenceOut.of, kind.evidence))
    )
