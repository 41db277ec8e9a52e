"""How the cells of a workbook are shown: what python-calamine does not tell, read from the XML of the file itself."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.readers.figures import BUILT_IN
from ingest.readers.package import parse, part

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
MOST_REPEATS = 1000  # rows and cells that are the same so often are empty ones up to the edge of the sheet
Place = tuple[int, int]  # row and column from 0


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats of the cells of one sheet, and for OpenDocument what each cell shows, by place."""

    codes: dict[Place, str] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)


def formats(path: Path, sheet: str) -> Formats | None:
    """Read how the cells of a sheet are shown; None where the format does not tell.

    Raises:
        RefusedError: a part of the workbook is no XML.
    """
    with zipfile.ZipFile(path) as package:
        if (content := part(package, "content.xml")) is not None:
            return Formats(texts=dict(shown_texts(parse(content), sheet)))
        codes = style_codes(package)
        where = sheet_part(package, sheet) if codes else None
        if codes is None:
            return None
        return Formats(codes=dict(cell_codes(package, where, codes)) if where else {})


def style_codes(package: zipfile.ZipFile) -> list[str | None] | None:
    """Give the format of each style of an XLSX file, None for one without; None for another kind of workbook."""
    if part(package, "xl/workbook.xml") is None:
        return None
    raw = part(package, "xl/styles.xml")
    if raw is None:
        return []
    root = parse(raw)
    own = {int(one.get("numFmtId", 0)): one.get("formatCode") for one in root.iter(f"{MAIN}numFmt")}
    styles = root.find(f"{MAIN}cellXfs")
    numbers = [int(one.get("numFmtId", 0)) for one in styles] if styles is not None else []
    return [own.get(number) or BUILT_IN.get(number) for number in numbers]


def sheet_part(package: zipfile.ZipFile, sheet: str) -> str | None:
    """Find the part that holds a sheet."""
    book, relations = part(package, "xl/workbook.xml"), part(package, "xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return None
    targets = {one.get("Id"): one.get("Target", "") for one in parse(relations)}
    for one in parse(book).iter(f"{MAIN}sheet"):
        if one.get("name") == sheet:
            return posixpath.normpath(posixpath.join("/xl", targets.get(one.get(RELATION), ""))).lstrip("/")
    return None


def cell_codes(package: zipfile.ZipFile, where: str, codes: list[str | None]) -> Iterator[tuple[Place, str]]:
    """Give the format of each cell that has one."""
    if where not in package.namelist():
        return
    with package.open(where) as file:
        for _, cell in etree.iterparse(
            file, tag=f"{MAIN}c", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        ):
            style = int(cell.get("s", 0))
            code = codes[style] if style < len(codes) else None
            if code and (place := place_of(cell.get("r", ""))) is not None:
                yield place, code
            cell.clear()


def place_of(reference: str) -> Place | None:
    """Turn a reference into a place.

    >>> place_of("C12")
    (11, 2)
    """
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not (letters.isascii() and letters.isalpha() and digits):
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1


def shown_texts(root: Any, sheet: str) -> Iterator[tuple[Place, str]]:  # noqa: ANN401 -- lxml has no types
    """Give what each cell of an OpenDocument sheet shows."""
    found = next((one for one in root.iter(f"{TABLE}table") if one.get(f"{TABLE}name") == sheet), None)
    row = 0
    for line in found.iter(f"{TABLE}table-row") if found is not None else ():
        column = 0
        repeats = int(line.get(f"{TABLE}number-rows-repeated", 1))
        for cell in line:
            width = int(cell.get(f"{TABLE}number-columns-repeated", 1))
            shown = " ".join("".join(one.itertext()) for one in cell.iter(f"{TEXT}p"))
            if shown and cell.get(f"{OFFICE}value-type") not in (None, "string"):
                for down in range(min(repeats, MOST_REPEATS)):
                    for right in range(min(width, MOST_REPEATS)):
                        yield (row + down, column + right), shown
            column += width
        row += repeats
