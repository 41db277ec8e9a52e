"""Who loads the helpline in ``benchmarks/helpline.py``: operators at their desks, people who write, and our gateway.

Everything is plain ``http.client`` in threads: on a machine of two cores what loads must not cost what is measured.
"""

import heapq
import json
import random
import re
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from service.helpline.channels import signatures

SECRET = "a secret for the benchmark alone, of forty letters"
PASSWORD = "four words that rhyme here"
RETRY_SECONDS = 2.0
"""How long a provider waits before it sends again what was not taken."""
REQUEST_SECONDS = 60.0
TRIES_AGAIN = (5.0, 15.0)
"""Seconds after which an operator tries again who was told that the service is not there."""

KEPT_SECONDS = 3.0
"""A connection that rested longer is opened anew: the service closes one after five seconds, as any browser knows."""

SENDERS = 6
FOLLOW_UP = "And how much is the grant?"


@dataclass
class Figures:
    """What was seen; filled by many threads. Times in seconds, moments of ``time.perf_counter``."""

    cards: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    accepted: dict[str, float] = field(default_factory=dict)
    sent: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    away: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def watched(self, who: str) -> Iterator[None]:
        """Count an error, apart from those of what began or ended while the service was away."""
        away = self.away.is_set()
        try:
            yield
        except (OSError, HTTPException, ValueError) as error:
            told = f"{who}: {type(error).__name__} {str(error)[:60]}"
            with self.lock:
                self.errors[f"while restarting: {told}" if away or self.away.is_set() else told] += 1
            raise


@dataclass(frozen=True)
class Load:
    """Who loads what. ``pause`` = mean seconds between an operator's questions, ``rate`` = messages a minute."""

    address: str
    questions: Sequence[str]
    figures: Figures
    stop: threading.Event
    pause: float
    rate: float


class Web:
    """One browser: a connection that is kept, and its cookies."""

    def __init__(self, address: str) -> None:
        self._connection = HTTPConnection(urlsplit(address).netloc, timeout=REQUEST_SECONDS)
        self._origin = address
        self._cookies: dict[str, str] = {}
        self._used = 0.0

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        status, _, text = self._send("GET", path, None)
        return status, text

    def post(self, path: str, **fields: str) -> str:
        """Send a form; gives the address that it leads to.

        Raises:
            ValueError: it was not taken.
        """
        status, location, _ = self._send("POST", path, urlencode(fields).encode())
        if status != 303:
            raise ValueError(f"{path.rsplit('/', 1)[-1]} gave {status}")
        return location

    def _send(self, method: str, path: str, body: bytes | None) -> tuple[int, str, str]:
        headers = {"Accept": "text/html", "Origin": self._origin}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if time.perf_counter() - self._used > KEPT_SECONDS:
            self._connection.close()
        try:
            self._connection.request(method, path, body, headers)
            reply = self._connection.getresponse()
            text = reply.read().decode()
            self._used = time.perf_counter()
        except (OSError, HTTPException):
            self._connection.close()
            raise
        for told in reply.headers.get_all("Set-Cookie", []):
            name, _, value = told.partition(";")[0].partition("=")
            self._cookies[name] = value
        return reply.status, reply.headers.get("Location", ""), text


# ---------------------------------------------------------------- operators


def operate(load: Load, number: int, web: Web, token: str) -> None:
    """One operator who is signed in: call after call until it is time to stop."""
    lot = random.Random(number)
    load.stop.wait(lot.random() * load.pause)
    while not load.stop.is_set():
        try:
            with load.figures.watched("operator"):
                asked = one_call(load, web, token, lot)
        except (OSError, HTTPException, ValueError):
            load.stop.wait(lot.uniform(*TRIES_AGAIN))
        else:
            load.stop.wait(asked * lot.uniform(0.5, 1.5) * load.pause)


def sign_in(web: Web, number: int) -> str:
    """Sign in; gives the token of the forms.

    Raises:
        ValueError: it was refused.
    """
    web.post("/sign-in", name=f"operator{number}", password=PASSWORD)
    found = re.search(r'name="form_token" value="(\w+)"', web.get("/account")[1])
    if found is None:
        raise ValueError("the sign-in was refused")
    return found[1]


def one_call(load: Load, web: Web, token: str, lot: random.Random) -> int:
    """Open a call, ask, perhaps ask once more, close it, and look at the desk again as the browser does by itself.

    Every fifth operator then looks at the queue. Gives how many questions were asked.

    Raises:
        ValueError: a page did not come as it should.
    """
    opened = web.post("/desk/calls", form_token=token, number="")
    page(load, web, opened)
    reference = parse_qs(urlsplit(opened).query)["case"][0]
    questions = [lot.choice(load.questions), *([FOLLOW_UP] if lot.random() < 0.25 else [])]
    for place, question in enumerate(questions, 1):
        shown = card(load, web, reference, {"form_token": token, "q": question})
        load.figures.asked[" / ".join(questions[:place])] += 1
    version = re.search(r'name="version" value="(\d+)"', shown)
    form = {"form_token": token, "version": version[1] if version else "1", "outcome": "answered"}
    page(load, web, web.post(f"/desk/calls/{reference}/close", **form))
    if lot.random() < 0.2:
        page(load, web, "/desk/queue")
    return len(questions)


def card(load: Load, web: Web, reference: str, form: dict[str, str]) -> str:
    """Ask; gives the page, and keeps how long it took until the answer stood on it.

    Raises:
        ValueError: no answer came.
    """
    begun = time.perf_counter()
    status, text = web.get(web.post(f"/desk/calls/{reference}/questions", **form))
    if status != 200 or 'class="asked"' not in text:
        raise ValueError(f"no answer card ({status})")
    load.figures.cards.append(time.perf_counter() - begun)
    return text


def page(load: Load, web: Web, path: str) -> None:
    """Look at a page.

    Raises:
        ValueError: it did not come.
    """
    begun = time.perf_counter()
    status, _ = web.get(path)
    if status != 200:
        raise ValueError(f"a page gave {status}")
    load.figures.pages.append(time.perf_counter() - begun)


# ---------------------------------------------------------------- messages


@dataclass(order=True)
class Letter:
    """A message on its way: due at a moment, to be taken so many times more."""

    due: float
    number: int
    times: int = 1
    text: str = ""

    @property
    def phone(self) -> str:
        """Whose it is; nobody writes twice."""
        return f"+9190000{self.number:05d}"


class Post:
    """Sends messages at an even pace, and each again until it is taken; every tenth twice, as providers may."""

    def __init__(self, load: Load, count: int) -> None:
        lot, begun = random.Random(1), time.perf_counter()
        self._load = load
        self._lock = threading.Lock()
        self._under_way = 0
        self._letters = [
            Letter(begun + n * 60 / load.rate, n, 1 + (n % 10 == 0), lot.choice(load.questions))
            for n in range(count)
        ]
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(SENDERS)]

    def _work(self) -> None:
        while (letter := self._next()) is not None:
            if letter.times:
                self._deliver(letter)
            with self._lock:
                self._under_way -= 1

    def _next(self) -> Letter | None:
        """The letter that is due next, when it is due; None where none is left or no new one is to be begun."""
        while True:
            with self._lock:
                if not self._letters and not self._under_way:
                    return None
                now = time.perf_counter()
                if self._letters and self._letters[0].due <= now:
                    self._under_way += 1
                    return heapq.heappop(self._letters)
                if self._load.stop.is_set():
                    self._letters = [one for one in self._letters if one.due <= now + RETRY_SECONDS]
            time.sleep(0.05)

    def _deliver(self, letter: Letter) -> None:
        figures, again = self._load.figures, time.perf_counter() + RETRY_SECONDS
        try:
            with figures.watched("message"):
                self._send(letter)
        except (OSError, HTTPException, ValueError):
            pass
        else:
            letter.times -= 1
            again = time.perf_counter()
        if letter.times:
            letter.due = again
            with self._lock:
                heapq.heappush(self._letters, letter)

    def _send(self, letter: Letter) -> None:
        told = {"id": f"bench-{letter.number}", "channel": "sms", "from": letter.phone, "to": "+911100000000"}
        body = json.dumps({**told, "text": letter.text}).encode()
        headers = {"X-Samuh-Signature": signatures.gateway(SECRET, int(time.time()), body)}
        connection = HTTPConnection(urlsplit(self._load.address).netloc, timeout=20)
        begun = time.perf_counter()
        try:
            connection.request("POST", "/hooks/gateway", body, headers)
            status = connection.getresponse().status
        finally:
            connection.close()
        if status != 200:
            raise ValueError(f"gave {status}")
        figures = self._load.figures
        figures.taken.append(time.perf_counter() - begun)
        if letter.phone not in figures.accepted:
            figures.accepted[letter.phone] = time.perf_counter()
            figures.asked[letter.text] += 1


def gateway(figures: Figures) -> ThreadingHTTPServer:
    """A gateway of ours: keeps what the service sends, by number and by the key under which it was sent."""

    class Gateway(BaseHTTPRequestHandler):
        """Takes one message a request."""

        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            """Keep when a message came first, and say under which id."""
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with figures.lock:
                figures.sent[told["to"]].setdefault(told["id"], time.perf_counter())
            body = json.dumps({"id": f"taken-{told['id']}"}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *values: object) -> None:  # noqa: A002 -- as http.server names it
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
