"""Books (EPUB): chapters in the order of the spine, through our own reading of HTML. Runs in the child process."""

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml.etree import ParserError

from ingest.readers.elements import write_html
from ingest.readers.package import check, parse, part
from ingest.readers.written import Written, start
from ingest.reading import RefusedError
from ingest.sandbox import Limits

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
PAGES = ("application/xhtml+xml", "text/html")


def read(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Read a book chapter by chapter, as one text without pages: an EPUB has none.

    Raises:
        RefusedError: it is no EPUB, is protected, or unpacks to more than the memory allowed.
    """
    check(path, limits, "book (.epub)")
    with zipfile.ZipFile(path) as package:
        refuse_protected(package)
        home, root = description(package)
        chapters = list(spine(root))
        yield start(1, text_at(root, "title"))
        written = Written()
        titles = contents(package, home, root)
        for name in chapters[: limits.pages]:
            write_chapter(package, posixpath.normpath(posixpath.join(home, name)), titles, written)
    yield written.page()
    if len(chapters) > limits.pages:
        yield {"cut": f"only the first {limits.pages} chapters are read"}


def refuse_protected(package: zipfile.ZipFile) -> None:
    """Refuse a book whose chapters are encrypted; fonts may be."""
    raw = part(package, ENCRYPTION)
    if raw is None:
        return
    ways = [one.get("Algorithm") for one in parse(raw).iter("{*}EncryptionMethod")]
    if any(way not in FONTS for way in ways):
        raise RefusedError(
            "it is protected against copying. Ask its publisher for a file without protection."
        )


def description(package: zipfile.ZipFile) -> tuple[str, Any]:
    """Find the description of the book: its folder and its content."""
    raw = part(package, CONTAINER)
    found = next(parse(raw).iter("{*}rootfile"), None) if raw is not None else None
    where = found.get("full-path", "") if found is not None else ""
    listed = part(package, where) if where else None
    if listed is None:
        raise RefusedError("it is no book (.epub), or its list of chapters is missing.")
    return posixpath.dirname(where), parse(listed)


def spine(root: Any) -> Iterator[str]:  # noqa: ANN401 -- lxml has no types
    """Give the names of the chapters in reading order."""
    items = {one.get("id"): one for one in root.iter("{*}item")}
    for one in root.iter("{*}itemref"):
        item = items.get(one.get("idref"))
        if item is not None and item.get("media-type") in PAGES and one.get("linear") != "no":
            yield unquote(item.get("href", ""))


def text_at(root: Any, tag: str) -> str | None:  # noqa: ANN401
    """Give the text of the first element of that name."""
    found = next(root.iter(f"{{*}}{tag}"), None)
    return "".join(found.itertext()).strip() or None if found is not None else None


def contents(package: zipfile.ZipFile, home: str, root: Any) -> dict[str, str]:  # noqa: ANN401
    """Give the titles of chapters from the table of contents, by the name of their part."""
    item = next(
        (one for one in root.iter("{*}item") if one.get("media-type") == "application/x-dtbncx+xml"), None
    )
    where = (
        posixpath.normpath(posixpath.join(home, unquote(item.get("href", "")))) if item is not None else ""
    )
    raw = part(package, where) if where else None
    titles: dict[str, str] = {}
    for point in parse(raw).iter("{*}navPoint") if raw is not None else ():
        source = next(point.iter("{*}content"), None)
        name = unquote(source.get("src", "").split("#")[0]) if source is not None else ""
        key = posixpath.normpath(posixpath.join(posixpath.dirname(where), name))
        titles.setdefault(key, text_at(point, "text") or "")
    return titles


def write_chapter(package: zipfile.ZipFile, name: str, titles: dict[str, str], written: Written) -> None:
    """Write one chapter; where it has no heading, the table of contents gives it one."""
    raw = part(package, name)
    if raw is None:
        return
    chapter = Written()
    chapter.tables = written.tables
    try:
        write_html(raw, chapter)
    except ParserError:
        return
    title = titles.get(name, "")
    if title and not any(line.startswith("#") for line in chapter.lines):
        written.heading(1, title)
    written.join(chapter)
