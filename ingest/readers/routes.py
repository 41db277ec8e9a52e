"""Routes: which reader reads which kind of file, and where it runs."""

from pathlib import Path

from ingest.readers.text import read_markdown, read_text
from ingest.reading import Reading, RefusedError
from ingest.sandbox import Limits, read_apart

# Text and Markdown cannot do more harm than be long; everything else is parsed in a child process.
IN_PROCESS = {"text": read_text, "markdown": read_markdown}
FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
SHEETS = (".yaml", ".yml")
TEXT_SHARE = 16  # a text in memory with its lines and blocks takes some 16 times the room of its file


def read(path: Path, suffix: str, limits: Limits) -> Reading:
    """Read a file by the reader for its suffix.

    Raises:
        RefusedError: no reader knows the type, the file is too large, or it cannot be read.
    """
    form = FORMATS.get(suffix)
    if form is None:
        known = ", ".join(sorted({*FORMATS, *SHEETS}))
        raise RefusedError(
            f"{suffix or 'a file without suffix'}: no reader for this type. Known types: {known}."
        )
    room = limits.memory_mb * 2**20 // (TEXT_SHARE if form in IN_PROCESS else 1)
    size = path.stat().st_size
    if size == 0:
        raise RefusedError("the file is empty.")
    if size > room:
        raise RefusedError(
            f"{size / 2**20:.0f} MiB is more than can be read with {limits.memory_mb} MiB of memory."
        )
    return IN_PROCESS[form](path) if form in IN_PROCESS else read_apart(form, path, limits)
