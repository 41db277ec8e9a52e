"""Reads the lines of the bilingual glossary from its files and refuses those that break its rules."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from ingest.errors import CatalogueError
from service.answers.sounds import fold, has_devanagari

FIELDS = {"words": 3, "verbs": 3, "numbers": 3, "drop": 2, "marks": 1, "acronyms": 2, "synonyms": 2}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the glossary: kind and group, its fields, and where it stands."""

    kind: str
    group: str
    fields: tuple[str, ...]
    place: str


def read_folder(folder: Path) -> tuple[Line, ...]:
    """Every line of every file of the glossary, checked."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise CatalogueError(
            f"{folder}: no glossary there. Set the corpus folder to one that has glossary/*.yaml."
        )
    lines = tuple(line for path in files for line in read_file(path))
    refuse(folder, [fault for line in lines for fault in faults_of(line)])
    return lines


def refuse(folder: Path, faults: Sequence[str]) -> None:
    """Raise with all faults at once, so that one round of editing is enough."""
    if faults:
        rules = "docs/reference/glossary-of-languages.md"
        raise CatalogueError(f"{folder}: the glossary breaks its rules ({rules}):\n" + "\n".join(faults))


def read_file(path: Path) -> Iterator[Line]:
    """The lines of one file: a ``kind`` and ``groups`` of lines whose fields stand between bars."""
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    told = content if isinstance(content, dict) else {}
    if told.get("kind") not in FIELDS or not isinstance(told.get("groups"), dict):
        raise CatalogueError(
            f"{path}: a glossary file has a `kind` ({', '.join(FIELDS)}) and `groups` of lines."
        )
    for group, entries in told["groups"].items():
        for entry in entries:
            fields = tuple(field.strip() for field in str(entry).split("|"))
            yield Line(told["kind"], group, fields, f"{path.name}, {group}: {entry}")


def faults_of(line: Line) -> Iterator[str]:
    """What is wrong with one line by itself."""
    if len(line.fields) != FIELDS[line.kind]:
        yield f"  {line.place}: {FIELDS[line.kind]} fields between bars are expected, not {len(line.fields)}"
    elif FIELDS[line.kind] == 3:
        if not line.fields[0] or not (line.fields[1] or line.fields[2]):
            yield f"  {line.place}: the translation or every form of the word is missing"
        if has_devanagari(line.fields[0] + line.fields[2]) or re.search("[a-z]", line.fields[1]):
            yield f"  {line.place}: the fields are: English | Devanagari | Latin letters"


def owners(lines: Iterable[Line], folder: Path) -> dict[str, Line]:
    """Every form of words and dropped words with the one line that it stands in; two lines are refused."""
    owners: dict[str, Line] = {}
    faults = []
    for line in (*of_kind(lines, "words"), *of_kind(lines, "drop")):
        for form in forms(line, *range(int(line.kind == "words"), FIELDS[line.kind])):
            owner = owners.setdefault(form, line)
            if owner is not line:
                faults.append(f"  {form}: stands in '{owner.place}' and in '{line.place}'")
    refuse(folder, faults)
    return owners


def of_kind(lines: Iterable[Line], kind: str) -> Iterator[Line]:
    """The lines of one kind."""
    return (line for line in lines if line.kind == kind)


def forms(line: Line, *fields: int) -> Iterator[str]:
    """The written forms in some fields of a line, folded, each once."""
    forms = (" ".join(map(fold, form.split())) for n in fields for form in line.fields[n].split(","))
    return iter(dict.fromkeys(form for form in forms if form))


def marks(lines: Iterable[Line], group: str) -> frozenset[str]:
    """The function words of one group."""
    return frozenset(
        word for line in of_kind(lines, "marks") if line.group == group for word in line.fields[0].split()
    )
