"""Twilio, Exotel and the gateway of one's own: what they send is read, what they are sent is made."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.errors import BadRequestError
from service.helpline.channels import exotel, gateway, signatures, twilio
from service.helpline.channels.records import Delivery, EventKind, Outbound, Report

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
SMS = Outbound("name1", "sms", "+919876543210", "Samuh: hello", template="1107")
CALL = {"CallSid": "CA1", "From": "+919876543210", "To": "+911140000000"}


def test_each_event_of_a_call_has_one_id() -> None:
    began = twilio.read_call({**CALL, "CallStatus": "ringing"}, None)
    keys = twilio.read_call({**CALL, "CallStatus": "in-progress", "Digits": "2"}, 3)
    ended = twilio.read_call({**CALL, "CallStatus": "completed", "CallDuration": "61"}, None)
    assert [(e.id, e.kind, e.text) for e in (began, keys, ended)] == [
        ("CA1:call_began", EventKind.CALL_BEGAN, ""),
        ("CA1:3", EventKind.DIGITS, "2"),
        ("CA1:call_ended", EventKind.CALL_ENDED, ""),
    ]


def test_words_that_were_heard_are_words() -> None:
    read = twilio.read_call({**CALL, "SpeechResult": "what is the grant", "Confidence": "0.9"}, 4)
    assert (read.kind, read.text) == (EventKind.WORDS, "what is the grant")


def test_exotel_calls_keys_by_another_name() -> None:
    fields = {"CallSid": "X1", "CallFrom": "09876543210", "CallTo": "08040000000"}
    for keys in ({"DigitsPressed": "2"}, {"digits": '"2"'}):
        read = exotel.read_call({**fields, **keys}, 1)
        assert (read.kind, read.text, read.sender, read.id) == (EventKind.DIGITS, "2", "09876543210", "X1:1")
    assert exotel.read_call({**fields, "CallStatus": "completed"}, None).kind is EventKind.CALL_ENDED


@pytest.mark.parametrize(
    ("read", "form", "why"),
    [
        (twilio.read_sms, {"From": "+91"}, "MessageSid"),
        (exotel.read_sms, {"From": "+91"}, "SmsSid"),
        (lambda form: twilio.read_call(form, None), {}, "CallSid"),
        (lambda form: exotel.read_call(form, None), {}, "CallSid"),
    ],
)
def test_a_form_without_its_id_is_refused(read: Any, form: dict[str, str], why: str) -> None:
    with pytest.raises(BadRequestError, match=why):
        read(form)


def test_a_short_message_is_given_to_twilio_with_the_address_of_its_report() -> None:
    call = twilio.sms_call(
        SMS, "https://api.example/", ("AC1", "tok"), "+911140000000", "https://s.example/hooks/twilio/status"
    )
    assert call.url == "https://api.example/2010-04-01/Accounts/AC1/Messages.json"
    assert call.login == ("AC1", "tok")
    assert call.form == (
        ("To", "+919876543210"), ("From", "+911140000000"), ("Body", "Samuh: hello"),
        ("StatusCallback", "https://s.example/hooks/twilio/status?message=name1"),
    )  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), [("Samuh: hello", "plain"), ("समूह: नमस्ते", "unicode")])
def test_a_short_message_is_given_to_exotel_with_its_numbers_of_the_register(
    text: str, encoding: str
) -> None:
    message = Outbound("name1", "sms", "+919876543210", text, template="1107")
    call = exotel.sms_call(
        message, "https://api.example", ("sid", "key", "tok"), "SAMUHX", "1101", "https://s.example/st"
    )
    assert call.url == "https://api.example/v1/Accounts/sid/Sms/send.json"
    assert call.login == ("key", "tok")
    assert dict(call.form) == {
        "From": "SAMUHX", "To": "+919876543210", "Body": text, "EncodingType": encoding,
        "SmsType": "transactional", "CustomField": "name1", "DltEntityId": "1101", "DltTemplateId": "1107",
        "StatusCallback": "https://s.example/st",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("report", "delivery"),
    [
        (
            twilio.read_report({"MessageSid": "SM1", "MessageStatus": "delivered"}, "name1"),
            Delivery.DELIVERED,
        ),
        (
            twilio.read_report(
                {"MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": "30003"}, "name1"
            ),
            Delivery.FAILED,
        ),
        (exotel.read_report({"SmsSid": "S1", "Status": "sent", "CustomField": "name1"}), Delivery.DELIVERED),
        (
            exotel.read_report({"SmsSid": "S1", "Status": "failed_dnd", "CustomField": "name1"}),
            Delivery.FAILED,
        ),
    ],
)
def test_reports_name_our_message(report: Report | None, delivery: Delivery) -> None:
    assert report is not None
    assert (report.ours, report.delivery) == ("name1", delivery)


def test_a_state_on_the_way_is_no_report() -> None:
    assert twilio.read_report({"MessageSid": "SM1", "MessageStatus": "queued"}, None) is None
    assert exotel.read_report({"SmsSid": "S1", "Status": "sending"}) is None


def test_a_gateway_sends_messages_and_reports() -> None:
    told = {
        "id": "m1",
        "channel": "sms",
        "from": "+919876543210",
        "text": "hello",
        "at": "2026-11-23T11:30:00+05:30",
    }
    read = gateway.read(told)
    assert not isinstance(read, Report)
    assert (read.id, read.sender, read.at) == ("m1", "+919876543210", NOW)
    report = gateway.read({"id": "r1", "report": "failed", "message": "name1", "why": "no route"})
    assert isinstance(report, Report)
    assert (report.ours, report.delivery, report.why) == ("name1", Delivery.FAILED, "no route")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": ""}, "id is missing"),
        ({"id": 5}, "id is missing"),
        ({"channel": "fax"}, "channel must be"),
        ({"text": None}, "text is missing"),
        ({"from": "x" * 201}, "at most 200"),
        ({"at": "yesterday"}, "at must be a moment"),
        ({"report": "lost"}, "report must be"),
    ],
)
def test_a_gateways_field_that_is_wrong_is_named(change: dict[str, Any], why: str) -> None:
    told = {"id": "m1", "channel": "sms", "from": "+919876543210", "text": "hello", **change}
    with pytest.raises(BadRequestError, match=why):
        gateway.read(told)


def test_a_gateway_is_given_a_key_by_which_a_second_try_is_known() -> None:
    call = gateway.call(SMS, "https://gw.example/send", "s", NOW)
    headers = dict(call.headers)
    assert headers["Idempotency-Key"] == "name1"
    assert signatures.is_gateway("s", call.body, headers["X-Samuh-Signature"], NOW)
    assert json.loads(call.body) == {
        "id": "name1", "channel": "sms", "to": "+919876543210", "text": "Samuh: hello", "choices": [],
        "template": "1107", "subject": None,
    }  # fmt: skip
