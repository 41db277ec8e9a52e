"""References as CSL-JSON, which Zotero, Pandoc and citation processors read."""

from collections.abc import Iterable, Mapping
from typing import Any

from service.literature.lines import findings, keys, line, notes, pages_of
from service.literature.records import Entry, Form, Name

TYPES = {
    Form.ARTICLE: "article-journal",
    Form.BOOK: "book",
    Form.CHAPTER: "chapter",
    Form.CONFERENCE: "paper-conference",
    Form.WORKING_PAPER: "report",
    Form.REPORT: "report",
    Form.NEWS: "article-newspaper",
    Form.WEB: "webpage",
    Form.OTHER: "document",
}


def csl(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The entries as items; what the source does not say has no key."""
    listed = tuple(entries)
    return [item(entry, key) for entry, key in zip(listed, keys(listed), strict=True)]


def item(entry: Entry, key: str) -> dict[str, Any]:
    """One entry."""
    texts = {
        "title": entry.title,
        "container-title": entry.container,
        "volume": entry.volume,
        "issue": entry.issue,
        "page": "-".join(part for part in pages_of(entry) if part),
        "number": entry.number,
        "publisher": entry.publisher,
        "genre": entry.kind,
        "URL": entry.url or "",
        "note": "\n".join((*notes(entry), *findings(entry))),
    }
    people = {"author": entry.authors, "editor": entry.editors}
    return {
        "id": key,
        "type": TYPES[entry.form],
        **{field: "\n".join(map(line, text.split("\n"))) for field, text in texts.items() if text},
        **{role: [named(name) for name in names] for role, names in people.items() if names},
        **({"issued": {"date-parts": [[entry.year]]}} if entry.year else {}),
    }


def named(name: Name) -> Mapping[str, str]:
    """A name: whole for a body, in its parts for a person."""
    if name.body:
        return {"literal": line(name.family)}
    return {"family": line(name.family)} | ({"given": line(name.given)} if name.given else {})
