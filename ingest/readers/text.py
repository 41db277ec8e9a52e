"""Plain text and Markdown, in whatever encoding they are written."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.reading import RawPage, Reading, RefusedError
from ingest.sandbox import Limits, Start

SAMPLE = 1 << 20  # bytes by which an encoding is guessed
MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
WESTERN = "cp1252"


def read(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Read a text in the child process: the encoding of one that is not UTF-8 must be guessed, which takes long.

    Raises:
        RefusedError: the bytes are no text.
    """
    reading = read_text(path)
    yield {"start": asdict(Start(reading.total or 1))}
    for page in reading.pages:
        yield {"page": asdict(page)}


def read_marked(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Read Markdown in the child process; see ``read``.

    Raises:
        RefusedError: the bytes are no text.
    """
    reading = read_markdown(path)
    yield {"start": asdict(Start(1, markup=True))}
    yield {"page": asdict(reading.pages[0])}


def is_utf8(path: Path) -> bool:
    """Tell whether a file is plainly UTF-8 text."""
    raw = path.read_bytes()
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in raw


def read_text(path: Path) -> Reading:
    """Read a text file; form feeds part its pages.

    Raises:
        RefusedError: the bytes are no text.
    """
    parts = decode(path.read_bytes()).split("\f")
    while len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    if len(parts) == 1:
        return Reading((RawPage(None, None, parts[0]),))
    return Reading(
        tuple(RawPage(number, None, part) for number, part in enumerate(parts, 1)), total=len(parts)
    )


def read_markdown(path: Path) -> Reading:
    """Read a Markdown file; a block of settings between two lines of three hyphens at its top is left out.

    Raises:
        RefusedError: the bytes are no text.
    """
    text = decode(path.read_bytes()).replace("\r\n", "\n")
    if text.startswith("---\n"):
        _, _, text = text[4:].partition("\n---\n") if "\n---\n" in text else ("", "", text)
    return Reading((RawPage(None, None, text),), markup=True)


def decode(raw: bytes) -> str:
    """Turn bytes into text: UTF-8, UTF-16 and UTF-32 with or without their mark, else the encoding that fits best.

    Raises:
        RefusedError: no encoding fits, or the bytes hold the zeros of a binary file.
    """
    marked = next((name for mark, name in MARKS if raw.startswith(mark)), None)
    if marked:
        return raw.decode(marked, errors="replace")
    wide = unmarked_utf16(raw)
    if wide:
        return raw.decode(wide, errors="replace")
    if b"\x00" in raw[:65536]:
        raise RefusedError("the file holds binary data, not text. Save it as text, PDF, DOCX or HTML.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return guess(raw)


def unmarked_utf16(raw: bytes) -> str | None:
    """Tell UTF-16 without its mark: of a text nearly all bytes at odd places, or at even ones, are one and the same.

    That byte is 0 for Latin letters and 9 for Devanagari.
    """
    sample = raw[: min(len(raw), 4096) // 2 * 2]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    high, low = sample[1::2], sample[::2]
    for halves, other, name in ((high, low, "utf-16-le"), (low, high, "utf-16-be")):
        if (
            sum(byte in (0, 9) for byte in halves) > 0.9 * len(halves)
            and other.count(0) < 0.02 * len(other) + 1
        ):
            return name
    return None


def guess(raw: bytes) -> str:
    """Decode bytes that are not UTF-8 by the encoding that makes the most sense."""
    from charset_normalizer import from_bytes

    if is_western(raw[:SAMPLE]):
        return raw.decode(WESTERN, errors="replace")
    best = from_bytes(raw[:SAMPLE]).best()
    if best is None:
        raise RefusedError(
            "the encoding of the text could not be told. Save it as UTF-8 and ingest it again."
        )
    return raw.decode(best.encoding, errors="replace")


def is_western(raw: bytes) -> bool:
    """Tell a text in Latin letters with few signs beyond ASCII, such as curly quotes, dashes and accents.

    Statistics mislead on these few: an English letter with curly quotes of Windows was taken for a Baltic text.
    """
    beyond = sum(byte >= 0x80 for byte in raw)
    broken = any(sign in raw for sign in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"))
    letters = sum(map(str.isalpha, raw.decode("ascii", errors="ignore")))
    return beyond <= min(max(8, 0.1 * len(raw)), letters / 2) and not broken
