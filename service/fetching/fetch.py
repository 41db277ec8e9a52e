"""A run: which originals are wanted, each tried a few times, hosts side by side, and every one reported as it ends."""

import hashlib
import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from urllib.parse import urlsplit

from ingest.catalogue import CatalogueEntry
from ingest.errors import BadRequestError
from service.fetching.download import Downloader, Got
from service.fetching.kinds import kind_of
from service.fetching.manners import Manners
from service.fetching.network import Network, PublicWeb
from service.fetching.originals import Originals, original_name
from service.fetching.records import (
    FetchError,
    FetchReport,
    FetchRules,
    FetchStatus,
    Held,
    Wanted,
)

log = logging.getLogger(__name__)

HOSTS_AT_ONCE = 4
_FIRST_WAIT = 2.0
"""Seconds before the second try; each further one waits twice as long."""


def agent(contact: str) -> str:
    """What we call ourselves to servers: name, version, and where to complain."""
    about = f" (+{contact.strip()})" if contact.strip() else ""
    return f"Samuh/{version('samuh')}{about}"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person asked for: documents by id, all that bear out a record, or everything."""

    ids: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    everything: bool = False


def choose(entries: Sequence[CatalogueEntry], choice: Choice) -> tuple[CatalogueEntry, ...]:
    """The entries of a catalogue that are asked for, in its order.

    Raises:
        BadRequestError: an id or a record is not in the catalogue, or nothing was asked for.
    """
    fetchable = [entry for entry in entries if entry.id and entry.url]
    if choice.everything:
        return tuple(fetchable)
    if not choice.ids and not choice.supports:
        raise BadRequestError(
            "samuh fetch: which ones? Name their ids, or --supports SCHEME, or --all; --list shows them."
        )
    _known("document with an address", choice.ids, {entry.id for entry in fetchable if entry.id})
    _known("record", choice.supports, {name for entry in fetchable for name in entry.supports})
    return tuple(
        entry
        for entry in fetchable
        if entry.id in choice.ids or any(name in entry.supports for name in choice.supports)
    )


def _known(what: str, names: Iterable[str], known: set[str]) -> None:
    missing = sorted(set(names) - known)
    if missing:
        raise BadRequestError(
            f"samuh fetch: the catalogue has no {what} {', '.join(missing)}. `samuh fetch --list` shows all."
        )


class Fetcher:
    """Fetches originals into a library. ``network`` is the public web for everybody but tests."""

    def __init__(
        self,
        originals: Originals,
        rules: FetchRules,
        network: Network | None = None,
        pause: Callable[[float], None] | None = None,
    ) -> None:
        self._originals = originals
        self._rules = rules
        self._stop = threading.Event()
        self._downloader = Downloader(rules, network or PublicWeb())
        self._manners = Manners(self._downloader, rules, pause or self._rest)

    def run(
        self, entries: Sequence[CatalogueEntry], on_report: Callable[[FetchReport], None]
    ) -> list[FetchReport]:
        """Fetch originals; those of one host one after another, a few hosts side by side.

        Each is written in one step, so that a run that is killed leaves the old one or the new one. A failure leaves
        the rest. ``on_report`` is called once for each, one call at a time.

        Raises:
            LibraryError: another run is fetching, or the folder cannot be written.
        """
        reports: list[FetchReport] = []
        telling = threading.Lock()

        def host(group: Sequence[CatalogueEntry]) -> None:
            for entry in group:
                if self._stop.is_set():
                    return
                made = self._one(Wanted(entry, self._originals.held(entry.id or "")))
                with telling:
                    reports.append(made)
                    on_report(made)

        with self._originals.locked(), ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
            try:
                list(pool.map(host, _by_host(entries)))
            except BaseException:
                self._stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return reports

    def _rest(self, seconds: float) -> None:
        """Wait, unless the run is stopped."""
        if self._stop.wait(seconds):
            raise FetchError("stopped")

    def _one(self, wanted: Wanted) -> FetchReport:
        try:
            return self._tried(wanted)
        except FetchError as error:
            return FetchReport(wanted.id, wanted.address, error.status, why=str(error))
        except OSError as error:
            why = f"cannot be written ({error.strerror or error})"
            return FetchReport(wanted.id, wanted.address, FetchStatus.FAILED, why=why)
        except Exception as error:  # one strange reply must not keep the others out
            log.exception("original=%s problem=fault", wanted.id)
            why = f"a fault in Samuh kept it out ({type(error).__name__}). Please report it with the id."
            return FetchReport(wanted.id, wanted.address, FetchStatus.FAILED, why=why)

    def _tried(self, wanted: Wanted) -> FetchReport:
        """Try a few times, as long as another try may help and the server does not ask for a longer rest."""
        wait = _FIRST_WAIT
        for left in range(self._rules.attempts - 1, -1, -1):
            try:
                return self._kept(wanted, self._got(wanted))
            except FetchError as error:
                asked = max(wait, error.wait or 0.0)
                if asked > self._rules.longest_pause:
                    raise FetchError(f"{error}; it asks to come back in {asked:.0f} seconds") from error
                if not error.again or not left:
                    raise
                self._manners.pause(asked)
                wait *= 2
        raise AssertionError("the last try returns or raises")

    def _got(self, wanted: Wanted) -> Got:
        held = wanted.held

        def validators(address: str) -> Mapping[str, str]:
            return marks(held) if held and address == held.final_address else {}

        with ExitStack() as turn:
            return self._downloader.get(
                wanted.address, validators, lambda address: self._manners.turn(address, turn)
            )

    def _kept(self, wanted: Wanted, got: Got) -> FetchReport:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        held = wanted.held
        if got.body is None:
            if held is None:
                raise FetchError("the server says that nothing changed, and nothing is held: try again")
            self._originals.note(replace(held, checked=now))
            return FetchReport(wanted.id, wanted.address, FetchStatus.UNCHANGED, held.file, held.size)
        suffix = kind_of(got.body, got.media_type, wanted.address)
        made = _held(wanted, got, got.body, suffix, now)
        same = held is not None and (held.sha256, held.file) == (made.sha256, made.file)
        if held is not None and same:
            self._originals.note(replace(made, fetched=held.fetched))
        else:
            self._originals.put(made, got.body)
        status = FetchStatus.UNCHANGED if same else FetchStatus.FETCHED
        return FetchReport(wanted.id, wanted.address, status, made.file, made.size)


def _held(wanted: Wanted, got: Got, body: bytes, suffix: str, now: str) -> Held:
    return Held(
        id=wanted.id,
        file=original_name(wanted.id, suffix),
        address=wanted.address,
        final_address=got.address,
        fetched=now,
        checked=now,
        sha256=hashlib.sha256(body).hexdigest(),
        size=len(body),
        media_type=got.media_type,
        licence=wanted.entry.licence,
        etag=got.etag,
        last_modified=got.last_modified,
    )


def marks(held: Held) -> dict[str, str]:
    """The header lines that ask a server whether it has a newer version than the one that is held."""
    said = {"If-None-Match": held.etag, "If-Modified-Since": held.last_modified}
    return {name: value for name, value in said.items() if value}


def _by_host(entries: Iterable[CatalogueEntry]) -> list[list[CatalogueEntry]]:
    groups: dict[str, list[CatalogueEntry]] = defaultdict(list)
    for entry in entries:
        groups[urlsplit(entry.url or "").netloc.casefold()].append(entry)
    return list(groups.values())
