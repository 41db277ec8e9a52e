"""The sources of a record as entries of a list, each with its address where there is one."""

from dataclasses import dataclass

from ingest.sheets.models import Record, Source
from ingest.sheets.phrases import name_sources
from ingest.sheets.words import year


@dataclass(frozen=True, slots=True)
class Original:
    """One source: ``url`` is its address or None, ``held`` the id of a text that is held elsewhere."""

    key: str
    title: str
    publisher: str
    year: str
    url: str | None
    held: str | None
    supports: str
    note: str


def originals(record: Record) -> tuple[Original, ...]:
    """All sources of a record, in its order."""
    sources = record.cited()
    return tuple(
        Original(
            key=source.key,
            title=name_sources(source.title, sources),
            publisher=source.publisher,
            year=year(source.year),
            url=source.url if (source.url or "").startswith("http") else None,
            held=held(source),
            supports=source.supports or "",
            note=name_sources(source.note, sources) if source.note else "",
        )
        for source in sources.values()
    )


def held(source: Source) -> str | None:
    """The id of a text that is named without an address: its own work in the corpus has that id."""
    url = source.url or ""
    return url.removeprefix("lit:") if url.startswith("lit:") else None
