"""ZIP archives: each file in them is unpacked under a name of ours. Runs in the child process.

Nothing of the archive is believed: names that lead outside, links, more bytes than stated, ratios that only bombs
have and too many files are refused, each by name, and the rest is read.
"""

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from ingest.reading import RefusedError
from ingest.sandbox import Limits

BLOCK = 1 << 18
RATIO = (
    200  # bytes out for each byte in, above which a file is a bomb; text packs some 10 times, a table some 40
)
SMALL = 1 << 20  # bytes; no file that stays below can do harm, however well it packs
NAME_LENGTH = 300
ASIDE = ("__MACOSX/",)
OUTSIDE = "its name leads outside the archive"


class Budget:
    """What may still be unpacked."""

    def __init__(self, limits: Limits) -> None:
        self.files = limits.files
        self.bytes = limits.unpacked_mb * 2**20


def unpack(path: Path, limits: Limits, folder: Path) -> Iterator[dict[str, Any]]:
    """Unpack an archive file by file.

    Raises:
        RefusedError: it is no archive or is damaged.
    """
    budget = Budget(limits)
    try:
        with zipfile.ZipFile(path) as archive:
            for number, item in enumerate(archive.infolist()):
                if item.is_dir() or is_aside(name_of(item)):
                    continue
                if budget.files == 0:
                    yield {"cut": f"only the first {limits.files} files in it are read"}
                    return
                budget.files -= 1
                yield {"member": take_out(archive, item, folder / f"{number:06d}", budget)}
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise RefusedError(f"the archive is damaged ({error}).") from error


def take_out(archive: zipfile.ZipFile, item: zipfile.ZipInfo, target: Path, budget: Budget) -> dict[str, Any]:
    """Unpack one file, or say why not."""
    name = name_of(item)
    why = refusal(item, name, budget)
    if why is None:
        target = target.with_suffix(PurePosixPath(name).suffix.casefold()[:20])
        try:
            why = copy_out(archive, item, target, budget)
        except (
            zipfile.BadZipFile,
            RuntimeError,
            NotImplementedError,
            EOFError,
            OSError,
            ValueError,
        ) as error:
            why = f"it is damaged or packed in an unknown way ({error})"
    if why is None:
        return {"name": name, "file": target.name}
    target.unlink(missing_ok=True)
    return {"name": name[:NAME_LENGTH], "why": f"{why}."}


def name_of(item: zipfile.ZipInfo) -> str:
    """Give the name of a file; old programs write UTF-8 without saying so, and back strokes for strokes."""
    name = item.filename
    if not item.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = item.filename
    return name.replace("\\", "/")


def is_aside(name: str) -> bool:
    """Tell files that programs leave beside those of people."""
    return name.startswith(ASIDE) or any(part.startswith(".") and part.strip(".") for part in name.split("/"))


def refusal(item: zipfile.ZipInfo, name: str, budget: Budget) -> str | None:
    """Say why a file is not unpacked, from what the archive states of it."""
    kind = stat.S_IFMT(item.external_attr >> 16)
    packs = (
        f"it unpacks to {item.file_size / 2**20:.0f} MiB from {item.compress_size / 2**10:.0f} KiB: a bomb"
    )
    reasons = (
        (is_outside(name), OUTSIDE),
        (kind not in (0, stat.S_IFREG), "it is a link or a device, not a file"),
        (bool(item.flag_bits & 1), "it is protected by a password"),
        (len(name) > NAME_LENGTH, f"its name is longer than {NAME_LENGTH} letters"),
        (item.file_size > max(SMALL, RATIO * item.compress_size), packs),
        (item.file_size > budget.bytes, "the files of the archive together are larger than may be read"),
    )
    return next((why for applies, why in reasons if applies), None)


def is_outside(name: str) -> bool:
    """Tell a name that leads outside the folder into which an archive is unpacked.

    >>> [is_outside(name) for name in ("../a.txt", "/etc/passwd", "C:/a.txt", "b/a..txt")]
    [True, True, True, False]
    """
    path = PurePosixPath(name)
    return (
        path.is_absolute()
        or ".." in path.parts
        or ":" in name.split("/", maxsplit=1)[0]
        or "\x00" in name
        or not path.name
    )


def copy_out(archive: zipfile.ZipFile, item: zipfile.ZipInfo, target: Path, budget: Budget) -> str | None:
    """Copy the bytes of one file out, counting them: what the archive states may be a lie."""
    most = min(budget.bytes, max(SMALL, RATIO * item.compress_size))
    written = 0
    with archive.open(item) as packed, target.open("xb") as file:
        while block := packed.read(BLOCK):
            written += len(block)
            if written > most:
                return "it holds more than it states: a bomb"
            file.write(block)
    budget.bytes -= written
    return None
