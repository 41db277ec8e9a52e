"""A process that accepts messages, works on them and is killed in the middle: see ``test_boxes.py``.

Usage: killed_worker.py FOLDER accept|talking|sending|finish
"""

import importlib.util
import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from sqlalchemy import func, select

from service.helpline import assembling
from service.helpline.channels.records import EventKind, Inbound, Provider
from service.helpline.database import open_database
from service.helpline.message_tables import OUTBOX
from service.helpline.renderings.templates import shipped
from service.helpline.sealing import Secrets
from service.helpline.tables import CASES, TURNS
from service.interviews.keeping import Keeping
from service.settings import Settings
from service.store import Store

FOLDER, STEP = Path(sys.argv[1]), sys.argv[2]
HERE = Path(__file__).parent
KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
MINUTES = {"accept": 0, "talking": 1, "sending": 2, "finish": 10}
STEPS = FOLDER / "steps"


def fake_desk() -> type:
    path = HERE.parents[1] / "http" / "fake_desk.py"
    spec = importlib.util.spec_from_file_location("fake_desk", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fake_desk"] = module
    spec.loader.exec_module(module)
    return module.FakeDesk  # type: ignore[no-any-return]


def now() -> datetime:
    """Each process lives two minutes after the one before: the leases of the dead have run out."""
    count = len(STEPS.read_text().split()) if STEPS.exists() else 0
    return datetime(2026, 11, 23, 6, 0, tzinfo=UTC) + timedelta(minutes=2 * count)


def take(request: httpx.Request) -> httpx.Response:
    """The gateway keeps the names of what it is given; in the third sending it is as if the power went."""
    with (FOLDER / "given").open("a") as file:
        file.write(json.loads(request.content)["id"] + "\n")
    if STEP == "sending" and len((FOLDER / "given").read_text().split()) % 3 == 0:
        os.kill(os.getpid(), 9)
    return httpx.Response(200, json={"id": "x"})


def main() -> None:
    with STEPS.open("a") as file:
        file.write(STEP + "\n")
    moment = now()
    settings = Settings(
        library=FOLDER, gateway_url="https://gateway.example", gateway_secret="s", caller_rate=0
    )  # type: ignore[arg-type]
    database = open_database(f"sqlite:///{FOLDER / 'helpline.db'}")
    kept = assembling.Kept(database, Secrets(KEY), shipped(), None, httpx.MockTransport(take), lambda: moment)
    desk = fake_desk()()
    line = assembling.line(settings, desk, Keeping(Store(FOLDER), 90), kept)
    if STEP == "accept":
        for number in range(10):
            line.take(
                Inbound(
                    Provider.GATEWAY,
                    "sms",
                    f"m{number}",
                    f"+91987654321{number}",
                    "",
                    EventKind.WORDS,
                    "How much is the grant?",
                    None,
                )
            )
        return
    if STEP == "talking":
        die_in_the_middle(line.parts.inbox)
    line.drain()
    report(database)


def die_in_the_middle(inbox: object) -> None:
    """Let the third event be the last one: killed after its work, before the transaction is kept."""
    finish, done = inbox.finish, []  # type: ignore[attr-defined]

    def finishing(*given: object) -> bool:
        done.append(1)
        if len(done) == 3:
            os.kill(os.getpid(), 9)
        return bool(finish(*given))

    inbox.finish = finishing  # type: ignore[attr-defined]


def report(database: object) -> None:
    with database.reading() as connection:  # type: ignore[attr-defined]
        cases = connection.execute(select(func.count()).select_from(CASES)).scalar_one()
        answers = connection.execute(select(func.count()).where(TURNS.c.kind == "answer")).scalar_one()
        unsent = connection.execute(select(func.count()).where(OUTBOX.c.state != "sent")).scalar_one()
    names = len(set((FOLDER / "given").read_text().split()))
    print(f"cases={cases} answers={answers} names={names} unsent={unsent}")


main()
