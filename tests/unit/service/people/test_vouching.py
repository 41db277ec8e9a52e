"""Signing in through a service: a provider of our own on this machine, honest and not."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

pytest.importorskip("joserfc", reason="comes with `pip install -e .[oidc]`")

import httpx
import uvicorn
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from service.database.engine import Database
from service.helpline.database import open_database
from service.http.server import address, listen
from service.people.errors import SignInError
from service.people.records import Back
from service.people.vouching import Provider, Vouching

HERE = "http://127.0.0.1:1/sign-in/service/back"
CLIENT = httpx.Client(verify=False)  # over plain HTTP to this machine
KEY, STRANGERS_KEY = (RSAKey.generate_key(2048, {"kid": kid}) for kid in ("k1", "k1"))


def plain(part: dict[str, Any]) -> str:
    """A part of a token that nobody signed."""
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


@dataclass
class FakeProvider:
    """A sign-in service that keeps the rules of its trade, but for what a test tells it to say."""

    issuer: str = ""
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: KEY)
    algorithm: str = "RS256"
    now: datetime | None = None

    def about(self, request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        )

    def keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [KEY.as_dict(private=False)]})

    def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert asked["code_challenge_method"] == "S256"
        assert set(asked["scope"].split()) >= {"openid", "email"}
        code = f"code{len(self.asked)}"
        self.asked[code] = asked
        return RedirectResponse(
            f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
        )

    async def token(self, request: Request) -> Response:
        form = dict(await request.form())
        name = base64.b64decode(request.headers["authorization"].split()[1]).decode()
        asked = self.asked.pop(str(form.get("code")), None)
        given = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        challenge = base64.urlsafe_b64encode(given).decode().rstrip("=")
        if name != "samuh:sesame" or asked is None or asked["code_challenge"] != challenge:
            return JSONResponse({"error": "invalid_grant"}, 400)
        assert self.now is not None
        claims = {
            "iss": self.issuer,
            "aud": "samuh",
            "sub": "17",
            "iat": int(self.now.timestamp()),
            "exp": int(self.now.timestamp()) + 300,
            "nonce": asked["nonce"],
            "email": "Asha@Example.org",
            "email_verified": True,
            **self.claims,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": self.algorithm, "kid": "k1"}
        token = (
            jwt.encode(header, kept, self.key, algorithms=[self.algorithm])
            if self.key
            else ".".join((*(plain(part) for part in ({"alg": "none"}, kept)), ""))
        )
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": token})


@pytest.fixture(scope="module")
def server() -> Iterator[FakeProvider]:
    """The provider behind a real socket."""
    fake = FakeProvider()
    routes = [
        Route("/.well-known/openid-configuration", fake.about),
        Route("/keys", fake.keys),
        Route("/authorize", fake.authorize),
        Route("/token", fake.token, methods=["POST"]),
    ]
    with listen("127.0.0.1", 0) as listener:
        running = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_config=None))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        fake.issuer = address(listener)
        yield fake
        CLIENT.close()
        running.should_exit = True
        thread.join(30)


@pytest.fixture
def provider(server: FakeProvider, now: datetime) -> FakeProvider:
    server.claims, server.key, server.algorithm, server.now = {}, KEY, "RS256", now
    return server


@pytest.fixture
def vouching(database: Database, provider: FakeProvider) -> Vouching:
    return Vouching(database, Provider(provider.issuer, "samuh", "sesame"))


def go(vouching: Vouching, now: datetime) -> Back:
    """What a browser brings back from the provider."""
    begun = vouching.begin("/desk", HERE, now)
    came = CLIENT.get(begun.address)
    assert came.status_code == 307
    query = parse_qs(urlsplit(came.headers["location"]).query)
    return Back({name: values[0] for name, values in query.items()}, begun.state, HERE)


def test_the_service_vouches_for_a_mail_address_once(vouching: Vouching, now: datetime) -> None:
    back = go(vouching, now)
    vouched = vouching.finish(back, now)
    assert (vouched.address, vouched.next) == ("asha@example.org", "/desk")
    with pytest.raises(SignInError, match="used already"):
        vouching.finish(back, now)


@pytest.fixture
def lone(sqlite_made, provider: FakeProvider, tmp_path) -> Iterator[Vouching]:
    """A service over SQLite alone: what is refused does not depend on the database."""
    path = tmp_path / "helpline.db"
    path.write_bytes(sqlite_made.read_bytes())
    database = open_database(f"sqlite:///{path}")
    yield Vouching(database, Provider(provider.issuer, "samuh", "sesame"))
    database.close()


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody-else"},
        {"aud": None},
        {"iss": "http://evil.example"},
        {"exp": 1},
        {"exp": None},
        {"iat": 99999999999},
        {"aud": ["samuh", "somebody-else"], "azp": "somebody-else"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": None},
        {"email": 7},
    ],
    ids=str,
)
def test_a_token_that_says_something_else_is_refused(
    lone: Vouching, provider: FakeProvider, claims: dict[str, Any], now: datetime
) -> None:
    provider.claims = claims
    with pytest.raises(SignInError):
        lone.finish(go(lone, now), now)


def test_a_token_of_somebody_elses_making_is_refused(
    lone: Vouching, provider: FakeProvider, now: datetime
) -> None:
    provider.key = STRANGERS_KEY
    with pytest.raises(SignInError, match="cannot be trusted"):
        lone.finish(go(lone, now), now)
    # A secret is known to more than the provider: a token signed with one proves nothing.
    provider.key, provider.algorithm = OctKey.import_key("sesame " * 6), "HS256"
    with pytest.raises(SignInError, match="cannot be trusted"):
        lone.finish(go(lone, now), now)
    provider.key = None
    with pytest.raises(SignInError, match="cannot be trusted"):
        lone.finish(go(lone, now), now)


def test_what_was_begun_in_another_browser_or_long_ago_is_refused(lone: Vouching, now: datetime) -> None:
    back = go(lone, now)
    for state in ("", "another"):
        with pytest.raises(SignInError, match="not begun in this browser"):
            lone.finish(Back(back.parameters, state, HERE), now)
    with pytest.raises(SignInError, match="took too long"):
        lone.finish(back, now + timedelta(minutes=10))


def test_a_refusal_of_the_service_and_a_wrong_code_are_told(lone: Vouching, now: datetime) -> None:
    back = go(lone, now)
    refused = {"state": back.state, "error": "access_denied"}
    with pytest.raises(SignInError, match="did not let you in"):
        lone.finish(Back(refused, back.state, HERE), now)
    back = go(lone, now)
    with pytest.raises(SignInError, match="did not confirm"):
        lone.finish(Back({**back.parameters, "code": "guessed"}, back.state, HERE), now)


def test_a_service_that_cannot_be_reached_or_is_another_is_told(
    lone: Vouching, provider: FakeProvider, now: datetime
) -> None:
    nobody = Vouching(lone._database, Provider("http://127.0.0.1:1", "samuh", ""))
    with pytest.raises(SignInError, match="cannot be used now"):
        nobody.begin("/", HERE, now)
    other = Vouching(lone._database, Provider(provider.issuer.replace("127.0.0.1", "localhost"), "samuh", ""))
    with pytest.raises(SignInError, match="cannot be used now"):
        other.begin("/", HERE, now)
