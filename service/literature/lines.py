"""What all reference files share: one line of clean text for each value, pages in two, notes, keys."""

import re
import unicodedata
from collections.abc import Iterable

from service.exports.plain import fit
from service.literature.records import Entry

NO_KEY = re.compile(r"[^A-Za-z0-9_.:-]+")


def line(text: str) -> str:
    """A text on one line without control signs: a reference file ends a field, or a whole entry, at a line's end."""
    return " ".join(fit(text).split())


def pages_of(entry: Entry) -> tuple[str, str]:
    """First and last page; both empty where the source does not say, the last one where there is only one."""
    first, _, last = entry.pages.replace("–", "-").partition("-")
    return first, last


def notes(entry: Entry) -> list[str]:
    """What goes with a reference and has no field of its own: where it appeared as stated, how much was read."""
    stated = entry.published if entry.published not in (entry.container, entry.publisher) else ""
    parts = (
        f"Appeared in: {stated}" if stated else "",
        f"Read for this record: {entry.basis}" if entry.basis else "",
        entry.note,
    )
    return [line(part) for part in parts if part]


def findings(entry: Entry) -> list[str]:
    """The findings of a work as lines; they are records' sentences and never an abstract."""
    return [line(finding.text) for finding in entry.findings]


def keys(entries: Iterable[Entry]) -> list[str]:
    """A key for each entry, of letters, digits and ``_.:-`` alone, no two alike."""
    taken: set[str] = set()
    made = []
    for entry in entries:
        stem = NO_KEY.sub("-", plain_letters(entry.id)).strip("-") or "entry"
        key = next(name for name in numbered(stem) if name.casefold() not in taken)
        taken.add(key.casefold())
        made.append(key)
    return made


def numbered(stem: str) -> Iterable[str]:
    """A name, then the same name with 2, 3, … behind it."""
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def plain_letters(text: str) -> str:
    """Letters without their marks: ``Sölvell`` gives ``Solvell``."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
