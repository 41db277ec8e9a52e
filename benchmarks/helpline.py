"""The helpline under load: operators at their desks and messages coming in, with the process killed in the middle.

    python benchmarks/helpline.py --library library --seconds 300 --operators 50 --messages 200

Works on a copy of the library, with the service in a process of its own and a gateway of ours that takes what it sends.
Each operator opens a call, asks, closes, and pauses; the time of the answer card runs from sending the question until
the page with the answer is there. Each message comes from a number of its own, is signed, and is sent again until it
is taken (as providers do). Half way the service is killed (SIGKILL) and started anew. At the end each accepted message
must have been answered, none twice. Writes ``benchmarks/results/<date>-helpline.json`` and prints it.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from speed import commit, machine, questions

from service.helpline.channels import signatures
from service.http.helpline_room import made
from service.people.accounts import NewAccount
from service.people.records import Role
from service.settings import Settings

HERE = Path(__file__).resolve().parent
SECRET = "a secret for the benchmark alone, of forty letters"
PASSWORD = "four words that rhyme here"
RETRY_SECONDS = 2.0
"""How long a provider waits before it sends again what was not taken."""
DRAIN_SECONDS = 120.0


@dataclass
class Figures:
    """What was seen; filled by many threads, each appending only."""

    cards: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    accepted: dict[str, float] = field(default_factory=dict)
    sent: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    away: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def error(self, what: str) -> None:
        """Count an error, apart from those while the service is away."""
        with self.lock:
            self.errors[f"while restarting: {what}" if self.away.is_set() else what] += 1


class Service:
    """The service in a process of its own."""

    def __init__(self, library: Path, port: int, gateway: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._command = [
            str(Path(sys.executable).with_name("samuh")), "serve", "--library", str(library), "--port", str(port),
        ]  # fmt: skip
        self._environment = {
            **os.environ,
            "SAMUH_GATEWAY_URL": f"http://127.0.0.1:{gateway}/",
            "SAMUH_GATEWAY_SECRET": SECRET,
            "SAMUH_SMS_PROVIDER": "gateway",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it; gives the seconds until it is ready."""
        begun = time.perf_counter()
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(self._command, env=self._environment, stdout=quiet, stderr=quiet)
        while time.perf_counter() - begun < 300:
            try:
                if httpx.get(f"{self.address}/readyz", timeout=5).status_code == 200:
                    return time.perf_counter() - begun
            except httpx.HTTPError:
                pass
            time.sleep(0.5)
        sys.exit("The service did not become ready within five minutes.")

    def kill(self) -> None:
        """End it at once, as a loss of power would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def main() -> None:
    """Load the service, print and write the figures."""
    options = arguments()
    with TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        shutil.copytree(options.library, library)
        figures = run(options, library)
    written = json.dumps(figures, indent=1)
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / f"{figures['date']}-helpline.json").write_text(written + "\n", encoding="utf-8")
    print(written)
    sys.exit(1 if figures["messages"]["lost"] or figures["messages"]["doubled"] or figures["errors"] else 0)


def run(options: argparse.Namespace, library: Path) -> dict[str, Any]:
    """Start everything, let it run, kill and start anew half way, and look at what came of it."""
    figures = Figures()
    accounts(library, options.operators)
    gateway = take_messages(figures)
    service = Service(library, options.port, gateway.server_port)
    ready = service.start()
    stop = threading.Event()
    workers = [
        threading.Thread(target=operate, args=(service.address, n, options, figures, stop), daemon=True)
        for n in range(options.operators)
    ]
    workers.append(
        threading.Thread(target=write, args=(service.address, options, figures, stop), daemon=True)
    )
    begun = time.perf_counter()
    for worker in workers:
        worker.start()
    again = restart_half_way(service, options.seconds, figures) if options.restart else None
    time.sleep(max(0.0, options.seconds - (time.perf_counter() - begun)))
    stop.set()
    for worker in workers:
        worker.join(60)
    drain(figures)
    service.kill()
    gateway.shutdown()
    return summary(options, figures, {"first": round(ready, 1), "again": again and round(again, 1)})


def restart_half_way(service: Service, seconds: float, figures: Figures) -> float:
    """Kill the service in the middle and start it; gives the seconds until it is ready again."""
    time.sleep(seconds / 2)
    figures.away.set()
    service.kill()
    again = service.start()
    time.sleep(1)
    figures.away.clear()
    return again


def accounts(library: Path, operators: int) -> None:
    """An account for each operator."""
    room = made(Settings(library=library))
    for number in range(operators):
        new = NewAccount(f"operator{number}", f"Operator {number}", Role.OPERATOR, PASSWORD)
        room.accounts.add(new, datetime.now(UTC))
    room.database.close()


# ---------------------------------------------------------------- operators


def operate(
    address: str, number: int, options: argparse.Namespace, figures: Figures, stop: threading.Event
) -> None:
    """One operator: sign in, then call after call until it is time to stop."""
    asked = questions()
    lot = random.Random(number)
    with httpx.Client(base_url=address, timeout=60, headers={"accept": "text/html"}) as web:
        token = ""
        stop.wait(lot.random() * options.pause)
        while not stop.is_set():
            try:
                token = token or sign_in(web, number)
                one_call(web, token, lot.choice(asked), figures)
            except (httpx.HTTPError, ValueError) as error:
                figures.error(f"operator: {type(error).__name__} {str(error)[:60]}")
                stop.wait(1)
            else:
                stop.wait(lot.uniform(0.5, 1.5) * options.pause)


def sign_in(web: httpx.Client, number: int) -> str:
    """Sign in; gives the token of the forms.

    Raises:
        ValueError: it was refused.
    """
    web.post("/sign-in", data={"name": f"operator{number}", "password": PASSWORD})
    found = re.search(r'name="form_token" value="(\w+)"', web.get("/account").text)
    if found is None:
        raise ValueError("the sign-in was refused")
    return found[1]


def one_call(web: httpx.Client, token: str, question: str, figures: Figures) -> None:
    """Open a call, ask, close it.

    Raises:
        ValueError: a page did not come as it should.
    """
    opened = post(web, "/desk/calls", token, number="")
    reference = str(httpx.URL(opened).params.get("case", ""))
    begun = time.perf_counter()
    shown = post(web, f"/desk/calls/{reference}/questions", token, q=question)
    page = web.get(shown)
    took = time.perf_counter() - begun
    if page.status_code != 200 or 'class="asked"' not in page.text:
        raise ValueError(f"no answer card ({page.status_code})")
    figures.cards.append(took)
    version = re.search(r'name="version" value="(\d+)"', page.text)
    post(
        web,
        f"/desk/calls/{reference}/close",
        token,
        version=version[1] if version else "1",
        outcome="answered",
    )


def post(web: httpx.Client, address: str, token: str, **fields: str) -> str:
    """Send a form; gives the address that it leads to.

    Raises:
        ValueError: it was not taken.
    """
    reply = web.post(address, data={"form_token": token, **fields})
    if reply.status_code != 303:
        raise ValueError(f"{address.rsplit('/', 1)[-1]} gave {reply.status_code}")
    return str(reply.headers["location"])


# ---------------------------------------------------------------- messages


def write(address: str, options: argparse.Namespace, figures: Figures, stop: threading.Event) -> None:
    """Send messages at an even pace, each in a thread of its own that keeps on until it is taken."""
    asked = questions()
    lot = random.Random(1)
    senders = []
    for number in range(int(options.seconds * options.messages / 60)):
        text = lot.choice(asked)
        sender = threading.Thread(target=deliver, args=(address, number, text, figures), daemon=True)
        sender.start()
        senders.append(sender)
        if stop.wait(60 / options.messages):
            break
    for sender in senders:
        sender.join(120)


def deliver(address: str, number: int, text: str, figures: Figures) -> None:
    """Send one message until it is taken; every tenth is sent once more after that, as providers may."""
    phone = f"+9190000{number:05d}"
    told = {"id": f"bench-{number}", "channel": "sms", "from": phone, "to": "+911100000000", "text": text}
    body = json.dumps(told).encode()
    times = 2 if number % 10 == 0 else 1
    for _ in range(60):
        header = {"X-Samuh-Signature": signatures.gateway(SECRET, int(time.time()), body)}
        try:
            reply = httpx.post(f"{address}/hooks/gateway", content=body, headers=header, timeout=20)
        except httpx.HTTPError as error:
            figures.error(f"message: {type(error).__name__}")
        else:
            if reply.status_code == 200:
                figures.accepted.setdefault(phone, time.perf_counter())
                times -= 1
                if not times:
                    return
                continue
            figures.error(f"message: {reply.status_code}")
        time.sleep(RETRY_SECONDS)


def take_messages(figures: Figures) -> ThreadingHTTPServer:
    """A gateway of ours: keeps what the service sends, by number and by the key under which it was sent."""

    class Gateway(BaseHTTPRequestHandler):
        """Takes one message a request."""

        def do_POST(self) -> None:
            """Keep a message and say under which id."""
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with figures.lock:
                figures.sent[told["to"]][told["id"]] = told["text"]
            body = json.dumps({"id": f"taken-{told['id']}"}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *values: object) -> None:  # noqa: A002 -- as http.server names it
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def drain(figures: Figures) -> None:
    """Wait until every accepted message is answered, for two minutes at most."""
    end = time.perf_counter() + DRAIN_SECONDS
    while time.perf_counter() < end and set(figures.accepted) - set(figures.sent):
        time.sleep(0.5)
    time.sleep(3)  # for what would come twice


# ---------------------------------------------------------------- figures


def summary(options: argparse.Namespace, figures: Figures, ready: dict[str, float | None]) -> dict[str, Any]:
    """What was measured; ``errors`` leaves out those while the service was being started anew."""
    doubled = sum(len(texts) - len(set(texts.values())) for texts in figures.sent.values())
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "machine": machine(),
        "seconds": options.seconds,
        "operators": options.operators,
        "pause_seconds": options.pause,
        "messages_a_minute": options.messages,
        "killed_half_way": options.restart,
        "seconds_until_ready": ready,
        "answer_cards": spread(figures.cards),
        "messages": {
            "accepted": len(figures.accepted),
            "answered": len(set(figures.accepted) & set(figures.sent)),
            "lost": len(set(figures.accepted) - set(figures.sent)),
            "doubled": doubled,
        },
        "errors": {what: n for what, n in figures.errors.items() if not what.startswith("while")},
        "errors_while_restarting": sum(n for what, n in figures.errors.items() if what.startswith("while")),
    }


def spread(seconds: list[float]) -> dict[str, float | int]:
    """How many, the median, the 95th percentile and the longest, in milliseconds."""
    if len(seconds) < 2:
        return {"count": len(seconds)}
    cut = quantiles(seconds, n=20, method="inclusive")[18]
    return {
        "count": len(seconds),
        "median_ms": round(median(seconds) * 1000),
        "p95_ms": round(cut * 1000),
        "longest_ms": round(max(seconds) * 1000),
    }


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--library", type=Path, default=Path("library"), help="copied, never written to")
    parser.add_argument("--seconds", type=float, default=300.0, help="how long the load lasts")
    parser.add_argument("--operators", type=int, default=50)
    parser.add_argument(
        "--pause", type=float, default=30.0, help="mean seconds between an operator's questions"
    )
    parser.add_argument("--messages", type=float, default=200.0, help="messages a minute")
    parser.add_argument("--port", type=int, default=8231)
    parser.add_argument("--no-restart", dest="restart", action="store_false", help="do not kill it half way")
    parser.add_argument("--results", type=Path, default=HERE / "results")
    return parser.parse_args()


if __name__ == "__main__":
    main()
