"""One writer, two dialects."""

import pytest
from lxml import etree

from service.helpline.channels.voice_xml import Dial, Dialect, Gather, HangUp, Redirect, Say, write

STEPS = (
    Say("Namaste & <welcome>", "en"),
    Gather(
        (Say("For English press 1.", "en"), Say("हिंदी के लिए 2 दबाएँ।", "hi")),
        'https://x.example/v?step=1&a="b"',
    ),
    Redirect("https://x.example/v?step=1"),
)


def test_twiml_names_languages_and_what_it_hears() -> None:
    assert write(STEPS, Dialect.TWIML) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Response>'
        '<Say language="en-IN">Namaste &amp; &lt;welcome&gt;</Say>'
        '<Gather action=\'https://x.example/v?step=1&amp;a="b"\' method="POST" timeout="8" numDigits="1" '
        'input="dtmf" actionOnEmptyResult="true"><Say language="en-IN">For English press 1.</Say>'
        '<Say language="hi-IN">हिंदी के लिए 2 दबाएँ।</Say></Gather>'
        '<Redirect method="POST">https://x.example/v?step=1</Redirect></Response>'
    )


def test_exoml_is_plainer() -> None:
    assert write(STEPS, Dialect.EXOML) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Response>'
        "<Say>Namaste &amp; &lt;welcome&gt;</Say>"
        '<Gather action=\'https://x.example/v?step=1&amp;a="b"\' method="POST" timeout="8" numDigits="1">'
        "<Say>For English press 1.</Say><Say>हिंदी के लिए 2 दबाएँ।</Say></Gather>"
        '<Redirect method="POST">https://x.example/v?step=1</Redirect></Response>'
    )


def test_several_keys_end_with_hash_and_words_are_heard_by_twilio_alone() -> None:
    gather = Gather((Say("Speak.", "hi"),), "/v", keys=0, hears=True)
    tree = etree.fromstring(write([gather], Dialect.TWIML).encode())
    assert dict(tree[0].attrib) == {
        "action": "/v", "method": "POST", "timeout": "8", "finishOnKey": "#", "input": "dtmf speech",
        "language": "hi-IN", "actionOnEmptyResult": "true",
    }  # fmt: skip
    assert "speech" not in write([gather], Dialect.EXOML)


@pytest.mark.parametrize("dialect", list(Dialect))
def test_a_call_is_connected_or_ended(dialect: Dialect) -> None:
    body = write([Dial("+911140000000"), HangUp()], dialect).partition("\n")[2]
    assert body == '<Response><Dial timeout="30"><Number>+911140000000</Number></Dial><Hangup/></Response>'


def test_signs_that_xml_cannot_carry_are_left_out() -> None:
    tree = etree.fromstring(write([Say("a\x00b\x0bc\nd")], Dialect.TWIML).encode())
    assert tree[0].text == "abc\nd"
