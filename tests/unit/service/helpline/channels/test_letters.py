"""Letters read and answered."""

import email
import email.policy
from datetime import UTC, datetime

import pytest

from ingest.errors import BadRequestError
from service.helpline.channels import letters
from service.helpline.channels.records import EventKind, Outbound

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def raw(body: str = "What is the CFC grant?", **heads: str) -> bytes:
    told = {
        "From": "Asha Devi <Asha@Example.org>",
        "To": "help@samuh.example",
        "Subject": "Re: Grant",
        "Message-ID": "<m1@example.org>",
        "Date": "Mon, 23 Nov 2026 11:00:00 +0530",
        "Content-Type": "text/plain; charset=utf-8",
        **{name.replace("_", "-"): value for name, value in heads.items()},
    }
    return ("".join(f"{name}: {value}\r\n" for name, value in told.items()) + "\r\n" + body).encode()


def test_a_letter_is_read_without_what_it_quotes() -> None:
    read = letters.read(
        raw("What is the CFC grant?\n\nOn Mon, 23 Nov 2026, Samuh wrote:\n> Namaste\n> more\n")
    )
    assert (read.kind, read.text, read.sender) == (
        EventKind.WORDS,
        "What is the CFC grant?",
        "asha@example.org",
    )
    assert (read.id, read.subject, read.thread) == ("<m1@example.org>", "Grant", ("<m1@example.org>",))
    assert read.at == datetime(2026, 11, 23, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "end",
    ["\n-- \nAsha\nCluster manager", "\nSent from my phone", "\n-----Original Message-----\nx", "\n> old"],
)
def test_signatures_and_older_letters_are_left_out(end: str) -> None:
    assert letters.own_words("Which scheme?\nFor looms." + end) == "Which scheme?\nFor looms."


def test_a_letter_without_words_asks_by_its_subject() -> None:
    assert letters.read(raw("\n> quoted", Subject="CFC grant in Assam")).text == "CFC grant in Assam"


def test_words_of_a_page_are_read_without_scripts() -> None:
    page = "<p>Which <b>scheme</b>?</p><script>alert(1)</script><blockquote>old</blockquote>"
    assert letters.read(raw(page, Content_Type="text/html; charset=utf-8")).text == "Which scheme?"


@pytest.mark.parametrize(
    "heads",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<x.example>"},
        {"From": "MAILER-DAEMON@example.org"},
        {"From": "no-reply@example.org"},
        {"Content_Type": "multipart/report; boundary=x"},
    ],
)
def test_what_a_machine_wrote_gets_no_reply(heads: dict[str, str]) -> None:
    assert letters.read(raw(**heads)).kind is EventKind.UNREADABLE


@pytest.mark.parametrize("sender", ["", "nobody", "<>", "a b@c.example"])
def test_a_letter_that_cannot_be_answered_is_refused(sender: str) -> None:
    with pytest.raises(BadRequestError, match="no From"):
        letters.read(raw(From=sender))


def test_a_letter_without_an_id_gets_one_of_its_content() -> None:
    bare = raw().replace(b"Message-ID: <m1@example.org>\r\n", b"")
    assert letters.read(bare).id == letters.read(bare).id != letters.read(bare + b" ").id


def test_garbage_is_read_or_refused_but_never_breaks() -> None:
    for junk in (
        b"",
        b"\x00\xff" * 50,
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x",
    ):
        try:
            letters.read(junk)
        except BadRequestError:
            continue


def test_a_reply_belongs_to_its_thread_and_says_that_a_program_wrote_it() -> None:
    message = Outbound(
        "name1",
        "email",
        "asha@example.org",
        "उत्तर",
        subject="Grant\r\nBcc: x@y.example",
        thread=("<m0@a>", "<m1@a>"),
    )
    read = email.message_from_bytes(
        letters.reply(message, "help@samuh.example", NOW), policy=email.policy.default
    )
    assert read["Subject"] == "Re: Grant Bcc: x@y.example"
    assert read["Bcc"] is None
    assert (read["In-Reply-To"], read["References"]) == ("<m1@a>", "<m0@a> <m1@a>")
    assert (read["Auto-Submitted"], read["Message-ID"]) == ("auto-replied", "<name1@samuh.example>")
    assert read.get_content().strip() == "उत्तर"
