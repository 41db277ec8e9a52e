"""Makes the cases of the corpus: one for each record of a cluster and each work, every cell with its own sources."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from ingest.sheets.models import Cluster, Cost, Figure, Intervention, Outcome, Source, Work
from ingest.sheets.phrases import THEMES, amount, name_sources, place, region, work_name
from ingest.sheets.words import upper_first
from service.browse.book import Book
from service.browse.clusters import HOME, states_of
from service.precedents import facts
from service.precedents.curation import Curation, curation
from service.precedents.records import Cell, Change, Kind, Origin, Precedent, Standing, Trial, Year

FIGURES = ("units", "employment", "turnover", "exports", "production")
PROFILE, PROBLEMS, TRIALS, RESULTS, LESSONS, FINDINGS = (
    "group-1",
    "problems",
    "trials",
    "results",
    "lessons",
    "findings",
)


@lru_cache(maxsize=2)
def cases(book: Book) -> tuple[Precedent, ...]:
    """All cases of the corpus: clusters, then works, each by id. Cells have no span: ``locate.placed`` finds it."""
    held = curation()
    made = [cluster_case(book.clusters[name].record, held) for name in sorted(book.clusters)]
    return tuple(made + [work_case(book.works[name].record, held) for name in sorted(book.works)])


def cluster_case(cluster: Cluster, held: Curation) -> Precedent:
    """One cluster as a case."""
    origins = {source.key: origin(source) for source in cluster.cited().values()}
    names = cluster.cited()
    trials = tuple(trial(each, origins, names) for each in cluster.interventions)
    changes = tuple(change(each, origins, names) for each in cluster.outcomes)
    entry = held.entry(cluster.id)
    return Precedent(
        id=cluster.id,
        kind=Kind.CLUSTER,
        standing=Standing.EDITED,
        title=cluster.name,
        document_id=cluster.id,
        place=place(cluster),
        country=cluster.country,
        states=states_of(cluster),
        lat=cluster.location.lat,
        lon=cluster.location.lon,
        sector=cluster.sector,
        product=Cell(cluster.product, section=PROFILE),
        problems=tuple(problems(cluster, origins, names)),
        trials=trials,
        changes=changes,
        lessons=tuple(
            Cell(
                upper_first(name_sources(each.text, names)),
                chosen(each.src, origins),
                section=LESSONS,
                inferred=each.basis == "inference",
            )
            for each in cluster.lessons
        ),
        figures=tuple(figures(cluster, origins)),
        gaps=tuple(name_sources(gap, names) for gap in cluster.gaps),
        gap_origins=tuple(named_in(gap, origins) for gap in cluster.gaps),
        confidence=cluster.confidence,
        themes=entry.themes,
        schemes=facts.schemes(cluster),
        funding=facts.funding(cluster),
        years=facts.years(cluster),
        result=entry.result,
        gist=entry.gist,
    )


def work_case(work: Work, held: Curation) -> Precedent:
    """One work as a case: its findings are the lessons, and it is its own source."""
    own = (Origin("", work.title, work.publisher, work.year, work.url),)
    entry = held.entry(work.id)
    abroad = region(work.geography)
    return Precedent(
        id=work.id,
        kind=Kind.WORK,
        standing=Standing.EDITED,
        title=f"{upper_first(work_name(work))}: {work.title}",
        document_id=work.id,
        place=abroad,
        country=HOME if abroad == HOME else "",
        states=() if abroad == HOME else (upper_first(abroad),),
        lessons=tuple(
            Cell(upper_first(text), own, year=work.year, section=FINDINGS) for text in work.key_findings
        ),
        gaps=(name_sources(work.note, {}),) if work.note else (),
        confidence=work.basis,
        themes=entry.themes,
        years=(work.year,) if work.year else (),
        result=entry.result,
        gist=entry.gist,
    )


def origin(source: Source) -> Origin:
    """A source of a record."""
    return Origin(source.key, source.title, source.publisher, source.year, source.url)


def chosen(keys: Iterable[str], origins: Mapping[str, Origin]) -> tuple[Origin, ...]:
    """The sources of some keys, each once."""
    return tuple(origins[key] for key in dict.fromkeys(keys))


def named_in(text: str, origins: Mapping[str, Origin]) -> tuple[Origin, ...]:
    """The sources that a text names by their keys ("a case study exists (s3, pp. 52-57)")."""
    return tuple(
        each for key, each in origins.items() if re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", text)
    )


def problems(
    cluster: Cluster, origins: Mapping[str, Origin], names: Mapping[str, Source]
) -> Iterator[tuple[str, Cell]]:
    """The problems of a cluster with their theme, in a fixed order of themes."""
    for theme in THEMES:
        for each in getattr(cluster.problems, theme):
            text = upper_first(name_sources(each.text, names))
            yield theme, Cell(text, chosen(each.src, origins), section=PROBLEMS)


def figures(cluster: Cluster, origins: Mapping[str, Origin]) -> Iterator[Cell]:
    """The figures of a cluster, each with its unit and year."""
    for measure in FIGURES:
        listed: tuple[Figure, ...] = getattr(cluster, measure)
        for each in listed:
            said = each.says or f"{measure}: {amount(each)}"
            yield Cell(upper_first(said), chosen(each.src, origins), each.year, "group-2")


def trial(each: Intervention, origins: Mapping[str, Origin], names: Mapping[str, Source]) -> Trial:
    """One intervention; its cells share its sources and its year."""
    borne = chosen(each.src, origins)

    def cell(text: str | None) -> Cell | None:
        return Cell(name_sources(text, names), borne, each.year, TRIALS) if text else None

    return Trial(
        what=Cell(upper_first(name_sources(each.what, names)), borne, each.year, TRIALS),
        who=cell(each.who),
        year=each.year,
        scheme=cell(each.scheme),
        cost=cell(cost(each.cost)) if each.cost else None,
        payers=tuple(
            Cell(name_sources(f"{payer}: {part}", names), borne, each.year, TRIALS)
            for payer, part in (each.funding or {}).items()
        ),
        status=cell(each.status),
    )


def cost(each: Cost) -> str:
    """What it cost, with the record's own caution."""
    return amount(each) + (f" ({each.note})" if each.note else "")


def change(each: Outcome, origins: Mapping[str, Origin], names: Mapping[str, Source]) -> Change:
    """One outcome; its cells share its sources and its year."""
    borne = chosen(each.src, origins)
    when: Year = each.year

    def cell(text: str | None) -> Cell | None:
        return Cell(name_sources(text, names), borne, when, RESULTS) if text else None

    return Change(
        metric=Cell(upper_first(each.metric), borne, when, RESULTS),
        before=cell(each.before),
        after=cell(each.after),
        change=cell(each.change),
        note=cell(each.note),
        year=when,
    )
