"""What fetching works with: what is wanted, what it may cost, what is held, and how each one ended."""

from dataclasses import dataclass
from enum import StrEnum

from ingest.catalogue import CatalogueEntry

MIB = 2**20


class FetchStatus(StrEnum):
    """How fetching one original ended. Refused: not taken, and asking again changes nothing. Failed: try again."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FetchRules:
    """What one fetch may cost, and how polite it is. Sizes in bytes, times in seconds.

    ``seconds`` is the wall clock for one attempt at one address, ``pause`` the least time between two requests to one
    host, ``longest_pause`` the most that a server may ask for.
    """

    agent: str
    max_bytes: int = 50 * MIB
    seconds: float = 120.0
    connect_seconds: float = 15.0
    pause: float = 1.0
    longest_pause: float = 120.0
    attempts: int = 3
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Held:
    """An original that lies in the library: its file, where and when it was got, and what tells whether it changed.

    ``etag`` and ``last_modified`` are the server's own words, sent back to ask whether it has a newer one.
    ``fetched`` and ``checked`` are UTC, as 2026-11-22T10:00:00Z.
    """

    id: str
    file: str
    address: str
    final_address: str
    fetched: str
    checked: str
    sha256: str
    size: int
    media_type: str
    licence: str | None
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class FetchReport:
    """How one original ended: its file where there is one, else why not and what to do."""

    id: str
    address: str
    status: FetchStatus
    file: str | None = None
    size: int | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One entry of the catalogue that is to be fetched, and what is held of it already."""

    entry: CatalogueEntry
    held: Held | None

    @property
    def id(self) -> str:
        """The document's id."""
        assert self.entry.id is not None
        return self.entry.id

    @property
    def address(self) -> str:
        """Where it is to be got."""
        assert self.entry.url is not None
        return self.entry.url


class FetchError(Exception):
    """An original that could not be got.

    ``again`` tells whether another try may help, ``wait`` after how many seconds the server wants it, ``http`` what the
    server answered where it did.
    """

    status = FetchStatus.FAILED

    def __init__(
        self, why: str, again: bool = False, wait: float | None = None, http: int | None = None
    ) -> None:
        super().__init__(why)
        self.again = again
        self.wait = wait
        self.http = http


class NotTakenError(FetchError):
    """An original, or an address on the way to it, that is not taken on principle."""

    status = FetchStatus.REFUSED
