"""Routes: which reader reads which kind of file, and where it runs."""

from dataclasses import replace
from pathlib import Path

from ingest.readers.kinds import Kind
from ingest.readers.text import is_utf8, read_markdown, read_text
from ingest.reading import Reading, RefusedError
from ingest.sandbox import Limits, read_apart

# UTF-8 text cannot do more harm than be long; everything else is parsed in a child process.
IN_PROCESS = {"text": read_text, "markdown": read_markdown}
TEXT_SHARE = 16  # a text in memory with its lines and blocks takes some 16 times the room of its file


def read(path: Path, kind: Kind, limits: Limits) -> Reading:
    """Read a file by the reader for its kind.

    Raises:
        RefusedError: the file is too large, or it cannot be read.
    """
    room = limits.memory_mb * 2**20 // (TEXT_SHARE if kind.form in IN_PROCESS else 1)
    size = path.stat().st_size
    if size > room:
        raise RefusedError(
            f"{size / 2**20:.0f} MiB is more than can be read with {limits.memory_mb} MiB of memory."
        )
    if kind.form in IN_PROCESS and is_utf8(path):
        reading = shortened(IN_PROCESS[kind.form](path), limits)
    else:
        reading = read_apart(kind.form, path, limits)
    notes = [note for note in (kind.note, reading.note) if note]
    return replace(reading, note="; ".join(notes) or None)


def shortened(reading: Reading, limits: Limits) -> Reading:
    """Keep no more pages than allowed."""
    if len(reading.pages) <= limits.pages:
        return reading
    cut = f"only the first {limits.pages} pages are read"
    return replace(reading, pages=reading.pages[: limits.pages], cut=cut)
