"""What the rules of the check look at: the files of a corpus, read once, and the findings that rules make."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.errors import CatalogueError
from ingest.records import Document
from ingest.sheets.load import as_record, read_yaml, shape_of
from ingest.sheets.models import Record
from ingest.sheets.scheme_models import Scheme

RECORD_FOLDERS = ("schemes", "clusters", "literature")

Lookup = Callable[[str], Document | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: in which file, where in it, what, and what to do. A warning does not fail."""

    file: str
    place: str
    what: str
    remedy: str
    fails: bool = True

    def __str__(self) -> str:
        """Write the finding as one line."""
        where = f"{self.file}: {self.place}" if self.place else self.file
        return f"{'FAIL' if self.fails else 'warn'} {where}: {self.what}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One YAML file of the corpus. ``record`` is None where its model refuses the content, or for no record."""

    file: str
    content: object
    record: Record | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that the rules look at. ``broken`` are findings made while reading."""

    corpus: Path
    today: date
    lookup: Lookup | None
    entries: tuple[Entry, ...]
    facts: Mapping[str, Mapping[str, object]]
    operators: frozenset[str]
    broken: tuple[Finding, ...]

    def records(self) -> Iterator[tuple[str, Record]]:
        """Give the sound records with their files."""
        yield from ((entry.file, entry.record) for entry in self.entries if entry.record is not None)

    def schemes(self) -> Iterator[tuple[str, Scheme]]:
        """Give the sound schemes with their files."""
        yield from ((file, record) for file, record in self.records() if isinstance(record, Scheme))


def read_shelf(corpus: Path, today: date, lookup: Lookup | None) -> Shelf:
    """Read every file once; what cannot be read becomes a finding."""
    entries, broken = [], []
    for path in sorted(corpus.rglob("*.yaml")):
        file = path.relative_to(corpus).as_posix()
        try:
            content = read_yaml(path)
        except CatalogueError as error:
            broken.append(Finding(file, "", "this is not readable as YAML", str(error.__cause__)))
            continue
        record, faults = read_entry(path, file, content)
        entries.append(Entry(file, content, record))
        broken += faults
    facts, operators = read_vocabulary(corpus, entries)
    return Shelf(corpus, today, lookup, tuple(entries), facts, operators, tuple(broken))


def read_entry(path: Path, file: str, content: object) -> tuple[Record | None, list[Finding]]:
    """Put a file's content into its model; a refusal, or a stranger among records, becomes a finding."""
    if shape_of(content) is None:
        among_records = file.count("/") == 1 and file.split("/", maxsplit=1)[0] in RECORD_FOLDERS
        stranger = Finding(
            file, "", "this file holds no record", "Compare its keys with another file of the folder."
        )
        return None, [stranger] if among_records else []
    try:
        loaded = as_record(path, content)
    except CatalogueError as error:
        place, _, what = str(error).removeprefix(f"{path}: ").partition(": ")
        return None, [
            Finding(
                file, place, what.split(". How a record")[0], "Mend the field; see the guide for editors."
            )
        ]
    return loaded[1] if loaded else None, []


def read_vocabulary(
    corpus: Path, entries: Iterable[Entry]
) -> tuple[dict[str, Mapping[str, object]], frozenset[str]]:
    """Read fact names and operators from ``facts.yaml``; empty where it is missing."""
    content = next((entry.content for entry in entries if entry.file == "facts.yaml"), None)
    if not isinstance(content, dict):
        return {}, frozenset()
    return {field["name"]: field for field in content["fields"]}, frozenset(content["operators"]["list"])
