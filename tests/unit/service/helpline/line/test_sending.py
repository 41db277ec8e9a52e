"""What is given to providers, what is not, and what each reply of theirs means."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from ingest.errors import BadRequestError
from service.helpline.channels.records import Outbound, Provider
from service.helpline.database import Database
from service.helpline.renderings.templates import shipped
from service.helpline.sending import SendError, Senders
from service.mail_work import take
from service.settings import Settings

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
CARD = Outbound("n1", "whatsapp", "+919876543210", "hello")
SMS = Outbound("n1", "sms", "+919876543210", "hello")


def sent(
    settings: Settings, provider: Provider, message: Outbound, reply: Any = 200, last: datetime | None = NOW
) -> str:
    def take(request: httpx.Request) -> httpx.Response:
        if isinstance(reply, Exception):
            raise reply
        return httpx.Response(reply, text="no JSON")

    return Senders(settings, shipped(), httpx.MockTransport(take)).send(provider, message, last, NOW)


def test_a_reply_that_is_no_json_is_good_all_the_same(settings: Settings) -> None:
    assert sent(settings, Provider.WHATSAPP, CARD) == ""


@pytest.mark.parametrize("last", [None, NOW - timedelta(hours=24), NOW - timedelta(days=9)])
def test_free_text_outside_of_the_window_is_not_given_to_whatsapp(
    settings: Settings, last: datetime | None
) -> None:
    with pytest.raises(SendError, match="within 24 hours") as error:
        sent(settings, Provider.WHATSAPP, CARD, last=last)
    assert not error.value.retry


def test_a_channel_that_was_switched_off_sends_nothing(settings: Settings) -> None:
    off = settings.model_copy(update={"whatsapp_phone": ""})
    with pytest.raises(SendError, match="whatsapp is off"):
        sent(off, Provider.WHATSAPP, CARD)


@pytest.mark.parametrize("provider", [Provider.EXOTEL, Provider.TWILIO, Provider.GATEWAY])
def test_a_text_that_is_not_registered_goes_by_no_provider(settings: Settings, provider: Provider) -> None:
    with pytest.raises(SendError, match="no registered SMS template"):
        sent(settings, provider, SMS)


@pytest.mark.parametrize(
    ("reply", "retry", "unsure"),
    [
        (400, False, False),
        (401, False, False),
        (429, True, False),
        (503, True, False),
        (httpx.ConnectError("refused"), True, False),
        (httpx.ReadTimeout("late"), True, True),
        (httpx.RemoteProtocolError("broke off"), True, True),
    ],
)
def test_a_failure_is_tried_again_where_that_can_help(
    settings: Settings, reply: Any, retry: bool, unsure: bool
) -> None:
    with pytest.raises(SendError) as error:
        sent(settings, Provider.WHATSAPP, CARD, reply)
    assert (error.value.retry, error.value.unsure) == (retry, unsure)
    assert "98765" not in error.value.why
    assert "hello" not in error.value.why


def test_sms_may_go_as_letters(settings: Settings, post: Any) -> None:
    post.letters.clear()
    told = settings.model_copy(update={"sms_mail_domain": "sms.example", "dlt_entity": ""})
    sent(told, Provider.MAIL, SMS)
    [raw] = post.letters
    assert b"To: 919876543210@sms.example" in raw
    post.letters.clear()


def test_a_letter_is_taken_at_the_command_line_once(settings: Settings, database: Database) -> None:
    raw = b"From: asha@example.org\r\nMessage-ID: <c1@example.org>\r\n\r\nWhat is a CFC?\r\n"
    assert [take(settings, database, io.BytesIO(raw)) for _ in range(2)] == [
        {"letter": "new"},
        {"letter": "known"},
    ]
    machine = raw.replace(b"\r\n\r\n", b"\r\nAuto-Submitted: auto-replied\r\n\r\n", 1)
    assert "laid aside" in take(settings, database, io.BytesIO(machine))["letter"]
    with pytest.raises(BadRequestError, match="more than 1024 KiB"):
        take(settings, database, io.BytesIO(b"x" * (1024 * 1024 + 1)))
    with pytest.raises(BadRequestError, match="SAMUH_MAIL_FROM"):
        take(settings.model_copy(update={"mail_from": ""}), database, io.BytesIO(raw))
