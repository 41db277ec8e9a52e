"""Running the application until it is told to stop."""

import errno
import logging
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from fastapi import FastAPI

from ingest.errors import SettingsError
from service.settings import Settings

log = logging.getLogger(__name__)

GRACE_SECONDS = 10

SWITCH_SECONDS = 0.0005
"""How long a thread may go on while another waits for the interpreter; Python's own is ten times as long.

An answer gives the interpreter up some hundred times, at each step of the model and of the database, and each time
waits so long for whoever took it: with three requests at once a tenth of a second became seconds.
"""


def serve(app: FastAPI, settings: Settings) -> None:
    """Listen on ``settings.host`` and ``settings.port``; return after an orderly stop (Ctrl-C or SIGTERM).

    Raises:
        SettingsError: the address cannot be listened on, for instance because the port is taken.
    """
    listener = listen(settings.host, settings.port)
    config = uvicorn.Config(
        app,
        access_log=False,  # it prints whole addresses, and questions are in them
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    log.info("event=serving url=%s", address(listener))
    sys.setswitchinterval(SWITCH_SECONDS)
    with listener, ending_in_order():
        Server(config, app).run(sockets=[listener])


class Server(uvicorn.Server):
    """Tells the application at once that it is to stop, so that those who only listen for events are let go."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Note a signal."""
        self._app.state.ending = True
        super().handle_exit(sig, frame)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let the caller go on after an orderly stop.

    Once it has stopped, uvicorn raises the signal that stopped it again, which would end the process by force.
    """
    if threading.current_thread() is not threading.main_thread():  # signals are the main thread's alone
        yield
        return
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any free one.

    Raises:
        SettingsError: the port is taken, may not be used, or the host is not an address of this machine.
    """
    try:
        family, kind, _, _, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind)
    except OSError as error:
        raise SettingsError(f"SAMUH_HOST={host}: not an address of this machine. Use 127.0.0.1.") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen()
    except OSError as error:
        listener.close()
        raise SettingsError(f"{host}:{port}: {reason(error)}") from error
    return listener


def reason(error: OSError) -> str:
    """Why listening failed, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return "another program listens there. Stop it, or choose another port with SAMUH_PORT or --port."
    if error.errno == errno.EACCES:
        return "this port needs more rights. Choose one above 1023 with SAMUH_PORT or --port."
    return f"cannot listen there ({error.strerror}). Choose another address with SAMUH_HOST and SAMUH_PORT."


def address(listener: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"
