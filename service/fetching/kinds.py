"""What a fetched body is: judged by its first bytes, by what the server says, and by what the address promised."""

import re
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit
from zipfile import BadZipFile, ZipFile

from service.fetching.records import NotTakenError

SUFFIXES = {".pdf", ".docx", ".pptx", ".xlsx", ".html", ".txt"}
_SAME = {".htm": ".html", ".xhtml": ".html"}
_OFFICE = {"word/": ".docx", "ppt/": ".pptx", "xl/": ".xlsx"}
_MEDIA = {
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
}
_SILENT = {
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "application/force-download",
    "application/download",
}
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TITLE = re.compile(rb"<title[^>]*>(.{0,300}?)</title>", re.IGNORECASE | re.DOTALL)
_NO_PAGE = re.compile(
    r"\b(?:page|file|document|content) (?:was |is |could )?not (?:be )?(?:found|available|exist)|\b404\b|"
    r"^error\b|\bsign ?in\b|\blog ?in\b|access denied|forbidden|just a moment|attention required|"
    r"are you (?:a )?(?:human|robot)|captcha|request rejected|under maintenance|service unavailable",
    re.IGNORECASE,
)


def promised(address: str) -> str | None:
    """The kind of document that an address ends in, as a suffix; None where it promises none."""
    suffix = PurePosixPath(unquote(urlsplit(address).path)).suffix.casefold()
    suffix = _SAME.get(suffix, suffix)
    return suffix if suffix in SUFFIXES else None


def kind_of(body: bytes, media_type: str, address: str) -> str:
    """The suffix for a body.

    Args:
        body: All of it.
        media_type: What the server calls it, with or without parameters.
        address: Where it was asked for, before any redirect.

    Raises:
        NotTakenError: it is no document, not the one that was promised, or a page that only says so.
    """
    stated = media_type.partition(";")[0].strip().casefold()
    found = sniffed(body)
    if found is None or (stated not in _SILENT and stated not in _MEDIA):
        raise NotTakenError(f"what came is no document that can be read ({stated or 'no type was stated'})")
    wanted = promised(address) or (_MEDIA.get(stated) if stated in _MEDIA else None)
    if wanted not in (None, found) and not {wanted, found} <= {".html", ".txt"}:
        raise NotTakenError(
            f"a {wanted[1:]} was expected and a {found[1:]} page or file came: look at the address"
        )
    if found == ".html":
        refuse_stand_in(body)
    return found


def sniffed(body: bytes) -> str | None:
    """The kind that the bytes themselves show; None for anything that is no document."""
    start = body[:1024]
    if b"%PDF-" in start:
        return ".pdf"
    if start.startswith(b"PK\x03\x04"):
        return _office(body)
    if _HTML.search(body[:4096]):
        return ".html"
    return ".txt" if _is_text(body) else None


def _office(body: bytes) -> str | None:
    try:
        with ZipFile(BytesIO(body)) as parts:
            names = parts.namelist()
    except (BadZipFile, ValueError, OSError):
        return None
    return next(
        (suffix for folder, suffix in _OFFICE.items() if any(n.startswith(folder) for n in names)), None
    )


def _is_text(body: bytes) -> bool:
    """Whether it reads as plain words: UTF-8 without control signs, and no data format."""
    if not body.strip() or body.lstrip()[:1] in (b"{", b"[", b"<"):
        return False
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return False
    return not any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text)


def refuse_stand_in(body: bytes) -> None:
    """Refuse a page that stands where the wanted one is not: "not found", a sign-in, a check for robots.

    Raises:
        NotTakenError: its title says so.
    """
    match = _TITLE.search(body[:65536])
    title = " ".join(match[1].decode("utf-8", "replace").split()) if match else ""
    if _NO_PAGE.search(title):
        raise NotTakenError(f"the page that came is not the document; it is titled {title[:80]!r}")
