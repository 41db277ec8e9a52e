"""The catalogue of original documents, gathered from the sources that the records name.

``python -m ingest.sheets.sources corpus`` writes ``corpus/catalogue.yaml`` anew: one entry for each address, with
what it supports in which record. Run it after a source was added; ``samuh check`` says when it is due.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from ingest.records import DocumentKind
from ingest.sheets.load import load_record
from ingest.sheets.models import Record, Source, Work

FILE_NAME = "catalogue.yaml"
NOT_STATED = "not stated"
LICENCES = {
    "wikipedia.org": "CC BY-SA 4.0",
    "data.gov.in": "GODL-India",
    "lgdirectory.gov.in": "GODL-India",
}
NEWS = re.compile(
    r"Times|Hindu|Standard|Express|Mint\b|Tribune|Herald|Telegraph|Print\b|PTI|ANI\b|News|Today|Outlook|Wire\b|"
    r"Forbes|Economic|BusinessWorld|Deccan|Patrika|Press\b|Statesman|Mongabay|Down To Earth|Jagran|Zee|CNBC|KNN"
)
REPORTS = {
    "evaluation": DocumentKind.DIAGNOSTIC_REPORT,
    "impact evaluation": DocumentKind.DIAGNOSTIC_REPORT,
    "case study": DocumentKind.CASE_STUDY,
    "case studies": DocumentKind.CASE_STUDY,
    "policy paper": DocumentKind.POLICY_PAPER,
    "government strategy": DocumentKind.POLICY_PAPER,
    "status paper": DocumentKind.POLICY_PAPER,
    "working group report": DocumentKind.POLICY_PAPER,
}
IGNORED = (
    "facts.yaml",
    "glossary/*",
    "questions/*",
    "schemes/cases/*",
    "places/districts.yaml",
    "places/*.csv",
)
HEAD = """\
# The original documents behind the records: one entry for each address, and what it supports in which record.
# Written by `python -m ingest.sheets.sources corpus`; edit the records, not this file. See README.md.
"""


@dataclass(slots=True)
class Original:
    """An original document while its mentions are gathered. ``supports`` maps a record's id to what it bears out."""

    title: str
    publisher: str
    year: int | None
    url: str
    kind: DocumentKind
    supports: dict[str, list[str]] = field(default_factory=dict)


def records_of(corpus: Path) -> Iterator[tuple[Path, Record]]:
    """Give every record of a corpus with its file, in the order of the files' names."""
    for path in sorted(corpus.rglob("*.yaml")):
        loaded = load_record(path)
        if loaded is not None:
            yield path, loaded[1]


def originals(records: Iterable[Record]) -> list[Original]:
    """Gather what the records name as sources, one for each address, by publisher, year and title."""
    found: dict[str, Original] = {}
    for record in records:
        for source in named_by(record):
            if not (source.url or "").startswith("http"):
                continue
            made = found.setdefault(same_address(str(source.url)), original(record, source))
            said = made.supports.setdefault(record.id, [])
            what = source.supports or ", ".join(cited_fields(record, source.key))
            if what and what not in said:
                said.append(what)
    return sorted(found.values(), key=lambda each: (each.publisher.lower(), each.year or 0, each.title))


def named_by(record: Record) -> list[Source]:
    """Give the sources that a record names; a work names itself."""
    if isinstance(record, Work):
        url = record.url
        return [
            Source(key=record.id, title=record.title, publisher=record.publisher, year=record.year, url=url)
        ]
    return list(record.cited().values())


def cited_fields(record: Record, key: str) -> list[str]:
    """Name the fields of a record that cite one of its sources; a work's findings are its own."""
    if isinstance(record, Work):
        return ["key findings"]
    return [name.replace("_", " ") for name, value in record.model_dump().items() if cites(value, key)]


def cites(node: object, key: str) -> bool:
    """Tell whether a part of a record cites a source."""
    if isinstance(node, dict):
        return any(
            key in value if name in ("src", "source") and isinstance(value, tuple) else cites(value, key)
            for name, value in node.items()
        )
    return isinstance(node, list | tuple) and any(cites(each, key) for each in node)


def original(record: Record, source: Source) -> Original:
    """Begin the entry of an address with its first mention."""
    year = source.year if isinstance(source.year, int) else None
    return Original(source.title, source.publisher, year, str(source.url), kind_of(record, source))


def kind_of(record: Record, source: Source) -> DocumentKind:
    """Guess the kind of an original: by the work's own kind, by a newspaper's name, else other."""
    if isinstance(record, Work):
        return REPORTS.get(record.kind, DocumentKind.OTHER)
    if "guideline" in source.title.lower():
        return DocumentKind.SCHEME_GUIDELINE
    return DocumentKind.NEWS if NEWS.search(source.publisher) else DocumentKind.OTHER


def same_address(url: str) -> str:
    """Reduce an address to what tells two apart: no scheme, no www, no slash at the end, no mark on the page."""
    return re.sub(r"^https?://(www\.)?", "", url).split("#")[0].rstrip("/").lower()


def licence_of(url: str) -> str:
    """Give the licence of an address where it is generally known."""
    return next((licence for host, licence in LICENCES.items() if host in url), NOT_STATED)


def entries(found: Iterable[Original]) -> list[dict[str, object]]:
    """Turn originals into catalogue entries with ids that people can read."""
    taken: set[str] = set()
    return [entry(each, taken) for each in found]


def entry(each: Original, taken: set[str]) -> dict[str, object]:
    """Make one entry; ``taken`` collects the ids given so far."""
    stem = "-".join((slug(each.publisher, 20), str(each.year or "undated"), slug(each.title, 40)))
    name = next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, 99))) if name not in taken)
    taken.add(name)
    made: dict[str, object] = {
        "id": name,
        "title": each.title,
        "publisher": each.publisher,
        "year": each.year,
        "kind": str(each.kind),
        "url": each.url,
        "licence": licence_of(each.url),
        "supports": each.supports,
    }
    return {key: value for key, value in made.items() if value is not None}


def slug(text: str, longest: int) -> str:
    """Write a text as part of an id: small letters, digits and hyphens, cut at a whole word."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    cut = ""
    for word in words:
        if cut and len(cut) + 1 + len(word) > longest:
            break
        cut = f"{cut}-{word}" if cut else word[:longest]
    return cut or "untitled"


def write_catalogue(corpus: Path) -> int:
    """Write the catalogue of a corpus and return the number of its entries."""
    made = entries(originals(record for _, record in records_of(corpus)))
    content = {"ignore": list(IGNORED), "documents": made}
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)
    (corpus / FILE_NAME).write_text(HEAD + text, encoding="utf-8")
    return len(made)


if __name__ == "__main__":
    write_catalogue(Path(sys.argv[1] if len(sys.argv) > 1 else "corpus"))
