"""Kinds: what a file is by its first bytes, whatever its name says."""

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

from ingest.reading import RefusedError

FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".tsv": "csv",
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "slides",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".eml": "mail",
    ".epub": "epub",
    ".zip": "zip",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".webp": "image",
}
SHEETS = (".yaml", ".yml")
NAMES = {
    "pdf": "a PDF file",
    "docx": "a Word file",
    "slides": "a presentation",
    "workbook": "a workbook",
    "html": "a web page",
    "epub": "a book",
    "image": "a picture",
    "zip": "a ZIP archive",
}
# Kinds that are known by their bytes or names and have no reader, with what helps.
FOREIGN = {
    ".doc": "an old Word file (.doc). Save it as DOCX or PDF",
    ".dot": "an old Word template. Save it as DOCX or PDF",
    ".ppt": "an old presentation (.ppt). Save it as PPTX or PDF",
    ".rtf": "a file in rich text format (.rtf). Save it as DOCX or PDF",
    ".odt": "an OpenDocument text (.odt). Save it as DOCX or PDF",
    ".odp": "an OpenDocument presentation (.odp). Save it as PPTX or PDF",
    ".pages": "an Apple Pages file. Export it as DOCX or PDF",
    ".msg": "an Outlook letter (.msg). Save it as EML",
    ".rar": "a RAR archive. Unpack it, or pack it as ZIP",
    ".7z": "a 7-Zip archive. Unpack it, or pack it as ZIP",
    ".gz": "a gzip archive. Unpack it, or pack it as ZIP",
    ".tar": "a tar archive. Unpack it, or pack it as ZIP",
}
MAGIC = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"RIFF", ".webp"),
    (b"\x1f\x8b", ".gz"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"Rar!\x1a\x07", ".rar"),
)
HEAD = 4096
PACKAGED = frozenset({"docx", "slides", "workbook", "epub"})
OFFICE_PARTS = (
    (b"word/document", ".docx"),
    (b"ppt/presentation", ".pptx"),
    (b"xl/workbook", ".xlsx"),
)
OFFICE_FIRST = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"ppt/", b"xl/", b"customXml/")
MIMETYPES = (
    (b"application/epub+zip", ".epub"),
    (b"application/vnd.oasis.opendocument.spreadsheet", ".ods"),
    (b"application/vnd.oasis.opendocument.text", ".odt"),
    (b"application/vnd.oasis.opendocument.presentation", ".odp"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAMS = (
    ("EncryptedPackage", ".locked"),
    ("WordDocument", ".doc"),
    ("Workbook", ".xls"),
    ("Book", ".xls"),
    ("PowerPoint Document", ".ppt"),
    ("__substg1.0", ".msg"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is: the reader's name for it, the suffix it should have, a note where its name says otherwise."""

    form: str
    suffix: str
    note: str | None = None


def kind_of(path: Path, suffix: str) -> Kind:
    """Tell what a file is.

    Args:
        path: Where it lies.
        suffix: The end of its name, in small letters with the dot.

    Raises:
        RefusedError: it is empty, protected, or no reader knows it; the message names the type.
        OSError: it cannot be opened.
    """
    told = by_bytes(path)
    if told == ".locked":
        raise RefusedError("it is protected by a password. Save it without one and ingest it again.")
    named = FORMATS.get(suffix)
    if told is None or FORMATS.get(told, told) == named or (told == ".zip" and named in PACKAGED):
        return Kind(form_of(suffix), suffix)
    form = form_of(told)
    ending = f"though its name ends in {suffix}" if suffix else "though its name has no ending"
    return Kind(form, told, f"read as {NAMES.get(form, form)}, which it is, {ending}")


def form_of(suffix: str) -> str:
    """Give the reader for a suffix.

    Raises:
        RefusedError: there is none.
    """
    if suffix in FOREIGN:
        raise RefusedError(f"{FOREIGN[suffix]} and ingest that.")
    if suffix not in FORMATS:
        known = ", ".join(sorted({*FORMATS, *SHEETS}))
        raise RefusedError(
            f"{suffix or 'a file without suffix'}: no reader for this type. Known types: {known}."
        )
    return FORMATS[suffix]


def by_bytes(path: Path) -> str | None:
    """Tell the suffix that a file should have from its bytes; None for text and for what is not known."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise RefusedError("the file is empty.")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return packed(path, head)
    if head.startswith(OLE):
        return compound(path)
    found = next((suffix for magic, suffix in MAGIC if head.startswith(magic)), None)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    return found or (".html" if start.startswith((b"<!doctype html", b"<html")) else None)


def packed(path: Path, head: bytes) -> str:
    """Tell which zipped format a file is, without unpacking anything: by the name of its first part.

    Of office formats the list of parts, which ends the file, says which one.
    """
    length = struct.unpack_from("<H", head, 26)[0] if len(head) >= 30 else 0
    first, content = head[30 : 30 + length], head[30 + length : 130 + length]
    if first == b"mimetype":
        return next((suffix for said, suffix in MIMETYPES if said in content), ".zip")
    if not first.startswith(OFFICE_FIRST):
        return ".zip"
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        last, suffix = max((data.rfind(name), suffix) for name, suffix in OFFICE_PARTS)
    return suffix if last >= 0 else ".zip"


def compound(path: Path) -> str | None:
    """Tell which of Microsoft's old formats a file is, by the names of the streams in it."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return next((suffix for name, suffix in STREAMS if data.find(name.encode("utf-16-le")) >= 0), None)
