"""Running the application on a port."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from ingest.errors import SettingsError
from service.http.server import address, listen, reason

SERVE = """
import logging, sys
sys.path.insert(0, {folder!r})
logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(name)s %(message)s")
from fake_desk import FakeDesk
from service.http.app import build_app
from service.http.server import serve
from service.settings import Settings
settings = Settings(port={port})
serve(build_app(FakeDesk(), settings), settings)
print("ended in order", flush=True)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_that_is_taken_is_told_with_the_way_out() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"127\.0\.0\.1:{port}: another program .* SAMUH_PORT"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize(
    ("number", "advice"),
    [(errno.EADDRINUSE, "SAMUH_PORT"), (errno.EACCES, "above 1023"), (errno.EADDRNOTAVAIL, "SAMUH_HOST")],
)
def test_each_reason_for_not_listening_has_its_advice(number: int, advice: str) -> None:
    assert advice in reason(OSError(number, "said by the system"))


def test_the_address_is_one_to_open_in_a_browser() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_it_serves_until_told_to_stop_and_logs_no_question(stop: signal.Signals) -> None:
    port = free_port()
    script = SERVE.format(folder=str(Path(__file__).parent), port=port)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/?q=zanzibar") as reply:
                assert reply.status == 200
                assert "server" not in reply.headers
        finally:
            os.kill(process.pid, stop)
            said, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert f"event=serving url=http://127.0.0.1:{port}" in said
    assert "method=GET route=/ status=200" in said
    assert "zanzibar" not in said
    assert "ended in order" in said


def wait_for(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)
