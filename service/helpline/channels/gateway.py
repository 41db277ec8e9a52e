"""A gateway of one's own: JSON in, JSON out, both signed. For SMS providers that have no adapter here.

In: ``{"id", "channel": "sms" | "whatsapp" | "email", "from", "to", "text", "at"}`` with ``X-Samuh-Signature``;
``{"id", "report": "sent" | "delivered" | "failed", "message", "why"}`` tells what became of one of ours.
Out: ``{"id", "channel", "to", "text", "choices", "template", "subject"}``, signed alike; ``id`` stays the same when a
message is sent again and also stands in ``Idempotency-Key``, so that the gateway can drop the second one.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ingest.errors import BadRequestError
from service.helpline.channels import signatures
from service.helpline.channels.records import Call, Delivery, EventKind, Inbound, Outbound, Provider, Report

CHANNELS = frozenset(("sms", "whatsapp", "email"))


def read(payload: Mapping[str, Any]) -> Inbound | Report:
    """A message that came, or a report on one of ours.

    Raises:
        BadRequestError: a field is missing or is not what it should be; the message says which.
    """
    name = _text(payload, "id", 200)
    if "report" in payload:
        return _report(payload, name)
    channel = _text(payload, "channel", 20)
    if channel not in CHANNELS:
        raise BadRequestError(f"gateway: channel must be one of {', '.join(sorted(CHANNELS))}.")
    return Inbound(
        provider=Provider.GATEWAY,
        channel=channel,
        id=name,
        sender=_text(payload, "from", 200),
        to=_text(payload, "to", 200) if "to" in payload else "",
        kind=EventKind.WORDS,
        text=_text(payload, "text", 100_000),
        at=_moment(payload.get("at")),
        subject=_text(payload, "subject", 500) if "subject" in payload else "",
    )


def _report(payload: Mapping[str, Any], name: str) -> Report:
    try:
        delivery = Delivery(_text(payload, "report", 20))
    except ValueError as error:
        raise BadRequestError("gateway: report must be sent, delivered or failed.") from error
    why = _text(payload, "why", 200) if payload.get("why") else ""
    return Report(Provider.GATEWAY, name, _text(payload, "message", 200), delivery, why)


def call(message: Outbound, url: str, secret: str, now: datetime) -> Call:
    """The request that sends a message."""
    told = {
        "id": message.id,
        "channel": message.channel,
        "to": message.to,
        "text": message.text,
        "choices": [{"key": choice.key, "label": choice.label} for choice in message.choices],
        "template": message.template,
        "subject": message.subject or None,
    }
    body = json.dumps(told, ensure_ascii=False).encode()
    headers = (
        ("Content-Type", "application/json"),
        ("Idempotency-Key", message.id),
        ("X-Samuh-Signature", signatures.gateway(secret, int(now.timestamp()), body)),
    )
    return Call(url=url, headers=headers, body=body)


def _text(payload: Mapping[str, Any], name: str, most: int) -> str:
    value = payload.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadRequestError(f"gateway: {name} is missing, or is no text.")
    if not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
        raise BadRequestError(f"gateway: {name} holds half a sign (a lone surrogate).")
    if len(value) > most:
        raise BadRequestError(f"gateway: {name} has {len(value)} characters; at most {most} are taken.")
    return value


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(str(value))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise BadRequestError('gateway: at must be a moment such as "2026-11-22T08:30:00Z".') from error
