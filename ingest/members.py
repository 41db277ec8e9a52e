"""Members: the files inside others (archives, letters with attached files), each a document of its own.

A member's path is that of the file around it, ``/›/``, and its name there: ``/papers/all.zip/›/2022/scheme.pdf``.
People see ``all.zip › 2022/scheme.pdf``.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from ingest import catalogue
from ingest.catalogue import CatalogueEntry
from ingest.files import Found
from ingest.reading import RefusedError
from ingest.records import DocumentReport, ReadStatus
from ingest.sandbox import UNPACKERS, Limits, Member, Unpacked, unpack_apart

INSIDE = "›"
DEEPEST = 3  # files around a member that may hold others


@dataclass
class Room:
    """What one file and those inside it may still unpack: files, and MiB."""

    files: int
    megabytes: int

    @classmethod
    def of(cls, limits: Limits) -> "Room":
        """All the room there is."""
        return cls(limits.files, limits.unpacked_mb)

    def less(self, made: Unpacked, folder: Path) -> None:
        """Take off what was unpacked into a folder."""
        size = sum(path.stat().st_size for path in folder.iterdir())
        self.files = max(0, self.files - len(made.members))
        self.megabytes = max(0, self.megabytes - -(-size // 2**20))


def holds_members(form: str) -> bool:
    """Tell a form of file that can hold others."""
    return form in UNPACKERS


def outermost(path: Path) -> Path:
    """Give the file on disk that a path lies in, or the path itself.

    >>> outermost(Path("/papers/all.zip/›/2022/scheme.pdf")).name
    'all.zip'
    """
    parts = path.parts
    return Path(*parts[: parts.index(INSIDE)]) if INSIDE in parts else path


def depth(path: Path) -> int:
    """Count the files around a member; 0 for a file on disk."""
    return path.parts.count(INSIDE)


def prefix(path: Path) -> str:
    """Give what the paths of all files inside another begin with."""
    return f"{path}/{INSIDE}/"


def open_up(found: Found, form: str, limits: Limits, room: Room, folder: Path) -> Unpacked:
    """Unpack what a file holds into an empty folder.

    Raises:
        RefusedError: nothing could be unpacked, and why.
    """
    if depth(found.path) >= DEEPEST:
        raise RefusedError(
            f"an archive inside {DEEPEST} others is not opened. Unpack it and ingest what it holds."
        )
    if not (room.files and room.megabytes):
        raise RefusedError(
            "the archives around it hold more than may be read. Unpack it and ingest what it holds."
        )
    made = unpack_apart(
        form, found.file, folder, replace(limits, files=room.files, unpacked_mb=room.megabytes)
    )
    room.less(made, folder)
    return made


def member(found: Found, one: Member, folder: Path) -> Found:
    """Make the file to be read of a member; one that was refused has no copy."""
    relative = f"{found.relative} {INSIDE} {one.name}"
    return Found(
        path=Path(prefix(found.path) + one.name),
        shown=f"{found.shown} {INSIDE} {one.name}",
        root=found.root,
        relative=relative,
        entry=next((entry for entry in entries(found) if entry.path == relative), None),
        held=folder / one.file if one.file else None,
    )


def is_within(source: str, path: Path) -> bool:
    """Tell whether a path is that of a file or of one inside it."""
    return source == str(path) or source.startswith(prefix(path))


def entries(found: Found) -> tuple[CatalogueEntry, ...]:
    """Give the entries of the catalogue for the files inside another."""
    start = f"{found.relative} {INSIDE} "
    return tuple(
        entry for entry in catalogue.load(found.root).documents if (entry.path or "").startswith(start)
    )


def shown_inside(found: Found, source: str) -> str:
    """Name a member as people see it, by its path."""
    inner = source.removeprefix(prefix(found.path))
    return f"{found.shown} {INSIDE} " + inner.replace(f"/{INSIDE}/", f" {INSIDE} ")


def summary(shown: str, reports: list[DocumentReport], cut: str | None) -> DocumentReport:
    """Report on an archive whose files are documents of their own."""
    unread = {ReadStatus.REFUSED, ReadStatus.NEEDS_OCR, ReadStatus.SKIPPED}
    refused = sum(report.status in unread for report in reports)
    count = sum(report.status not in {ReadStatus.REMOVED, ReadStatus.UNPACKED} for report in reports)
    read = count - refused
    why = [
        f"{read} of the files in it are documents of their own"
        if read != 1
        else "one file in it is a document of its own"
    ]
    if not count:
        why = ["it holds no files"]
    if refused:
        why.append(f"{refused} could not be read")
    if cut:
        why.append(cut)
    return DocumentReport(shown, ReadStatus.UNPACKED, why="; ".join(why) + ".")
