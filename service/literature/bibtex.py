r"""References as BibTeX: UTF-8 letters as they are, signs that mean something to LaTeX escaped.

A body's name stands in braces of its own, or BibTeX would split it at "and" and take its last word for a family name.
Capitals inside a title are kept by braces ("{MSE-CDP}"), because styles put titles in lower case. Addresses stand as
they are (styles print them with ``\url``), but for braces and backslashes, which would end the field.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from service.literature.lines import findings, keys, line, notes
from service.literature.records import Entry, Form, Name

TYPES = {
    Form.ARTICLE: "article",
    Form.BOOK: "book",
    Form.CHAPTER: "incollection",
    Form.CONFERENCE: "inproceedings",
    Form.WORKING_PAPER: "techreport",
    Form.REPORT: "techreport",
    Form.NEWS: "misc",
    Form.WEB: "misc",
    Form.OTHER: "misc",
}
CONTAINERS = {Form.ARTICLE: "journal", Form.CHAPTER: "booktitle", Form.CONFERENCE: "booktitle"}
PUBLISHERS = {
    Form.CONFERENCE: "organization",
    Form.WORKING_PAPER: "institution",
    Form.REPORT: "institution",
}
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
LONE_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
"""For a text whose braces do not pair: BibTeX counts an escaped brace, too, and would look for its other half."""
CAPITALS = re.compile(r"\S*[^\W\d_][\w'’-]*[A-Z]\S*")
UNSAFE = re.compile(r"[\\{}\s\"]")


def bibtex(entries: Iterable[Entry]) -> str:
    """Write entries one after another; what the source does not say is left out."""
    listed = tuple(entries)
    return "\n".join(record(entry, key) for entry, key in zip(listed, keys(listed), strict=True))


def record(entry: Entry, key: str) -> str:
    """One entry."""
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields_of(entry) if value)
    return f"@{TYPES[entry.form]}{{{key},\n{fields}\n}}\n"


def fields_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """The fields of an entry, escaped, empty ones too."""
    yield "author", " and ".join(named(name) for name in entry.authors)
    yield "editor", " and ".join(named(name) for name in entry.editors)
    yield "title", titled(entry.title)
    yield "year", str(entry.year or "")
    yield CONTAINERS.get(entry.form, "series"), escaped(entry.container)
    yield "volume", escaped(entry.volume)
    yield "number", escaped(entry.issue or entry.number)
    yield "pages", escaped(entry.pages.replace("–", "-").replace("-", "--"))
    yield PUBLISHERS.get(entry.form, "publisher"), escaped(entry.publisher)
    yield "type", escaped(entry.kind)
    yield "url", address(entry.url or "")
    yield "note", ". ".join(escaped(each) for each in notes(entry))
    yield "annote", "; ".join(escaped(each) for each in findings(entry))


def escaped(text: str) -> str:
    """A text as LaTeX prints it letter by letter."""
    signs = ESCAPES if paired(text) else ESCAPES | LONE_BRACES
    return "".join(signs.get(sign, sign) for sign in line(text))


def paired(text: str) -> bool:
    """Whether every brace of a text has its other half."""
    open_ones = 0
    for sign in text:
        open_ones += (sign == "{") - (sign == "}")
        if open_ones < 0:
            return False
    return open_ones == 0


def titled(title: str) -> str:
    """A title with braces around each word that has a capital inside."""
    words = line(title).split(" ")
    return " ".join(f"{{{escaped(word)}}}" if CAPITALS.fullmatch(word) else escaped(word) for word in words)


def named(name: Name) -> str:
    """A name as BibTeX reads it: ``Family, Given``; that of a body, or one of several words, in braces."""
    if name.body:
        return f"{{{escaped(name.family)}}}"
    family = f"{{{escaped(name.family)}}}" if " " in name.family else escaped(name.family)
    return f"{family}, {escaped(name.given)}" if name.given else family


def address(url: str) -> str:
    """An address with the few signs percent-encoded that would break the field."""
    return UNSAFE.sub(lambda found: quote(found[0], safe=""), line(url))
