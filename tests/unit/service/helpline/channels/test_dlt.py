"""Only registered texts go out as SMS in India."""

from dataclasses import replace

import pytest

from ingest.errors import BadRequestError
from service.helpline.channels.dlt import registered
from service.helpline.channels.records import Outbound
from service.helpline.renderings.records import Language
from service.helpline.renderings.templates import Template

KNOWN = Template("talk-x-en", "talk", Language.ENGLISH, "Samuh: {#var#} by {#var#}.", "1107160000000000001")
MESSAGE = Outbound(
    "n", "sms", "+919876543210", "Samuh: ref by noon.", template="talk-x-en", variables=("ref", "noon")
)


def test_a_registered_text_goes_with_its_number() -> None:
    sent = registered(MESSAGE, [KNOWN], strict=True)
    assert (sent.text, sent.template) == ("Samuh: ref by noon.", "1107160000000000001")


def test_the_operators_own_wording_is_what_goes() -> None:
    theirs = replace(KNOWN, text="Help: {#var#} until {#var#}.")
    assert registered(MESSAGE, [theirs], strict=True).text == "Help: ref until noon."


@pytest.mark.parametrize(
    ("message", "templates", "why"),
    [
        (replace(MESSAGE, template=None), [KNOWN], "no registered SMS template"),
        (replace(MESSAGE, template="other"), [KNOWN], "no registered SMS template"),
        (MESSAGE, [replace(KNOWN, dlt_id=None)], "no DLT number"),
        (replace(MESSAGE, variables=("x" * 31, "noon")), [KNOWN], "do not fit"),
        (replace(MESSAGE, variables=("", "noon")), [KNOWN], "do not fit"),
        (replace(MESSAGE, variables=("one",)), [KNOWN], "do not fit"),
    ],
)
def test_what_is_not_registered_word_for_word_is_refused(
    message: Outbound, templates: list[Template], why: str
) -> None:
    with pytest.raises(BadRequestError, match=why):
        registered(message, templates, strict=True)


def test_thirty_characters_are_the_most_of_a_variable() -> None:
    assert registered(replace(MESSAGE, variables=("x" * 30, "noon")), [KNOWN], strict=True).template


def test_abroad_a_text_of_ones_own_may_go() -> None:
    assert registered(replace(MESSAGE, template=None), [KNOWN], strict=False).text == MESSAGE.text
