"""Receiving files: names made harmless, kinds that no reader knows refused, the bytes brought to disk whole."""

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from ingest.readers.kinds import FOREIGN, kind_of
from ingest.reading import RefusedError
from ingest.store import sync_folder
from service.uploads.queueing import UploadQueue, now
from service.uploads.records import Upload, UploadState

LONGEST_NAME = 150  # bytes; file systems take 255, and other names are made from this one
BLOCK = 1 << 20
_UNSEEMLY = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_PROGRAMS = (b"MZ", b"\x7fELF")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it was sent: ``file`` is None where it was too large and its bytes were thrown away."""

    name: str
    file: BinaryIO | None


@dataclass(frozen=True, slots=True)
class Bounds:
    """What may be sent: the largest file in MiB, how many may wait in all, and the suffixes that are read."""

    megabytes: int
    waiting: int
    suffixes: frozenset[str]


def receive(queue: UploadQueue, arrivals: Sequence[Arrival], bounds: Bounds) -> list[Upload]:
    """Bring files to disk and put them into the queue; those that cannot be read are in it as refused.

    Raises:
        QueueFullError: too many are waiting; nothing was kept.
        OSError: the disk is full or cannot be written.
    """
    kept: list[Upload] = []
    try:
        kept.extend(_kept(queue, arrival, bounds) for arrival in arrivals)
        queue.add(kept, bounds.waiting)
    except BaseException:
        for upload in kept:
            shutil.rmtree(queue.folder / upload.id, ignore_errors=True)
        raise
    return [queue.get(upload.id) for upload in kept]


def _kept(queue: UploadQueue, arrival: Arrival, bounds: Bounds) -> Upload:
    """Bring one file to disk, if it is one that can be read."""
    upload_id, name = queue.new_id(), clean_name(arrival.name)
    kind = Path(name).suffix.casefold()
    made = Upload(upload_id, name, 0, "", UploadState.REFUSED, now(), now())
    if kind not in bounds.suffixes:
        why = FOREIGN.get(kind, "no reader for this type")
        return replace(made, why=f"{kind or 'A file without ending'}: {why}.")
    if arrival.file is None:
        return replace(made, why=f"It is larger than {bounds.megabytes} MiB, the most that is taken.")
    try:
        size, sha256 = _write(arrival.file, queue.folder, upload_id, name)
    except RefusedError as error:
        return replace(made, why=f"{str(error)[0].upper()}{str(error)[1:]}")
    return replace(made, size=size, sha256=sha256, state=UploadState.QUEUED)


def check(path: Path) -> None:
    """Refuse a file whose content no reader knows, whatever its name says.

    Raises:
        RefusedError: the reason.
    """
    with path.open("rb") as file:
        if file.read(8).startswith(_PROGRAMS):
            raise RefusedError("it is a program and not a document.")
    kind_of(path, path.suffix.casefold())


def clean_name(name: str) -> str:
    """A file name without folders and without signs that mislead or harm: ``../../etc/a:b.pdf`` gives ``ab.pdf``."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = " ".join(_UNSEEMLY.sub("", name).split()).lstrip(".~- ")
    stem, suffix = Path(name).stem, Path(name).suffix[:20]
    while len(f"{stem}{suffix}".encode()) > LONGEST_NAME:
        stem = stem[:-1]
    return f"{stem.strip() or 'document'}{suffix}"


def _write(file: BinaryIO, folder: Path, upload_id: str, name: str) -> tuple[int, str]:
    """Write a file whole, look at its content, then give it its place in one step; gives its size and its SHA-256."""
    folder.mkdir(parents=True, exist_ok=True)
    arriving = folder / f"{upload_id}.part"
    digest = hashlib.sha256()
    file.seek(0)
    arriving.mkdir()
    try:
        with (arriving / name).open("wb") as out:
            while block := file.read(BLOCK):
                digest.update(block)
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
            size = out.tell()
        check(arriving / name)
        arriving.rename(folder / upload_id)
    except BaseException:
        shutil.rmtree(arriving, ignore_errors=True)
        raise
    with suppress(OSError):
        sync_folder(folder)
    return size, digest.hexdigest()
