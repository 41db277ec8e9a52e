"""The helpline under load: operators at their desks and messages coming in, with the process killed in the middle.

    python benchmarks/helpline.py --library library --seconds 300 --operators 50 --messages 200

Works on a copy of the library, with the service in a process of its own and a gateway of ours that takes what it sends.

The load: operators are signed in before it begins, as a shift is. Each puts a question every 30 seconds on average
(``--pause``; 15 to 45 between calls) and looks at the pages of a shift beside it: opens the call, asks, in every fourth
call asks once more with the first question as history, closes it, is back at the desk, every fifth time at the queue.
The time of the answer card runs from sending the question until the whole page with the answer is there. Each message
comes from a number of its own, is signed, and is sent again until it is taken, every tenth also after that (as
providers do). Questions are those of ``questions.txt``, each with one of the clusters of the corpus, so that hardly any
is put twice. Who is told that the service is not there tries again after 5 to 15 seconds.

After ``--kill-after`` seconds (half way unless told; 0 = never) the service is killed (SIGKILL) and started anew. At
the end each accepted message must have been answered, none twice. The load runs on the same machine; what it costs the
processor is told. Writes ``RESULTS/<date>-helpline.json`` and prints it; exit code 1 where a message was lost or
doubled, or an error fell outside of the restart.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from helpline_load import PASSWORD, SECRET, Figures, Load, Post, Web, gateway, operate, sign_in
from speed import commit, machine, questions

from service.http.helpline_room import made
from service.people.accounts import NewAccount
from service.people.records import Role
from service.settings import Settings

HERE = Path(__file__).resolve().parent
DRAIN_SECONDS = 120.0


class Service:
    """The service in a process of its own."""

    def __init__(self, library: Path, port: int, gateway_port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._port = port
        self._command = [
            str(Path(sys.executable).with_name("samuh")), "serve", "--library", str(library), "--port", str(port),
        ]  # fmt: skip
        self._environment = {
            **os.environ,
            "SAMUH_GATEWAY_URL": f"http://127.0.0.1:{gateway_port}/",
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
            if self._ready():
                return time.perf_counter() - begun
            time.sleep(0.5)
        sys.exit("The service did not become ready within five minutes.")

    def _ready(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=10)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

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
    """Start everything, let it run, kill and start anew, and look at what came of it."""
    figures, before = Figures(), machine()
    accounts(library, options.operators)
    taker = gateway(figures)
    service = Service(library, options.port, taker.server_port)
    ready: dict[str, float | None] = {"first": round(service.start(), 1), "again": None}
    load = Load(service.address, varied(), figures, threading.Event(), options.pause, options.messages)
    seats = [(n, web := Web(service.address), sign_in(web, n)) for n in range(options.operators)]
    used, begun = time.process_time(), time.perf_counter()
    workers = begin(load, options, seats)
    if options.kill_after:
        ready["again"] = round(restart(service, options.kill_after, figures), 1)
    time.sleep(max(0.0, options.seconds - (time.perf_counter() - begun)))
    load.stop.set()
    for worker in workers:
        worker.join(DRAIN_SECONDS)
    drained = drain(figures)
    spent, client = time.perf_counter() - begun, time.process_time() - used
    service.kill()
    taker.shutdown()
    served = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = {
        "load": round(client / spent, 2),
        "service": round((served.ru_utime + served.ru_stime) / spent, 2),
    }
    told = {"machine": before, "seconds_until_ready": ready, "cores_used": cost, "seconds_to_drain": drained}
    return summary(options, figures, told)


def begin(
    load: Load, options: argparse.Namespace, seats: list[tuple[int, Web, str]]
) -> list[threading.Thread]:
    """Start those who load."""
    post = Post(load, int(options.seconds * options.messages / 60))
    workers = [threading.Thread(target=operate, args=(load, *seat), daemon=True) for seat in seats]
    for worker in (*workers, *post.threads):
        worker.start()
    return [*workers, *post.threads]


def varied() -> list[str]:
    """Each question with each cluster of the corpus."""
    files = sorted((HERE.parent / "corpus" / "clusters").glob("*.yaml"))
    names = [yaml.safe_load(path.read_text(encoding="utf-8"))["name"] for path in files]
    return [f"{question} We are in the {name}." for question in questions() for name in names]


def restart(service: Service, after: float, figures: Figures) -> float:
    """Kill the service after some seconds and start it; gives the seconds until it is ready again."""
    time.sleep(after)
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


def drain(figures: Figures) -> float:
    """Wait until every accepted message is answered, for two minutes at most; gives the seconds that it took."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < DRAIN_SECONDS and set(figures.accepted) - set(figures.sent):
        time.sleep(0.5)
    took = time.perf_counter() - begun
    time.sleep(3)  # for what would come twice
    return round(took, 1)


# ---------------------------------------------------------------- figures


def summary(options: argparse.Namespace, figures: Figures, told: dict[str, Any]) -> dict[str, Any]:
    """What was measured; ``errors`` leaves out those while the service was being started anew."""
    answered = set(figures.accepted) & set(figures.sent)
    waits = [min(figures.sent[phone].values()) - figures.accepted[phone] for phone in answered]
    put = sum(figures.asked.values())
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        **told,
        "seconds": options.seconds,
        "operators": options.operators,
        "pause_seconds": options.pause,
        "messages_a_minute": options.messages,
        "killed_after": options.kill_after or None,
        "questions": {"put": put, "repeated_share": round(1 - len(figures.asked) / max(1, put), 3)},
        "answer_cards": spread(figures.cards),
        "other_pages": spread(figures.pages),
        "messages": {
            "accepted": len(figures.accepted),
            "answered": len(answered),
            "lost": len(figures.accepted) - len(answered),
            "doubled": sum(len(ids) - 1 for ids in figures.sent.values()),
            "until_taken": spread(figures.taken),
            "until_answered": spread(waits),
        },
        **errors(figures.errors),
    }


def errors(counted: Counter[str]) -> dict[str, Any]:
    """Errors by kind, and how many fell into the restart."""
    apart = {what: n for what, n in counted.items() if what.startswith("while")}
    return {
        "errors": {what: n for what, n in counted.items() if what not in apart},
        "errors_while_restarting": sum(apart.values()),
    }


def spread(seconds: list[float]) -> dict[str, float | int]:
    """How many, and the median, the 95th and 99th percentile and the longest in milliseconds."""
    if len(seconds) < 2:
        return {"count": len(seconds)}
    cuts = quantiles(seconds, n=100, method="inclusive")
    named = {"median_ms": cuts[49], "p95_ms": cuts[94], "p99_ms": cuts[98], "longest_ms": max(seconds)}
    return {"count": len(seconds), **{name: round(value * 1000) for name, value in named.items()}}


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
    parser.add_argument(
        "--kill-after", type=float, help="seconds until the service is killed; 0 = never; else half way"
    )
    parser.add_argument("--port", type=int, default=8231)
    parser.add_argument("--results", type=Path, default=HERE / "results")
    options = parser.parse_args()
    options.kill_after = options.seconds / 2 if options.kill_after is None else options.kill_after
    return options


if __name__ == "__main__":
    main()
