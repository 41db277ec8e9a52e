"""Signing in through a service of one's own organisation (OpenID Connect, authorization code flow with PKCE).

The service vouches for a mail address; who has an account with that address is let in. Nobody gets an account by it.
"""

import base64
import hashlib
import secrets
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from threading import Lock
from typing import Any
from urllib.parse import quote

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from service.database.engine import Database
from service.people.errors import SignInError
from service.people.records import VOUCHING_TIME, Back, Begun, Vouched
from service.people.tables import SIGN_INS

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
"""Signatures with a public key alone: a token "signed" with nothing, or with a secret, is refused."""

LEEWAY_SECONDS = 60
SECONDS = 10.0
_KEPT = timedelta(hours=1)
_AGAIN = "Start again from the sign-in page."


@dataclass(frozen=True, slots=True)
class Provider:
    """The sign-in service as a person set it: the issuer's address, and what we are there."""

    issuer: str
    client: str
    secret: str


class Vouching:
    """A sign-in service. Nothing is asked of it before somebody signs in; ``transport`` is replaced in tests."""

    def __init__(
        self, database: Database, provider: Provider, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._database = database
        self._provider = provider
        self._transport = transport
        self._lock = Lock()
        self._known: tuple[datetime, Mapping[str, Any], KeySet] | None = None

    def begin(self, following: str, here: str, now: datetime) -> Begun:
        """Begin a sign-in: the browser goes to the service and comes back to ``here``.

        Raises:
            SignInError: the service cannot be reached or says what it should not.
        """
        about, _ = self._told(now)
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
        state = secrets.token_urlsafe(32)
        asked = {
            "response_type": "code",
            "client_id": self._provider.client,
            "redirect_uri": here,
            "scope": "openid email",
            "state": state,
            "nonce": nonce,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }
        address = str(httpx.URL(about["authorization_endpoint"]).copy_merge_params(asked))
        row = {"nonce": nonce, "verifier": verifier, "next": following, "expires": now + VOUCHING_TIME}
        with self._database.writing() as connection:
            connection.execute(SIGN_INS.delete().where(SIGN_INS.c.expires <= now))
            connection.execute(SIGN_INS.insert().values(state_hash=_hashed(state), **row))
        return Begun(address, state)

    def finish(self, back: Back, now: datetime) -> Vouched:
        """Whom the service vouches for. What was begun is used up, whatever comes of it.

        Raises:
            SignInError: it was not begun in this browser, took too long, or the service's word cannot be trusted.
        """
        given = back.parameters.get("state", "")
        if not given or not secrets.compare_digest(given.encode(), back.state.encode()):
            raise SignInError(f"This sign-in was not begun in this browser. {_AGAIN}")
        begun = self._used_up(given, now)
        if "code" not in back.parameters:
            raise SignInError(f"The sign-in service did not let you in. {_AGAIN}")
        claims = self._claims(self._token(back, begun["verifier"], now), begun["nonce"], now)
        if claims.get("email_verified") is not True or not isinstance(claims.get("email"), str):
            raise SignInError(
                "The sign-in service does not vouch for your mail address (email_verified). Ask its administrator."
            )
        return Vouched(claims["email"].strip().casefold(), begun["next"])

    def _used_up(self, state: str, now: datetime) -> Mapping[str, Any]:
        mine = SIGN_INS.c.state_hash == _hashed(state)
        with self._database.writing() as connection:
            row = connection.execute(SIGN_INS.delete().where(mine).returning(SIGN_INS)).mappings().first()
        if row is None or row["expires"] <= now:
            raise SignInError(f"This sign-in took too long, or was used already. {_AGAIN}")
        return dict(row)

    def _token(self, back: Back, verifier: str, now: datetime) -> str:
        """The ID token for the code that came back."""
        about, _ = self._told(now)
        given = self._provider
        form = {
            "grant_type": "authorization_code",
            "code": back.parameters["code"],
            "redirect_uri": back.here,
            "code_verifier": verifier,
        }
        by_name = (quote(given.client, safe=""), quote(given.secret, safe="")) if given.secret else None
        try:
            with self._client() as client:
                got = client.post(
                    about["token_endpoint"],
                    data=form if by_name else {**form, "client_id": given.client},
                    auth=by_name or httpx.USE_CLIENT_DEFAULT,
                )
                return str(got.raise_for_status().json()["id_token"])
        except (httpx.HTTPError, KeyError, ValueError, TypeError) as error:
            raise SignInError(f"The sign-in service did not confirm who you are. {_AGAIN}") from error

    def _claims(self, token: str, nonce: str, now: datetime) -> Mapping[str, Any]:
        """What an ID token says, once its signature, issuer, audience, time and nonce are right."""
        about, keys = self._told(now)
        rules = JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": about["issuer"]},
            aud={"essential": True, "value": self._provider.client},
            exp={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
            rules.validate(claims)
        except (JoseError, ValueError) as error:
            raise SignInError(f"The word of the sign-in service cannot be trusted. {_AGAIN}") from error
        if (
            isinstance(claims["aud"], list)
            and len(claims["aud"]) > 1
            and claims.get("azp") != self._provider.client
        ):
            raise SignInError(f"The word of the sign-in service is meant for somebody else. {_AGAIN}")
        return claims

    def _told(self, now: datetime) -> tuple[Mapping[str, Any], KeySet]:
        """What the service says of itself, and its keys; asked for once an hour.

        Raises:
            SignInError: it cannot be reached, or is not the issuer that was set.
        """
        with self._lock:
            if self._known is None or self._known[0] + _KEPT <= now:
                self._known = (now, *self._asked())
            return self._known[1], self._known[2]

    def _asked(self) -> tuple[Mapping[str, Any], KeySet]:
        issuer = self._provider.issuer.rstrip("/")
        try:
            with self._client() as client:
                about = client.get(f"{issuer}/.well-known/openid-configuration").raise_for_status().json()
                keys = client.get(about["jwks_uri"]).raise_for_status().json()
            if about["issuer"].rstrip("/") != issuer:
                raise ValueError("another issuer")
            return about, KeySet.import_key_set(keys)
        except (httpx.HTTPError, JoseError, KeyError, ValueError, TypeError, AttributeError) as error:
            raise SignInError(
                "The sign-in service cannot be used now. Try again later, or sign in with name and password."
            ) from error

    def _client(self) -> httpx.Client:
        return httpx.Client(transport=self._transport, verify=_trusted(), timeout=SECONDS)


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities that this machine trusts; reading them takes a while."""
    return httpx.create_ssl_context()


def _hashed(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()


def _challenge(verifier: str) -> str:
    """What the service is told beforehand of the secret that proves later who asked (RFC 7636, S256)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
