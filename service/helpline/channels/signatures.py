"""Is it really the provider? Signatures over what came, compared in constant time. Pure: no clock, no settings."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

WINDOW_SECONDS = 300
"""How far the time in a signed request may be from ours: clocks differ, and a replay comes later."""


def whatsapp(secret: str, body: bytes) -> str:
    """The value of ``X-Hub-Signature-256`` for a raw body."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_whatsapp(secret: str, body: bytes, header: str | None) -> bool:
    """Whether a raw body came with the right signature; never without a secret."""
    return bool(secret and header) and _same(whatsapp(secret, body), header)


def twilio(token: str, url: str, fields: Iterable[tuple[str, str]]) -> str:
    """The value of ``X-Twilio-Signature``: over the full public address and the form's fields, sorted by name.

    Fields of the same name and value count once, as Twilio counts them.
    """
    text = url + "".join(f"{name}{value}" for name, value in sorted(set(fields)))
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def is_twilio(token: str, url: str, fields: Iterable[tuple[str, str]], header: str | None) -> bool:
    """Whether a form came with the right signature, the address written with its usual port or without."""
    if not token or not header:
        return False
    kept = tuple(fields)
    return any(_same(twilio(token, spelt, kept), header) for spelt in _spellings(url))


def gateway(secret: str, at: int, body: bytes) -> str:
    """The value of ``X-Samuh-Signature``: ``t=<seconds since 1970>,v1=<hex HMAC-SHA256 of "t.body">``."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def is_gateway(secret: str, body: bytes, header: str | None, now: datetime) -> bool:
    """Whether a body was signed with the secret within the last five minutes."""
    if not secret or not header:
        return False
    at = dict(part.partition("=")[::2] for part in header.split(",")).get("t", "")
    if not (at.isascii() and at.isdigit() and len(at) < 12):
        return False
    return _same(gateway(secret, int(at), body), header) and abs(now.timestamp() - int(at)) <= WINDOW_SECONDS


def is_login(user: str, password: str, header: str | None) -> bool:
    """Whether an ``Authorization: Basic`` header names this user and password; never without a password."""
    if not password or not header or not header.lower().startswith("basic "):
        return False
    try:
        given = base64.b64decode(header[6:].strip(), validate=True)
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(given, f"{user}:{password}".encode())


def is_secret(ours: str, given: str) -> bool:
    """Whether a secret part of an address is ours; never where ours is empty."""
    return bool(ours) and _same(ours, given)


def _spellings(url: str) -> tuple[str, ...]:
    """An https address is signed with ``:443`` by some of Twilio's services, without it by others."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    usual = {"https": ":443", "http": ":80"}.get(scheme, "")
    if not usual:
        return (url,)
    bare = host.removesuffix(usual)
    if ":" in bare:
        return (url,)
    return (f"{scheme}://{bare}{slash}{path}", f"{scheme}://{bare}{usual}{slash}{path}")


def _same(ours: str, given: str | None) -> bool:
    return given is not None and hmac.compare_digest(ours.encode(), given.encode())
