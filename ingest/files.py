"""Finding files: which files below the given paths are documents, which are passed over, which have gone."""

import os
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import catalogue
from ingest.catalogue import Catalogue, CatalogueEntry
from ingest.errors import UnreadableDocumentError
from ingest.records import DocumentReport, ReadStatus
from ingest.store import DocumentStore, StoredHead


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read. ``path`` is absolute, ``shown`` as the person wrote it, ``relative`` below ``root``.

    A file inside another (see ``ingest.members``) lies on disk at ``held`` for as long as it is being read.
    """

    path: Path
    shown: str
    root: Path
    relative: str
    entry: CatalogueEntry | None
    held: Path | None = None

    @property
    def file(self) -> Path:
        """Where the bytes lie."""
        return self.held or self.path


@dataclass(frozen=True, slots=True)
class Plan:
    """What one run of ingestion will do: files to read, in order; files passed over; entries whose file has gone."""

    files: tuple[Found, ...]
    skipped: tuple[DocumentReport, ...]
    gone: tuple[tuple[Path, StoredHead], ...]

    @property
    def total(self) -> int:
        """The number of reports that the run will make."""
        return len(self.files) + len(self.skipped) + len(self.gone)


def plan(paths: Sequence[Path], store: DocumentStore) -> Plan:
    """Find out what ``ingest`` would do with these files and folders; changes nothing.

    Documents that the catalogue names come first, then sheets, then the rest, each by path: so the ids that are
    given to new documents do not depend on the order in which the paths were written.

    Raises:
        UnreadableDocumentError: a path does not exist.
        CatalogueError: a catalogue breaks its own rules.
    """
    files: dict[Path, Found] = {}
    skipped: dict[Path, DocumentReport] = {}
    folders = [given for given in paths if given.is_dir()]
    for given in sorted(paths, key=lambda path: len(path.resolve().parts)):
        for path, found in look(given):
            if isinstance(found, Found):
                files.setdefault(path, found)
            else:
                skipped.setdefault(path, found)
    below = [folder.resolve() for folder in folders]
    known = [
        (at, head)
        for at, head in store.heads()
        if any(Path(head.source).is_relative_to(top) for top in below)
    ]
    gone = tuple((at, head) for at, head in known if not is_there(Path(head.source), files))
    return Plan(
        tuple(sorted(files.values(), key=order)), tuple(skipped[path] for path in sorted(skipped)), gone
    )


def is_there(source: Path, files: Container[Path]) -> bool:
    """Tell whether a file, or the file that it lies in, is among those found."""
    return source in files or any(above in files for above in source.parents)


def order(found: Found) -> tuple[int, str]:
    """Put documents with an id of their own before those that are named after their file, files in others last."""
    suffix = found.path.suffix.casefold()
    rank = 1 if suffix in {".yaml", ".yml"} else 3 if suffix in {".zip", ".eml"} else 2
    return (0 if found.entry and found.entry.id else rank, str(found.path))


def look(given: Path) -> Iterator[tuple[Path, Found | DocumentReport]]:
    """Give every file below a path, each with what is to be done with it."""
    if not given.exists():
        raise UnreadableDocumentError(
            f"{given}: there is no such file or folder. Check the path and try again."
        )
    top = given.resolve()
    root = top if top.is_dir() else top.parent
    shown_root = given if given.is_dir() else given.parent
    known = catalogue.load(root)
    for path in walk(top) if top.is_dir() else [top]:
        relative = path.relative_to(root).as_posix()
        shown = str(shown_root / relative)
        why = passed_over(path, relative, known) if top.is_dir() else None
        if why:
            yield path, DocumentReport(shown, ReadStatus.SKIPPED, why=why)
        else:
            yield path, Found(path, shown, root, relative, known.entry(relative))


def walk(top: Path) -> Iterator[Path]:
    """List the files below a folder by name; hidden ones, and folders behind symbolic links, are left out."""
    for folder, names, files in os.walk(top, followlinks=False):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(folder) / name


def passed_over(path: Path, relative: str, known: Catalogue) -> str | None:
    """Say why a file below a folder is not read, or None where it is."""
    if path.is_symlink():
        return "a symbolic link: name the file itself to have it read"
    if not path.is_file():
        return "not a regular file"
    if path.name.casefold().startswith("readme"):
        return "describes the folder"
    if relative == catalogue.FILE_NAME:
        return "the catalogue of the folder"
    return "the catalogue says to ignore it" if known.ignores(relative) else None
