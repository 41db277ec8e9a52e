"""Exotel: its webhooks for calls and SMS read, its requests made. Pure: values in, values out."""

from collections.abc import Mapping
from urllib.parse import quote

from ingest.errors import BadRequestError
from service.helpline.channels import twilio
from service.helpline.channels.records import Call, Delivery, EventKind, Inbound, Outbound, Provider, Report

_ENDED = frozenset(("completed", "failed", "busy", "no-answer", "canceled", "free"))
_DELIVERY = {
    "sent": Delivery.DELIVERED,  # Exotel's last state of a message that reached the telephone
    "submitted": Delivery.SENT,
    "failed": Delivery.FAILED,
    "failed_dnd": Delivery.FAILED,
    "failed-dnd": Delivery.FAILED,
}


def read_call(form: Mapping[str, str], step: int | None) -> Inbound:
    """A call that began, keys that came, or a call that ended. ``step`` stood in the address of the form.

    Raises:
        BadRequestError: it is no webhook of a call.
    """
    call = form.get("CallSid", "")
    if not call:
        raise BadRequestError("exotel: the call has no CallSid.")
    digits = form.get("DigitsPressed", form.get("digits", "")).strip('" ')
    kind = _kind(form, step)
    return Inbound(
        provider=Provider.EXOTEL,
        channel="phone",
        id=twilio.call_event_id(call, kind, step),
        sender=form.get("CallFrom") or form.get("From", ""),
        to=form.get("CallTo") or form.get("To", ""),
        kind=kind,
        text=digits,
        at=None,
        step=step,
        thread=(call,),
    )


def _kind(form: Mapping[str, str], step: int | None) -> EventKind:
    if form.get("CallStatus", form.get("Status", "")).lower() in _ENDED:
        return EventKind.CALL_ENDED
    return EventKind.CALL_BEGAN if step is None else EventKind.DIGITS


def read_sms(form: Mapping[str, str]) -> Inbound:
    """A short message that came.

    Raises:
        BadRequestError: it is no webhook of a message.
    """
    if not form.get("SmsSid") or not form.get("From"):
        raise BadRequestError("exotel: the message has no SmsSid or no From.")
    return Inbound(
        provider=Provider.EXOTEL,
        channel="sms",
        id=form["SmsSid"],
        sender=form["From"],
        to=form.get("To", ""),
        kind=EventKind.WORDS,
        text=form.get("Body", ""),
        at=None,
    )


def read_report(form: Mapping[str, str]) -> Report | None:
    """What became of a message; None for a state on the way.

    Raises:
        BadRequestError: it is no report on a message.
    """
    if not form.get("SmsSid"):
        raise BadRequestError("exotel: the report has no SmsSid.")
    delivery = _DELIVERY.get(form.get("Status", "").lower())
    if delivery is None:
        return None
    why = (
        f"Exotel reports {form.get('DetailedStatusCode', 'a failure')}."
        if delivery is Delivery.FAILED
        else ""
    )
    return Report(Provider.EXOTEL, form["SmsSid"], form.get("CustomField") or None, delivery, why)


def sms_call(
    message: Outbound, url: str, account: tuple[str, str, str], sender: str, entity: str, report_to: str
) -> Call:
    """The request that sends a short message; ``account`` is its SID, key and token, ``entity`` our DLT entity id."""
    sid, key, token = account
    plain = message.text.isascii()
    form = [
        ("From", sender),
        ("To", message.to),
        ("Body", message.text),
        ("EncodingType", "plain" if plain else "unicode"),
        ("SmsType", "transactional"),
        ("CustomField", message.id),
    ]
    form += [("DltEntityId", entity)] if entity else []
    form += [("DltTemplateId", message.template)] if message.template else []
    form += [("StatusCallback", report_to)] if report_to else []
    return Call(
        url=f"{url.rstrip('/')}/v1/Accounts/{quote(sid)}/Sms/send.json", form=tuple(form), login=(key, token)
    )
