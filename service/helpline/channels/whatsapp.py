"""WhatsApp Cloud API: its webhooks read, its messages made, its limits kept. Pure: values in, values out."""

import hmac
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from ingest.errors import BadRequestError
from service.helpline.channels.records import (
    Call,
    Choice,
    Delivery,
    EventKind,
    Inbound,
    Outbound,
    Provider,
    Report,
)

log = logging.getLogger(__name__)

T = TypeVar("T")
BUTTONS, BUTTON_CHARS = 3, 20
ROWS, ROW_CHARS, ROW_MORE_CHARS = 10, 24, 72
CARD_CHARS, TEXT_CHARS = 1024, 4096
MENU_CHARS = 20
WINDOW = timedelta(hours=24)
"""Free text may be sent for so long after the caller's last message; afterwards approved templates only."""

_DELIVERY = {
    "sent": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.DELIVERED,
    "failed": Delivery.FAILED,
}


def challenge(query: Mapping[str, str], verify: str) -> str | None:
    """The reply to the handshake with which WhatsApp makes sure of us; None where its word is not the agreed one."""
    told = query.get("hub.verify_token", "").encode("utf-8", "replace")
    fits = query.get("hub.mode") == "subscribe" and hmac.compare_digest(told, verify.encode())
    return query.get("hub.challenge") if verify and fits else None


def read(payload: Mapping[str, Any], phone: str) -> tuple[tuple[Inbound, ...], tuple[Report, ...]]:
    """The messages and delivery reports of one webhook body, in its order; one that cannot be read is left out.

    ``phone`` is the id of our number. WhatsApp tells of all numbers of an account at one address: what came to
    another one is passed over, for it is not ours to answer.

    Raises:
        BadRequestError: the body has not the shape that WhatsApp sends, or nothing in it can be read.
    """
    try:
        every = [change["value"] for entry in payload["entry"] for change in entry["changes"]]
        values = [value for value in every if _is_to(value, phone)]
        came = [(row, value) for value in values for row in value.get("messages", ())]
        told = [row for value in values for row in value.get("statuses", ())]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadRequestError(_NO_SHAPE) from error
    if len(values) < len(every):
        log.info("event=whatsapp_other_number passed_over=%d", len(every) - len(values))
    messages = [read for row, value in came for read in _readable(row, lambda r, v=value: _message(r, v))]  # type: ignore[misc]
    reports = [read for row in told for read in _readable(row, _report)]
    if (came or told) and not (messages or reports):
        raise BadRequestError(_NO_SHAPE)
    return tuple(messages), tuple(report for report in reports if report is not None)


def _is_to(value: Mapping[str, Any], phone: str) -> bool:
    return str(value.get("metadata", {}).get("phone_number_id", "")) == phone


_NO_SHAPE = "whatsapp: the body has not the shape of a webhook of the Cloud API."


def _readable(row: Any, read: Callable[[Any], T]) -> list[T]:  # noqa: ANN401 -- whatever JSON holds
    """What a row says; nothing where it cannot be read, for the others of its batch are not to be lost with it."""
    try:
        return [read(row)]
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        log.warning("event=whatsapp_row_left_out error=%s", type(error).__name__)
        return []


def _message(row: Mapping[str, Any], value: Mapping[str, Any]) -> Inbound:
    kind, text, step = _content(row)
    return Inbound(
        provider=Provider.WHATSAPP,
        channel="whatsapp",
        id=str(row["id"]),
        sender="+" + _digits(row["from"]),
        to=str(value.get("metadata", {}).get("display_phone_number", "")),
        kind=kind,
        text=text,
        at=datetime.fromtimestamp(int(row["timestamp"]), UTC),
        step=step,
    )


def _digits(sender: object) -> str:
    """The number that a message came from.

    Raises:
        ValueError: it is none, so that nobody could be answered.
    """
    plain = str(sender).lstrip("+")
    if not (plain.isascii() and plain.isdigit()):
        raise ValueError("a message from nobody")
    return plain


def _content(row: Mapping[str, Any]) -> tuple[EventKind, str, int | None]:
    kind = row["type"]
    if kind == "text":
        return EventKind.WORDS, str(row["text"]["body"]), None
    if kind == "button":
        return EventKind.WORDS, str(row["button"]["text"]), None
    if kind == "interactive":
        told = row["interactive"]
        return _chosen(str(told[told["type"]]["id"]))
    return EventKind.UNREADABLE, str(kind), None


def choice_id(step: int | None, key: str) -> str:
    """The id of a button or row: the step that it belongs to and its key, so that a late tap is known as such."""
    return f"{step or 0}:{key}"


def _chosen(given: str) -> tuple[EventKind, str, int | None]:
    step, colon, key = given.partition(":")
    if not colon or not (step.isascii() and step.isdigit() and len(step) < 9):
        return EventKind.UNREADABLE, "interactive", None
    return EventKind.DIGITS, key, int(step)


def _report(row: Mapping[str, Any]) -> Report | None:
    delivery = _DELIVERY.get(str(row["status"]))
    if delivery is None:
        return None
    ours = row.get("biz_opaque_callback_data")
    errors: Sequence[Mapping[str, Any]] = row.get("errors") or ({},)
    code = errors[0].get("code", "")
    why = f"WhatsApp reports error {code}." if delivery is Delivery.FAILED else ""
    return Report(Provider.WHATSAPP, str(row["id"]), str(ours) if ours else None, delivery, why)


def window_open(last_inbound: datetime | None, now: datetime) -> bool:
    """Whether free text may be sent: within 24 hours of the caller's last message."""
    return last_inbound is not None and now - last_inbound < WINDOW


def call(message: Outbound, url: str, phone: str, token: str) -> Call:
    """The request that sends a message; ``url`` is the Graph API's with its version.

    Raises:
        BadRequestError: the message breaks a limit of WhatsApp.
    """
    told = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": message.to.lstrip("+"),
        "biz_opaque_callback_data": message.id,
        **_body(message),
    }
    return Call(
        url=f"{url.rstrip('/')}/{phone}/messages",
        headers=(("Authorization", f"Bearer {token}"), ("Content-Type", "application/json")),
        body=json.dumps(told, ensure_ascii=False).encode(),
    )


def _body(message: Outbound) -> dict[str, Any]:
    if message.template:
        return {"type": "template", "template": _template(message)}
    if not message.choices:
        _within("text", message.text, TEXT_CHARS)
        return {"type": "text", "text": {"body": message.text, "preview_url": False}}
    _within("text above buttons", message.text, CARD_CHARS)
    fits = len(message.choices) <= BUTTONS and all(len(c.label) <= BUTTON_CHARS for c in message.choices)
    made = _buttons(message) if fits else _rows(message)
    return {"type": "interactive", "interactive": {"body": {"text": message.text}, **made}}


def _template(message: Outbound) -> dict[str, Any]:
    made: dict[str, Any] = {"name": message.template, "language": {"code": message.language}}
    if message.variables:
        parts = [{"type": "text", "text": text} for text in message.variables]
        made["components"] = [{"type": "body", "parameters": parts}]
    return made


def _buttons(message: Outbound) -> dict[str, Any]:
    rows = [
        {"type": "reply", "reply": {"id": choice_id(message.step, c.key), "title": c.label}}
        for c in message.choices
    ]
    return {"type": "button", "action": {"buttons": rows}}


def _rows(message: Outbound) -> dict[str, Any]:
    if len(message.choices) > ROWS:
        raise BadRequestError(f"whatsapp: {len(message.choices)} choices; a list has at most {ROWS} rows.")
    rows = [_row(message.step, choice) for choice in message.choices]
    menu = {"hi": "चुनें"}.get(message.language, "Choose")
    return {"type": "list", "action": {"button": menu, "sections": [{"title": menu, "rows": rows}]}}


def _row(step: int | None, choice: Choice) -> dict[str, str]:
    """A row's title is short; a longer label goes on below it, and is cut there where it is longer still."""
    head, rest = split_label(choice.label)
    row = {"id": choice_id(step, choice.key), "title": head}
    return row | {"description": rest} if rest else row


def split_label(label: str) -> tuple[str, str]:
    """The title of a row and what goes below it.

    Example: "Cooperative society of handloom weavers" gives ("Cooperative society of", "handloom weavers").
    """
    if len(label) <= ROW_CHARS:
        return label, ""
    cut = label.rfind(" ", 1, ROW_CHARS + 1)
    head = label[:cut] if cut > 0 else label[:ROW_CHARS]
    return head, shortened(label[len(head) :].strip(), ROW_MORE_CHARS)


def shortened(text: str, most: int) -> str:
    """The text, cut at a word and marked with "…" where it is too long."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def pages(text: str, most: int = TEXT_CHARS) -> Iterator[str]:
    """Part a text into as few messages as the limit allows, between lines; a longer line is cut at words."""
    held = ""
    for line in text.split("\n"):
        for part in _parts(line, most):
            joined = f"{held}\n{part}" if held else part
            if len(joined) > most:
                yield held
                held = part
            else:
                held = joined
    if held:
        yield held


def _parts(text: str, most: int) -> Iterator[str]:
    while len(text) > most:
        cut = text.rfind(" ", 1, most + 1)
        cut = cut if cut > 0 else most
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text


def _within(what: str, text: str, most: int) -> None:
    if not text.strip():
        raise BadRequestError(f"whatsapp: the {what} is empty.")
    if len(text) > most:
        raise BadRequestError(f"whatsapp: the {what} has {len(text)} characters; at most {most} are taken.")
