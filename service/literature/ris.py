"""References as RIS, which EndNote, Zotero, Mendeley and JabRef read: one tag a line, UTF-8."""

from collections.abc import Iterable, Iterator

from service.literature.lines import findings, keys, line, notes, pages_of
from service.literature.records import Entry, Form, Name

TYPES = {
    Form.ARTICLE: "JOUR",
    Form.BOOK: "BOOK",
    Form.CHAPTER: "CHAP",
    Form.CONFERENCE: "CPAPER",
    Form.WORKING_PAPER: "RPRT",
    Form.REPORT: "RPRT",
    Form.NEWS: "NEWS",
    Form.WEB: "ELEC",
    Form.OTHER: "GEN",
}
END = "\r\n"


def ris(entries: Iterable[Entry]) -> str:
    """Write entries one after another; what the source does not say is left out."""
    listed = tuple(entries)
    return "".join(record(entry, key) for entry, key in zip(listed, keys(listed), strict=True))


def record(entry: Entry, key: str) -> str:
    """One entry with its opening and closing tag."""
    fields = (f"{tag}  - {line(value)}" for tag, value in tagged(entry, key) if line(value))
    return END.join((f"TY  - {TYPES[entry.form]}", *fields, "ER  - ", "")) + END


def tagged(entry: Entry, key: str) -> Iterator[tuple[str, str]]:
    """The tags of an entry with their values, empty ones too."""
    yield "ID", key
    yield "TI", entry.title
    for author in entry.authors:
        yield "AU", inverted(author)
    for editor in entry.editors:
        yield "A2", inverted(editor)
    yield "PY", str(entry.year or "")
    yield "T2", entry.container
    yield "VL", entry.volume
    yield "IS", entry.issue
    first, last = pages_of(entry)
    yield "SP", first
    yield "EP", last
    yield "PB", entry.publisher
    yield "M1", entry.number
    yield "M3", entry.kind
    yield "UR", entry.url or ""
    for each in (*notes(entry), *findings(entry)):
        yield "N1", each


def inverted(name: Name) -> str:
    """A name as RIS has it: ``Family, Given``; that of a body as it is."""
    return f"{name.family}, {name.given}" if name.given else name.family
