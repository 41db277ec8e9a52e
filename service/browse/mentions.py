"""Which clusters and works speak of a scheme, and which records rest on a work: found by names and addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.sheets.models import Cluster, Record, Work
from ingest.sheets.phrases import short_name
from ingest.sheets.scheme_models import Scheme
from ingest.sheets.sources import cited_fields, same_address
from service.browse.book import Book

# Names of schemes that are words of the field as well: they tell nothing.
COMMON = frozenset({"CETP", "CFC", "APC", "LBI", "MDA", "LEAN", "TEAM", "RAMP", "CGS"})
ACRONYM = re.compile(r"[A-Z][A-Za-z]*-?[A-Z][A-Z-]+|[A-Z]{4,}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A record that speaks of another: its id, title, and in which words or for what."""

    id: str
    title: str
    why: str


def names_in_use(scheme: Scheme) -> tuple[str, ...]:
    """The short names by which other records may speak of a scheme: acronyms, without the edition."""
    stated = (short_name(scheme.title_short), *scheme.aliases)
    found = [
        name
        for text in stated
        for name in ACRONYM.findall(text)
        if text.strip() == name and name not in COMMON
    ]
    return tuple(dict.fromkeys(found))


def clusters_with(scheme: Scheme, book: Book) -> tuple[Mention, ...]:
    """Clusters where a scheme of this name was used. Which edition it was the records do not tell."""
    found = []
    for held in book.clusters.values():
        name = named(used(held.record), scheme)
        if name:
            found.append(Mention(held.record.id, held.record.name, f"names {name}"))
    return tuple(found)


def works_on(scheme: Scheme, book: Book) -> tuple[Mention, ...]:
    """Works whose title or findings name a scheme."""
    found = []
    for held in book.works.values():
        name = named(" / ".join((held.record.title, *held.record.key_findings)), scheme)
        if name:
            found.append(Mention(held.record.id, held.record.title, f"names {name}"))
    return tuple(found)


def named(text: str, scheme: Scheme) -> str | None:
    """The first of a scheme's names that stands in a text as a word of its own."""
    names = names_in_use(scheme)
    return next((name for name in names if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)), None)


def used(cluster: Cluster) -> str:
    """The schemes under which something was tried in a cluster, as its record names them."""
    return " / ".join(each.scheme for each in cluster.interventions if each.scheme)


def schemes_of(cluster: Cluster, book: Book) -> tuple[Mention, ...]:
    """Schemes whose name stands in what was tried in a cluster."""
    said = used(cluster)
    found = []
    for held in book.schemes.values():
        name = named(said, held.record)
        if name:
            found.append(Mention(held.record.id, held.record.title_short, f"named as {name}"))
    return tuple(sorted(found, key=lambda each: (each.why, each.title)))


def supported_by(work: Work, book: Book) -> Iterator[tuple[str, Mention]]:
    """Records that rest on a work: the folder of their pages, and what the work bears out in them."""
    if not work.url:
        return
    titled: list[tuple[str, Record, str]] = [
        ("/schemes", held.record, held.record.title_short) for held in book.schemes.values()
    ]
    titled += [("/clusters", held.record, held.record.name) for held in book.clusters.values()]
    for folder, record, title in titled:
        what = [part for part in borne_out(record, work.url) if part]
        if what:
            yield folder, Mention(record.id, title, "; ".join(dict.fromkeys(what)))


def borne_out(record: Record, url: str) -> Iterator[str]:
    """What the source at an address bears out in a record."""
    for source in record.cited().values():
        if source.url and same_address(source.url) == same_address(url):
            yield source.supports or ", ".join(cited_fields(record, source.key))
