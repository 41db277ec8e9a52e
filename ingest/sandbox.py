"""The sandbox: reads a file in a child process that has limited time, memory and pages.

The child writes one JSON line per page to a file as soon as it has read it, so that what was read before a limit
was met is kept. What comes back is plain data, never a pickle.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from ingest.confine import confine
from ingest.reading import RawPage, Reading, RefusedError

OUTPUT_BYTES = 256 * 2**20  # most text taken from one file
OCR_PAGES = 300  # pages for which the clock is set on, so that it always ends
RECOGNISING = "recognising"  # what a child says, with the number, before it recognises the text of a page
# Each form of file, and the generator of messages that reads it.
READERS = {
    "text": "ingest.readers.text:read",
    "markdown": "ingest.readers.text:read_marked",
    "csv": "ingest.readers.tabular:read",
    "pdf": "ingest.readers.pdf:read",
    "docx": "ingest.readers.docx:read",
    "slides": "ingest.readers.slides:read",
    "workbook": "ingest.readers.workbook:read",
    "html": "ingest.readers.webpage:read",
    "mail": "ingest.readers.mail:read",
    "epub": "ingest.readers.epub:read",
    "image": "ingest.readers.image:read",
}
# Each form of file that holds others, and the generator that unpacks them into the folder of the child's output.
UNPACKERS = {"zip": "ingest.readers.archive:unpack", "mail": "ingest.readers.mail:unpack"}
UNPACK = "unpack:"
RECOGNISED = frozenset({"pdf", "image"})  # their readers start another program, that for text recognition


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost: wall clock in seconds, memory in MiB, pages.

    Each page whose text is recognised adds ``ocr_seconds`` to the clock, as far as ``OCR_PAGES`` pages.
    An archive may hold ``files`` files and unpack to ``unpacked_mb`` MiB, those of archives in it counted in.
    """

    seconds: float
    memory_mb: int
    pages: int
    ocr_seconds: float = 60.0
    files: int = 1000
    unpacked_mb: int = 1024


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another: its name there, the name of the copy, or why there is none."""

    name: str
    file: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """All files inside another; ``cut`` says why unpacking stopped early."""

    members: tuple[Member, ...]
    cut: str | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """What a child reader knows before the first page: how many pages there are, the title, the kind of text."""

    total: int = 0
    title: str | None = None
    markup: bool = False


def read_apart(form: str, path: Path, limits: Limits) -> Reading:
    """Read a file in a child process.

    Args:
        form: One of ``READERS``.
        path: The file.
        limits: The child is killed when it exceeds them; pages read before that are returned, with ``cut`` set.

    Raises:
        RefusedError: nothing could be read, and why.
    """
    with tempfile.TemporaryDirectory(prefix="samuh-read-") as folder:
        out = Path(folder) / "pages.jsonl"
        out.touch()
        ended = run_child(form, path, out, limits)
        return collect(out, ended, limits)


def unpack_apart(form: str, path: Path, folder: Path, limits: Limits) -> Unpacked:
    """Unpack the files that another holds, in a child process.

    Args:
        form: One of ``UNPACKERS``.
        path: The file.
        folder: An empty folder of ours; the files are put there under names of ours.
        limits: The child is killed when it exceeds them; files unpacked before that are kept.

    Raises:
        RefusedError: nothing could be unpacked, and why.
    """
    out = folder / "members.jsonl"
    out.touch()
    ended = run_child(UNPACK + form, path, out, limits)
    found: list[Member] = []
    for message in messages(out):
        if "member" in message:
            found.append(Member(**message["member"]))
        elif "refused" in message:
            raise RefusedError(message["refused"])
        elif "cut" in message:
            ended = message["cut"]
    if ended and not found:
        raise RefusedError(f"nothing could be unpacked: {ended}.")
    return Unpacked(tuple(found), ended)


def run_child(form: str, path: Path, out: Path, limits: Limits) -> str | None:
    """Run the child until it ends or its time is up; say how it ended where that was not by itself."""
    # -P: never import from the current folder, where a document's neighbours may lie.
    command = [
        sys.executable,
        "-P",
        "-m",
        "ingest.sandbox",
        form,
        str(path),
        str(out),
        json.dumps(asdict(limits)),
    ]
    # Safe: the command is ours and no shell sees the path.
    child = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "TMPDIR": str(out.parent)},  # what a killed child leaves goes with the folder
    )
    try:
        code = wait(child, out, limits)
    except subprocess.TimeoutExpired as late:
        return f"it took longer than {late.timeout:g} seconds"
    finally:
        stop(child)
    return (
        None
        if code == 0
        else f"reading broke off ({'signal ' + str(-code) if code < 0 else 'code ' + str(code)})"
    )


def wait(child: "subprocess.Popen[bytes]", out: Path, limits: Limits) -> int:
    """Wait for a child to end; each page that it says it recognises sets the clock on.

    Raises:
        subprocess.TimeoutExpired: its time was up; ``timeout`` is what it had.
    """
    started, allowed = time.monotonic(), limits.seconds
    while True:
        try:
            return child.wait(timeout=max(0.0, started + allowed - time.monotonic()))
        except subprocess.TimeoutExpired as late:
            pages = min(OCR_PAGES, sum(RECOGNISING in message for message in messages(out)))
            if limits.seconds + pages * limits.ocr_seconds <= allowed:
                raise subprocess.TimeoutExpired(late.cmd, allowed) from late
            allowed = limits.seconds + pages * limits.ocr_seconds


def stop(child: "subprocess.Popen[bytes]") -> None:
    """Kill a child with everything that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def collect(out: Path, ended: str | None, limits: Limits) -> Reading:
    """Build the reading from what the child wrote."""
    start, pages, said = Start(), [], dict[str, str]()
    for message in messages(out):
        if "start" in message:
            start = Start(**message["start"])
        elif "page" in message:
            pages.append(raw_page(message["page"]))
        elif "refused" in message:
            raise RefusedError(message["refused"])
        else:
            said |= message
    end = said.get("cut", ended)
    if not pages:
        raise RefusedError(f"nothing could be read: {end}." if end else "it has no pages.")
    if end is None and start.total > len(pages):
        end = f"only the first {limits.pages} pages are read"
    total = max(start.total, len(pages))
    return Reading(tuple(pages), start.markup, start.title, total, end, said.get("note"))


def raw_page(fields: dict[str, Any]) -> RawPage:
    """Build a page from its fields."""
    listed = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return RawPage(**{**fields, **listed})


def messages(out: Path) -> Iterator[dict[str, Any]]:
    """Give the complete lines of the child's file; a line that was cut by a kill is left out."""
    with out.open(encoding="utf-8") as file:
        for line in file:
            if line.endswith("\n"):
                yield json.loads(line)


def main(form: str, path: str, out: str, limits: Limits) -> int:
    """Be the child: take on the limits, read, write messages. Ends with 0 whenever it could say what happened."""
    may_start = form in RECOGNISED
    seconds = limits.seconds + (OCR_PAGES * limits.ocr_seconds if may_start else 0)
    confine(limits.memory_mb, seconds, OUTPUT_BYTES, may_start)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with Path(out).open("w", encoding="utf-8") as file:
        said = False
        try:
            for message in reader(form, Path(out).parent)(Path(path), limits):
                said = said or "page" in message or "member" in message
                file.write(json.dumps(message) + "\n")
                file.flush()
        except RefusedError as error:
            file.write(json.dumps({"refused": str(error)}) + "\n")
        except (MemoryError, RecursionError, Exception) as error:
            file.write(json.dumps({"cut" if said else "refused": broken(error, limits)}) + "\n")
    return 0


def reader(form: str, folder: Path) -> Callable[[Path, Limits], Iterator[dict[str, Any]]]:
    """Find the generator of messages for a form; one that unpacks also gets the folder to put files in."""
    table = UNPACKERS if form.startswith(UNPACK) else READERS
    module, name = table[form.removeprefix(UNPACK)].split(":")
    made = getattr(import_module(module), name)
    return partial(made, folder=folder) if form.startswith(UNPACK) else made


def broken(error: BaseException, limits: Limits) -> str:
    """Say in plain words what stopped a reader."""
    if isinstance(error, MemoryError):
        return f"it needs more than {limits.memory_mb} MiB of memory"
    if isinstance(error, RecursionError):
        return "its parts contain each other without end"
    if isinstance(error, OSError) and error.errno:
        return f"it holds more text than {OUTPUT_BYTES // 2**20} MiB or cannot be opened ({error.strerror})"
    words = " ".join(str(error).split())[:160]
    return (
        f"the file is damaged ({type(error).__name__}: {words})"
        if words
        else f"the file is damaged ({type(error).__name__})"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], Limits(**json.loads(sys.argv[4]))))
