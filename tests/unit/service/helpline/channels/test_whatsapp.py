"""Webhooks of WhatsApp read, messages made within its limits."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ingest.errors import BadRequestError
from service.helpline.channels import whatsapp
from service.helpline.channels.records import Choice, Delivery, EventKind, Outbound

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
OURS = "555"
METADATA = {"display_phone_number": "911140000000", "phone_number_id": OURS}


def payload(**value: Any) -> dict[str, Any]:
    told = {"messaging_product": "whatsapp", "metadata": METADATA, **value}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": told}]}],
    }


def message(kind: str, content: Any, name: str = "wamid.1") -> dict[str, Any]:
    return {"from": "919876543210", "id": name, "timestamp": "1795413600", "type": kind, kind: content}


def sent(out: Outbound) -> dict[str, Any]:
    call = whatsapp.call(out, "https://graph.example/v23.0/", "555", "tok")
    assert call.url == "https://graph.example/v23.0/555/messages"
    assert ("Authorization", "Bearer tok") in call.headers
    made: dict[str, Any] = json.loads(call.body)
    return made


def out(text: str, *labels: str, **more: Any) -> Outbound:
    choices = tuple(Choice(str(number), label) for number, label in enumerate(labels, 1))
    return Outbound("name1", "whatsapp", "+919876543210", text, choices, step=7, **more)


def test_the_handshake_returns_the_challenge_for_the_agreed_word_only() -> None:
    query = {"hub.mode": "subscribe", "hub.verify_token": "word", "hub.challenge": "1158201444"}
    assert whatsapp.challenge(query, "word") == "1158201444"
    assert whatsapp.challenge(query, "other") is None
    assert whatsapp.challenge({**query, "hub.mode": "unsubscribe"}, "word") is None
    assert whatsapp.challenge({**query, "hub.verify_token": ""}, "") is None


def test_a_text_is_read_with_its_sender_and_its_time() -> None:
    [read], reports = whatsapp.read(payload(messages=[message("text", {"body": "CFC grant?"})]), OURS)
    assert (read.kind, read.text, read.sender, read.id) == (
        EventKind.WORDS,
        "CFC grant?",
        "+919876543210",
        "wamid.1",
    )
    assert read.at == datetime.fromtimestamp(1795413600, UTC)
    assert reports == ()


def test_a_tapped_button_names_the_question_that_it_answers() -> None:
    told = {"type": "button_reply", "button_reply": {"id": "7:2", "title": "Cooperative"}}
    [read], _ = whatsapp.read(payload(messages=[message("interactive", told)]), OURS)
    assert (read.kind, read.text, read.step) == (EventKind.DIGITS, "2", 7)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("image", {"id": "1"}),
        ("audio", {"id": "1"}),
        ("interactive", {"type": "button_reply", "button_reply": {"id": "junk"}}),
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(kind: str, content: Any) -> None:
    [read], _ = whatsapp.read(payload(messages=[message(kind, content)]), OURS)
    assert read.kind is EventKind.UNREADABLE


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"entry": 1},
        {"entry": [{"changes": [{"value": {"metadata": METADATA, "messages": [{}]}}]}]},
        {"entry": [{}]},
    ],
)
def test_a_body_of_another_shape_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError, match="has not the shape"):
        whatsapp.read(body, OURS)


@pytest.mark.parametrize("elsewhere", [{**METADATA, "phone_number_id": "556"}, {}])
def test_what_came_to_another_number_of_the_account_is_passed_over(elsewhere: dict[str, str]) -> None:
    rows = {"messages": [message("text", {"body": "Hello"})], "statuses": [{"id": "w9", "status": "read"}]}
    foreign, mine = payload(metadata=elsewhere, **rows), payload(**rows)
    assert whatsapp.read(foreign, OURS) == ((), ()), "a good body: WhatsApp is not to send it again"
    both = whatsapp.read({"entry": [*foreign["entry"], *mine["entry"]]}, OURS)
    assert [len(told) for told in both] == [1, 1]


@pytest.mark.parametrize("nobody", ["", "+", None, "asha"])
def test_a_message_from_nobody_is_refused_and_the_others_are_read(nobody: str | None) -> None:
    bad = {**message("text", {"body": "Hello"}), "from": nobody}
    with pytest.raises(BadRequestError, match="has not the shape"):
        whatsapp.read(payload(messages=[bad]), OURS)
    [read], _ = whatsapp.read(payload(messages=[bad, message("text", {"body": "CFC?"}, "wamid.2")]), OURS)
    assert (read.id, read.sender) == ("wamid.2", "+919876543210")


def test_reports_tell_what_became_of_our_message() -> None:
    rows = [
        {"id": "wamid.9", "status": "read", "timestamp": "1", "biz_opaque_callback_data": "name1"},
        {"id": "wamid.8", "status": "failed", "timestamp": "1", "errors": [{"code": 131047}]},
        {"id": "wamid.7", "status": "deleted", "timestamp": "1"},
    ]
    _, reports = whatsapp.read(payload(statuses=rows), OURS)
    assert [(r.provider_id, r.ours, r.delivery, r.why) for r in reports] == [
        ("wamid.9", "name1", Delivery.DELIVERED, ""),
        ("wamid.8", None, Delivery.FAILED, "WhatsApp reports error 131047."),
    ]


@pytest.mark.parametrize(
    ("since", "is_open"),
    [
        (timedelta(hours=23, minutes=59, seconds=59), True),
        (timedelta(hours=24), False),
        (timedelta(days=3), False),
    ],
)
def test_free_text_may_go_within_24_hours(since: timedelta, is_open: bool) -> None:
    assert whatsapp.window_open(NOW - since, NOW) is is_open


def test_who_never_wrote_has_no_window() -> None:
    assert not whatsapp.window_open(None, NOW)


def test_a_text_goes_with_our_name_for_it() -> None:
    made = sent(out("Namaste"))
    assert made == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "919876543210",
        "biz_opaque_callback_data": "name1",
        "type": "text",
        "text": {"body": "Namaste", "preview_url": False},
    }


def test_three_short_choices_are_buttons_that_name_their_question() -> None:
    made = sent(out("Which?", "One", "Two", "Talk to a person now"))["interactive"]
    assert made["type"] == "button"
    assert [b["reply"] for b in made["action"]["buttons"]] == [
        {"id": "7:1", "title": "One"},
        {"id": "7:2", "title": "Two"},
        {"id": "7:3", "title": "Talk to a person now"},
    ]


@pytest.mark.parametrize("labels", [("One", "Two", "Three", "Four"), ("Twenty-one characters",)])
def test_a_fourth_choice_or_a_longer_label_makes_a_list(labels: tuple[str, ...]) -> None:
    made = sent(out("Which?", *labels))["interactive"]
    rows = made["action"]["sections"][0]["rows"]
    assert made["type"] == "list"
    assert [row["id"] for row in rows] == [f"7:{n}" for n in range(1, len(labels) + 1)]


def test_rows_keep_their_limits_and_lose_no_short_words() -> None:
    label = "Cooperative society of handloom weavers"
    [row] = sent(out("Which?", label))["interactive"]["action"]["sections"][0]["rows"]
    assert (row["title"], row["description"]) == ("Cooperative society of", "handloom weavers")
    [long] = sent(out("Which?", "word " * 60))["interactive"]["action"]["sections"][0]["rows"]
    assert len(long["title"]) <= 24
    assert len(long["description"]) <= 72
    assert long["description"].endswith("…")


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (out("x" * 4097), "at most 4096"),
        (out("x" * 1025, "One"), "at most 1024"),
        (out("Which?", *["x"] * 11), "at most 10 rows"),
        (out(" "), "is empty"),
    ],
)
def test_what_breaks_a_limit_is_not_sent(bad: Outbound, why: str) -> None:
    with pytest.raises(BadRequestError, match=why):
        whatsapp.call(bad, "https://graph.example", "555", "tok")


def test_the_limits_themselves_are_within() -> None:
    assert sent(out("x" * 4096))["type"] == "text"
    assert sent(out("x" * 1024, *["x" * 20] * 3))["interactive"]["type"] == "button"
    assert len(sent(out("x", *["x"] * 10))["interactive"]["action"]["sections"][0]["rows"]) == 10


def test_a_template_goes_with_its_variables() -> None:
    made = sent(out("", template="call_back", variables=("25 Nov", "7K3M"), language="hi"))["template"]
    assert made["language"] == {"code": "hi"}
    assert [part["text"] for part in made["components"][0]["parameters"]] == ["25 Nov", "7K3M"]


def test_a_long_text_is_parted_between_lines() -> None:
    lines = [f"{n}. option" for n in range(300)]
    parts = list(whatsapp.pages("\n".join(lines), 1024))
    assert all(len(part) <= 1024 for part in parts)
    assert "\n".join(parts).split("\n") == lines
    assert list(whatsapp.pages("x" * 2500, 1000)) == ["x" * 1000, "x" * 1000, "x" * 500]
