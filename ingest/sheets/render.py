"""Render a record into a readable sheet (Markdown) whose every sentence can be quoted alone.

A sheet's id is its record's id. What kind of record a file holds is told by its content, not by its folder.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from ingest.records import DocumentKind
from ingest.sheets import names, phrases, reference_phrases, scheme_phrases, words, worked
from ingest.sheets.areas import special_areas
from ingest.sheets.load import Shape, load_record, read_yaml
from ingest.sheets.models import Cluster, Record, Source, Work
from ingest.sheets.reference_models import Reference
from ingest.sheets.scheme_models import Scheme

PUBLISHER = "Samuh"


@dataclass(frozen=True, slots=True)
class RenderedSheet:
    """A record as a document.

    ``year`` is the edition's, the newest source's or the work's, None where unknown; ``as_of_year`` is that of the
    newest source or status where it is another; ``aliases`` are other names under which people ask for it;
    ``supersedes`` is the id of the edition that it replaced.
    """

    id: str
    title: str
    publisher: str
    year: int | None
    kind: DocumentKind
    language: str
    state: str | None
    sector: str | None
    url: str | None
    markdown: str
    aliases: tuple[str, ...] = ()
    supersedes: str | None = None
    as_of_year: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the library wants to know of a sheet beside its text."""

    title: str
    year: int | None
    aliases: tuple[str, ...] = ()
    state: str | None = None
    sector: str | None = None
    url: str | None = None
    supersedes: str | None = None
    as_of_year: int | None = None


def render_sheet(path: Path) -> RenderedSheet | None:
    """Render the record in a YAML file, or return None where the file holds no record that makes a sheet.

    Raises:
        CatalogueError: the file is not YAML, or the record breaks the rules of its kind.
    """
    loaded = load_record(path)
    if loaded is None:
        return None
    shape, record = loaded
    facts = facts_of(record)
    return RenderedSheet(
        id=record.id,
        title=facts.title,
        publisher=PUBLISHER,
        year=facts.year,
        kind=DocumentKind.SHEET,
        language="en",
        state=facts.state,
        sector=facts.sector,
        url=facts.url,
        markdown=markdown_of(shape, record, path),
        aliases=facts.aliases,
        supersedes=facts.supersedes,
        as_of_year=facts.as_of_year,
    )


def markdown_of(
    shape: Shape, record: Record, path: Path, name: Callable[[Source], str] = phrases.source_name
) -> str:
    """Render a record that was read from ``path``; ``name`` says how its sentences name their sources."""
    template = environment().get_template(shape.template)
    return tidy(template.render(r=record, **helpers(record, path, name)))


def facts_of(record: Record) -> Facts:
    """Draw the facts for the library from a record."""
    if isinstance(record, Scheme):
        return scheme_facts(record)
    if isinstance(record, Cluster):
        return cluster_facts(record)
    if isinstance(record, Work):
        return Facts(title=record.title, year=record.year, url=web_address(record.url))
    if isinstance(record, Reference):
        return Facts(title=record.title, year=record.year, aliases=record.aliases)
    raise TypeError(f"{type(record).__name__} has no facts for the library")


def scheme_facts(scheme: Scheme) -> Facts:
    """Name a scheme short name first, as people look for it; its year is that of the edition.

    Filters go by that year. What the sheet says may be newer: citations name the year of its newest source.
    """
    first = scheme.status.guidelines_issued or (scheme.status.period and scheme.status.period.from_)
    found = re.match(r"\d{4}", first or scheme.status.as_of or "")
    short = words.upper_first(scheme.title_short)
    known = words.bare(scheme.name).startswith(words.bare(short))
    older = scheme.relations.supersedes if scheme.relations else None
    return Facts(
        title=scheme.name if known else f"{short}: {scheme.name}",
        year=int(found.group()) if found else None,
        aliases=(scheme.title_short, *scheme.aliases),
        state=scheme.state,
        sector=scheme.sectors[0] if len(scheme.sectors) == 1 else None,
        supersedes=older[0] if isinstance(older, tuple) else older,
        as_of_year=newest(scheme.sources, scheme.status.as_of),
    )


def cluster_facts(cluster: Cluster) -> Facts:
    """Name a cluster; its year is that of its newest source."""
    return Facts(
        title=cluster.name,
        year=newest(cluster.sources),
        aliases=cluster.aliases,
        state=cluster.state,
        sector=cluster.sector,
    )


def newest(sources: Iterable[Source], as_of: str | None = None) -> int | None:
    """Give the year of the newest source, or of a later status; None where nothing is dated."""
    years = [source.year for source in sources if isinstance(source.year, int)]
    return max([*years, *([int(as_of[:4])] if as_of else [])], default=None)


def web_address(url: str | None) -> str | None:
    """Give an address that a browser can open, or None."""
    return url if url and url.startswith("http") else None


def helpers(record: Record, path: Path, name: Callable[[Source], str]) -> dict[str, object]:
    """Bind what a template needs beyond the record: its sources, neighbouring records and area lists."""
    sources: Mapping[str, Source] = record.cited()

    def cite(*groups: tuple[str, ...]) -> str:
        return phrases.citation(sources, *groups, name=name)

    def named(text: str) -> str:
        return phrases.name_sources(text, sources, name)

    return {
        "cited": sources,
        "cite": cite,
        "named": named,
        "known_as": neighbour_names(path),
        "areas": special_areas(record, path),
    }


def neighbour_names(path: Path) -> Callable[[str], str]:
    """Return a function that gives the short name of a record in the same folder, or words as they are."""

    def known_as(other: str) -> str:
        name, _, rest = other.partition(" ")
        beside = path.with_name(f"{name}.yaml") if re.fullmatch(r"[a-z0-9-]+", name) else None
        content = read_yaml(beside) if beside and beside.is_file() else None
        short = content.get("title_short") if isinstance(content, dict) else None
        return f"{short} {rest}".strip() if short else other

    return known_as


def tidy(markdown: str) -> str:
    """Join what the template broke: one space between words, one blank line between blocks, none in a list."""
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in markdown.splitlines()]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", text) + "\n"


@cache
def environment() -> Environment:
    """Build the template environment once; every name that a template may use is listed here."""
    env = Environment(
        loader=PackageLoader("ingest", "sheets"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for function in (
        words.money,
        words.percent,
        words.day,
        words.listing,
        words.sentence,
        words.upper_first,
        words.clause,
    ):
        env.filters[function.__name__] = function
    env.globals.update(p=phrases, s=scheme_phrases, w=worked, n=names, words=words, ref=reference_phrases)
    return env
