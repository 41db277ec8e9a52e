"""The SMS that says what a call ended with: that an expert replies by a time, or that the caller is called by one."""

from collections.abc import Mapping
from datetime import datetime

from service.helpline import references
from service.helpline.records import Outcome
from service.helpline.renderings.records import Language, Sms
from service.helpline.renderings.segments import count
from service.helpline.renderings.templates import Templates
from service.helpline.talk_words import day_and_hour

PROMISES: Mapping[Outcome, str] = {
    Outcome.ESCALATED: "talk-escalated",
    Outcome.COMPLAINT: "talk-escalated",
    Outcome.CALL_BACK: "talk-call_back",
}
"""Outcomes that promise something, with the registered text that says so."""


def promise_sms(
    outcome: Outcome, due: datetime, reference: str, language: Language, templates: Templates
) -> Sms | None:
    """The message of an outcome that promises something by ``due``; None where the list of templates lacks its text.

    Raises:
        KeyError: the outcome promises nothing.
    """
    wanted = f"{PROMISES[outcome]}-{language.value}"
    template = next((one for one in templates.all if one.id == wanted), None)
    if template is None:
        return None
    told = (day_and_hour(due, language.value), references.shown(reference))
    text = template.fill(told)
    counted = count(text)
    return Sms(text, counted.count, counted.encoding, template.id, template.dlt_id, told, 0)
