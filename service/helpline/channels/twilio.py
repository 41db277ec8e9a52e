"""Twilio: its webhooks for calls and SMS read, its requests made. Pure: values in, values out."""

from collections.abc import Mapping
from urllib.parse import quote

from ingest.errors import BadRequestError
from service.helpline.channels.records import Call, Delivery, EventKind, Inbound, Outbound, Provider, Report

_ENDED = frozenset(("completed", "busy", "failed", "no-answer", "canceled"))
_DELIVERY = {
    "sent": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "undelivered": Delivery.FAILED,
    "failed": Delivery.FAILED,
}


def read_call(form: Mapping[str, str], step: int | None) -> Inbound:
    """A call that began, keys or words that came, or a call that ended. ``step`` stood in the address of the form.

    Raises:
        BadRequestError: it is no webhook of a call.
    """
    call = _needed(form, "CallSid")
    kind, text = _did(form, step)
    return Inbound(
        provider=Provider.TWILIO,
        channel="phone",
        id=call_event_id(call, kind, step),
        sender=form.get("From", ""),
        to=form.get("To", ""),
        kind=kind,
        text=text,
        at=None,
        step=step,
        thread=(call,),
    )


def call_event_id(call: str, kind: EventKind, step: int | None) -> str:
    """One event has one id: a call begins once, ends once, and each of its questions is answered once."""
    if kind in (EventKind.CALL_BEGAN, EventKind.CALL_ENDED):
        return f"{call}:{kind.value}"
    return f"{call}:{step}"


def _did(form: Mapping[str, str], step: int | None) -> tuple[EventKind, str]:
    if form.get("CallStatus") in _ENDED:
        return EventKind.CALL_ENDED, ""
    if step is None:
        return EventKind.CALL_BEGAN, ""
    if form.get("SpeechResult"):
        return EventKind.WORDS, form["SpeechResult"]
    return EventKind.DIGITS, form.get("Digits", "")


def read_sms(form: Mapping[str, str]) -> Inbound:
    """A short message that came.

    Raises:
        BadRequestError: it is no webhook of a message.
    """
    return Inbound(
        provider=Provider.TWILIO,
        channel="sms",
        id=_needed(form, "MessageSid"),
        sender=_needed(form, "From"),
        to=form.get("To", ""),
        kind=EventKind.WORDS,
        text=form.get("Body", ""),
        at=None,
    )


def read_report(form: Mapping[str, str], ours: str | None) -> Report | None:
    """What became of a message; None for a state on the way. ``ours`` stood in the address of the report.

    Raises:
        BadRequestError: it is no report on a message.
    """
    sid = _needed(form, "MessageSid")
    delivery = _DELIVERY.get(form.get("MessageStatus", ""))
    if delivery is None:
        return None
    why = f"Twilio reports error {form.get('ErrorCode', '')}." if delivery is Delivery.FAILED else ""
    return Report(Provider.TWILIO, sid, ours, delivery, why)


def sms_call(message: Outbound, url: str, account: tuple[str, str], sender: str, report_to: str) -> Call:
    """The request that sends a short message; ``account`` is its SID and token, ``report_to`` takes the report."""
    form = [("To", message.to), ("From", sender), ("Body", message.text)]
    if report_to:
        form.append(("StatusCallback", f"{report_to}?message={quote(message.id)}"))
    return Call(
        url=f"{url.rstrip('/')}/2010-04-01/Accounts/{quote(account[0])}/Messages.json",
        form=tuple(form),
        login=account,
    )


def _needed(form: Mapping[str, str], name: str) -> str:
    if not form.get(name):
        raise BadRequestError(f"twilio: the form has no {name}.")
    return form[name]
