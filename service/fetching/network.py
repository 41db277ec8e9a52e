"""The way out: every connection goes to an address that was looked up, judged and then used itself.

A name may answer with a public address when it is judged and with a private one when it is used (DNS rebinding); so
the name is looked up once, every address that it has is judged, and the connection is made to a judged one. Proxies of
the environment are not used: behind one nothing of this could be kept.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import httpcore
import httpx

from service.fetching.records import FetchError, NotTakenError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = frozenset({80, 443, 8080, 8443})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Network(Protocol):
    """Which addresses may be spoken to. There is one for users, ``PublicWeb``; tests speak to their own server."""

    def look_up(self, host: str, port: int) -> list[str]:
        """All addresses of a name."""
        ...

    def may_reach(self, address: Address, port: int) -> bool:
        """Whether an address may be spoken to."""
        ...


class PublicWeb:
    """The public internet at the usual ports of web servers: nothing private, local, reserved or multicast."""

    def look_up(self, host: str, port: int) -> list[str]:
        """All addresses of a name, in the system's order."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))

    def may_reach(self, address: Address, port: int) -> bool:
        """Whether the address is public, and so is every address hidden in it."""
        return port in PORTS and all(is_public(one) for one in unwrapped(address))


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet."""
    local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or local)


def unwrapped(address: Address) -> Iterator[Address]:
    """The address and the IPv4 addresses that an IPv6 address carries: mapped, 6to4, Teredo, NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        yield address
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped  # the wrapping itself is of no network
    elif address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)  # a gateway speaks to this one
    else:
        yield from (one for one in (address, address.sixtofour, *(address.teredo or ())) if one is not None)


def judged(network: Network, host: str, port: int) -> list[str]:
    """The addresses of a name, all of them allowed.

    Raises:
        NotTakenError: one of them may not be spoken to.
        FetchError: the name has no address.
    """
    try:
        addresses = network.look_up(host, port)
    except (OSError, UnicodeError) as error:
        passing = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
        raise FetchError(f"the name {host} has no address now", again=passing) from error
    for text in addresses:
        if not network.may_reach(ipaddress.ip_address(text.partition("%")[0]), port):
            raise NotTakenError(f"{host} leads to {text} (port {port}), which is not on the public web")
    if not addresses:
        raise FetchError(f"the name {host} has no address now")
    return addresses


class _Backend(httpcore.NetworkBackend):
    """Connects to judged addresses only, and ends everything at a deadline (in ``time.monotonic`` seconds)."""

    def __init__(self, network: Network, deadline: float) -> None:
        self._network = network
        self._deadline = deadline
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first judged address of a name that answers."""
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in judged(self._network, host, port):
            try:
                left = left_of(self._deadline, timeout)
                stream = self._real.connect_tcp(address, port, left, local_address, socket_options)
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        assert failure is not None
        raise failure

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there, waiting at most until the deadline."""
        return self._stream.read(max_bytes, left_of(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all, waiting at most until the deadline."""
        self._stream.write(buffer, left_of(self._deadline, timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on under TLS, with the certificate checked against the name."""
        left = left_of(self._deadline, timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 -- as the class above has it
        """What the connection knows of itself."""
        return self._stream.get_extra_info(info)


def left_of(deadline: float, timeout: float | None) -> float:
    """The time that is left, in seconds, or the shorter time that was asked for.

    Raises:
        httpcore.ReadTimeout: none is left.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for this address is over")
    return left if timeout is None else min(left, timeout)


class GuardedTransport(httpx.BaseTransport):
    """One request's way out for httpx, over connections that are judged and end at a deadline."""

    def __init__(self, network: Network, tls: ssl.SSLContext, deadline: float) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls, max_connections=1, network_backend=_Backend(network, deadline)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and give the reply with its body still to be read."""
        asked = request.url
        url = httpcore.URL(
            scheme=asked.raw_scheme, host=asked.raw_host, port=asked.port, target=asked.raw_path
        )
        sent = httpcore.Request(
            request.method, url, headers=request.headers.raw, content=b"", extensions=request.extensions
        )
        reply = self._pool.handle_request(sent)
        assert not isinstance(reply.stream, bytes)
        return httpx.Response(reply.status, headers=reply.headers, stream=_Body(reply.stream))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """A body as it comes from the network."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401 -- httpcore's type is for both ways of waiting
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        """Let the connection go."""
        self._stream.close()
