"""The doors: who is let in, what is refused, what a repetition or a wrong order does."""

import json
import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.helpline.channels import signatures
from service.http.app import build_app
from service.settings import Settings

TEXT = {"body": "How much is the grant?"}


def test_a_channel_whose_settings_are_not_given_is_not_there(desk: Any, tmp_path: Any) -> None:
    client = TestClient(build_app(desk, Settings(library=tmp_path)), base_url="http://127.0.0.1")
    for path in (
        "whatsapp",
        "twilio/voice",
        "twilio/sms",
        "twilio/status",
        "exotel/x/voice",
        "gateway",
        "mail",
    ):
        assert client.post(f"/hooks/{path}", content=b"{}").status_code == 404, path


def test_the_handshake_is_answered_for_the_agreed_word(stage: Any) -> None:
    query = {"hub.mode": "subscribe", "hub.verify_token": "wa-word", "hub.challenge": "42"}
    reply = stage.client.get("/hooks/whatsapp", params=query)
    assert (reply.status_code, reply.text) == (200, "42")
    assert stage.client.get("/hooks/whatsapp", params={**query, "hub.verify_token": "x"}).status_code == 403


def test_what_is_not_signed_as_it_must_be_is_refused(stage: Any) -> None:
    body = json.dumps({"entry": []}).encode()
    late = signatures.gateway("gw-secret", int(stage.now.timestamp()) - 301, body)
    tries = (
        ("/hooks/whatsapp", {"X-Hub-Signature-256": signatures.whatsapp("other", body)}),
        ("/hooks/whatsapp", {}),
        (
            "/hooks/twilio/sms",
            {"X-Twilio-Signature": signatures.twilio("tw-token", "http://127.0.0.1/hooks/twilio/sms", ())},
        ),
        ("/hooks/exotel/path-nobody-guesses/sms", {"Authorization": "Basic eDp5"}),
        ("/hooks/gateway", {"X-Samuh-Signature": late}),
        (
            "/hooks/mail",
            {"X-Samuh-Signature": signatures.gateway("gw-secret", int(stage.now.timestamp()), body)},
        ),
    )
    for path, headers in tries:
        assert stage.client.post(path, content=body, headers=headers).status_code == 403, path
    assert stage.client.post("/hooks/exotel/wrong/sms", content=body).status_code == 404
    stage.line.drain()
    assert stage.replies() == []


@pytest.mark.parametrize("body", [b"[]", b"{", b"[" * 100_000, b"\xff", b'{"entry": 5}'])
def test_a_signed_body_that_cannot_be_read_is_refused_and_breaks_nothing(stage: Any, body: bytes) -> None:
    headers = {"X-Hub-Signature-256": signatures.whatsapp("wa-secret", body)}
    assert stage.client.post("/hooks/whatsapp", content=body, headers=headers).status_code == 400


def test_one_message_that_cannot_be_read_does_not_lose_the_others(stage: Any) -> None:
    good = {
        "from": "919876543210",
        "id": "w1",
        "timestamp": str(int(stage.now.timestamp())),
        "type": "text",
        "text": {"body": "Namaste"},
    }
    bad = [
        good | {"id": "w2", "timestamp": "99999999999999999"},
        {"id": "w5"},
        5,
        good | {"id": "w6", "from": ""},
    ]

    def sent(rows: list[Any]) -> int:
        value = {"metadata": {"phone_number_id": "555"}, "messages": rows}
        return stage.post_json("/hooks/whatsapp", {"entry": [{"changes": [{"value": value}]}]}).status_code

    assert [sent([row]) for row in bad] == [400] * 4
    assert stage.replies() == []
    assert sent([*bad, good]) == 200
    assert len(stage.replies()) == 1


@pytest.mark.parametrize(
    "told",
    [{"at": "0001-01-01T00:00:00+05:30"}, {"text": "half \ud800"}, {"from": "\udfff@example.org"}],
)
def test_a_gateway_is_told_what_cannot_be_kept(stage: Any, told: dict[str, str]) -> None:
    whole = {"channel": "sms", "from": "+919876543210", "text": "Namaste"} | told
    assert stage.gateway(**whole).status_code == 400


def test_a_body_that_is_too_long_is_refused_before_it_is_read_whole(stage: Any) -> None:
    body = b"x" * (1024 * 1024 + 1)
    headers = {"X-Hub-Signature-256": signatures.whatsapp("wa-secret", body)}
    assert stage.client.post("/hooks/whatsapp", content=body, headers=headers).status_code == 413


def test_a_message_that_comes_again_is_confirmed_and_not_answered_again(stage: Any) -> None:
    for _ in range(3):
        stage.count = 0  # the same message id
        assert stage.whatsapp("text", TEXT).status_code == 200
    assert len(stage.replies()) == 1


def test_a_gateways_request_that_is_replayed_within_its_time_does_nothing_more(stage: Any) -> None:
    for _ in range(2):
        stage.count = 0
        stage.gateway(channel="sms", text="How much is the grant?", **{"from": "+919876543210"})
    assert len(stage.replies()) == 1


def test_the_same_key_of_a_call_sent_again_gets_the_same_reply(stage: Any) -> None:
    call = {"CallSid": "CA1", "From": "+919876543210", "To": "+911140000000"}
    first = stage.twilio("/hooks/twilio/voice", CallStatus="ringing", **call)
    again = stage.twilio("/hooks/twilio/voice", CallStatus="ringing", **call)
    assert first.text == again.text
    one = stage.twilio("/hooks/twilio/voice?step=1", Digits="1", **call)
    assert stage.twilio("/hooks/twilio/voice?step=1", Digits="1", **call).text == one.text
    assert "step=2" in one.text


def test_a_key_for_a_question_that_is_past_or_not_asked_yet_is_not_counted(stage: Any) -> None:
    call = {"CallSid": "CA1", "From": "+919876543210", "To": "+911140000000"}
    stage.twilio("/hooks/twilio/voice", CallStatus="ringing", **call)
    stage.twilio("/hooks/twilio/voice?step=1", Digits="1", **call)
    early = stage.twilio("/hooks/twilio/voice?step=7", Digits="4", **call)
    assert "came too late, and was not counted" in early.text
    assert "For grants and schemes, press 1." in early.text


def test_a_button_of_an_older_question_is_not_counted(stage: Any) -> None:
    stage.whatsapp("text", {"body": "Something on Assam"})
    [asked] = stage.replies()
    old = asked["interactive"]["action"]["buttons"][0]["reply"]
    stage.whatsapp("text", {"body": "How much is the grant?"})
    stage.replies()
    stage.whatsapp("interactive", {"type": "button_reply", "button_reply": old})
    assert [told["text"]["body"] for told in stage.replies()] == [
        "That answers an earlier question, and was not counted."
    ]


def test_a_bare_key_that_was_sent_before_what_was_taken_in_is_not_counted(stage: Any) -> None:
    stage.whatsapp("text", {"body": "Something on Assam"})
    stage.replies()
    stage.whatsapp("text", {"body": "1"}, timestamp=str(int(stage.now.timestamp()) - 60))
    [told] = stage.replies()
    assert told["text"]["body"] == "That answers an earlier question, and was not counted."


def test_more_than_so_many_messages_in_a_minute_are_kept_but_not_taken_up(stage: Any) -> None:
    stage.line.parts.inbox._rate = 3
    for _ in range(5):
        assert stage.whatsapp("text", TEXT).status_code == 200
    assert len(stage.replies()) == 3
    assert stage.line.parts.inbox.counts() == {"done": 3, "limited": 2}
    stage.now += timedelta(minutes=2)
    stage.whatsapp("text", TEXT)
    assert len(stage.replies()) == 1


def test_reports_settle_what_was_sent(stage: Any) -> None:
    stage.whatsapp("text", TEXT)
    [told] = stage.replies()
    status = {
        "id": "out1",
        "status": "delivered",
        "timestamp": "1",
        "biz_opaque_callback_data": told["biz_opaque_callback_data"],
    }
    value = {"metadata": {"phone_number_id": "555"}, "statuses": [status]}
    stage.post_json("/hooks/whatsapp", {"entry": [{"changes": [{"value": value}]}]})
    assert stage.line.parts.outbox.counts() == {"delivered": 1}


def test_a_failure_that_a_provider_reports_is_a_dead_letter(stage: Any) -> None:
    call = {"MessageSid": "SM9", "From": "+919876543210", "To": "+911140000000"}
    stage.twilio("/hooks/twilio/sms", Body="How much is the grant?", **call)
    [told] = stage.replies()
    path = told["StatusCallback"].removeprefix("https://samuh.example")
    stage.twilio(path, MessageSid="out1", MessageStatus="undelivered", ErrorCode="30003")
    [dead] = stage.line.parts.outbox.dead()
    assert dead.error == "Twilio reports error 30003."


def test_no_log_line_holds_a_number_or_a_word_of_the_caller(
    stage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stage.fails = [500, 400]
    stage.whatsapp("text", {"body": "a secret about Barpeta looms"})
    stage.letter("a secret about Barpeta looms")
    ours = "\n".join(
        r.getMessage() for r in caplog.records if r.name.startswith(("service", "index", "ingest"))
    )
    assert ours
    assert not re.search("secret|Barpeta|98765|asha|wa-token|gw-", ours)
