"""Manners towards a host: its robots.txt is kept, and it is asked one thing at a time, with a pause between."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from urllib.parse import urlsplit

from protego import Protego

from service.fetching.download import Downloader
from service.fetching.records import FetchError, FetchRules, NotTakenError

NAME = "Samuh"
"""By this name robots.txt may speak to us."""
ROBOTS_BYTES = 512 * 1024
"""What is read of a robots.txt; RFC 9309 asks for 500 KiB at least."""


class _Host:
    """What is known of one host: whose turn it is, when it may be asked again, and its rules."""

    def __init__(self) -> None:
        self.turn = threading.RLock()
        self.free_at = 0.0
        self.rules: Protego | None = None
        self.delay = 0.0


class Manners:
    """Keeps the rules of all hosts. Threads that ask the same host take turns.

    ``pause`` waits so many seconds; ``clock`` counts seconds.
    """

    def __init__(
        self,
        downloader: Downloader,
        rules: FetchRules,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._downloader = downloader
        self._rules = rules
        self._pause = pause
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def turn(self, address: str, held: ExitStack) -> None:
        """Wait for our turn at the host of an address, until ``held`` is closed; other turns in it are given up.

        Raises:
            NotTakenError: robots.txt keeps us from the address, or asks for longer pauses than we make.
        """
        held.close()
        host = self._host(address)
        held.enter_context(host.turn)
        self._know(address, host)
        assert host.rules is not None
        if not host.rules.can_fetch(address, NAME):
            raise NotTakenError("the site's robots.txt asks programs not to get it: get it in a browser")
        self._wait(host)
        held.callback(self._leave, host)

    def pause(self, seconds: float) -> None:
        """Wait between two tries."""
        self._pause(seconds)

    def _host(self, address: str) -> _Host:
        parts = urlsplit(address)
        with self._lock:
            return self._hosts.setdefault(f"{parts.scheme}://{parts.netloc}".casefold(), _Host())

    def _wait(self, host: _Host) -> None:
        left = host.free_at - self._clock()
        if left > 0:
            self._pause(left)

    def _leave(self, host: _Host) -> None:
        host.free_at = self._clock() + max(self._rules.pause, host.delay)

    def _know(self, address: str, host: _Host) -> None:
        """Read the rules of a host the first time that it is asked."""
        if host.rules is None:
            host.rules = Protego.parse(self._robots(address))
            host.delay = float(host.rules.crawl_delay(NAME) or 0)
            rate = host.rules.request_rate(NAME)
            if rate and rate.requests:
                host.delay = max(host.delay, rate.seconds / rate.requests)
            self._leave(host)
        if host.delay > self._rules.longest_pause:
            raise NotTakenError(
                f"the site asks for {host.delay:g} seconds between two requests: get it in a browser"
            )

    def _robots(self, address: str) -> str:
        """The text of robots.txt: empty where there is none; where it cannot be asked, nothing is (RFC 9309)."""
        parts = urlsplit(address)
        where = f"{parts.scheme}://{parts.netloc}/robots.txt"
        try:
            got = self._downloader.get(where, lambda _: {}, lambda _: None, ROBOTS_BYTES)
        except NotTakenError as error:
            raise NotTakenError(f"the site's robots.txt cannot be read: {error}") from error
        except FetchError as error:
            if error.http is not None and 400 <= error.http < 500 and error.http != 429:
                return ""
            why = f"the site's robots.txt cannot be read: {error}"
            raise FetchError(why, error.again, error.wait) from error
        return (got.body or b"").decode("utf-8", "replace")
