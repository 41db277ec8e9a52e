"""What is known of an uploaded file. Times are UTC as ``2026-11-22T04:05:06Z``; sizes are bytes."""

from dataclasses import dataclass
from enum import StrEnum


class UploadState(StrEnum):
    """Where an upload stands.

    queued → reading → indexing → done; a file that cannot be read ends refused, one that a fault kept out failed.
    """

    QUEUED = "queued"
    READING = "reading"
    INDEXING = "indexing"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    FAILED = "failed"
    REMOVING = "removing"


ACTIVE = frozenset({UploadState.QUEUED, UploadState.READING, UploadState.INDEXING, UploadState.REMOVING})
RETRIABLE = frozenset({UploadState.REFUSED, UploadState.CANCELLED, UploadState.FAILED})


@dataclass(frozen=True, slots=True)
class Upload:
    """One uploaded file.

    ``why`` says what was not read or went wrong, and what to do; ``document_id`` is the document that it became or
    of which it is a copy (``duplicate``). While it is indexed, ``done`` of ``total`` texts of its batch have a vector.
    ``stopping`` tells that it will be cancelled once the file in hand is read; ``again`` that it was asked for once
    more, so that nothing kept of it counts; ``attempts`` how often it was begun.
    """

    id: str
    name: str
    size: int
    sha256: str
    state: UploadState
    arrived: str
    changed: str
    why: str | None = None
    document_id: str | None = None
    duplicate: bool = False
    pages: int = 0
    passages: int = 0
    done: int = 0
    total: int = 0
    stopping: bool = False
    again: bool = False
    attempts: int = 0

    @property
    def active(self) -> bool:
        """Whether something will still happen to it by itself."""
        return self.state in ACTIVE
