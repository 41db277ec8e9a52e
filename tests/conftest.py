"""What all tests share: no network, no settings from outside, and one rule for missing tools.

Fixtures for tests:

``needs_tool("chromium", "apt-get install chromium")``
    The path of a system tool. Where it is missing the test skips with that line on a laptop and fails in CI.
``shared_dir``
    The development folder of real documents; tests that use it carry the mark ``shared`` and skip without it.
``repository``
    The root of the repository.
"""

import ipaddress
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("TEST_SHARED_DIR", ROOT.parent / "shared"))

# A busy machine is not a failure, and CI must give the same examples twice.
hypothesis_settings.register_profile("laptop", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True)


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


def pytest_configure() -> None:
    hypothesis_settings.load_profile("ci" if in_ci() else "laptop")
    for name in [name for name in os.environ if name.startswith("SAMUH_")]:
        del os.environ[name]
    # Read when the libraries are imported, hence before any test module is. The model comes from a package.
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    skip = pytest.mark.skip(reason=f"no real documents at {SHARED}; TEST_SHARED_DIR may name another folder")
    for item in items:
        if "shared" in item.keywords:
            item.add_marker(skip)


class NetworkBlockedError(AssertionError):
    """A test reached for another machine; tests talk to this one only."""


def is_loopback(host: object) -> bool:
    """Whether an address as given to ``connect`` or ``getaddrinfo`` stays on this machine."""
    if isinstance(host, bytes):
        host = host.decode()
    if host in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse every socket that leaves this machine, for the whole session, before any other fixture runs."""

    def guarded(real: Callable[..., object]) -> Callable[..., object]:
        def connect(self: socket.socket, address: object) -> object:
            if self.family in {socket.AF_INET, socket.AF_INET6} and not is_loopback(address[0]):  # type: ignore[index]
                raise NetworkBlockedError(f"a test connects to {address}")
            return real(self, address)

        return connect

    real_lookup = socket.getaddrinfo

    def lookup(host: object, *args: object, **kwargs: object) -> object:
        if not is_loopback(host) and host != socket.gethostname():
            raise NetworkBlockedError(f"a test looks up {host!r}")
        return real_lookup(host, *args, **kwargs)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", lookup)
        yield


@pytest.fixture(scope="session")
def needs_tool() -> Callable[[str, str], str]:
    """Find a system tool, or say how to install it: a skip on a laptop, a failure in CI."""

    def find(command: str, how_to_install: str) -> str:
        path = shutil.which(command)
        if path is None:
            line = f"{command} is not installed; to run this test: {how_to_install}"
            (pytest.fail if in_ci() else pytest.skip)(line)
        return path

    return find


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The development folder of real documents."""
    if not SHARED.is_dir():
        pytest.skip(f"no folder of real documents at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return ROOT
