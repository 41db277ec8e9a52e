"""What asks for nothing, or for nothing that can be looked up: thanks, "ok", pictures.

None of it opens a case, makes a ticket or asks the library; it gets one short reply, and no second one in a row.
"""

from collections.abc import Callable
from dataclasses import replace

from service.helpline import talk_interview
from service.helpline.consent import Courtesy
from service.helpline.talk_answers import Step, Talk, once
from service.helpline.talk_records import Stage
from service.helpline.talk_words import choices

_SILENT = frozenset(("reaction", "system", "ephemeral"))
"""Kinds of WhatsApp messages that nobody wrote, or that are signs on a message of ours: they get no reply at all."""


def unreadable(talk: Talk) -> Step:
    """A picture, a voice message, a file: that only words can be read, once for a whole album; a sticker is "ok"."""
    if talk.event.text in _SILENT:
        return talk.state, ()
    if talk.event.text == "sticker" and talk.state.stage not in _OPEN:
        return once(talk, "courtesy", talk.say("fine"))
    return once(talk, "unreadable", talk.say("unreadable"))


def answered(talk: Talk, kind: Courtesy, menu: Callable[[Talk], Step]) -> Step:
    """The reply to thanks or "ok", by what was said last."""
    stage = talk.state.stage
    if stage in _OPEN and kind is Courtesy.FINE:
        return menu(talk)
    if stage is Stage.INTERVIEW:
        return _again(talk)
    if stage is Stage.NOT_KNOWN:
        return not_known(talk)
    if stage is Stage.CALL_NUMBER:
        return once(talk, "courtesy", talk.say("call_number"))
    return once(talk, "courtesy", talk.say("thanks" if kind is Courtesy.THANKS else "fine"))


_OPEN = (Stage.OPEN,)


def _again(talk: Talk) -> Step:
    """The open question of an interview once more."""
    moved, replies = talk_interview.go_on(talk)
    said = once(replace(talk, state=moved), "courtesy", *replies)
    return said


def not_known(talk: Talk) -> Step:
    """After "it is not known": "ok" asks for no expert, and there is no more to tell; how to ask is said."""
    reply = talk.say("expert_or_call", reference=talk.state.reference)
    if talk.event.channel != "sms":
        reply = replace(reply, choices=choices(talk.language, expert="1", call="2", menu="3"))
    moved, replies = once(talk, "courtesy", reply)
    offered = (("1", "expert"), ("2", "call"), ("3", "menu"))
    return (replace(moved, stage=Stage.NOT_KNOWN, offered=offered) if replies else moved), replies
