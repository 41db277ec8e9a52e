"""Plain text and Markdown, in whatever encoding they are written."""

from pathlib import Path

from ingest.reading import RawPage, Reading, RefusedError


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
    """Turn bytes into text: UTF-8, UTF-16 with its mark, else the encoding that fits best.

    Raises:
        RefusedError: no encoding fits, or the bytes hold the zeros of a binary file.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    if b"\x00" in raw[:65536]:
        raise RefusedError("the file holds binary data, not text. Save it as text, PDF, DOCX or HTML.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return guess(raw)


def guess(raw: bytes) -> str:
    """Decode bytes that are not UTF-8 by the encoding that makes the most sense."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    if best is None:
        raise RefusedError(
            "the encoding of the text could not be told. Save it as UTF-8 and ingest it again."
        )
    return str(best)
