"""Letters (EML) through the email package of Python: headers as a block, then the text. Runs in the child process.

Attached files become documents of their own (see ``ingest.members``): each has its own reader, places, language and
title, and can be shown, removed or replaced like any other.
"""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from pathlib import Path, PurePosixPath
from typing import Any

from lxml.etree import ParserError

from ingest.readers.elements import write_html
from ingest.readers.text import decode
from ingest.readers.written import Written, escaped, start
from ingest.reading import RefusedError
from ingest.sandbox import Limits

SHOWN = ("From", "To", "Cc", "Date", "Subject")


def read(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Read one letter.

    Raises:
        RefusedError: it is no letter.
    """
    letter = opened(path)
    written = Written()
    for name in SHOWN:
        if value := header(letter, name):
            written.add(f"{name}: {escaped(value)}", "headers")
    body = letter.get_body(preferencelist=("plain", "html"))
    if body is not None:
        write_body(body, written)
    names = [name for name, _ in attachments(letter)]
    if names:
        written.add(f"Attached: {escaped('; '.join(names))}.", "headers")
    yield start(1, header(letter, "Subject"))
    yield written.page()


def opened(path: Path) -> EmailMessage:
    """Parse a letter.

    Raises:
        RefusedError: it has no sender, date or subject.
    """
    letter = message_from_bytes(path.read_bytes(), policy=policy.default)
    if not isinstance(letter, EmailMessage) or not any(
        letter.get(name) for name in ("From", "Date", "Subject")
    ):
        raise RefusedError("it is no letter: it names no sender, date or subject.")
    return letter


def header(letter: EmailMessage, name: str) -> str:
    """Give a header in plain words; one that is written wrongly as it stands."""
    try:
        return " ".join(str(letter.get(name, "")).split())
    except (
        ValueError,
        IndexError,
        AttributeError,
        TypeError,
    ):  # faults of the standard library on odd headers
        return " ".join(dict(letter.raw_items()).get(name, "").split())


def write_body(body: MIMEPart, written: Written) -> None:
    """Write the text of a letter; of two forms of it, the plain one is read."""
    raw = body.get_payload(decode=True)
    text = decoded(raw if isinstance(raw, bytes) else b"", body.get_content_charset())
    if body.get_content_type() == "text/html":
        try:
            write_html(text, written)
        except (ParserError, ValueError):
            return
    else:
        for paragraph in text.replace("\r\n", "\n").split("\n\n"):
            written.paragraph(paragraph)


def decoded(raw: bytes, charset: str | None) -> str:
    """Turn bytes into text by the stated encoding, else by the one that fits best."""
    try:
        return raw.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(raw)


def attachments(letter: EmailMessage) -> Iterator[tuple[str, MIMEPart]]:
    """Give the attached files with their names; pictures of a signature and the like, which have none, are left out."""
    for number, part in enumerate(letter.iter_attachments(), 1):
        name = part.get_filename()
        if part.get_content_type() == "message/rfc822":
            yield name or f"letter {number}.eml", part
        elif name:
            yield name, part


def payload(part: MIMEPart) -> bytes:
    """Give the bytes of an attached file."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_content()
        return bytes(inner) if isinstance(inner, EmailMessage) else b""
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def unpack(path: Path, limits: Limits, folder: Path) -> Iterator[dict[str, Any]]:
    """Copy the attached files of a letter into a folder, under names of ours.

    Raises:
        RefusedError: it is no letter.
    """
    room = limits.unpacked_mb * 2**20
    for number, (name, part) in enumerate(attachments(opened(path))):
        if number == limits.files:
            yield {"cut": f"only the first {limits.files} attached files are read"}
            return
        shown = PurePosixPath(name.replace("\\", "/")).name or f"attachment {number + 1}"
        raw = payload(part)
        room -= len(raw)
        if room < 0:
            yield {
                "member": {"name": shown, "why": "the attached files together are larger than may be read."}
            }
            return
        target = folder / f"{number:06d}{PurePosixPath(shown).suffix.casefold()[:20]}"
        target.write_bytes(raw)
        yield {"member": {"name": shown, "file": target.name}}
