"""One original over the wire: redirects step by step, each judged; the body bounded in size and time while it comes."""

import re
import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpcore
import httpx

from service.fetching.network import GuardedTransport, Network
from service.fetching.records import MIB, FetchError, FetchRules, NotTakenError

OK, NOT_MODIFIED = 200, 304
_MOVED = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_SAID = {
    401: "the server wants a sign-in (401)",
    403: "the server does not give it to programs (403): get it in a browser",
    404: "there is nothing at this address any more (404)",
    410: "it was taken away from this address (410)",
}
_LINE = re.compile(r"[\x00-\x20\x7f]")
_ZIPPED = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""Content codings that we can undo bit by bit, and how zlib calls them."""


@dataclass(frozen=True, slots=True)
class Got:
    """A whole reply: body None where the server says that nothing changed. ``address`` is where it came from."""

    address: str
    body: bytes | None
    media_type: str
    etag: str | None
    last_modified: str | None


class Downloader:
    """Gets addresses over a guarded network. Safe to use from several threads; one call is one try."""

    def __init__(self, rules: FetchRules, network: Network) -> None:
        self._rules = rules
        self._network = network
        self._tls = httpx.create_ssl_context(trust_env=False)

    def get(
        self,
        address: str,
        validators: Callable[[str], Mapping[str, str]],
        before: Callable[[str], None],
        max_bytes: int | None = None,
    ) -> Got:
        """Get an address, following redirects.

        Args:
            address: Where to begin.
            validators: Gives, for an address of the way, the header lines that ask whether it changed.
            before: Called with each address of the way before it is asked: it may wait, or refuse.
            max_bytes: The most that is taken; by default that of the rules.

        Raises:
            FetchError: it could not be got.
            NotTakenError: it, or an address on the way, is not taken.
        """
        deadline = time.monotonic() + self._rules.seconds
        begun = address
        for _ in range(self._rules.redirects + 1):
            check(address)
            waited = time.monotonic()
            before(address)
            deadline += time.monotonic() - waited  # politeness is not the server's slowness
            with self._reply(address, validators(address), deadline) as reply:
                if reply.status_code not in _MOVED:
                    return self._taken(reply, address, max_bytes or self._rules.max_bytes)
                address = _next(address, reply, begun)
        raise FetchError(f"more than {self._rules.redirects} redirects, the last to {address}")

    @contextmanager
    def _reply(self, address: str, headers: Mapping[str, str], deadline: float) -> Iterator[httpx.Response]:
        transport = GuardedTransport(self._network, self._tls, deadline)
        timeout = httpx.Timeout(self._rules.seconds, connect=self._rules.connect_seconds)
        sent = {
            "User-Agent": self._rules.agent,
            "Accept": "application/pdf, text/html, */*;q=0.5",
            "Accept-Encoding": "identity",
            **headers,
        }
        with (
            _explained(),
            httpx.Client(transport=transport, trust_env=False, timeout=timeout) as client,
            client.stream("GET", address, headers=sent, follow_redirects=False) as reply,
        ):
            yield reply

    def _taken(self, reply: httpx.Response, address: str, most: int) -> Got:
        status, headers = reply.status_code, reply.headers
        if status not in (OK, NOT_MODIFIED):
            why = _SAID.get(status, f"the server answers {status} {reply.reason_phrase}".strip())
            raise FetchError(why, status in _AGAIN, retry_after(headers.get("retry-after")), status)
        body = bounded(reply, most) if status == OK else None
        return Got(
            address, body, headers.get("content-type", ""), headers.get("etag"), headers.get("last-modified")
        )


def check(address: str) -> None:
    """Refuse an address that is not of the web, or that carries a name and password.

    Raises:
        NotTakenError: it is not to be asked.
    """
    try:
        parts, url = urlsplit(address), httpx.URL(address)
    except (ValueError, httpx.InvalidURL) as error:
        raise NotTakenError(f"{address:.200} is no address") from error
    if parts.scheme.casefold() not in ("http", "https"):
        raise NotTakenError(f"{address:.200} is no address of the web: only http and https are asked")
    if _LINE.search(address) or not url.host:
        raise NotTakenError(f"{address!r:.200} is no address")
    if "@" in parts.netloc:
        raise NotTakenError("the address carries a name or a password")


def _next(address: str, reply: httpx.Response, begun: str) -> str:
    """Where a redirect leads."""
    where = reply.headers.get("location")
    if not where:
        raise FetchError(f"a redirect ({reply.status_code}) without an address")
    try:
        joined = str(httpx.URL(address).join(where).copy_with(fragment=None))
    except (ValueError, httpx.InvalidURL) as error:
        raise NotTakenError(f"a redirect leads to {where!r:.200}, which is no address") from error
    check(joined)
    if _is_front_page(joined) and urlsplit(begun).path not in ("", "/", "/robots.txt"):
        raise NotTakenError(
            "a redirect leads to the front page of a site: the document is not there any more"
        )
    return joined


def _is_front_page(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what can go wrong on the network into words for people."""
    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise FetchError("the server did not answer in time", again=True) from error
    except (httpcore.NetworkError, httpx.NetworkError) as error:
        reason = _certificate_fault(error)
        if reason:
            raise NotTakenError(f"the server's certificate is not valid for it ({reason})") from error
        raise FetchError("no connection, or it broke off", again=True) from error
    except (httpcore.ProtocolError, httpx.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchError("the reply was cut short or is not HTTP", again=True) from error
    except httpx.HTTPError as error:
        raise FetchError(f"the reply could not be read ({type(error).__name__})") from error


def _certificate_fault(error: BaseException | None) -> str | None:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message
        if isinstance(error, ssl.SSLError):
            return error.reason or "TLS failed"
        error = error.__cause__ or error.__context__
    return None


def bounded(reply: httpx.Response, most: int) -> bytes:
    """The body, unzipped where the server zipped it all the same; no more than so many bytes are ever held.

    Raises:
        NotTakenError: it is longer, or in a coding that was not asked for.
        FetchError: it ends before its end.
    """
    too_long = NotTakenError(f"larger than {most / MIB:g} MiB: raise SAMUH_FETCH_MAX_MB, or get it by hand")
    stated = reply.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > most:
        raise too_long
    undo = _undoing(reply.headers.get("content-encoding", "identity").strip().casefold())
    held = bytearray()
    for block in reply.iter_raw():
        left = block
        while left:
            piece, left = undo.some(left)
            held += piece
            if len(held) > most:
                raise too_long
    if not undo.ended:
        raise FetchError("the reply was cut short", again=True)
    return bytes(held)


class _Plain:
    """A body that nobody packed."""

    ended = True

    def some(self, block: bytes) -> tuple[bytes, bytes]:
        """A piece of the body, and what is left to unpack."""
        return block, b""


class _Zipped:
    """A body that comes packed: unpacked in pieces of a mebibyte, so that a little cannot become very much."""

    def __init__(self, how: int) -> None:
        self._unzip = zlib.decompressobj(how)

    @property
    def ended(self) -> bool:
        """Whether the packed body came to its own end."""
        return self._unzip.eof

    def some(self, block: bytes) -> tuple[bytes, bytes]:
        """A piece of the body, and what is left to unpack."""
        try:
            piece = self._unzip.decompress(block, MIB)
        except zlib.error as error:
            raise FetchError("the packed reply is damaged", again=True) from error
        return piece, b"" if self._unzip.eof else self._unzip.unconsumed_tail


def _undoing(coding: str) -> _Plain | _Zipped:
    if coding in ("identity", ""):
        return _Plain()
    if coding in _ZIPPED:
        return _Zipped(_ZIPPED[coding])
    raise NotTakenError(f"the server sent it packed as {coding}, which was not asked for")


def retry_after(said: str | None) -> float | None:
    """How long a server asks to be left alone, in seconds: it may name the seconds or the moment."""
    if not said:
        return None
    if said.strip().isdigit():
        return float(said)
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment.tzinfo else None
