"""Render a record (YAML) into a readable sheet (Markdown) whose every sentence can be quoted alone.

A sheet's id is its record's id. What kind of record a file holds is told by its content, not by its folder.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from ingest.errors import CatalogueError
from ingest.records import DocumentKind
from ingest.sheets import names, phrases, words

PUBLISHER = "Samuh"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class RenderedSheet:
    """A record as a document. ``year`` is the edition's, the newest source's or the work's; None where unknown."""

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


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of record is recognised (its telling keys) and which template writes it."""

    name: str
    keys: frozenset[str]
    template: str


SHAPES = (
    Shape("scheme", frozenset({"id", "agency", "components", "status"}), "scheme.md.j2"),
    Shape("cluster", frozenset({"slug", "interventions", "outcomes"}), "cluster.md.j2"),
    Shape("work", frozenset({"id", "authors", "key_findings"}), "work.md.j2"),
)


def render_sheet(path: Path) -> RenderedSheet | None:
    """Render the record in a YAML file, or return None where the file holds no record that makes a sheet.

    Raises:
        CatalogueError: the file is not YAML, or a record lacks something that its sheet needs.
    """
    record = read_yaml(path)
    shape = shape_of(record)
    if shape is None:
        return None
    try:
        markdown = tidy(environment().get_template(shape.template).render(r=record, **helpers(record, path)))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise CatalogueError(f"{path}: the {shape.name} sheet cannot be written: {error!r}") from error
    return RenderedSheet(
        id=str(record.get("id") or record["slug"]),
        title=title_of(record, shape.name),
        publisher=PUBLISHER,
        year=year_of(record, shape.name),
        kind=DocumentKind.SHEET,
        language="en",
        state=record.get("state"),
        sector=sector_of(record),
        url=None,
        markdown=markdown,
    )


def read_yaml(path: Path) -> Any:
    """Read one YAML file.

    Raises:
        CatalogueError: the file cannot be read as YAML.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506  a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: this is not readable as YAML ({error})") from error


def shape_of(record: Any) -> Shape | None:
    """Tell what a record is by the keys it has; None for anything that makes no sheet."""
    if not isinstance(record, dict):
        return None
    return next((shape for shape in SHAPES if shape.keys <= record.keys()), None)


def title_of(record: dict[str, Any], shape: str) -> str:
    """Name the sheet as people look for it: short name first, then the full one."""
    if shape == "work":
        return str(record["title"])
    short = record.get("title_short")
    name = str(record["name"])
    return (
        name if not short or words.bare(short) in words.bare(name) else f"{words.upper_first(short)}: {name}"
    )


def year_of(record: dict[str, Any], shape: str) -> int | None:
    """Give the edition's year for a scheme, the newest source's for a cluster, the printed one for a work."""
    if shape == "work":
        return record["year"] if isinstance(record["year"], int) else None
    if shape == "scheme":
        status = record["status"]
        first = (
            status.get("guidelines_issued") or (status.get("period") or {}).get("from") or status.get("as_of")
        )
        found = re.match(r"\d{4}", str(first or ""))
        return int(found.group()) if found else None
    years = [source["year"] for source in record["sources"] if isinstance(source["year"], int)]
    return max(years, default=None)


def sector_of(record: dict[str, Any]) -> str | None:
    """Give a cluster's sector, or a scheme's where it names exactly one."""
    sectors = record.get("sectors") or [record.get("sector")]
    return str(sectors[0]) if len(sectors) == 1 and sectors[0] else None


def helpers(record: dict[str, Any], path: Path) -> dict[str, Any]:
    """Bind what a template needs to know beyond the record: its sources and the names of neighbouring records."""
    sources = {str(s.get("key") or s.get("id")): s for s in record.get("sources") or []}
    return {
        "cite": lambda *keys: phrases.citation(sources, *keys),
        "known_as": lambda other: neighbour(path, str(other)),
        "named": lambda text: phrases.name_sources(text, sources),
    }


def neighbour(path: Path, record_id: str) -> str:
    """Give the short name of a record in the same folder; the id itself where there is none."""
    if not re.fullmatch(r"[a-z0-9-]+", record_id):
        return record_id
    other = path.with_name(f"{record_id}.yaml")
    return str(read_yaml(other).get("title_short", record_id)) if other.is_file() else record_id


def tidy(markdown: str) -> str:
    """Join what the template broke: one space between words, one blank line between blocks."""
    lines = [re.sub(r"[ \t]+", " ", line).rstrip() for line in markdown.splitlines()]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", text) + "\n"


@cache
def environment() -> Environment:
    """Build the template environment once; every name a template may use is listed here."""
    env = Environment(
        loader=PackageLoader("ingest", "sheets"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        money=words.money, percent=words.percent, day=words.day, listing=words.listing, sentence=words.sentence,
        lower_first=words.lower_first, upper_first=words.upper_first, number=words.number,
    )  # fmt: skip
    env.globals.update(p=phrases, n=names)
    return env
