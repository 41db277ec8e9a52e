"""A client to the whole application over the small library of ``fake_desk.py``."""

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from service.http import helpline_room
from service.http.app import build_app
from service.people.accounts import Accounts, NewAccount
from service.people.passwords import Passwords
from service.people.records import Role
from service.settings import Settings
from tests.unit.service.http.seats import NOW, WORD, Seat

HERE = Path(__file__).parent


def load(path: Path) -> ModuleType:
    """Import a file of the tests: they are no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


fakes = load(HERE / "fake_desk.py")


@pytest.fixture(scope="session")
def fake_desk():
    """The class of desks over the small library."""
    return fakes.FakeDesk


@pytest.fixture
def desk(tmp_path: Path):
    return fakes.FakeDesk(folder=tmp_path)


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(max_question_chars=200)


@pytest.fixture
def app(desk, settings: Settings) -> FastAPI:
    return build_app(desk, settings)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=True) as made:
        yield made


@pytest.fixture(scope="module")
def shared_client(settings: Settings) -> Iterator[TestClient]:
    """One client for all tests of a file that change nothing: building an application takes its time."""
    with TestClient(build_app(fakes.FakeDesk(), settings), base_url="http://127.0.0.1") as made:
        yield made


@pytest.fixture
def page(client: TestClient) -> Callable[..., html.HtmlElement]:
    """Get an address, expect 200 (or ``expect``), and parse the page."""

    def get(address: str, expect: int = 200, **params: object) -> html.HtmlElement:
        reply = client.get(address, params=params or None)
        assert reply.status_code == expect, reply.text
        assert reply.headers["content-type"] == "text/html; charset=utf-8"
        return html.document_fromstring(reply.text)

    return get


@pytest.fixture
def text_of() -> Callable[[html.HtmlElement, str], list[str]]:
    """The texts of all elements that a CSS class or tag path finds, white space brought to single blanks."""

    def find(element: html.HtmlElement, path: str) -> list[str]:
        return [" ".join(found.text_content().split()) for found in element.xpath(path)]

    return find


@pytest.fixture
def page_of() -> Callable[[TestClient, str], html.HtmlElement]:
    """Get a page from any client, and parse it."""

    def get(client: TestClient, address: str) -> html.HtmlElement:
        reply = client.get(address)
        assert reply.status_code == 200, reply.text
        return html.document_fromstring(reply.text)

    return get


@pytest.fixture(scope="module")
def built(fake_desk) -> FastAPI:
    return build_app(fake_desk(), Settings())


@pytest.fixture
def house(built: FastAPI, sqlite_made: Path, tmp_path: Path) -> Iterator[FastAPI]:
    """The application with an empty helpline, a clock that stands, and passwords that are hashed quickly."""
    shutil.copy(sqlite_made, tmp_path / "helpline.db")
    settings = Settings(library=tmp_path)
    made = helpline_room.made(settings)
    accounts = Accounts(made.database, Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)))
    built.state.helpline_room = replace(made, accounts=accounts, clock=lambda: NOW)
    built.state.site = replace(built.state.site, settings=settings)
    if hasattr(built.state, "assess_room"):
        del built.state.assess_room
    for name, role in (("asha", Role.OPERATOR), ("vikram", Role.EXPERT), ("esha", Role.EDITOR)):
        accounts.add(NewAccount(name, name.title(), role, WORD), NOW)
    yield built
    made.database.close()


@pytest.fixture
def seat(house: FastAPI) -> Callable[[str], Seat]:
    return lambda name: Seat(house, name)


@pytest.fixture
def asha(seat) -> Seat:
    return seat("asha")
