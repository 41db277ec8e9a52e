"""The whole application with all channels on, providers that are played by the test, and a clock that is moved by hand.

``stage`` sends what providers send, signed as they sign it, to the real endpoints, lets the line do its work, and keeps
what providers were given. Nothing leaves this machine: requests end in ``Stage.take``, letters in ``Post``.
"""

import importlib.util
import json
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
import pytest
import yaml
from aiosmtpd.controller import Controller
from cryptography.fernet import Fernet
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service.helpline import assembling
from service.helpline.channels import signatures
from service.helpline.database import open_database
from service.helpline.line import Line
from service.helpline.renderings.templates import read_templates
from service.helpline.sealing import Secrets
from service.http.app import build_app
from service.interviews.keeping import Keeping
from service.settings import Settings
from service.store import Store

ROOT = Path(__file__).resolve().parents[5]
FAKES = ROOT / "tests" / "unit" / "service" / "http" / "fake_desk.py"
PUBLIC = "https://samuh.example"
BEGAN = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ASHA, RAVI = "+919876543210", "+919812345678"
KEY = Fernet.generate_key().decode()


def load(path: Path) -> ModuleType:
    """Import a file of the tests: they are no package."""
    if path.stem in sys.modules:
        return sys.modules[path.stem]
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


class Post:
    """A mail server on loopback that keeps the letters it is given."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.port = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        self.letters.append(envelope.content)
        return "250 kept"


@dataclass
class Stage:
    """See the module."""

    client: TestClient
    line: Line
    post: Post
    now: datetime = BEGAN
    count: int = 0
    given: list[tuple[str, Any]] = field(default_factory=list)
    fails: list[int] = field(default_factory=list)
    xml: str = ""

    def clock(self) -> datetime:
        return self.now

    def take(self, request: httpx.Request) -> httpx.Response:
        """What providers do with a request: keep it, and reply as they do; ``fails`` holds statuses to reply with."""
        if self.fails:
            return httpx.Response(self.fails.pop(0))
        body = request.content.decode()
        told = json.loads(body) if body.startswith("{") else dict(parse_qsl(body))
        self.given.append((request.url.host, told))
        number = len(self.given)
        return httpx.Response(
            200, json={"messages": [{"id": f"out{number}"}], "sid": f"out{number}", "id": f"out{number}"}
        )

    # --- what providers send

    def whatsapp(self, kind: str, content: Any, sender: str = ASHA, **more: Any) -> httpx.Response:
        row = {
            "from": sender[1:],
            "id": f"wamid.{self._next()}",
            "timestamp": str(int(self.now.timestamp())),
            "type": kind,
            kind: content,
        }
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"phone_number_id": "555"},
            "messages": [row | more],
        }
        return self.post_json("/hooks/whatsapp", {"entry": [{"changes": [{"value": value}]}]})

    def post_json(self, path: str, payload: Any, secret: str = "wa-secret") -> httpx.Response:
        body = json.dumps(payload).encode()
        headers = {"X-Hub-Signature-256": signatures.whatsapp(secret, body)}
        return self._sent(self.client.post(path, content=body, headers=headers))

    def twilio(self, path: str, **fields: str) -> httpx.Response:
        signed = signatures.twilio("tw-token", f"{PUBLIC}{path}", tuple(fields.items()))
        headers = {"X-Twilio-Signature": signed, "Content-Type": "application/x-www-form-urlencoded"}
        return self._sent(self.client.post(path, content=urlencode(fields), headers=headers))

    def exotel(self, what: str, **fields: str) -> httpx.Response:
        path = f"/hooks/exotel/path-nobody-guesses/{what}"
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._sent(
            self.client.post(path, content=urlencode(fields), headers=headers, auth=("exotel", "ex-pass"))
        )

    def gateway(self, **told: str) -> httpx.Response:
        body = json.dumps({"id": f"g{self._next()}", **told}).encode()
        headers = {"X-Samuh-Signature": signatures.gateway("gw-secret", int(self.now.timestamp()), body)}
        return self._sent(self.client.post("/hooks/gateway", content=body, headers=headers))

    def letter(self, text: str, **heads: str) -> httpx.Response:
        told = {
            "From": "Asha <asha@example.org>",
            "To": "help@samuh.example",
            "Subject": "A question",
            "Message-ID": f"<m{self._next()}@example.org>",
            **heads,
        }
        raw = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        body = f"{raw}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}".encode()
        headers = {"X-Samuh-Signature": signatures.gateway("mail-secret", int(self.now.timestamp()), body)}
        return self._sent(self.client.post("/hooks/mail", content=body, headers=headers))

    def _next(self) -> int:
        self.count += 1
        return self.count

    def _sent(self, reply: httpx.Response) -> httpx.Response:
        """Every request takes a second; then the line does what there is to do."""
        self.now += timedelta(seconds=1)
        self.line.drain()
        return reply

    # --- what providers were given

    def replies(self) -> list[Any]:
        """What was given since the last look, letters included."""
        found: list[Any] = [{"provider": host.partition(".")[0], **told} for host, told in self.given]
        found += [letter_record(raw) for raw in self.post.letters]
        self.given.clear()
        self.post.letters.clear()
        return found


def letter_record(raw: bytes) -> dict[str, str]:
    read = message_from_bytes(raw, policy=policy.default)
    heads = {name: str(read[name]) for name in ("To", "Subject", "In-Reply-To", "Auto-Submitted")}
    return {"provider": "mail", **heads, "text": read.get_content().replace("\r\n", "\n").strip()}


@pytest.fixture(scope="session")
def templates_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped SMS templates, with numbers of the register."""
    rows = yaml.safe_load((ROOT / "prompts" / "sms_templates.yaml").read_text("utf-8"))["templates"]
    for number, row in enumerate(rows, 1):
        row["dlt_id"] = f"11071600000000{number:05d}"
    path = tmp_path_factory.mktemp("templates") / "sms_templates.yaml"
    path.write_text(yaml.safe_dump({"templates": rows}, allow_unicode=True), "utf-8")
    return path


@pytest.fixture(scope="session")
def post() -> Iterator[Post]:
    handler = Post()
    with socket.create_server(("127.0.0.1", 0)) as free:
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, post: Any, templates_file: Path) -> Settings:
    return Settings(
        library=tmp_path_factory.mktemp("line") / "library", corpus=ROOT / "corpus", public_url=PUBLIC,
        helpline_key=KEY,
        sms_provider="twilio", sms_templates=templates_file, dlt_entity="1101", caller_rate=100,
        whatsapp_url="https://whatsapp.example/v23.0", whatsapp_phone="555", whatsapp_token="wa-token",
        whatsapp_secret="wa-secret", whatsapp_verify="wa-word",
        twilio_url="https://twilio.example", twilio_account="AC1", twilio_token="tw-token",
        twilio_number="+911140000000",
        exotel_url="https://exotel.example", exotel_account="sid", exotel_key="k", exotel_token="t",
        exotel_sender="SAMUHX", exotel_path="path-nobody-guesses", exotel_password="ex-pass",
        gateway_url="https://gateway.example/send", gateway_secret="gw-secret",
        mail_from="help@samuh.example", mail_secret="mail-secret", smtp_host="127.0.0.1", smtp_port=post.port,
        smtp_security="none",
    )  # type: ignore[arg-type]  # fmt: skip


@pytest.fixture(scope="session")
def desk() -> Any:
    return load(FAKES).FakeDesk()


@pytest.fixture(scope="session")
def app(desk: Any, settings: Settings) -> FastAPI:
    """One application for all tests: building it takes its time. Each test gives it a line of its own."""
    return build_app(desk, settings)


@pytest.fixture
def stage(app: FastAPI, settings: Settings, post: Post, sqlite_made: Path, tmp_path: Path) -> Iterator[Stage]:
    path = tmp_path / "helpline.db"
    shutil.copy(sqlite_made, path)
    yield from staged(app, settings, post, path)


@pytest.fixture
def stage_of(post: Post, sqlite_made: Path, tmp_path: Path) -> Callable[[FastAPI], Iterator[Stage]]:
    """A stage over another application."""
    path = tmp_path / "helpline.db"
    shutil.copy(sqlite_made, path)
    return lambda app: staged(app, app.state.site.settings, post, path)


def staged(app: FastAPI, settings: Settings, post: Post, path: Path) -> Iterator[Stage]:
    desk = app.state.site.desk
    database = open_database(f"sqlite:///{path}")
    made = Stage(TestClient(app, base_url="http://127.0.0.1"), None, post)  # type: ignore[arg-type]
    keeping = Keeping(Store(settings.library), 90, made.clock)
    assert settings.sms_templates is not None
    kept = assembling.Kept(
        database,
        Secrets(KEY),
        read_templates(settings.sms_templates),
        Random(7),
        httpx.MockTransport(made.take),
        made.clock,
    )
    made.line = app.state.helpline_line = assembling.line(settings, desk, keeping, kept)
    post.letters.clear()
    yield made
    made.line.stop()
    made.client.close()
    database.close()
