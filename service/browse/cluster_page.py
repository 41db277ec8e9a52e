"""One cluster as a page: its profile in the five groups of FACTS, what was tried, what came of it, its neighbours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.sheets.models import Cluster, Figure, Intervention, Outcome
from ingest.sheets.phrases import amount, name_sources, payers, short_name
from ingest.sheets.words import upper_first, year
from service.browse.book import Book
from service.browse.clusters import RULE_SECTORS, ClusterRow, cluster_row
from service.browse.mentions import Mention, borne_out, schemes_of
from service.browse.originals import Original, originals
from service.browse.sheet_text import Line, Sheet, Sources, cited, sheet_of, sources_line

GROUPS = {
    "1_profile": "Details on cluster profile",
    "2_competitiveness": "Cluster competitiveness variables",
    "3_unit": "Cluster unit information",
    "4_collective": "Cluster collective",
    "5_regulation_policy": "Regulations and policy related parameters",
}
MEASURES = {
    "2_competitiveness": ("turnover", "exports", "production"),
    "3_unit": ("units", "employment"),
}
SIMILAR = 6


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: of what, how much with its unit, of which year, with what caution."""

    measure: str
    said: str
    year: str
    note: str
    source: Line


@dataclass(frozen=True, slots=True)
class Group:
    """One of the five groups; ``gaps`` names what no source seen gives."""

    name: str
    figures: tuple[FigureRow, ...]
    lines: tuple[Line, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What was tried: what, by whom, when, under which scheme, at what cost, who paid, how it went."""

    what: str
    who: str
    year: str
    scheme: str
    cost: str
    funding: str
    status: str
    source: Line


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it: before, after or the change; all three empty where no figure is known."""

    metric: str
    before: str
    after: str
    change: str
    year: str
    note: str
    source: Line


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson; ``ours`` tells that it is our inference and no source's."""

    text: Line
    ours: bool


@dataclass(frozen=True, slots=True)
class ClusterPage:
    """All that the page of a cluster shows. ``rule_sector`` is the wizard's name of the sector, None: not the same."""

    row: ClusterRow
    aliases: tuple[str, ...]
    basis: str
    lat: float
    lon: float
    groups: tuple[Group, ...]
    problems: tuple[Line, ...]
    trials: tuple[Trial, ...]
    results: tuple[Result, ...]
    lessons: tuple[LessonRow, ...]
    disputes: tuple[Line, ...]
    gaps: tuple[Line, ...]
    confidence: str
    schemes: tuple[Mention, ...]
    works: tuple[Mention, ...]
    similar: tuple[Mention, ...]
    rule_sector: str | None
    rule_state: str | None
    sources: tuple[Original, ...]


def cluster_page(book: Book, name: str) -> ClusterPage:
    """Build the page of a cluster.

    Raises:
        NotFoundError: the corpus has no such cluster.
    """
    held = book.cluster(name)
    cluster, sheet = held.record, sheet_of(held)
    sources = cluster.cited()
    row = cluster_row(cluster)
    return ClusterPage(
        row=row,
        aliases=cluster.aliases,
        basis=cluster.location.basis,
        lat=cluster.location.lat,
        lon=cluster.location.lon,
        groups=tuple(groups(cluster, sheet, book)),
        problems=sheet.under("Problems"),
        trials=tuple(trial(each, sources) for each in cluster.interventions),
        results=tuple(result(each, sources) for each in cluster.outcomes),
        lessons=tuple(
            LessonRow(
                cited(upper_first(name_sources(each.text, sources)), each.src, sources),
                each.basis == "inference",
            )
            for each in cluster.lessons
        ),
        disputes=sheet.under("Where sources disagree"),
        gaps=sheet.under("What is not known"),
        confidence=cluster.confidence,
        schemes=schemes_of(cluster, book),
        works=tuple(works_behind(cluster, book)),
        similar=similar(row, book),
        rule_sector=RULE_SECTORS.get(cluster.sector),
        rule_state=row.states[0] if row.at_home and len(row.states) == 1 else None,
        sources=originals(cluster),
    )


# --- the five groups ---


def groups(cluster: Cluster, sheet: Sheet, book: Book) -> Iterator[Group]:
    """The profile in the five groups, always all of them: an empty one says what is not known."""
    names = book.indicators.record.groups if book.indicators else GROUPS
    lines = {
        "1_profile": sheet.under("Profile"),
        "4_collective": sheet.under("Collective"),
        "5_regulation_policy": sheet.under("Policy"),
    }
    missing = {
        "4_collective": "No source seen names an association or institution.",
        "5_regulation_policy": "No source seen names a scheme that was used here, nor rules that bind it.",
    }
    for key, usual in GROUPS.items():
        measures = MEASURES.get(key, ())
        gaps = [
            f"No source seen gives the {measure}." for measure in measures if not getattr(cluster, measure)
        ]
        if key in missing and not lines[key]:
            gaps.append(missing[key])
        yield Group(
            name=names.get(key, usual),
            figures=tuple(figure_rows(cluster, measures)),
            lines=lines.get(key, ()),
            gaps=tuple(gaps),
        )


def figure_rows(cluster: Cluster, measures: Sequence[str]) -> Iterator[FigureRow]:
    """The figures of some measures as rows."""
    sources = cluster.cited()
    for measure in measures:
        figures: Sequence[Figure] = getattr(cluster, measure)
        for figure in figures:
            yield FigureRow(
                measure=upper_first(measure),
                said=upper_first(figure.says or amount(figure)),
                year=year(figure.year),
                note=name_sources(figure.note, sources) if figure.note else "",
                source=sources_line(figure.src, sources),
            )


# --- what was tried, what came of it ---


def trial(each: Intervention, sources: Sources) -> Trial:
    """One intervention as a row."""
    cost = each.cost
    return Trial(
        what=upper_first(each.what),
        who=each.who,
        year=str(each.year or ""),
        scheme=each.scheme or "",
        cost=amount(cost) + (f" ({cost.note})" if cost.note else "") if cost else "",
        funding=payers(each.funding) if each.funding else "",
        status=name_sources(each.status, sources) if each.status else "",
        source=sources_line(each.src, sources),
    )


def result(each: Outcome, sources: Sources) -> Result:
    """One outcome as a row."""

    def named(text: str | None) -> str:
        return name_sources(text, sources) if text else ""

    return Result(
        metric=upper_first(each.metric),
        before=named(each.before),
        after=named(each.after),
        change=named(each.change),
        year=str(each.year or "undated"),
        note=named(each.note),
        source=sources_line(each.src, sources),
    )


# --- neighbours ---


def works_behind(cluster: Cluster, book: Book) -> Iterator[Mention]:
    """The works that bear out something in the record of a cluster."""
    for held in book.works.values():
        what = [part for part in borne_out(cluster, held.record.url or "") if part]
        if what:
            yield Mention(held.record.id, held.record.title, f"bears out: {'; '.join(dict.fromkeys(what))}")


def similar(row: ClusterRow, book: Book) -> tuple[Mention, ...]:
    """Clusters of the same sector, those of the same State first, then others of the State."""
    found = []
    for held in book.clusters.values():
        other = cluster_row(held.record)
        same_sector, same_state = other.sector == row.sector, bool({*other.states} & {*row.states})
        if other.id != row.id and (same_sector or same_state):
            why = " and ".join(
                part for part, fits in (("same sector", same_sector), ("same State", same_state)) if fits
            )
            found.append((not same_sector, not same_state, Mention(other.id, short_name(other.name), why)))
    return tuple(
        each[2] for each in sorted(found, key=lambda each: (each[0], each[1], each[2].title))[:SIMILAR]
    )
